"""What each key does while the search field has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from miaohui.ui.palette.window import PaletteWindow

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class PaletteKeys(QObject):
    """An event filter of the search field; while an input method composes, every key is its own."""

    def __init__(self, window: PaletteWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return not self._window.search.composing and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key was one of the palette's own."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = key - Qt.Key.Key_0 if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 else 0
        if modifiers == _ALT and digit:
            self._window.number_pressed.emit(digit)
        elif modifiers == _ALT and key == Qt.Key.Key_0:
            self._window.follow_picked.emit()
        elif modifiers == _CONTROL | _ALT and digit:
            self._window.favourite_placed.emit(self._window.row, digit)
        elif modifiers == _CONTROL and digit:
            self._choose_category(digit - 1)
        elif modifiers == _CONTROL:
            return self._pressed_with_control(key)
        elif modifiers == _CONTROL | _SHIFT and key == Qt.Key.Key_Z and not self._window.search.isRedoAvailable():
            self._window.pick_undo_requested.emit()
        elif modifiers == _CONTROL | _SHIFT and key == Qt.Key.Key_N:
            self._window.copied_requested.emit()
        elif modifiers == _SHIFT and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._window.row >= 0:
                self._window.collected.emit(self._window.row)
        elif modifiers in (_NONE, _SHIFT):
            return self._pressed_alone(key)
        else:
            return False
        return True

    def _pressed_with_control(self, key: int) -> bool:
        window = self._window
        match key:
            case Qt.Key.Key_N:
                window.new_requested.emit()
            case Qt.Key.Key_E:
                window.edit_requested.emit(window.row)
            case Qt.Key.Key_O:
                window.personal_requested.emit(window.row)
            case Qt.Key.Key_M:
                window.open_menu()
            case Qt.Key.Key_J:
                self._pick(window.whole_picked, window.follow_whole_picked)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pick(window.picked_otherwise, window.follow_picked_otherwise)
            case Qt.Key.Key_R:
                window.again_requested.emit()
            case Qt.Key.Key_H:
                window.recent_requested.emit()
            case Qt.Key.Key_D:
                window.favourite_requested.emit(window.row)
            case Qt.Key.Key_P:
                window.pin.toggle()
            case Qt.Key.Key_K:
                window.client_chip.open()
            case Qt.Key.Key_S:
                window.season_chip.open()
            case Qt.Key.Key_Z if not window.search.isUndoAvailable():
                window.undo_requested.emit()
            case _:
                return False
        return True

    def _pressed_alone(self, key: int) -> bool:
        window, search = self._window, self._window.search
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if window.row < 0 and not window.follow_selected:
                window.unfiltered_requested.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pick(window.picked, window.follow_picked)
            case Qt.Key.Key_Escape:
                window.escaped.emit()
            case Qt.Key.Key_Up if window.row <= window.first_row and search.text() == window.recalled:
                window.recall_requested.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                window.step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                window.select(window.row + (window.page if key == Qt.Key.Key_PageDown else -window.page))
            case Qt.Key.Key_Tab if window.completing:
                window.completion_chosen.emit(0)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._step_category(1 if key == Qt.Key.Key_Tab else -1)
            case Qt.Key.Key_F1:
                search.set_input_method(on=not search.input_method_on)
                window.input_method_toggled.emit()
            case Qt.Key.Key_F3:
                window.details_requested.emit()
            case Qt.Key.Key_F2:
                self._request_form()
            case Qt.Key.Key_F4:
                window.auto_replies_requested.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._at_end and window.preview.wordings > 1:
                window.wording_stepped.emit(window.row, 1 if key == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Right if self._at_end:
                self._request_form()
            case _:
                return False
        return True

    @property
    def _at_end(self) -> bool:
        search = self._window.search
        return search.cursorPosition() == len(search.text())

    def _pick(self, hit: SignalInstance, follow: SignalInstance) -> None:
        """The current row, in the list or above it."""
        if self._window.follow_selected:
            follow.emit()
        elif self._window.row >= 0:
            hit.emit(self._window.row)

    def _request_form(self) -> None:
        if self._window.row >= 0:
            self._window.form_requested.emit(self._window.row)

    def _choose_category(self, place: int) -> None:
        shown = self._window.bar.shown
        if place < len(shown):
            self._window.category_chosen.emit(shown[place])

    def _step_category(self, step: int) -> None:
        bar = self._window.bar
        place = bar.shown.index(bar.current) if bar.current in bar.shown else 0
        self._window.category_chosen.emit(bar.shown[(place + step) % len(bar.shown)])
