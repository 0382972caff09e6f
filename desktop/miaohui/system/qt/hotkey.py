"""The hotkey as a signal in the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal

from miaohui.errors import Problem
from miaohui.system.hotkey import backend
from miaohui.system.hotkey.backend import Taken
from miaohui.system.hotkey.keys import KeyCombination
from miaohui.system.session import Session


class QtHotkey(QObject):
    """``pressed`` comes once for each press, ``lost`` with a Problem when the key is gone later (another layout puts it
    where another program holds it)."""

    pressed = Signal()
    lost = Signal(object)
    _came_from_thread = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._came_from_thread.connect(self.pressed, Qt.ConnectionType.QueuedConnection)
        self._backend = backend.open_hotkey(session, self._on_pressed, self._on_lost)
        self._notifier: QSocketNotifier | None = None
        descriptor = self._backend.fileno()
        if descriptor is not None:
            # No thread: one that shared the connection made the palette appear 50 ms later instead of 2.
            self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._dispatch)

    def take_first_free(self, wanted: str, proposals: Sequence[str]) -> Taken:
        """The wanted key, else the first proposal that is free."""
        return backend.take_first_free(self._backend, wanted, proposals)

    def register(self, combination: KeyCombination) -> None:
        """Raises MiaohuiError ``hotkey-taken`` or ``hotkey-none``; the key held before stays."""
        self._backend.register(combination)

    def unregister(self) -> None:
        self._backend.unregister()

    def close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._backend.close()

    def _dispatch(self) -> None:
        self._backend.dispatch()

    def _on_pressed(self) -> None:
        if self._notifier is None:
            self._came_from_thread.emit()
        else:
            self.pressed.emit()

    def _on_lost(self, problem: Problem) -> None:
        if problem.id == "hotkey-none" and self._notifier is not None:
            self._notifier.setEnabled(False)  # the connection is gone: its descriptor would be ready for ever
        self.lost.emit(problem)
