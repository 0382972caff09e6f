"""Keeps what is being written, off the typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from miaohui.domain.unsaved import Unsaved
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import UnsavedReplies

PAUSE = 600
"""Milliseconds from the first key until it is kept; who types on is kept again and again."""


Contents = Callable[[], tuple[str, Unsaved | None]]


class UnsavedKeeper(QObject):
    """``contents`` gives the reply's id and what stands in the form, None where nothing is unsaved, and is asked only
    when it is time to keep it. ``failed`` carries why it could not be written; None once it could."""

    failed = Signal(object)

    def __init__(self, drafts: UnsavedReplies, contents: Contents, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._contents = contents
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)

    def kept(self, reply_id: str) -> Unsaved | None:
        """What was written in this reply and not saved."""
        return self._drafts.get(reply_id)

    def kept_new(self) -> Unsaved | None:
        """The latest of the new replies that aren't saved."""
        return next((one for one in reversed(self._drafts.all()) if one.before is None), None)

    def edited(self) -> None:
        """Something was written."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now; the file is written in another thread."""
        self._timer.stop()
        reply_id, unsaved = self._contents()
        if unsaved is None:
            self._drafts.remove(reply_id)
        else:
            self._drafts.put(unsaved)
        self._write_soon()

    def keep_written(self) -> None:
        """What is still to be kept; nothing if nothing was written since."""
        if self._timer.isActive():
            self.keep()

    def forget(self, reply_id: str) -> None:
        """It was saved, or let go."""
        self._timer.stop()
        self._drafts.remove(reply_id)
        self._write_soon()

    def close(self) -> None:
        """Keep what is unsaved, and wait until it is in the file."""
        self.keep_written()
        self._pool.waitForDone()

    def _write_soon(self) -> None:
        self._pool.start(self._write)

    def _write(self) -> None:
        problem: Problem | None = None
        try:
            self._drafts.write()
        except MiaohuiError as error:
            problem = error.problem
        self.failed.emit(problem)
