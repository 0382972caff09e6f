"""Putting the palette's window in its place, and dragging it to another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from miaohui.ui.palette.placement import Placement, place
from miaohui.ui.theme import Tokens

DRAG_PAUSE = 300
"""Milliseconds without a move after which a drag counts as ended (the window manager doesn't tell)."""


class Placing(QObject):
    """An event filter of the window, whose empty places are a handle. ``dragged`` carries how far (px) from the chat
    window's corner it is now; ``dragged_back`` says that it shall be where it opens by itself."""

    dragged = Signal(int, int)
    dragged_back = Signal()

    def __init__(self, window: QWidget, tokens: Tokens, margin: int) -> None:
        """``margin`` is what the window has around the panel, px."""
        super().__init__(window)
        self._window = window
        self._size = tokens.size
        self._margin = margin
        self._placement: Placement | None = None
        self._dragging = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._drag_ended)
        window.installEventFilter(self)

    def place(self, chat_window: QRect | None, offset: tuple[int, int] | None) -> None:
        """In the top third of the chat window (logical px), else of the screen under the pointer; ``offset`` as
        ``dragged`` told it."""
        screen = QGuiApplication.screenAt(self._window.cursor().pos()) or QGuiApplication.primaryScreen()
        if chat_window is not None and chat_window.isValid():
            screen = QGuiApplication.screenAt(chat_window.center()) or screen
        self._placement = place(
            screen.availableGeometry(),
            chat_window,
            offset,
            width=self._size("palette_width"),
            least=self._size("palette_least"),
            most=self._size("palette_height"),
        )
        margin = self._margin
        self._window.setGeometry(self._placement.geometry.adjusted(-margin, -margin, margin, margin))

    def move_home(self) -> None:
        """To where it opens by itself."""
        if self._placement is not None:
            self._window.move(self._placement.home - QPoint(self._margin, self._margin))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                left = event.button() is Qt.MouseButton.LeftButton
                if left and self._window.windowHandle().startSystemMove():
                    self._dragging = True
            case QEvent.Type.MouseButtonDblClick:
                self._dragging = False
                self.dragged_back.emit()
            case QEvent.Type.Move if self._dragging:
                self._timer.start(DRAG_PAUSE)
        return False

    def _drag_ended(self) -> None:
        self._dragging = False
        if self._placement is not None:
            offset = self._window.pos() + QPoint(self._margin, self._margin) - self._placement.corner
            self.dragged.emit(offset.x(), offset.y())
