"""Setting the clipboard through Qt on X11, and being sure of it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from Xlib import Xatom
from Xlib.error import ConnectionClosedError, XError
from Xlib.ext import xfixes

from miaohui.system.clipboard.x11_selection import TooMuchError, open_selection
from miaohui.system.qt.clipboard_content import Content, Copied
from miaohui.system.qt.contest import Contested
from miaohui.system.session import Session
from miaohui.system.x11_client import open_display, same_client, xid

ATTEMPTS = 10
"""Qt may not have read the event that brings the time when its events are handled."""
READ_LIMIT = 0.1
"""Seconds for another program to say what it has. One that hangs doesn't."""


class X11Way:
    """Qt sets the selection with the time of the last event it saw. When another client took the selection later than
    that, the server refuses in silence and ``ownsClipboard`` says yes all the same. So: a change of a property on a
    window of Qt's, made by another connection, brings Qt an event with the server's time of now; and the server tells
    each new owner (XFIXES), also one that has lost the selection again.
    """

    def __init__(self, session: Session, clipboard: QClipboard) -> None:
        self._clipboard = clipboard
        self._name = session.x11_name
        self._display = open_display(session.x11_name)
        self._selection = self._display.intern_atom("CLIPBOARD")
        self._property = self._display.intern_atom("_MIAOHUI_TIME")
        xfixes.query_version(self._display)
        # The library makes classes of its own for an extension's events: they are told by their numbers.
        self._owner_notify: int = self._display.extension_event.SetSelectionOwnerNotify[0]
        xfixes.select_selection_input(
            self._display, self._display.screen().root.id, self._selection, xfixes.XFixesSetSelectionOwnerNotifyMask
        )
        self._others = 0
        self._window = QWindow()  # never shown
        self._window.create()

    def set(self, content: Content) -> bool:
        """What another program has taken since is the contest's: it may be a clipboard manager that offers the same."""
        # With the focus the agent has just pressed a key: Qt's time is fresh, and no events have to be handled here.
        fresh = QGuiApplication.focusWindow() is not None
        self._has_been_ours()
        for _ in range(ATTEMPTS):
            if not fresh and not self._refresh_time():
                return False
            content.put_on(self._clipboard)
            if self._has_been_ours():
                return True
            fresh = False
        return False

    def contested(self, content: Copied) -> Contested:
        return _Contested(self, self._name, content)

    def taken_by_others(self) -> int:
        self._has_been_ours()
        return self._others

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

    def _has_been_ours(self) -> bool:
        """Whether Qt's connection has become the owner since the new owners were looked at last."""
        owners: list[int] = []
        with suppress(ConnectionClosedError, XError):
            self._display.sync()
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == self._owner_notify:
                    owners.append(xid(event.owner))
        ours = [same_client(self._display, owner, self._window.winId()) for owner in owners]
        self._others += ours.count(False)
        return any(ours)

    def _owns(self) -> bool:
        try:
            owner = self._display.get_selection_owner(self._selection)
        except (ConnectionClosedError, XError):
            return False
        return same_client(self._display, xid(owner), self._window.winId())


class _Contested:
    """A ``contest.Contested``."""

    def __init__(self, way: X11Way, display_name: str | None, content: Copied) -> None:
        self._way = way
        self._name = display_name
        self._content = content

    def put(self) -> bool:
        return self._way.set(self._content)

    def is_ours(self) -> bool:
        return self._way.ends_with_us()

    def is_offered(self) -> bool:
        try:
            with open_selection(self._name, READ_LIMIT) as selection:
                read = selection.read(self._content.target)
        except TooMuchError:
            return False
        return read is not None and self._content.matches(read)
