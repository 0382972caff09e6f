"""The form of a reply: everything about it, and what the buyer will see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain import overlay
from miaohui.domain.change import ChangeSet
from miaohui.domain.codes import propose_code, taken_codes
from miaohui.domain.completion import Completion
from miaohui.domain.difference import Kind, Piece, differences
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import MAX_CODE, Channel, Reply, Scope, Wording
from miaohui.domain.unsaved import Unsaved, carried_over, differs
from miaohui.domain.validity import check_code, check_place, checked
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit, overlays
from miaohui.flow.ids import new_reply_id
from miaohui.flow.ports import Pictures, UnsavedReplies
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.changes import marked_line
from miaohui.ui.editor.category_field import CategoryField
from miaohui.ui.editor.chips import ChipField
from miaohui.ui.editor.field import Field, whole
from miaohui.ui.editor.form_notice import FormNotice
from miaohui.ui.editor.further import Further
from miaohui.ui.editor.live_preview import LivePreview
from miaohui.ui.editor.next_field import FindReplies, NextField
from miaohui.ui.editor.proof import Place, Proof
from miaohui.ui.editor.text_edit import Language
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.editor.texts import Texts
from miaohui.ui.editor.unsaved_keeper import UnsavedKeeper
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.form_dialog import button, line
from miaohui.ui.theme import Theme, set_look

EMPTY = Reply(id="", code="", title="", category="", wordings=(Wording(("",)),))
_ROOM = 20
_DIFFERENCES, _CHANGE = 3, 80
"""Differences to the shop's reply that are shown, and characters of a change in one."""


@dataclass(frozen=True)
class FormTools:
    """What the form needs beside the workspace. ``readings`` are fetched when letters are first looked for;
    ``make_picker`` makes the emoticon picker of a window; ``find`` searches replies; ``own_wording`` begins the agent's
    own wording of a shop's reply; without ``proofreading`` the wording isn't checked."""

    theme: Theme
    pictures: Pictures
    drafts: UnsavedReplies
    readings: Callable[[], Readings]
    make_picker: Callable[[QWidget], EmoticonPicker]
    find: FindReplies
    own_wording: Callable[[Reply], None]
    proofreading: Proofreading | None = None


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
        self._tools = tools
        self._before: Reply | None = None
        """The reply as it was when this editing began; None for a new one."""
        self._clean = replace(EMPTY, id=new_reply_id())
        """What the form holds while nothing is unsaved."""
        self._conflict = False
        self._filling = False
        self._own_code = False
        self._taken: tuple[Library | None, Scope, frozenset[str]] = (None, Scope.PERSONAL, frozenset())
        self._completion: tuple[object, Completion] | None = None
        self._keeper = UnsavedKeeper(tools.drafts, self._unsaved, self)
        self._keeper.failed.connect(self._not_kept)
        self._make_fields()
        self._lay_out()
        self._make_shortcuts()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_went)
        tools.theme.changed.connect(self._retint)
        workspace.watch(self._library_changed)
        self._fill(self._clean)

    # what it is made of

    def _make_fields(self) -> None:
        tools, workspace = self._tools, self._workspace
        seasons = workspace.tables.seasons
        self.title = line("", "")
        self.code = line("", "")
        self.code.setMaxLength(4 * MAX_CODE)
        self.code.setFont(tools.theme.tokens.font(code=True))
        self.category = CategoryField(self._library, tools.readings)
        for editor in (self.title, self.code, self.category):
            editor.setProperty("row", True)
        self.aliases = ChipField(_("+ Add"))
        self.tags = ChipField(_("+ Add"))
        self.next = NextField(self._library, tools.find)
        language = Language(lambda: workspace.tables.variables, self._completed, workspace.tables.emoticons)
        proofreading = tools.proofreading
        self._proof = Proof(proofreading, tools.theme, self) if proofreading is not None else None
        writing = TextTools(language, tools.theme, tools.pictures, tools.make_picker, self._proof)
        self.texts = Texts(seasons, writing)
        self.further = Further(seasons, self._library)
        self.preview = LivePreview(workspace, tools.theme, tools.pictures, self._contents)
        self.conflict = FormNotice(urgent=True)
        self.restored = FormNotice()
        self.standing = FormNotice()

        self.title.textEdited.connect(self._title_edited)
        self.code.textEdited.connect(self._code_edited)
        self.further.edited.connect(self._code_clashes)
        for used in (self.further, self.category):
            used.edited.connect(self._tell_proof)
        for field in (self.category, self.aliases, self.tags, self.next, self.texts, self.further):
            field.edited.connect(self._edited)
        self.texts.turned.connect(self.preview.turn)
        self.texts.refused.connect(self._refuse)
        self.fields = {
            "title": Field(_("Title"), self.title, apart=True),
            "code": Field(_("Code"), self.code, apart=True),
            "category": Field(_("Category"), self.category, apart=True),
            "aliases": Field(_("How buyers ask (aliases)"), self.aliases),
            "tags": Field(_("Tags"), self.tags),
            "next": Field(_("What usually follows"), self.next),
            "favourite": self.further.favourite_field,
        }
        self.text_wrong = QLabel()
        self.text_wrong.setObjectName("wrong")
        self.text_wrong.setWordWrap(True)
        self.text_wrong.hide()

    def _lay_out(self) -> None:
        self._content = content = QWidget()
        content.setObjectName("fields")
        first = QGridLayout()
        first.setHorizontalSpacing(10)
        first.setVerticalSpacing(4)
        for place, (name, stretch) in enumerate((("title", 30), ("code", 11), ("category", 20))):
            first.addWidget(self.fields[name], 0, place)
            first.setColumnStretch(place, stretch)
            first.addWidget(self.fields[name].said, place + 1, 0, 1, 3)
        last = QGridLayout()
        last.setHorizontalSpacing(16)
        for place, name in enumerate(("next", "tags")):
            last.addWidget(self.fields[name], 0, place, Qt.AlignmentFlag.AlignTop)
            last.setColumnStretch(place, 3 - place)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(_ROOM, 16, _ROOM, 16)
        rows.setSpacing(14)
        rows.addLayout(first)
        rows.addWidget(self.fields["aliases"])
        rows.addWidget(self.texts)
        rows.addWidget(self.text_wrong)
        rows.addWidget(self.preview)
        rows.addStretch(1)
        rows.addLayout(last)
        rows.addWidget(self.further)
        self._area = QScrollArea()
        self._area.setWidget(content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._notices())
        column.addWidget(self._area, 1)
        column.addWidget(self._footer())

    def _notices(self) -> QVBoxLayout:
        notices = QVBoxLayout()
        notices.setContentsMargins(_ROOM, 0, _ROOM, 0)
        notices.setSpacing(0)
        for notice in (self.conflict, self.restored, self.standing):
            notice.done.connect(self.focus_title)
            notices.addWidget(notice)
        return notices

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("formFooter")
        self._status = QLabel()
        self._status.setObjectName("small")
        self._status.setWordWrap(True)
        self.history = button(_("History"), self._ask_history)
        self.discard = button(_("Discard"), self._discard)
        self.discard.setToolTip(_("Back to what is saved"))
        self.save_button = QPushButton(_("Save"))
        self.save_button.setObjectName("primary")
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Ctrl+S · Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout(footer)
        row.setContentsMargins(_ROOM, 10, _ROOM, 10)
        row.setSpacing(10)
        row.addWidget(self._status, 1)
        for one in (self.history, self.discard, self.save_button):
            row.addWidget(one)
        return footer

    def _make_shortcuts(self) -> None:
        for keys, pressed in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+.", self._choose_emoticon),
            ("Ctrl+Shift+Return", self._add_message),
            ("Ctrl+PgDown", self._next_wording),
            ("Ctrl+PgUp", self._previous_wording),
            ("Ctrl+Shift+PgDown", self._next_season),
            ("Ctrl+Shift+PgUp", self._previous_season),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(pressed)

    def _choose_emoticon(self) -> None:
        self.texts.box.choose_emoticon()

    def _add_message(self) -> None:
        if not self._read_only:
            self.texts.box.add_text()

    def _next_wording(self) -> None:
        self.texts.turn(1, season=False)

    def _previous_wording(self) -> None:
        self.texts.turn(-1, season=False)

    def _next_season(self) -> None:
        self.texts.turn(1, season=True)

    def _previous_season(self) -> None:
        self.texts.turn(-1, season=True)

    # what it shows

    def show_reply(self, reply: Reply | None, *, blank: Reply | None = None) -> None:
        """A reply of the library, or a new one that begins as ``blank``. What was written before and not saved is kept,
        and what was kept of this reply is shown again."""
        self._keeper.keep_written()
        for notice in (self.conflict, self.restored, self.standing):
            notice.clear()
        self._conflict = False
        if reply is None:
            self._show_new(blank)
            return
        self._before = reply
        self._clean = reply
        kept = self._tools.drafts.get(reply.id) if not _fixed(reply) else None
        if kept is not None and kept.before is not None:
            self._before = kept.before
            self._fill(kept.contents)
            self._say_restored(kept)
            if differs(kept.before, reply):
                self._say_conflict()
            else:
                self._before = reply
        else:
            self._fill(reply)
        self._say_standing(reply)

    def _show_new(self, blank: Reply | None) -> None:
        self._before = None
        self._clean = replace(blank or EMPTY, id=new_reply_id())
        kept = [one for one in self._tools.drafts.all() if one.before is None]
        if not kept:
            self._fill(self._clean)
        elif not self._clean.title and not _says_something(self._clean):
            self._clean = replace(self._clean, id=kept[-1].contents.id)
            self._fill(kept[-1].contents)
            self._say_restored(kept[-1])
        else:
            self._fill(self._clean)
            title = kept[-1].contents.title or _("without a title")
            self.restored.say(
                _("A new reply is still unsaved: {title}").format(title=title), (_("Go on with it"), self._go_on)
            )

    def _go_on(self) -> None:
        self.show_reply(None)

    def _say_restored(self, kept: Unsaved) -> None:
        local = kept.time.astimezone(self._workspace.clock.now().tzinfo)
        text = _("What you wrote on {time} and did not save is here again.").format(time=f"{local:%m-%d %H:%M}")
        begin = ((_("Begin another"), self._begin_another),) if self._before is None else ()
        self.restored.say(text, (_("Discard"), self._discard), *begin)

    def _begin_another(self) -> None:
        """The one that is shown stays kept."""
        self._keeper.keep_written()
        self.restored.clear()
        self._clean = replace(EMPTY, id=new_reply_id(), category=self.category.category)
        self._fill(self._clean)
        self.focus_title()

    def _say_standing(self, reply: Reply) -> None:
        if reply.deleted is not None:
            self.standing.say(_("This reply is in the trash."))
        elif reply.locked:
            self.standing.say(_("The shop's reply, locked: it can't be changed."))
        elif reply.scope is Scope.SHOP:
            self.standing.say(_("The shop's reply."), (_("My own wording"), self._begin_own_wording))
        elif reply.overlays:
            self._say_overlaid(reply)
        else:
            self.standing.clear()

    def _say_overlaid(self, mine: Reply) -> None:
        """How the agent's own wording differs from the shop's, and whether the shop has changed its one since."""
        shop = self._workspace.library.replies.get(mine.overlays)
        if shop is None:
            self.standing.clear()
            return
        more = self._differences(shop, mine)
        if overlay.conflicts(mine, shop):
            self.standing.say(
                _("The shop has changed its wording since:"),
                (_("Keep mine"), self._accept_shops),
                (_("Take the shop's"), self._take_shops),
                more=more,
                urgent=True,
            )
        elif more:
            self.standing.say(_("My own wording, and how the shop's differs from it:"), more=more)
        else:
            self.standing.say(_("My own wording; so far it says what the shop's does."))

    def _differences(self, shop: Reply, mine: Reply) -> str:
        """The first few as rich text: the form is below them."""
        found = differences(shop, mine)
        tokens = self._tools.theme.tokens
        lines = [marked_line(map(_cut, one.pieces), tokens) for one in found[:_DIFFERENCES]]
        return "<br>".join([*lines, "…"] if len(found) > _DIFFERENCES else lines)

    def _accept_shops(self) -> None:
        self._settle_overlay(overlays.accept)

    def _take_shops(self) -> None:
        self._settle_overlay(overlays.take_shop)

    def _settle_overlay(self, settle: Callable[[Library, Reply, datetime], ChangeSet]) -> None:
        if self._before is None:
            return
        try:
            self._workspace.commit(settle(self._workspace.library, self._before, self._now()))
        except MiaohuiError as error:
            self._refuse(error.problem)

    def _retint(self) -> None:
        if self._before is not None and self._before.overlays:
            self._say_standing(self._before)

    def _begin_own_wording(self) -> None:
        if self._before is not None and not self._before.locked:
            self._tools.own_wording(self._before)

    @property
    def _read_only(self) -> bool:
        return self._before is not None and _fixed(self._before)

    def _fill(self, reply: Reply) -> None:
        self._filling = True
        self._show_fields(reply)
        if self._proof is not None:
            self._proof.begin(self._place())
        self.texts.show_texts(reply.wordings, reply.variants)
        self._own_code = bool(reply.code) and reply.code != self._proposal()
        if self._before is None and not reply.code:
            self.code.setText(self._proposal())
        read_only = self._read_only
        for field in (self.title, self.code, self.category):
            set_look(field, "readOnly", read_only)
        for part in (self.aliases, self.tags, self.next, self.texts, self.further):
            part.set_read_only(read_only)
        self._filling = False
        for name in self.fields:
            self.fields[name].say(None)
        self._say_text(None)
        self._status.clear()
        self._show_state()
        self._area.verticalScrollBar().setValue(0)
        self.preview.turn(self.texts.season, 0)

    def _show_fields(self, reply: Reply) -> None:
        """All but the texts."""
        self.title.setText(reply.title)
        self.title.setCursorPosition(0)
        self.code.setText(reply.code)
        self.category.show_category(reply.category)
        self.aliases.show_words(reply.aliases)
        self.tags.show_words(reply.tags)
        self.next.show_pairs(reply.id, reply.next)
        self.further.show_reply(reply)

    def _tell_proof(self) -> None:
        """Where the texts are used decides what is wrong with them."""
        if self._proof is not None:
            self._proof.use(self._place())

    def _place(self) -> Place:
        reply = "" if self._before is None else self._before.id
        channel = Channel(self.further.channel.currentData())
        return Place(channel, self.category.category, reply, self._read_only)

    def _show_state(self) -> None:
        new = self._before is None
        self.history.setVisible(not new)
        self.save_button.setVisible(not self._read_only)
        self.discard.setVisible(self.is_dirty)

    def focus_title(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    # what stands in it

    @property
    def reply_id(self) -> str:
        """Of the reply that is shown; a new one has its own already."""
        return self._clean.id

    def _contents(self) -> Reply:
        """As it stands here: it may lack what a reply needs."""
        values: dict[str, object] = {
            "title": whole(self.title.text()),
            "code": whole(self.code.text()).strip(),
            "category": self.category.category,
            "aliases": self.aliases.words,
            "tags": self.tags.words,
            "next": self.next.pairs,
            "wordings": self.texts.wordings,
            "variants": self.texts.variants,
        }
        self.further.written_into(values)
        return replace(self._before or self._clean, **values)  # type: ignore[arg-type]

    def value(self) -> Reply:
        """The reply as it can be saved.

        Raises:
            MiaohuiError: with what doesn't fit; see ``validity.checked`` and ``validity.check_place``.
        """
        contents = self._contents()
        reply = replace(
            contents,
            wordings=_written(contents.wordings),
            variants={
                season: written for season, wordings in contents.variants.items() if (written := _written(wordings))
            },
        )
        reply = checked(reply, self._before)
        if self._before is not None or not reply.overlays:  # a new own wording takes the shop's favourite place with it
            check_place(self._workspace.library, reply, self._before)
        return reply

    @property
    def is_dirty(self) -> bool:
        """Whether something stands here that isn't saved."""
        return not self._read_only and differs(self._contents(), self._reference)

    @property
    def _reference(self) -> Reply:
        """What is saved, as the form shows it."""
        reply = self._before or self._clean
        code = reply.code
        if self._before is None and not reply.code and not self._own_code:
            code = self.code.text().strip()
        return replace(reply, code=code, wordings=reply.wordings or EMPTY.wordings)

    def _unsaved(self) -> tuple[str, Unsaved | None]:
        contents = self._contents()
        if self._read_only or not differs(contents, self._reference):
            return contents.id, None
        return contents.id, Unsaved(self._before, contents, self._now())

    def _now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _library(self) -> Library:
        return self._workspace.library

    def _completed(self) -> Completion:
        variables = self._workspace.tables.variables
        if self._completion is None or self._completion[0] is not variables:
            own = frozenset(self._workspace.own_variables)
            self._completion = (variables, Completion(variables, own, self._tools.readings()))
        return self._completion[1]

    # edits

    def _edited(self) -> None:
        if self._filling:
            return
        self._say_text(None)
        self._status.clear()
        self.discard.show()
        self._keeper.edited()
        self.preview.draw_soon()
        self.changed.emit()

    def _title_edited(self) -> None:
        self.fields["title"].say(None)
        if self._before is None and not self._own_code:
            self.code.setText(self._proposal())
            self.fields["code"].say(None)
        self._edited()

    def _code_edited(self, text: str) -> None:
        self._own_code = bool(text.strip())
        self._code_clashes()
        self._edited()

    def _proposal(self) -> str:
        title = whole(self.title.text())
        if not title.strip():
            return ""
        library, scope = self._workspace.library, Scope(self.further.scope.currentData())
        if self._taken[0] is not library or self._taken[1] is not scope:
            self._taken = (library, scope, taken_codes(library, scope))
        return propose_code(title, self._tools.readings(), self._taken[2])

    def _code_clashes(self) -> None:
        """Another reply's code is said while it is typed."""
        contents = self._contents()
        problem = None
        reference = self._reference
        if contents.code and (contents.code, contents.scope) != (reference.code, reference.scope):
            try:
                check_code(self._workspace.library, contents)
            except MiaohuiError as error:
                problem = error.problem
        self.fields["code"].say(problem)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.texts.watch_focus(now)
        if now is not None and self._content.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 24)

    # saving

    def save(self) -> None:
        """Into the library; what doesn't fit is said where it stands."""
        if self._read_only:
            return
        for field in self.fields.values():
            field.say(None)
        if self._conflict:
            self._refuse(Problem("changed-meanwhile", {"title": self.title.text()}))
            self.conflict.buttons[0].setFocus()
            return
        try:
            reply = self.value()
            workspace, before = self._workspace, self._before
            if before is None:
                change_set = edit.create(workspace.library, reply, self._now())
            else:
                change_set = edit.revise(workspace.library, before, reply, self._now())
            self._filling = True  # the library changes under the form, which is no news to it
            try:
                workspace.commit(change_set)
            finally:
                self._filling = False
        except MiaohuiError as error:
            self._refuse(error.problem)
            return
        self._was_saved(workspace.library.replies[reply.id])

    def _was_saved(self, reply: Reply) -> None:
        contents = self._contents()
        self._before = self._clean = reply
        if differs(contents, reply):  # it was made tidy
            self._filling = True
            self._show_fields(reply)
            if (contents.wordings, contents.variants) != (reply.wordings, reply.variants):
                self.texts.show_texts(reply.wordings, reply.variants)
            self._filling = False
        self._tell_proof()
        self._keeper.forget(reply.id)
        self.restored.clear()
        self._say_text(None)
        self._show_state()
        self._say_standing(reply)
        self._status.setText(_("Saved"))
        self.preview.draw_soon()
        self.changed.emit()
        self.saved.emit(reply.id)

    def _refuse(self, problem: Problem) -> None:
        """At the field that it is about, else beside the buttons."""
        name = _FIELDS.get(problem.id) or self._too_long(problem)
        if name == "text":
            self._say_text(problem)
            self._show_wrong_text(problem)
        elif name:
            if name == "favourite":
                self.further.unfold()
            self.fields[name].say(problem)
            editors: dict[str, QWidget] = {
                "title": self.title,
                "code": self.code,
                "category": self.category,
                "aliases": self.aliases,
                "tags": self.tags,
                "next": self.next,
                "favourite": self.further.favourite,
            }
            editors[name].setFocus()
            self._area.ensureWidgetVisible(self.fields[name])
        else:
            self._status.setText(sentence(problem))

    def _too_long(self, problem: Problem) -> str:
        if problem.id != "word-too-long":
            return ""
        limit = problem.args["limit"]
        words = {"aliases": self.aliases.words, "tags": self.tags.words}
        found = (name for name, listed in words.items() if any(len(word) > int(str(limit)) for word in listed))
        return next(found, "next")

    @property
    def status(self) -> str:
        """What stands beside the buttons."""
        return self._status.text()

    def _say_text(self, problem: Problem | None) -> None:
        self.text_wrong.setText("" if problem is None else sentence(problem))
        self.text_wrong.setVisible(problem is not None)

    def _show_wrong_text(self, problem: Problem) -> None:
        if problem.id == "text-too-long":
            limit = int(str(problem.args["limit"]))
            for season, wordings in self.texts.variants.items():
                if any(len(one.text) > limit for one in wordings):
                    self.texts.show_season(season)
        self.texts.box.take_focus()
        self._area.ensureWidgetVisible(self.text_wrong)

    def _not_kept(self, problem: Problem | None) -> None:
        if problem is not None:
            self._status.setText(_("What is unsaved can't be kept: {why}").format(why=sentence(problem)))

    def _discard(self) -> None:
        """Back to what is saved, or to nothing."""
        self._keeper.forget(self.reply_id)
        saved = self._workspace.library.replies.get(self.reply_id)
        self.show_reply(saved)
        self.changed.emit()

    def _ask_history(self) -> None:
        if self._before is not None:
            self.history_requested.emit(self._before.id)

    # what others do meanwhile

    def _library_changed(self) -> None:
        if not shiboken6.isValid(self) or self._filling:
            return
        self.category.show_category(self.category.category)
        if self._before is None:
            return
        now = self._workspace.library.replies.get(self._before.id)
        if now is not None and now.overlays and now.deleted is None:
            self._say_overlaid(now)  # the shop's may have changed
        if now is self._before:
            return
        if not self.is_dirty:
            if now is not None:
                self.show_reply(now)
            return
        if now is not None and now.deleted is None and not differs(self._before, now):
            self._before = self._clean = now
            return
        self._say_conflict()

    def _say_conflict(self) -> None:
        self._conflict = True
        now = self._workspace.library.replies.get(self.reply_id)
        if now is None or now.deleted is not None:
            self.conflict.say(
                _("This reply was deleted meanwhile."),
                (_("Keep mine as a new reply"), self._keep_as_new),
                (_("Let it go"), self._give_up),
            )
        else:
            self.conflict.say(
                _("This reply was changed elsewhere meanwhile."),
                (_("Keep mine"), self._keep_mine),
                (_("Take theirs"), self._give_up),
            )

    def _keep_mine(self) -> None:
        """What was changed here goes into the reply as it is now."""
        now = self._workspace.library.replies.get(self.reply_id)
        unsaved = Unsaved(self._before, self._contents(), self._now())
        if now is None or now.deleted is not None:
            self._say_conflict()
            return
        self._before = self._clean = now
        self._resolved(carried_over(unsaved, now))

    def _keep_as_new(self) -> None:
        contents, gone = self._contents(), self.reply_id
        self._before = None
        self._clean = replace(EMPTY, id=new_reply_id())
        self._keeper.forget(gone)
        self._resolved(replace(contents, id=self._clean.id, deleted=None, source=""))

    def _resolved(self, contents: Reply) -> None:
        self._conflict = False
        self.conflict.clear()
        self._fill(contents)
        self._keeper.keep()
        self.changed.emit()

    def _give_up(self) -> None:
        self._keeper.forget(self.reply_id)
        now = self._workspace.library.replies.get(self.reply_id)
        if now is None or now.deleted is not None:
            self._conflict = False
            self._before = None
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


_FIELDS = {
    "empty-title": "title",
    "title-too-long": "title",
    "empty-code": "code",
    "bad-code": "code",
    "code-too-long": "code",
    "code-taken": "code",
    "category-gone": "category",
    "unknown-category": "category",
    "empty-text": "text",
    "text-too-long": "text",
    "picture-missing": "text",
    "picture-unreadable": "text",
    "picture-too-large": "text",
    "next-itself": "next",
    "next-gone": "next",
    "next-cycle": "next",
    "bad-favourite": "favourite",
    "favourite-taken": "favourite",
}


def _cut(piece: Piece) -> Piece:
    long = piece.kind is not Kind.SAME and len(piece.text) > _CHANGE
    return replace(piece, text=f"{piece.text[:_CHANGE]}…") if long else piece


def _fixed(reply: Reply) -> bool:
    return reply.locked or reply.deleted is not None


def _says_something(reply: Reply) -> bool:
    return bool(_written(reply.wordings))


def _written(wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """Without empty messages, and wordings that have no other."""
    found = (
        Wording(tuple(part for part in one.parts if isinstance(part, Picture) or part.strip())) for one in wordings
    )
    return tuple(one for one in found if one.parts)
