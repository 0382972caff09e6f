"""Which rows hold something that breaks a rule: looked at in slices, when the rows have been drawn and nobody types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from miaohui.domain.reply import Reply
from miaohui.domain.search import Steps
from miaohui.errors import Problem
from miaohui.flow.proofreading import Proofreading
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.stepper import Stepper
from miaohui.ui.wording_names import reason

LOAD_AFTER = 1_500
"""Milliseconds after the palette was built until the rules are read, beside this thread: the search comes first."""
LOOK_AFTER = 80
"""Milliseconds of rest after rows were drawn until they are looked at: never in the frame of a key."""


class Marking(QObject):
    """``looked`` says that something is known now that wasn't before; ``noticed`` what is wrong with the rules."""

    looked = Signal()
    noticed = Signal(object)
    _loaded = Signal()

    def __init__(self, window: PaletteWindow, proofreading: Proofreading, client: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._proofreading = proofreading
        self._client = client
        self._wanted: dict[str, Reply] = {}
        self._stepper: Stepper[bool] = Stepper(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._look)
        self._problems: tuple[Problem, ...] = ()
        self._loaded.connect(self._take, Qt.ConnectionType.QueuedConnection)
        proofreading.watch(self._begin_again)

    def prepare(self) -> None:
        """Have the rules read in a moment."""
        QTimer.singleShot(LOAD_AFTER, self, self._start_loading)

    def begin(self) -> None:
        """The palette opens: somebody may have changed the shop's rules."""
        self._timer.start()

    def _start_loading(self) -> None:
        QThreadPool.globalInstance().start(self._load)

    def _load(self) -> None:
        self._proofreading.load()
        self._loaded.emit()

    def _take(self) -> None:
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
        self._proofreading.refresh()
        if self._proofreading.loaded and not self._stepper.running:
            self._stepper.run(self._looking(), self._show)

    def _looking(self) -> Steps[bool]:
        """Whether something was found."""
        found = False
        while self._wanted:
            reply = self._wanted.pop(next(iter(self._wanted)))
            found |= bool(self._proofreading.errors(reply, self._client()))
            yield
        return found

    def _show(self, found: bool) -> None:
        if found:
            self._window.model.make_all_again()
            self.looked.emit()

    def _begin_again(self) -> None:
        """The rows that are drawn again ask for what they need."""
        self._wanted.clear()
        if not self._proofreading.loaded:
            self._start_loading()
        self._window.model.make_all_again()
        self.looked.emit()
