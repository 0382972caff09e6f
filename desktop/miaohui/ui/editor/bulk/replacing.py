"""Find and replace in many replies, with a list of what would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from enum import IntEnum
from itertools import islice

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from miaohui.domain.change import Change
from miaohui.domain.difference import Piece, differences
from miaohui.domain.replacing import Place, Replacement
from miaohui.domain.reply import Reply
from miaohui.domain.search import Steps
from miaohui.flow import bulk
from miaohui.flow.bulk import Refusal
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui.changes import marked_line
from miaohui.ui.editor.bulk.sheet import MOST, Row, Sheet, acting
from miaohui.ui.editor.changing import Changing
from miaohui.ui.form_dialog import form_of, line
from miaohui.ui.theme import Theme

_SLICE = 200


class Where(IntEnum):
    """Which replies, as they stand in the box."""

    ALL = 0
    LISTED = 1
    CHOSEN = 2


class Replacing(Sheet):
    """``listed`` and ``chosen`` are ids, as they were when it was opened."""

    def __init__(
        self,
        workspace: Workspace,
        changing: Changing,
        listed: Sequence[str],
        chosen: Sequence[str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Find and replace"), theme, parent)
        self._workspace = workspace
        self._changing = changing
        self._ids = {Where.LISTED: listed, Where.CHOSEN: chosen}
        self.wanted = line("", _("Find"))
        self.by = line("", _("Replace with"), _("Empty: take it out"))
        self.where = QComboBox()
        self.where.setAccessibleName(_("In"))
        self.where.addItem(_("all replies"))
        for words, ids in ((_("what is listed ({number})"), listed), (_("the chosen ones ({number})"), chosen)):
            self.where.addItem(words.format(number=len(ids)))
        self.where.setCurrentIndex(Where.CHOSEN if len(chosen) > 1 else Where.ALL)
        self.case = QCheckBox(_("Match case"))
        self.places = {
            Place.TITLE: QCheckBox(_("Titles")),
            Place.BODY: QCheckBox(_("Texts")),
            Place.VARIANTS: QCheckBox(_("Texts for seasons")),
        }
        ticks = QHBoxLayout()
        ticks.setSpacing(16)
        for place, box in self.places.items():
            box.setChecked(place is not Place.TITLE)
            ticks.addWidget(box)
        ticks.addWidget(self.case)
        ticks.addStretch(1)
        self.replace = acting(_("Replace"), self._replace)
        self.lay_out(form_of(self.wanted, self.by, self.where), ticks, self.list, buttons=(self.replace,))
        self.wanted.textChanged.connect(self.tick_all)
        for signal in (self.wanted.textChanged, self.by.textChanged, self.where.currentIndexChanged):
            signal.connect(self._preview)
        for box in (*self.places.values(), self.case):
            box.toggled.connect(self._preview)
        self._preview()
        self.wanted.setFocus()

    @property
    def how(self) -> Replacement | None:
        places = frozenset(place for place, box in self.places.items() if box.isChecked())
        wanted = self.wanted.text()
        return Replacement(wanted, self.by.text(), self.case.isChecked(), places) if wanted and places else None

    def _replies(self) -> list[Reply]:
        library = self._workspace.library
        where = Where(self.where.currentIndex())
        if where is Where.ALL:
            return list(library.active())
        known = (library.replies.get(one) for one in self._ids[where])
        return [reply for reply in known if reply is not None and reply.deleted is None]

    def _preview(self) -> None:
        how = self.how
        if how is None:
            self.show_rows((), "")
        else:
            self.look(self._looking(self._replies(), how), self._show)

    def _looking(self, replies: Iterable[Reply], how: Replacement) -> Steps[tuple[list[Change], list[Refusal]]]:
        now = self._workspace.clock.now().astimezone(UTC)
        changes: list[Change] = []
        refused: list[Refusal] = []
        rest = iter(replies)
        while some := list(islice(rest, _SLICE)):
            found = bulk.find_and_replace(some, how, now)
            changes += found.change_set.changes
            refused += found.refused
            yield
        return changes, refused

    def _show(self, found: tuple[list[Change], list[Refusal]]) -> None:
        changes, refused = found
        self.show_rows([self._row(change) for change in changes[:MOST]], _("Nothing found."), len(changes))
        if refused:
            count, why = len(refused), sentence(refused[0].problem)
            told = ngettext("{number} reply stays as it is: {why}", "{number} replies stay as they are: {why}", count)
            self.status.setText(f"{self.status.text()}\n{told.format(number=count, why=why)}")

    def _row(self, change: Change) -> Row:
        assert isinstance(change.before, Reply)
        assert isinstance(change.after, Reply)
        pieces: list[Piece] = []
        for difference in differences(change.before, change.after):
            pieces += difference.pieces
        plain = "".join(piece.text for piece in pieces)
        return Row(change.id, change.before.title, change.before.code, marked_line(pieces, self._tokens), plain)

    def counted(self, ticked: int) -> None:
        self.replace.setEnabled(ticked > 0)

    def _replace(self) -> None:
        how, left_out = self.how, self.left_out
        if how is None:
            return
        replies = [reply for reply in self._replies() if reply.id not in left_out]

        def told(count: int) -> str:
            return ngettext("{number} reply changed.", "{number} replies changed.", count).format(number=count)

        if self._changing.do_many(lambda _library, now: bulk.find_and_replace(replies, how, now), told) is not None:
            self.close()
