"""The fields of a reply, what is wrong in them, and what the buyer will see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Channel, Reply, Scope
from miaohui.domain.unsaved import differs
from miaohui.domain.validity import check_code
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.editor.category_field import CategoryField
from miaohui.ui.editor.chips import ChipField
from miaohui.ui.editor.code_field import CodeField
from miaohui.ui.editor.editing import Editing, new_one
from miaohui.ui.editor.faults import TEXT, field_of, season_of
from miaohui.ui.editor.field import Field, whole
from miaohui.ui.editor.further import Further
from miaohui.ui.editor.live_preview import LivePreview
from miaohui.ui.editor.next_field import FindReplies, NextField
from miaohui.ui.editor.proof import Place
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.editor.texts import Texts
from miaohui.ui.form_dialog import line
from miaohui.ui.theme import set_look

ROOM = 20
"""px at both sides of the form."""


class FieldsArea(QScrollArea):
    """``edited`` after every edit; ``refused`` carries why something can't be taken. It knows how what stands here
    differs from what is saved, and saves nothing."""

    edited = Signal()
    refused = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        readings: Callable[[], Readings],
        find: FindReplies,
        tools: TextTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proof = tools.proof
        self._editing = new_one()
        self._filling = False
        seasons = workspace.tables.seasons
        self.title = line("", "")
        self.code = CodeField(self._library, readings, self._scope, tools.theme.tokens.font(code=True))
        self.category = CategoryField(self._library, readings)
        for editor in (self.title, self.code, self.category):
            editor.setProperty("row", True)
        self.aliases = ChipField(_("+ Add"))
        self.tags = ChipField(_("+ Add"))
        self.next = NextField(self._library, find)
        self.texts = Texts(seasons, tools)
        self.further = Further(seasons, self._library)
        self.preview = LivePreview(workspace, tools.theme, tools.pictures, self.contents)
        self.fields = {
            "title": Field(_("Title"), self.title, apart=True),
            "code": Field(_("Code"), self.code, apart=True),
            "category": Field(_("Category"), self.category, apart=True),
            "aliases": Field(_("How buyers ask (aliases)"), self.aliases),
            "tags": Field(_("Tags"), self.tags),
            "next": Field(_("What usually follows"), self.next),
            "favourite": self.further.favourite_field,
        }
        """By the names of a reply's fields."""
        self.text_wrong = QLabel()
        self.text_wrong.setObjectName("wrong")
        self.text_wrong.setWordWrap(True)
        self.text_wrong.hide()
        self._lay_out()
        self._wire()

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
        rows.setContentsMargins(ROOM, 16, ROOM, 16)
        rows.setSpacing(14)
        rows.addLayout(first)
        rows.addWidget(self.fields["aliases"])
        rows.addWidget(self.texts)
        rows.addWidget(self.text_wrong)
        rows.addWidget(self.preview)
        rows.addStretch(1)
        rows.addLayout(last)
        rows.addWidget(self.further)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def _wire(self) -> None:
        self.title.textEdited.connect(self._title_edited)
        self.code.textEdited.connect(self._code_edited)
        self.further.edited.connect(self._say_code_clash)
        for used in (self.further, self.category):
            used.edited.connect(self._tell_proof)
        for field in (self.category, self.aliases, self.tags, self.next, self.texts, self.further):
            field.edited.connect(self._edited)
        self.texts.turned.connect(self.preview.turn)
        self.texts.refused.connect(self.refused)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_went)

    def _library(self) -> Library:
        return self._workspace.library

    def _scope(self) -> Scope:
        return Scope(self.further.scope.currentData())

    # what it shows

    @property
    def editing(self) -> Editing:
        return self._editing

    def fill(self, editing: Editing, contents: Reply | None = None) -> None:
        """``contents`` if what stands here differs from what the editing began with."""
        self._editing = editing
        reply = contents or editing.start
        self._filling = True
        self._show_fields(reply)
        if self._proof is not None:
            self._proof.begin(self._place())
        self.texts.show_texts(reply.wordings, reply.variants)
        if editing.is_new and not reply.code:
            self.code.follow(self._title)
        for field in (self.title, self.code, self.category):
            set_look(field, "readOnly", editing.read_only)
        for part in (self.aliases, self.tags, self.next, self.texts, self.further):
            part.set_read_only(editing.read_only)
        self._filling = False
        self.clear_faults()
        self._say_text(None)
        self.verticalScrollBar().setValue(0)
        self.preview.turn(self.texts.season, 0)

    def rebase(self, editing: Editing) -> None:
        """What stands here is an edit of this from now on."""
        self._editing = editing

    def show_saved(self, reply: Reply) -> None:
        """What stands here was saved as this reply, which may be tidier."""
        contents = self.contents()
        self._editing = Editing(reply)
        if differs(contents, reply):
            self._filling = True
            self._show_fields(reply)
            if (contents.wordings, contents.variants) != (reply.wordings, reply.variants):
                self.texts.show_texts(reply.wordings, reply.variants)
            self._filling = False
        self._tell_proof()
        self._say_text(None)
        self.preview.draw_soon()

    def follow_library(self) -> None:
        """The category may be called otherwise now."""
        self.category.show_category(self.category.category)

    def _show_fields(self, reply: Reply) -> None:
        """All but the texts."""
        self.title.setText(reply.title)
        self.title.setCursorPosition(0)
        self.category.show_category(reply.category)
        self.aliases.show_words(reply.aliases)
        self.tags.show_words(reply.tags)
        self.next.show_pairs(reply.id, reply.next)
        self.further.show_reply(reply)
        self.code.show_code(reply.code, self._title)

    def _tell_proof(self) -> None:
        """Where the texts are used decides what is wrong with them."""
        if self._proof is not None:
            self._proof.use(self._place())

    def _place(self) -> Place:
        before = self._editing.before
        channel = Channel(self.further.channel.currentData())
        return Place(channel, self.category.category, "" if before is None else before.id, self._editing.read_only)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.texts.watch_focus(now)
        if now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 24)

    # what stands in it

    def contents(self) -> Reply:
        """As it stands here: it may lack what a reply needs."""
        values: dict[str, object] = {
            "title": self._title,
            "code": self.code.code,
            "category": self.category.category,
            "aliases": self.aliases.words,
            "tags": self.tags.words,
            "next": self.next.pairs,
            "wordings": self.texts.wordings,
            "variants": self.texts.variants,
        }
        self.further.written_into(values)
        return replace(self._editing.start, **values)  # type: ignore[arg-type]

    @property
    def is_dirty(self) -> bool:
        """Whether something stands here that isn't saved."""
        return not self._editing.read_only and differs(self.contents(), self._reference)

    @property
    def _reference(self) -> Reply:
        return self._editing.reference(self.code.proposed)

    @property
    def _title(self) -> str:
        return whole(self.title.text())

    # edits

    def _edited(self) -> None:
        if self._filling:
            return
        self._say_text(None)
        self.preview.draw_soon()
        self.edited.emit()

    def _title_edited(self) -> None:
        self.fields["title"].say(None)
        if self._editing.is_new and not self.code.is_own:
            self.code.follow(self._title)
            self.fields["code"].say(None)
        self._edited()

    def _code_edited(self) -> None:
        self._say_code_clash()
        self._edited()

    # what is wrong

    def _say_code_clash(self) -> None:
        """Another reply's code is said while it is typed."""
        contents, reference = self.contents(), self._reference
        problem = None
        if contents.code and (contents.code, contents.scope) != (reference.code, reference.scope):
            try:
                check_code(self._library(), contents)
            except MiaohuiError as error:
                problem = error.problem
        self.fields["code"].say(problem)

    def clear_faults(self) -> None:
        """Of all fields; what is wrong with a text stays said until it is edited."""
        for field in self.fields.values():
            field.say(None)

    def refuse(self, problem: Problem) -> bool:
        """Say it at the field that it is about, which gets the focus; False if it is about none."""
        contents = self.contents()
        name = field_of(problem, contents)
        if name == TEXT:
            self._say_text(problem)
            self.texts.show_season(season_of(problem, contents))
            self.texts.box.take_focus()
            self.ensureWidgetVisible(self.text_wrong)
        elif name:
            if name == "favourite":
                self.further.unfold()
            self.fields[name].say(problem)
            self.fields[name].take_focus()
            self.ensureWidgetVisible(self.fields[name])
        return bool(name)

    def _say_text(self, problem: Problem | None) -> None:
        self.text_wrong.setText("" if problem is None else sentence(problem))
        self.text_wrong.setVisible(problem is not None)
