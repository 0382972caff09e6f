"""Changing replies from the palette: edit, new, my own wording, favourites, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, Signal

from miaohui.domain import overlay
from miaohui.domain.change import ChangeSet
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.values import clean
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit, overlays
from miaohui.flow.conversation import Conversation
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.messages import label, sentence
from miaohui.ui.palette.meeting import Meeting
from miaohui.ui.palette.picking import Picking
from miaohui.ui.palette.reply_menu import ReplyMenu
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow


class Editing(QObject):
    """``new_requested`` carries a title and ``edit_requested`` a reply's id, as does ``personal_requested``: a shop's
    reply of which the agent wants a wording of her own. ``copied`` carries a text of another program's that is to
    become a reply, and the function that proposes variables for it."""

    new_requested = Signal(str)
    edit_requested = Signal(str)
    personal_requested = Signal(str)
    copied = Signal(str, object)

    def __init__(
        self,
        window: PaletteWindow,
        workspace: Workspace,
        conversation: Conversation,
        find: Find,
        searching: Searching,
        meeting: Meeting,
        picking: Picking,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = conversation
        self._find = find
        self._searching = searching
        self._picking = picking
        window.new_requested.connect(self._new)
        window.copied_requested.connect(meeting.read_copied)
        meeting.copied.connect(self._take_copied)
        window.edit_requested.connect(self._edit)
        window.personal_requested.connect(self._edit_personal)
        window.undo_requested.connect(self._undo)
        window.favourite_requested.connect(self._toggle_favourite)
        window.favourite_placed.connect(self._place_favourite)
        window.menu_requested.connect(self._open_menu)
        self.menu = ReplyMenu(window)
        self._wire_menu()

    def _wire_menu(self) -> None:
        menu, window = self.menu, self._window
        menu.copied.connect(lambda: window.picked.emit(window.row))
        menu.copied_otherwise.connect(lambda: window.picked_otherwise.emit(window.row))
        menu.form_requested.connect(lambda: window.form_requested.emit(window.row))
        menu.edit_requested.connect(lambda: self._edit(window.row))
        menu.personal_requested.connect(lambda: self._edit_personal(window.row))
        menu.kept.connect(lambda: self._keep_personal(window.row))
        menu.dropped.connect(lambda: self._drop_personal(window.row))
        menu.favourite_toggled.connect(lambda: self._toggle_favourite(window.row))
        menu.placed.connect(lambda place: self._place_favourite(window.row, place))
        menu.new_requested.connect(window.new_requested)
        menu.copied_requested.connect(window.copied_requested)
        menu.settings_requested.connect(window.details_requested)

    def _reply(self, row: int) -> Reply | None:
        hit = self._searching.hit(row)
        return hit.reply if hit is not None else None

    def _open_menu(self, row: int, place: QPoint) -> None:
        """``place`` is global."""
        reply = self._reply(row)
        if reply is not None:
            favourites = {one.favourite: one.title for one in self._workspace.library.active() if one.favourite}
            shop = self._workspace.library.replies.get(reply.overlays)
            conflict = shop is not None and bool(overlay.conflicts(reply, shop))
            self.menu.open(place, reply, self._picking.enter_does, favourites, conflict=conflict)

    # new and edit

    def _new(self) -> None:
        self.new_requested.emit(self._find.filtered(self._window.search.query).words)

    def _take_copied(self, text: str) -> None:
        """It stays in memory until the agent saves it."""
        self.copied.emit(clean(text, many_lines=True).strip(), self._conversation.proposals)

    def _edit(self, row: int) -> None:
        reply = self._reply(row)
        if reply is not None:
            self.edit_requested.emit(reply.id)

    def _edit_personal(self, row: int) -> None:
        """One of her own, or a wording that is there already, is simply edited."""
        reply = self._reply(row)
        if reply is None:
            return
        mine = self._workspace.library.overlays.get(reply.id)
        if reply.scope is Scope.PERSONAL or mine is not None:
            self.edit_requested.emit(reply.id if mine is None else mine.id)
        elif reply.locked:
            self._window.say(sentence(Problem("overlay-locked", {"title": reply.title})))
        else:
            self.personal_requested.emit(reply.id)

    def _keep_personal(self, row: int) -> None:
        """The shop's changes are seen."""
        reply = self._reply(row)
        if reply is not None:
            self._try(lambda: overlays.accept(self._workspace.library, reply, self._now()))

    def _drop_personal(self, row: int) -> None:
        """The shop's wording again."""
        reply = self._reply(row)
        if reply is not None and reply.overlays:
            self._try(lambda: overlays.remove(self._workspace.library, reply, self._now()))

    def _now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _try(self, make: Callable[[], ChangeSet]) -> None:
        try:
            self._workspace.commit(make())
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))

    # favourites

    def _toggle_favourite(self, row: int) -> None:
        reply = self._reply(row)
        if reply is not None:
            self._commit(lambda: edit.toggle_favourite(self._workspace.library, reply), reply)

    def _place_favourite(self, row: int, place: int) -> None:
        reply = self._reply(row)
        if reply is not None:
            self._commit(lambda: edit.place_favourite(self._workspace.library, reply, place), reply)

    def _commit(self, make: Callable[[], ChangeSet], reply: Reply) -> None:
        """And say where this reply and those it has pushed aside are now."""
        try:
            change_set = make()
            self._workspace.commit(change_set)
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))
            return
        placed = [self._workspace.library.replies[id_] for id_ in (reply.id, *(c.id for c in change_set.changes[1:]))]
        self._window.say("  ".join(sentence(_place(one)) for one in placed))

    def _undo(self) -> None:
        try:
            undone = self._workspace.undo()
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))
        else:
            self._window.say(sentence(Problem("undone", {"what": label(undone.label)})))


def _place(reply: Reply) -> Problem:
    if reply.favourite is None:
        return Problem("favourite-gone", {"title": reply.title})
    return Problem("favourite-placed", {"title": reply.title, "place": reply.favourite})
