"""The third page: what the import would do, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
)

from miaohui.domain.wording import Level
from miaohui.errors import Problem
from miaohui.flow.transfer import Mode, Plan, RowProblem
from miaohui.flow.transfer.preparing import Placeholder
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui.form_dialog import label
from miaohui.ui.import_wizard.page import Page
from miaohui.ui.import_wizard.placeholder_table import PlaceholderTable
from miaohui.ui.rows_table import cell, table

MOST = 1000
"""Rows that were left out and are listed; the number of all of them is told."""


class CheckPage(Page):
    """``wishes_changed`` when somebody wants other rows, or others' replies in the trash."""

    wishes_changed = Signal()

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__(_("What will happen"))
        self.new, self.changed, self.same, self.skipped = (
            _Tile(text) for text in (_("new"), _("changed"), _("already here"), _("left out"))
        )
        tiles = QHBoxLayout()
        tiles.setSpacing(10)
        for tile in (self.new, self.changed, self.same, self.skipped):
            tiles.addWidget(tile)
        self.merge = QRadioButton(_("Add and update: everything else stays as it is"))
        self.replace = QRadioButton(_("Replace: what isn't in the file goes to the trash"))
        self.merge.setChecked(True)
        self._modes = QButtonGroup(self)
        for one in (self.merge, self.replace):
            self._modes.addButton(one)
        self._modes.buttonClicked.connect(self.wishes_changed)
        self.trash = label(name="warning")
        self.trash.hide()
        self.wording = label(name="muted")
        self.placeholders = PlaceholderTable(variables)
        self.placeholders.changed.connect(self.wishes_changed)
        self.problems = table(_("Rows that are left out"), (_("Row"), _("Why")))
        self.problems.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("details")
        self.tabs.setAccessibleName(_("Details"))
        self.tabs.setDocumentMode(True)
        self.column.addLayout(tiles)
        self.column.addWidget(self.merge)
        self.column.addWidget(self.replace)
        self.column.addWidget(self.trash)
        self.column.addWidget(self.wording)
        self.column.addWidget(self.tabs, 1)
        self.column.addWidget(self._error)
        self.column.addStretch()
        self.tabs.addTab(self.placeholders, "")
        self.tabs.addTab(self.problems, "")

    def is_told(self) -> bool:
        """Whether all that will happen is said, the wording included."""
        return bool(self.wording.text())

    @property
    def mode(self) -> Mode:
        return Mode.REPLACE if self.replace.isChecked() else Mode.MERGE

    def show_placeholders(self, found: Sequence[Placeholder]) -> None:
        """Of another file, or of one that was read in another way."""
        self.placeholders.show_found(found)
        self.tabs.setTabText(0, _("Placeholders ({count})").format(count=len(found)))
        self.tabs.setTabVisible(0, bool(found))

    def show_plan(self, plan: Plan) -> None:
        self.say(None)
        for tile, number in (
            (self.new, plan.new),
            (self.changed, plan.changed),
            (self.same, plan.same),
            (self.skipped, plan.skipped),
        ):
            tile.show_number(number)
        self.trash.setVisible(plan.trashed > 0)
        self.trash.setText(
            ngettext(
                "{number} reply that isn't in the file goes to the trash",
                "{number} replies that aren't in the file go to the trash",
                plan.trashed,
            ).format(number=plan.trashed)
        )
        self._show_problems(plan.problems)
        self.wording.setText("")
        self.set_ready(bool(plan.change_set.changes))
        if not plan.change_set.changes:
            self.wording.setText(_("Everything in the file is here already: there is nothing to import."))

    def _show_problems(self, problems: Sequence[RowProblem]) -> None:
        shown = problems[:MOST]
        self.problems.setRowCount(len(shown))
        for row, one in enumerate(shown):
            sheet = one.args.get("sheet")
            where = f"{sheet} · {one.row}" if sheet else str(one.row)
            self.problems.setItem(row, 0, cell(where))
            self.problems.setItem(row, 1, cell(sentence(Problem(one.reason, one.args))))
        self.problems.setColumnWidth(0, 160)
        self.tabs.setTabText(1, _("Left out ({count})").format(count=len(problems)))
        self.tabs.setTabVisible(1, bool(problems))
        self.tabs.setVisible(bool(problems) or self.tabs.isTabVisible(0))

    def show_wording(self, found: Mapping[Level, int]) -> None:
        told = (
            ngettext("{number} error", "{number} errors", found[Level.ERROR]).format(number=found[Level.ERROR]),
            ngettext("{number} warning", "{number} warnings", found[Level.WARNING]).format(number=found[Level.WARNING]),
            ngettext("{number} hint", "{number} hints", found[Level.HINT]).format(number=found[Level.HINT]),
        )
        text = _("Wording: {found}. The texts come in as they are; correct them afterwards.")
        nothing = _("Wording: nothing was found.")
        self.wording.setText(text.format(found=" · ".join(told)) if any(found.values()) else nothing)


class _Tile(QFrame):
    """A number and what it counts."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.setObjectName("tile")
        self._caption = caption
        self.number = label("0", "number")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(label(caption, "small"))

    def show_number(self, number: int) -> None:
        self.number.setText(str(number))
        self.setAccessibleName(f"{number} {self._caption}")
