"""The keys that work in the window, as its footer names them."""

from __future__ import annotations

from miaohui.i18n import _
from miaohui.ui.palette.footer import Hint


def hints(*, writing: bool) -> list[Hint]:
    """While a text is being written there are others."""
    if writing:
        return [("Ctrl Enter", _("Save")), ("Esc", _("Back"))]
    return [
        ("Enter", _("Copy")),
        ("Space", _("Set in the client")),
        ("←→", _("Client")),
        ("F2", _("Write")),
        ("Ctrl O", _("Choose")),
        ("Ctrl E", _("Edit")),
        ("Esc", _("Close")),
    ]
