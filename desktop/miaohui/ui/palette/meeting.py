"""Who the palette is opened for: the chat window in front, its client, the present customer, the clipboard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from miaohui.domain.chat_window import ChatWindow
from miaohui.flow.conversation import Conversation
from miaohui.flow.ports import ClipboardReader, Windows
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.names import client_name, short_label
from miaohui.ui.palette.window import PaletteWindow

EXPIRED = 50
"""Milliseconds after a value's time is up until the strip is drawn anew: surely not before."""


@dataclass(frozen=True)
class Outside:
    """What the palette learns about other programs."""

    windows: Windows
    clipboard: ClipboardReader


class Meeting(QObject):
    """``customer_changed`` says that another customer is in front than when what is shown was asked; ``forgotten`` that
    the agent let this one go; ``copied`` carries what :meth:`read_copied` found on the clipboard."""

    customer_changed = Signal()
    forgotten = Signal()
    copied = Signal(str)

    def __init__(
        self, window: PaletteWindow, workspace: Workspace, conversation: Conversation, outside: Outside
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = conversation
        self._outside = outside
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        window.activated.connect(self._arrive)
        window.strip.cleared.connect(self._forget)

    def meet(self, chat: ChatWindow | None, *, chats_only: bool) -> None:
        """The agent opens the palette over this window. ``chats_only`` as in :meth:`Conversation.meet`."""
        self._face(chat, chats_only=chats_only)
        self._outside.clipboard.read(self._see)

    def _face(self, chat: ChatWindow | None, *, chats_only: bool) -> None:
        if self._conversation.meet(chat, chats_only=chats_only):
            self.customer_changed.emit()
        self.show()

    def _arrive(self) -> None:
        """The palette gets the focus, be it opened or come back to where it stood all the time."""
        self.look_again()
        self._outside.clipboard.read(self._see)

    def look_again(self) -> None:
        """Whether the window still shows the same title; a palette that is kept open isn't told."""
        window = self._conversation.window
        title = self._outside.windows.title(window.id) if window is not None else None
        if window is not None and title is not None:
            self._face(replace(window, title=title), chats_only=False)

    def settle(self) -> None:
        """Before a form is asked: with what is known by now."""
        self._outside.clipboard.settle()

    def _see(self, text: str) -> None:
        self._conversation.see(text)
        self.show()

    def read_copied(self) -> None:
        """What is on the clipboard at this moment, for a new reply."""
        self._outside.clipboard.read(self.copied.emit)

    def _forget(self) -> None:
        self._conversation.clear()
        self.show()
        self.forgotten.emit()

    def show(self) -> None:
        """The strip as things are now, and again when they have expired."""
        conversation, variables = self._conversation, self._workspace.tables.variables
        values = [(short_label(variables.get(name)), value) for name, value in conversation.known.items()]
        if conversation.on_clipboard:
            values.insert(0, (_("Clipboard"), conversation.on_clipboard))
        self._window.strip.show_values(values)
        expires = conversation.expires
        if expires is None:
            self._timer.stop()
        else:
            self._timer.start(int(expires.total_seconds() * 1000) + EXPIRED)

    def show_client(self) -> None:
        """The client in use on its chip, and whether it was recognised."""
        conversation = self._conversation
        settings, clients = self._workspace.settings, self._workspace.tables.clients.values()
        offered = [client for client in clients if settings.uses(client.id) or client.id == conversation.client]
        choices = [(client.id, client_name(client)) for client in offered]
        recognised = conversation.recognised is not None and not conversation.by_hand
        note = _("auto") if recognised else ""
        self._window.client_chip.offer(choices, conversation.client, self._window.client_chosen.emit, note)
        self._window.client_chip.setAccessibleDescription(_("Recognised from the chat window") if recognised else "")
