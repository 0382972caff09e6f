"""The palette as a whole: opening and closing it, its chips, its notices, and what its keys do beside picking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal

from miaohui.domain.chat_window import ChatWindow
from miaohui.domain.draft import Draft
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import season_watch
from miaohui.flow.conversation import Conversation
from miaohui.flow.deliver import Deliver, Delivered
from miaohui.flow.find import Find
from miaohui.flow.misses import Misses
from miaohui.flow.paste import Paste
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.names import season_name
from miaohui.ui.palette.editing import Editing
from miaohui.ui.palette.filling import Filling
from miaohui.ui.palette.following import Following
from miaohui.ui.palette.hints import Hints
from miaohui.ui.palette.marking import Marking
from miaohui.ui.palette.meeting import Meeting, Outside
from miaohui.ui.palette.picking import Picking
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.season_menu import SeasonMenu, season_state
from miaohui.ui.theme import Theme

NICKNAME, SHOP = "客服昵称", "店铺"


@dataclass(frozen=True)
class UseCases:
    """What the palette is for."""

    conversation: Conversation
    find: Find
    misses: Misses
    deliver: Deliver
    paste: Paste
    proofreading: Proofreading


class PaletteController(QObject):
    """Joins the window with the use cases. What is requested is as in :class:`Editing`."""

    new_requested = Signal(str)
    edit_requested = Signal(str)
    personal_requested = Signal(str)
    copied = Signal(str, object)
    details_requested = Signal()
    import_requested = Signal()
    season_preview_requested = Signal()
    seasons_requested = Signal()
    auto_replies_requested = Signal()
    not_pasted = Signal(object)

    def __init__(
        self,
        window: PaletteWindow,
        workspace: Workspace,
        use: UseCases,
        outside: Outside,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = use.conversation
        self._find = use.find
        self._theme = theme
        self._notices: list[Problem] = list(workspace.notices)
        conversation = use.conversation
        self._marking = Marking(window, use.proofreading, lambda: conversation.client)
        self._searching = Searching(window, workspace, conversation, use.find, use.misses, self._marking.is_marked)
        self._filling = Filling(window, workspace, conversation)
        self._meeting = Meeting(window, workspace, conversation, outside)
        self._following = Following(window, workspace, use.find, self._searching, conversation.situation)
        self._picking = Picking(
            window,
            self._searching,
            self._filling,
            self._following,
            use.deliver,
            use.paste,
            use.proofreading,
            workspace.clock,
            self._meeting.look_again,
        )
        self._editing = Editing(
            window, workspace, conversation, use.find, self._searching, self._meeting, self._picking
        )
        self._hints = Hints(window, self._searching, self._following, self._picking, use.paste)

        self._marking.looked.connect(self._remark)
        self._marking.noticed.connect(self.notify)
        self._searching.chosen.connect(self._choose)
        self._searching.listed.connect(self._hints.show)
        self._filling.asking.connect(self._meeting.settle)
        self._filling.changed.connect(self._fill)
        self._filling.cancelled.connect(self._leave_form)
        window.form.otherwise.connect(self._hints.show)
        for signal in (self._meeting.customer_changed, self._meeting.forgotten):
            signal.connect(self._picking.customer_changed)
        self._meeting.customer_changed.connect(self._filling.doubt)
        self._meeting.forgotten.connect(self._filling.drop_suggestions)
        self._picking.delivered.connect(self._delivered)
        self._picking.not_pasted.connect(self.not_pasted)
        self._picking.taken_back.connect(use.find.take_back)
        self._season_menu = SeasonMenu(window)
        self._season_menu.chosen.connect(self._use_season)
        self._season_menu.preview_requested.connect(self.season_preview_requested)
        self._season_menu.seasons_requested.connect(self.seasons_requested)
        window.season_chip.setMenu(self._season_menu)
        self._searching.season_requested.connect(self._use_season)
        window.auto_replies_requested.connect(self._open_auto_replies)
        window.notice_clicked.connect(self._open_notice)
        theme.changed.connect(self._retheme)
        self._editing.new_requested.connect(self.new_requested)
        self._editing.edit_requested.connect(self.edit_requested)
        self._editing.personal_requested.connect(self.personal_requested)
        self._editing.copied.connect(self.copied)
        window.nothing.keep_changed.connect(lambda keep: self._set(keep_missed=keep))
        window.client_chosen.connect(self._choose_client)
        window.details_requested.connect(self._open_details)
        window.dragged.connect(self._keep_place)
        window.dragged_back.connect(self._forget_place)
        window.welcome.finished.connect(self._welcomed)
        window.welcome.left.connect(self._leave_welcome)
        window.welcome.import_requested.connect(self.import_requested)
        window.input_method_toggled.connect(self._hints.show)
        workspace.watch(self._refresh)
        self._refresh()

    # opening

    def prepare(self) -> None:
        """Draw everything once, unseen: fonts and pixmaps are loaded, and the first opening is as quick as any."""
        self._window.grab()
        self._searching.prepare()
        self._marking.prepare()

    @property
    def window_id(self) -> int:
        return self._window.winId()

    def open(self, area: QRect | None = None, chat: ChatWindow | None = None) -> None:
        """Show the palette, empty, over the chat window that covers this area.

        A form that is being filled in comes back as it was left; what is in it has to be confirmed if the customer is
        another.
        """
        if self._filling.active and self._window.isVisible():
            self._meeting.meet(chat, chats_only=True)
            self._window.show_again()
            return
        self._filling.forget()
        self._picking.begin()
        self._marking.begin()
        self._meeting.meet(chat, chats_only=False)
        self._meeting.show_client()
        self._following.refresh()
        self._say_notices()
        self._window.show_over(area, self._workspace.settings.places.get(self._conversation.client))
        self._searching.begin()

    def close(self) -> None:
        self._window.dismiss()

    @property
    def is_open(self) -> bool:
        """Open and in use, though the focus may still be on its way. One that is pinned, or that holds a form, may also
        just stand there while the agent is in the chat."""
        window = self._window
        stays = window.pin.isChecked() or window.form_open
        return window.isVisible() and (window.isActiveWindow() or not stays)

    def notify(self, problem: Problem) -> None:
        """Say it in the palette's line until the next pick."""
        outdated = (
            season_watch.NOTICES if problem.id in season_watch.NOTICES else {problem.id} & {season_watch.AUTO_DUE}
        )
        self._notices = [other for other in self._notices if other.id not in outdated]
        self._notices.append(problem)
        self._say_notices()

    def forget(self, notice: str) -> None:
        """A notice with this id isn't true any more."""
        left = [other for other in self._notices if other.id != notice]
        if len(left) < len(self._notices):
            self._notices = left
            self._say_notices()

    def _say_notices(self) -> None:
        self._window.say("  ".join(sentence(problem) for problem in self._notices))

    def _open_notice(self) -> None:
        """What the line tells of, where there is a window for it."""
        if any(problem.id == season_watch.AUTO_DUE for problem in self._notices):
            self._open_auto_replies()

    def _open_auto_replies(self) -> None:
        self.close()
        self.auto_replies_requested.emit()

    def _retheme(self) -> None:
        self._window.set_tokens(self._theme.tokens)

    def _refresh(self) -> None:
        """After any change of library or settings."""
        names = [(category.id, category.name) for category in self._workspace.library.tops()]
        self._window.bar.set_categories(names)
        self._meeting.show_client()
        self._show_season()
        self._following.refresh()
        self._searching.refresh()
        if self._filling.active:
            self._filling.redraw()
        self._hints.show()

    # client and season

    def _choose_client(self, client: str) -> None:
        self._try(lambda: self._conversation.choose_client(client))
        self._refresh()

    def _show_season(self) -> None:
        state, chip = season_state(self._workspace), self._window.season_chip
        self._season_menu.show_state(state)
        chip.setText(_("{season} · by hand").format(season=state.name) if state.by_hand else state.name)
        chip.explain(state.sentence)
        chip.mark("peak" if state.is_peak else "base")

    def _use_season(self, season: str) -> None:
        self._try(lambda: self._workspace.use_season(season))

    # the preview

    def _choose(self, draft: Draft | None) -> None:
        if not self._filling.active:
            self._picking.forget()
            self._show_draft(draft)
            self._hints.show()

    def _fill(self, draft: Draft) -> None:
        self._show_draft(draft)
        self._hints.show()

    def _leave_form(self) -> None:
        self._picking.forget()
        self._show_draft(self._searching.chosen_draft)
        self._hints.show()

    def _show_draft(self, draft: Draft | None) -> None:
        seasons = self._workspace.tables.seasons
        variant = draft.variant if draft is not None else None
        name = season_name(seasons.by_id[variant], seasons) if variant else ""
        self._window.preview.show_draft(draft, name, self._shop_draft(draft))
        self._remark()

    def _remark(self) -> None:
        """What the wording check says about the reply in the preview."""
        draft = self._window.preview.draft
        self._window.preview.remark(self._marking.remark(draft.reply) if draft is not None else "")

    def _shop_draft(self, draft: Draft | None) -> Draft | None:
        """What the shop's reply says in whose place this one stands."""
        shop = self._workspace.library.replies.get(draft.reply.overlays) if draft is not None else None
        return self._workspace.draft(shop, self._searching.situation) if shop is not None else None

    def _delivered(self, outcome: Delivered) -> None:
        for use in outcome.uses:
            self._find.used(use)
        self._meeting.show()
        self._notices = list(outcome.notices)

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))

    def _set(self, **changes: Any) -> None:  # noqa: ANN401 — the fields of Settings
        self._try(lambda: self._workspace.set(replace(self._workspace.settings, **changes)))

    # the first start, and the agent's own facts

    def show_hotkey(self, hotkey: str) -> None:
        self._window.welcome.show_hotkey(hotkey)

    def _open_details(self) -> None:
        if self._window.welcome_shown:
            self._window.welcome.start()
        else:
            self.details_requested.emit()

    def _welcomed(self, nickname: str, shop: str) -> None:
        given = {name: value for name, value in ((NICKNAME, nickname), (SHOP, shop)) if value}
        self._set(profile={**self._workspace.settings.profile, **given}, welcomed=True)
        self._window.search.setFocus()

    def _leave_welcome(self) -> None:
        self._set(welcomed=True)
        self._window.search.setFocus()

    # place

    def _keep_place(self, left: int, top: int) -> None:
        self._set(places={**self._workspace.settings.places, self._conversation.client: (left, top)})

    def _forget_place(self) -> None:
        places = dict(self._workspace.settings.places)
        if places.pop(self._conversation.client, None) is not None:
            self._set(places=places)
        self._window.move_home()
