"""What Enter does, and what becomes of the clipboard and of emoticons."""

from __future__ import annotations

from miaohui.domain.emoticon import NoCounterpart
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.names import client_name
from miaohui.ui.settings.page import Page, add_row, choice, form, note, show_choice, switch


class CopyingPage(Page):
    """``can_paste`` is whether this desktop lets a key be pressed in another program's window."""

    def __init__(self, workspace: Workspace, *, can_paste: bool) -> None:
        super().__init__(_("Copying and pasting"), workspace)
        self.paste = switch(_("Enter pastes as well (Ctrl+Enter then only copies)"), self._set_paste)
        self.restore = switch(_("After pasting, put back what was copied before"), self._set_restore)
        clients = [client_name(client) for client in workspace.tables.clients.values() if client.formatted]
        self.formatted = switch(
            _("Copy in font and colour ({clients})").format(clients="、".join(clients)), self._set_formatted
        )
        self.no_counterpart = choice(
            _("Emoticons that the buyer's client doesn't have"),
            (
                (NoCounterpart.NEAREST, _("Take the nearest one")),
                (NoCounterpart.KEEP, _("Leave them as they are")),
                (NoCounterpart.DROP, _("Leave them out")),
            ),
            self._set_no_counterpart,
        )
        self.keep_missed = switch(_("Note what I don't find (stays on this computer)"), self._set_keep_missed)
        for box in (self.paste, self.restore):
            box.setEnabled(can_paste)
        self.title(_("Enter"))
        self.add(self.paste, self.restore)
        if not can_paste:
            self.add(note(_("Miaohui can't paste by itself on this desktop: press Ctrl+V after Enter.")))
        self.title(_("What is copied"))
        rows = form()
        add_row(rows, self.no_counterpart)
        self.add(self.formatted, rows)
        self.title(_("Searching"))
        self.add(self.keep_missed)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        settings = self.workspace.settings
        self.paste.setChecked(settings.paste)
        self.restore.setChecked(settings.restore_clipboard)
        self.formatted.setChecked(settings.formatted)
        self.keep_missed.setChecked(settings.keep_missed)
        show_choice(self.no_counterpart, settings.no_counterpart)

    def _set_paste(self, on: bool) -> None:
        """For every client: what was set for single ones would be an exception nobody remembers."""
        self.set(paste=on, paste_in={})

    def _set_restore(self, on: bool) -> None:
        self.set(restore_clipboard=on)

    def _set_formatted(self, on: bool) -> None:
        self.set(formatted=on)

    def _set_no_counterpart(self, way: str) -> None:
        self.set(no_counterpart=NoCounterpart(way))

    def _set_keep_missed(self, on: bool) -> None:
        self.set(keep_missed=on)
