"""Which rows hold something that breaks a rule: looked at beside the window, once they are drawn and nobody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from miaohui.domain.reply import Reply
from miaohui.errors import Problem
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording import Found
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.wording_names import reason
from miaohui.ui.worker import Worker

LOAD_AFTER = 500
"""Milliseconds after the palette was built until the rules are read, beside this thread: the search comes first."""
LOOK_AFTER = 80
"""Milliseconds of rest after rows were drawn until they are looked at: never in the frame of a key."""


class Marking(QObject):
    """``looked`` says that something is known now that wasn't before; ``noticed`` what is wrong with the rules."""

    looked = Signal()
    noticed = Signal(object)

    def __init__(self, window: PaletteWindow, proofreading: Proofreading, client: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._proofreading = proofreading
        self._client = client
        self._wanted: dict[str, Reply] = {}
        self._worker = Worker(self)
        self._busy = False
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._look)
        self._problems: tuple[Problem, ...] = ()
        proofreading.watch(self._begin_again)

    def prepare(self) -> None:
        """Have the rules read in a moment."""
        QTimer.singleShot(LOAD_AFTER, self, self._start_loading)

    def begin(self) -> None:
        """The palette opens: somebody may have changed the shop's rules."""
        self._timer.start()

    def _start_loading(self) -> None:
        self._worker.run(self._proofreading.load, self._take)

    def _take(self, _nothing: None) -> None:
        problems, self._problems = self._problems, self._proofreading.problems
        for problem in self._problems:
            if problem not in problems:
                self.noticed.emit(problem)
        self._timer.start()

    def is_marked(self, reply: Reply) -> bool:
        """As far as anybody knows; what isn't known is looked at soon."""
        errors = self._proofreading.known_errors(reply, self._client())
        if errors is None:
            self._wanted[reply.id] = reply
            self._timer.start()
        return bool(errors)

    def remark(self, reply: Reply) -> str:
        """What is wrong with it, in one line; empty for nothing, or as long as nobody knows."""
        self.is_marked(reply)
        errors = self._proofreading.known_errors(reply, self._client())
        return reason(errors[0].finding, errors[0].text) if errors else ""

    def _look(self) -> None:
        """One batch at a time, beside this thread: the first texts take a while."""
        self._proofreading.refresh()
        if self._proofreading.loaded and self._wanted and not self._busy:
            replies, self._wanted = tuple(self._wanted.values()), {}
            self._busy = True
            client, generation = self._client(), self._generation
            errors = self._proofreading.errors
            self._worker.run(
                lambda: [(reply, errors(reply, client)) for reply in replies],
                lambda found: self._keep(found, client, generation),
                self._give_up,
            )

    def _give_up(self, error: Exception) -> None:
        """On this batch; the next one may do better."""
        self._busy = False
        raise error

    def _keep(self, found: Sequence[tuple[Reply, tuple[Found, ...]]], client: str, generation: int) -> None:
        self._busy = False
        if generation == self._generation:
            for reply, errors in found:
                self._proofreading.remember(reply, client, errors)
            if any(errors for _, errors in found):
                self._window.model.make_all_again()
                self.looked.emit()
        if self._wanted:
            self._timer.start()

    def _begin_again(self) -> None:
        """The rows that are drawn again ask for what they need."""
        self._wanted.clear()
        self._generation += 1
        if not self._proofreading.loaded:
            self._start_loading()
        self._window.model.make_all_again()
        self.looked.emit()
