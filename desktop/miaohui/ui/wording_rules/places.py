"""A button with a menu of places: where a rule applies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton

from miaohui.i18n import _, ngettext


class _Choices(QMenu):
    """Stays open while choices are made; Esc, Enter or a click beside it closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.actionAt(event.position().toPoint())
        if action is None or not action.isCheckable():
            super().mouseReleaseEvent(event)
        else:
            action.trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action: QAction | None = self.activeAction()
        if action is None or event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            action.trigger()


class Places(QToolButton):
    """``changed`` says that another choice was made. All places are chosen at first, also those that come later; one
    always is."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("places")
        self.setAccessibleName(name)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._name = name
        self._menu = _Choices(self)
        self.setMenu(self._menu)
        self._choices: Sequence[tuple[str, str]] = ()
        self._actions: list[QAction] = []
        self._last: Sequence[str] = ()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """``choices`` are ids and names; what was left out stays so where it is still there."""
        if choices == self._choices:
            return
        left_out = self.left_out
        self._choices = choices
        self._menu.clear()
        self._actions = [self._action(*choice, chosen=choice[0] not in left_out) for choice in choices]
        self._name_it()

    def _action(self, id_: str, label: str, *, chosen: bool) -> QAction:
        action = self._menu.addAction(label)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(id_)
        action.toggled.connect(self._toggled)
        return action

    def show_places(self, only: Sequence[str], without: Sequence[str]) -> None:
        """``only`` these, all where it is empty, and never those."""
        for action in self._actions:
            action.blockSignals(True)
            action.setChecked((not only or action.data() in only) and action.data() not in without)
            action.blockSignals(False)
        self._menu.update()
        self._name_it()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids that aren't chosen."""
        return tuple(action.data() for action in self._actions if not action.isChecked())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that are; empty for all."""
        return tuple(action.data() for action in self._actions if action.isChecked()) if self.left_out else ()

    def _toggled(self) -> None:
        if not any(action.isChecked() for action in self._actions):
            self.show_places(self._last, ())
            return
        self._name_it()
        self.changed.emit()

    def _name_it(self) -> None:
        self._last = [action.data() for action in self._actions if action.isChecked()]
        chosen = [action.text() for action in self._actions if action.isChecked()]
        if len(chosen) == len(self._actions):
            what = _("all")
        elif len(chosen) == 1:
            what = chosen[0]
        else:
            what = ngettext("{number} of them", "{number} of them", len(chosen)).format(number=len(chosen))
        self.setText(_("{name}: {chosen}").format(name=self._name, chosen=what) + "  ▾")
