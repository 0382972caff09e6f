"""Setting the clipboard through Qt on X11, and being sure of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from Xlib import Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, XError

from miaohui.system.session import Session
from miaohui.system.x11_client import same_client, xid

if TYPE_CHECKING:
    from miaohui.system.qt.clipboard import Content

ATTEMPTS = 10


class X11Way:
    """Qt sets the selection with the time of the last event it saw. When another client took the selection later than
    that, the server refuses in silence and ``ownsClipboard`` says yes all the same. So: a change of a property on a
    window of Qt's, made by another connection, brings Qt an event with the server's time of now; and the server is
    asked whose the selection is. An XID tells its client by the bits outside ``resource_id_mask``.
    """

    def __init__(self, session: Session, clipboard: QClipboard) -> None:
        self._clipboard = clipboard
        self._display = Display(session.x11_name)
        self._display.set_error_handler(lambda *_: None)
        self._selection = self._display.intern_atom("CLIPBOARD")
        self._property = self._display.intern_atom("_MIAOHUI_TIME")
        self._window = QWindow()  # never shown
        self._window.create()

    def set(self, content: Content) -> bool:
        # With the focus the agent has just pressed a key: Qt's time is fresh, and no events have to be handled here.
        fresh = QGuiApplication.focusWindow() is not None
        for _ in range(ATTEMPTS):
            if not fresh and not self._refresh_time():
                return False
            content.put_on(self._clipboard)
            if self._owns():
                return True
            fresh = False
        return False

    def ends_with_us(self) -> bool:
        return self._owns()

    def close(self) -> None:
        with suppress(ConnectionClosedError):
            self._display.close()
        self._window.destroy()

    def _refresh_time(self) -> bool:
        try:
            window = self._display.create_resource_object("window", self._window.winId())
            window.change_property(self._property, Xatom.INTEGER, 32, [0])
            self._display.sync()
        except (ConnectionClosedError, XError):
            return False
        QGuiApplication.processEvents(
            QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents | QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers
        )
        return True

    def _owns(self) -> bool:
        try:
            owner = self._display.get_selection_owner(self._selection)
        except (ConnectionClosedError, XError):
            return False
        return same_client(self._display, xid(owner), self._window.winId())
