"""Which keys the footer names: those that do something now."""

from __future__ import annotations

from PySide6.QtCore import QObject

from miaohui.flow.paste import Paste
from miaohui.i18n import _
from miaohui.ui.palette.following import Following, Kind
from miaohui.ui.palette.footer import Hint
from miaohui.ui.palette.picking import Picking
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow


class Hints(QObject):
    """To be shown anew whenever something has changed that a key depends on."""

    def __init__(
        self, window: PaletteWindow, searching: Searching, following: Following, picking: Picking, paste: Paste
    ) -> None:
        super().__init__(window)
        self._window = window
        self._searching = searching
        self._following = following
        self._picking = picking
        self._paste = paste

    def show(self) -> None:
        if self._window.form_open:
            self._window.show_keys([*self._form_hints(), ("Tab", _("Next")), ("Esc", _("Back"))])
            return
        found = self._searching.hit(0) is not None
        left = [("Esc", _("Close"))]
        if self._following.collected:
            enter = _("Copy all") if self._window.follow_selected else _("Add and copy all")
            left = [("Enter", enter), ("Shift Enter", _("Collect")), ("Esc", _("Empty the basket"))]
        elif self._window.follow_selected:
            left = [("Enter", self._follow_hint()), *self._whole_hint(), ("Tab", _("Category"))]
        elif found:
            left = [
                *self._enter_hints(),
                ("←→", _("Wording")) if self._window.preview.wordings > 1 else ("→", _("Fill in")),
                *(self._whole_hint() or [("Alt 1-9", _("Pick"))]),
                ("Tab", _("Category")),
                ("Ctrl M", _("More")),
            ]
        left.insert(len(left) if found else -1, ("Ctrl N", _("New")))
        if self._window.welcome_shown:
            left[-1] = ("F3", _("My details"))
        state = _("Input method: on") if self._window.search.input_method_on else _("Input method: off")
        self._window.show_keys(left, [("F1", state)])

    def _follow_hint(self) -> str:
        offer = self._following.offer
        return _("Go on") if offer is not None and offer.kind is Kind.PART else _("Copy")

    def _whole_hint(self) -> list[Hint]:
        """Where there are several messages."""
        waiting = self._window.follow_selected and self._following.offer is not None and self._following.offer.sent > 0
        return [("Ctrl J", _("All as one"))] if waiting or self._window.preview.messages > 1 else []

    def _enter_hints(self) -> list[Hint]:
        return list(zip(("Enter", "Ctrl Enter"), self._picking.enter_does, strict=False))

    def _form_hints(self) -> list[Hint]:
        if self._picking.collecting:
            return [("Enter", _("Fill in and collect"))]
        hints = [_("Fill in and copy"), _("Fill in and paste")]
        if not self._paste.available:
            return [("Enter", hints[0])]
        if self._paste.by_enter(self._searching.situation.client, other=self._picking.otherwise):
            hints.reverse()
        return [("Enter", hints[0]), ("Ctrl Enter", hints[1])][: 1 if self._picking.otherwise else 2]
