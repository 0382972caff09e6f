"""Whose the reply is, and how the agent's own wording stands to the shop's."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from miaohui.domain import overlay
from miaohui.domain.difference import Kind, Piece, differences
from miaohui.domain.reply import Reply, Scope
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.changes import marked_line
from miaohui.ui.editor.form_notice import FormNotice
from miaohui.ui.theme import Theme

_DIFFERENCES, _CHANGE = 3, 80
"""Differences to the shop's reply that are shown, and characters of a change in one."""


class StandingNotice(FormNotice):
    """``own_requested`` where the agent wants a wording of their own; ``accept_requested`` keeps it as it is after the
    shop has changed its one, ``take_requested`` takes the shop's."""

    own_requested = Signal()
    accept_requested = Signal()
    take_requested = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._theme = theme
        self._overlaid: Reply | None = None
        """The own wording that it speaks of."""
        theme.changed.connect(self._retint)

    def show_reply(self, reply: Reply) -> None:
        self._overlaid = None
        if reply.deleted is not None:
            self.say(_("This reply is in the trash."))
        elif reply.locked:
            self.say(_("The shop's reply, locked: it can't be changed."))
        elif reply.scope is Scope.SHOP:
            self.say(_("The shop's reply."), (_("My own wording"), self.own_requested.emit))
        elif reply.overlays:
            self.show_overlaid(reply)
        else:
            self.clear()

    def show_overlaid(self, mine: Reply) -> None:
        """How the agent's own wording differs from the shop's, and whether the shop has changed its one since."""
        shop = self._workspace.library.replies.get(mine.overlays)
        if shop is None:
            self.clear()
            return
        self._overlaid = mine
        more = self._differences(shop, mine)
        if overlay.conflicts(mine, shop):
            self.say(
                _("The shop has changed its wording since:"),
                (_("Keep mine"), self.accept_requested.emit),
                (_("Take the shop's"), self.take_requested.emit),
                more=more,
                urgent=True,
            )
        elif more:
            self.say(_("My own wording, and how the shop's differs from it:"), more=more)
        else:
            self.say(_("My own wording; so far it says what the shop's does."))

    def clear(self) -> None:
        self._overlaid = None
        super().clear()

    def _differences(self, shop: Reply, mine: Reply) -> str:
        """The first few as rich text: the form is below them."""
        found = differences(shop, mine)
        tokens = self._theme.tokens
        lines = [marked_line(map(_cut, one.pieces), tokens) for one in found[:_DIFFERENCES]]
        return "<br>".join([*lines, "…"] if len(found) > _DIFFERENCES else lines)

    def _retint(self) -> None:
        if self._overlaid is not None:
            self.show_overlaid(self._overlaid)


def _cut(piece: Piece) -> Piece:
    long = piece.kind is not Kind.SAME and len(piece.text) > _CHANGE
    return replace(piece, text=f"{piece.text[:_CHANGE]}…") if long else piece
