"""The form of a reply: everything about it, and what the buyer will see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miaohui.domain.change import ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.unsaved import Unsaved, carried_over, differs
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit, overlays
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.editor.conflict_notice import ConflictNotice
from miaohui.ui.editor.editing import EMPTY, Editing, is_fixed, new_one, says_something
from miaohui.ui.editor.fields_area import ROOM, FieldsArea
from miaohui.ui.editor.form_footer import FormFooter
from miaohui.ui.editor.form_tools import FormTools
from miaohui.ui.editor.restored_notice import RestoredNotice
from miaohui.ui.editor.standing_notice import StandingNotice
from miaohui.ui.editor.text_keys import TextKeys
from miaohui.ui.editor.unsaved_keeper import UnsavedKeeper


class ReplyForm(QWidget):
    """``changed`` after every edit, ``saved`` with the reply's id, ``let_go`` when the agent gave up what was shown and
    there is nothing to show in its place, ``history_requested`` with the reply's id."""

    changed = Signal()
    saved = Signal(str)
    let_go = Signal()
    history_requested = Signal(str)

    def __init__(self, workspace: Workspace, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._own_wording = tools.own_wording
        self._saving = False
        self._keeper = UnsavedKeeper(tools.drafts, self._unsaved, self)
        self._area = area = FieldsArea(workspace, tools.readings, tools.find, tools.writing(workspace, self))
        self.fields, self.text_wrong = area.fields, area.text_wrong
        self.title, self.code, self.category = area.title, area.code, area.category
        self.aliases, self.tags, self.next = area.aliases, area.tags, area.next
        self.texts, self.further, self.preview = area.texts, area.further, area.preview
        self.conflict = ConflictNotice()
        self.restored = RestoredNotice()
        self.standing = StandingNotice(workspace, tools.theme)
        self._footer = footer = FormFooter(ROOM)
        self.history, self.discard, self.save_button = footer.history, footer.discard, footer.save
        self._lay_out()
        self._wire()
        TextKeys(self.texts, self)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        workspace.watch(self._library_changed)
        self._fill(new_one())

    def _lay_out(self) -> None:
        notices = QVBoxLayout()
        notices.setContentsMargins(ROOM, 0, ROOM, 0)
        notices.setSpacing(0)
        for notice in (self.conflict, self.restored, self.standing):
            notices.addWidget(notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(notices)
        column.addWidget(self._area, 1)
        column.addWidget(self._footer)

    def _wire(self) -> None:
        self._area.edited.connect(self._edited)
        self._area.refused.connect(self._refuse)
        self._keeper.failed.connect(self._not_kept)
        for notice in (self.conflict, self.restored, self.standing):
            notice.done.connect(self.focus_title)
        self.conflict.keep_requested.connect(self._keep_mine)
        self.conflict.keep_as_new_requested.connect(self._keep_as_new)
        self.conflict.give_up_requested.connect(self._give_up)
        self.restored.discard_requested.connect(self._discard)
        self.restored.another_requested.connect(self._begin_another)
        self.restored.resume_requested.connect(self._resume)
        self.standing.own_requested.connect(self._begin_own_wording)
        self.standing.accept_requested.connect(self._accept_shops)
        self.standing.take_requested.connect(self._take_shops)
        self._footer.history_requested.connect(self._ask_history)
        self._footer.discard_requested.connect(self._discard)
        self._footer.save_requested.connect(self.save)

    # what it shows

    def show_reply(self, reply: Reply | None, *, blank: Reply | None = None) -> None:
        """A reply of the library, or a new one that begins as ``blank``. What was written before and not saved is kept,
        and what was kept of this reply is shown again."""
        self._keeper.keep_written()
        for notice in (self.conflict, self.restored, self.standing):
            notice.clear()
        if reply is None:
            self._show_new(blank or EMPTY)
            return
        kept = self._keeper.kept(reply.id) if not is_fixed(reply) else None
        if kept is None or kept.before is None:
            self._fill(Editing(reply))
        elif differs(kept.before, reply):
            self._restore(Editing(kept.before), kept)
            self._say_conflict()
        else:
            self._restore(Editing(reply), kept)
        self.standing.show_reply(reply)

    def _show_new(self, blank: Reply) -> None:
        kept = self._keeper.kept_new()
        if kept is not None and not blank.title and not says_something(blank):
            self._restore(Editing(replace(blank, id=kept.contents.id), is_new=True), kept)
            return
        self._fill(new_one(blank))
        if kept is not None:
            self.restored.say_waiting(kept.contents.title)

    def _restore(self, editing: Editing, kept: Unsaved) -> None:
        self._fill(editing, kept.contents)
        self.restored.say_restored(kept.time.astimezone(self._workspace.clock.now().tzinfo), is_new=editing.is_new)

    def _resume(self) -> None:
        self.show_reply(None)

    def _begin_another(self) -> None:
        """The one that is shown stays kept."""
        self._keeper.keep_written()
        self.restored.clear()
        self._fill(new_one(replace(EMPTY, category=self.category.category)))
        self.focus_title()

    def _fill(self, editing: Editing, contents: Reply | None = None) -> None:
        self._area.fill(editing, contents)
        self._footer.say("")
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.history.setVisible(not self._editing.is_new)
        self.save_button.setVisible(not self._editing.read_only)
        self.discard.setVisible(self.is_dirty)

    def focus_title(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    # what stands in it

    @property
    def _editing(self) -> Editing:
        return self._area.editing

    @property
    def reply_id(self) -> str:
        """Of the reply that is shown; a new one has its own already."""
        return self._editing.start.id

    def value(self) -> Reply:
        """The reply as it can be saved.

        Raises:
            MiaohuiError: with what doesn't fit; see ``Editing.fitting``.
        """
        return self._editing.fitting(self._area.contents(), self._workspace.library)

    @property
    def is_dirty(self) -> bool:
        """Whether something stands here that isn't saved."""
        return self._area.is_dirty

    @property
    def status(self) -> str:
        """What stands beside the buttons."""
        return self._footer.status

    def _unsaved(self) -> tuple[str, Unsaved | None]:
        if not self.is_dirty:
            return self.reply_id, None
        return self.reply_id, Unsaved(self._editing.before, self._area.contents(), self._now())

    def _now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _edited(self) -> None:
        self._footer.say("")
        self.discard.show()
        self._keeper.edited()
        self.changed.emit()

    # saving

    def save(self) -> None:
        """Into the library; what doesn't fit is said where it stands."""
        if self._editing.read_only:
            return
        self._area.clear_faults()
        if self.conflict.stands:
            self._refuse(Problem("changed-meanwhile", {"title": self.title.text()}))
            self.conflict.buttons[0].setFocus()
            return
        workspace, before = self._workspace, self._editing.before
        try:
            reply = self.value()
            if before is None:
                change_set = edit.create(workspace.library, reply, self._now())
            else:
                change_set = edit.revise(workspace.library, before, reply, self._now())
            self._saving = True  # the library changes under the form, which is no news to it
            try:
                workspace.commit(change_set)
            finally:
                self._saving = False
        except MiaohuiError as error:
            self._refuse(error.problem)
            return
        self._was_saved(workspace.library.replies[reply.id])

    def _was_saved(self, reply: Reply) -> None:
        self._area.show_saved(reply)
        self._keeper.forget(reply.id)
        self.restored.clear()
        self._show_buttons()
        self.standing.show_reply(reply)
        self._footer.say(_("Saved"))
        self.changed.emit()
        self.saved.emit(reply.id)

    def _refuse(self, problem: Problem) -> None:
        """At the field that it is about, else beside the buttons."""
        if not self._area.refuse(problem):
            self._footer.say(sentence(problem))

    def _not_kept(self, problem: Problem | None) -> None:
        if problem is not None:
            self._footer.say(_("What is unsaved can't be kept: {why}").format(why=sentence(problem)))

    def _discard(self) -> None:
        """Back to what is saved, or to nothing."""
        self._keeper.forget(self.reply_id)
        self.show_reply(self._saved_now())
        self.changed.emit()

    def _ask_history(self) -> None:
        if not self._editing.is_new:
            self.history_requested.emit(self.reply_id)

    # the shop's reply and the agent's own wording

    def _begin_own_wording(self) -> None:
        before = self._editing.before
        if before is not None and not before.locked:
            self._own_wording(before)

    def _accept_shops(self) -> None:
        self._settle_overlay(overlays.accept)

    def _take_shops(self) -> None:
        self._settle_overlay(overlays.take_shop)

    def _settle_overlay(self, settle: Callable[[Library, Reply, datetime], ChangeSet]) -> None:
        before = self._editing.before
        if before is None:
            return
        try:
            self._workspace.commit(settle(self._workspace.library, before, self._now()))
        except MiaohuiError as error:
            self._refuse(error.problem)

    # what others do meanwhile

    def _saved_now(self) -> Reply | None:
        """The reply as it is in the library."""
        return self._workspace.library.replies.get(self.reply_id)

    def _library_changed(self) -> None:
        if not shiboken6.isValid(self) or self._saving:
            return
        self._area.follow_library()
        before = self._editing.before
        if before is None:
            return
        now = self._saved_now()
        if now is not None and now.overlays and now.deleted is None:
            self.standing.show_overlaid(now)  # the shop's may have changed
        if now is before:
            return
        if not self.is_dirty:
            if now is not None:
                self.show_reply(now)
        elif now is not None and now.deleted is None and not differs(before, now):
            self._area.rebase(Editing(now))
        else:
            self._say_conflict()

    def _say_conflict(self) -> None:
        self.conflict.show_now(self._saved_now())

    def _keep_mine(self) -> None:
        """What was changed here goes into the reply as it is now."""
        now = self._saved_now()
        if now is None or now.deleted is not None:
            self._say_conflict()
            return
        unsaved = Unsaved(self._editing.before, self._area.contents(), self._now())
        self._resolve(Editing(now), carried_over(unsaved, now))

    def _keep_as_new(self) -> None:
        contents, editing = self._area.contents(), new_one()
        self._keeper.forget(self.reply_id)
        self._resolve(editing, replace(contents, id=editing.start.id, deleted=None, source=""))

    def _resolve(self, editing: Editing, contents: Reply) -> None:
        self.conflict.clear()
        self._fill(editing, contents)
        self._keeper.keep()
        self.changed.emit()

    def _give_up(self) -> None:
        self._keeper.forget(self.reply_id)
        now = self._saved_now()
        if now is None or now.deleted is not None:
            self.show_reply(None)
            self.let_go.emit()
        else:
            self.show_reply(now)
        self.changed.emit()

    # leaving

    def hideEvent(self, event: QHideEvent) -> None:
        self._keeper.keep_written()
        super().hideEvent(event)

    def close_drafts(self) -> None:
        """Before the program ends: what is unsaved is in the file when this returns."""
        self._keeper.close()
