"""The focus of the palette's window: when it has it, and whether it was lost to another program."""

from __future__ import annotations

import warnings
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget


class Activation(QObject):
    """An event filter of the window. ``lost`` is emitted for another program's sake, not for a menu or a modal dialog
    of ours."""

    gained = Signal()
    lost = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._window
        match event.type():
            case QEvent.Type.Show if watched is window:
                window.windowHandle().installEventFilter(self)
            case QEvent.Type.ShortcutOverride if watched == window.windowHandle() and not window.isActiveWindow():
                self._claim()
            case QEvent.Type.ActivationChange if watched is window and window.isVisible():
                if window.isActiveWindow():
                    self.gained.emit()
                elif not _menu_has_focus() and QApplication.activeModalWidget() is None:
                    self.lost.emit()
        return False

    def _claim(self) -> None:
        """WORKAROUND: hiding takes the activation from the widget at once, but from its QWindow only when the focus has
        been elsewhere for a while (400 ms on X11). Opened again before, it gets the keys and is never active; its first
        key shows that it truly has the focus."""
        with warnings.catch_warnings():  # deprecated in favour of activateWindow(), which does nothing here
            warnings.simplefilter("ignore", DeprecationWarning)
            QApplication.setActiveWindow(self._window)


def _menu_has_focus() -> bool:
    """On a busy machine a menu's window gets the focus after the menu was closed, and gives it back at once."""
    focused = cast("QWindow | None", QGuiApplication.focusWindow())  # None while no window of ours has it
    return QApplication.activePopupWidget() is not None or (
        focused is not None and focused.type() is Qt.WindowType.Popup
    )
