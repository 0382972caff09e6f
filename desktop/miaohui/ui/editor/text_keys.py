"""The keys of a window's part that turn its texts and add to them, wherever the cursor is in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from miaohui.ui.editor.texts import Texts


class TextKeys(QObject):
    def __init__(self, texts: Texts, part: QWidget) -> None:
        super().__init__(part)
        self._texts = texts
        for keys, pressed in (
            ("Ctrl+.", self._choose_emoticon),
            ("Ctrl+Shift+Return", self._add_message),
            ("Ctrl+PgDown", self._next_wording),
            ("Ctrl+PgUp", self._previous_wording),
            ("Ctrl+Shift+PgDown", self._next_season),
            ("Ctrl+Shift+PgUp", self._previous_season),
        ):
            shortcut = QShortcut(QKeySequence(keys), part)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(pressed)

    def _choose_emoticon(self) -> None:
        self._texts.box.choose_emoticon()

    def _add_message(self) -> None:
        if not self._texts.is_read_only:
            self._texts.box.add_text()

    def _next_wording(self) -> None:
        self._texts.turn(1, season=False)

    def _previous_wording(self) -> None:
        self._texts.turn(-1, season=False)

    def _next_season(self) -> None:
        self._texts.turn(1, season=True)

    def _previous_season(self) -> None:
        self._texts.turn(-1, season=True)
