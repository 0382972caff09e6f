"""Moving in, page by page: the file, its columns, what would happen, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.search import finished
from miaohui.domain.starter import StarterMode, is_starter, resolved
from miaohui.domain.wording import Level
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit
from miaohui.flow.ports import Pictures
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.transfer import UNFILED, Asked, Plan, Table
from miaohui.flow.transfer.preparing import Placeholder, Wishes, dry_run, placeholders
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.background import Background, Task
from miaohui.ui.form_dialog import button, label
from miaohui.ui.import_wizard.check_page import CheckPage
from miaohui.ui.import_wizard.columns_page import ColumnsPage
from miaohui.ui.import_wizard.done_page import REMOVE, DonePage
from miaohui.ui.import_wizard.file_page import FilePage
from miaohui.ui.theme import set_look

SIZE = (860, 640)
"""px at 100 %."""
TOLD_EVERY = 50
"""Replies."""


class ReadTable(Protocol):
    def __call__(self, path: Path, asked: Asked) -> Table:
        """Raises MiaohuiError for a foreign file. May run in another thread."""


@dataclass(frozen=True)
class Sources:
    """Where the wizard gets from what it shows; ``wording`` loads the rules when they are first wanted."""

    read: ReadTable
    pictures: Pictures
    wording: Callable[[], Proofreading]


class ImportWizard(QDialog):
    """Changes nothing before the agent says so on the third page, and takes all of it back on the last."""

    def __init__(
        self, workspace: Workspace, sources: Sources, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Import replies"))
        self.setObjectName("wizard")
        self._workspace = workspace
        self._sources = sources
        self._background = background
        self._path: Path | None = None
        self._table: Table | None = None
        self._plan: Plan | None = None
        self._committed: list[ChangeSet | None] = []
        """As the workspace has them: it may add to what it is given."""
        self._starter_before = workspace.settings.starter
        self._next_had_focus = False
        library = workspace.library
        shelves = [library.category_name(one.id) for top in library.tops() for one in (top, *library.subs(top.id))]
        variables = workspace.tables.variables
        self.file_page = FilePage()
        self.columns_page = ColumnsPage(shelves)
        self.check_page = CheckPage([*variables.by_name, *variables.profile])
        self.done_page = DonePage()
        self._lay_out()
        self._connect()
        self._go_to(0)
        self.resize(*SIZE)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        for page in (self.file_page, self.columns_page, self.check_page, self.done_page):
            self.pages.addWidget(page)
        self._steps = [label(f"{n}  {text}", "step", wraps=False) for n, text in enumerate(_step_names(), start=1)]
        steps = QHBoxLayout()
        steps.setSpacing(8)
        for number, step in enumerate(self._steps):
            if number:
                steps.addWidget(label("›", "muted", wraps=False))
            steps.addWidget(step)
        steps.addStretch(1)
        self._title = label(name="pageTitle")
        self._busy = QProgressBar()
        self._busy.setObjectName("progress")
        self._busy.setAccessibleName(_("Progress"))
        self._busy.setTextVisible(False)
        self._stop = button(_("Stop"), self._stop_work)
        self._doing = label(name="muted", wraps=False)
        self.back = button(_("Back"), self._go_back)
        self.cancel = button(_("Cancel"), self.reject)
        self.next = button(_("Continue"), self._go_on)
        self.next.setDefault(True)
        footer = QHBoxLayout()
        footer.setSpacing(10)
        for one in (self._doing, self._busy, self._stop):
            footer.addWidget(one)
        footer.addStretch(1)
        for one in (self.cancel, self.back, self.next):
            footer.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(steps)
        column.addWidget(self._title)
        column.addWidget(self.pages, 1)
        column.addLayout(footer)
        self._show_busy(shown=False)

    def _connect(self) -> None:
        self._background.shown.connect(self._work_shown)
        self._background.progressed.connect(self._progressed)
        self.file_page.chosen.connect(self.open_file)
        self.file_page.asked_changed.connect(self._read)
        self.columns_page.mapping_changed.connect(self._read)
        self.check_page.wishes_changed.connect(self._check)
        self.done_page.starter_chosen.connect(self._use_starter)
        self.done_page.undo_requested.connect(self._undo)
        self.done_page.again_requested.connect(self._begin_again)
        for page in (self.file_page, self.columns_page, self.check_page, self.done_page):
            page.ready_changed.connect(self._show_buttons)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose_file)
        QShortcut(QKeySequence("Alt+Left"), self, self._go_back)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._go_on)

    # ---------------------------------------------------------------------------------------------------------- pages

    @property
    def step(self) -> int:
        """The number of the page, from 0."""
        return self.pages.currentIndex()

    def _go_to(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        page = self._page
        self._title.setText(page.title)
        for number, one in enumerate(self._steps):
            set_look(one, "now", number == step)
        self._show_buttons()
        self._focus()
        if step == 2:
            self._check()

    def _focus(self) -> None:
        """Where Enter goes on, or to what is asked for before one can."""
        if self._page.ready or self.step >= 2:
            self.next.setFocus()
        elif self.step == 0:
            self.file_page.choose.setFocus()
        elif self.columns_page.header.choices:
            self.columns_page.header.choices[0].setFocus()

    @property
    def _page(self) -> FilePage | ColumnsPage | CheckPage | DonePage:
        return (self.file_page, self.columns_page, self.check_page, self.done_page)[self.step]

    def _show_buttons(self) -> None:
        last = self.step == 3
        self.back.setVisible(0 < self.step < 3)
        self.cancel.setVisible(not last)
        self.next.setText(_("Close") if last else _("Import") if self.step == 2 else _("Continue"))
        # A button that is disabled for a moment would lose the focus for good.
        self._next_had_focus = self._next_had_focus or self.next.hasFocus()
        self.next.setEnabled(self._page.ready)
        if self._page.ready and self._next_had_focus:
            self._next_had_focus = False
            self.next.setFocus()

    def _go_on(self) -> None:
        if not self._page.ready or (self._background.running and self.step != 2):
            return
        if self.step == 3:
            self.accept()
        elif self.step == 2:
            self._import()
        else:
            self._go_to(self.step + 1)

    def _go_back(self) -> None:
        if 0 < self.step < 3:
            self._background.drop()
            self._go_to(self.step - 1)

    def _begin_again(self) -> None:
        self._committed.clear()
        self._go_to(0)
        self.file_page.choose_file()

    def _choose_file(self) -> None:
        if self.step == 0:
            self.file_page.choose_file()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._background.drop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Also by Esc: what is under way changes nothing any more."""
        self._background.drop()
        super().done(result)

    # ----------------------------------------------------------------------------------------------------------- busy

    def _work_shown(self, shown: bool) -> None:
        self._show_busy(shown=shown)

    def _show_busy(self, *, shown: bool) -> None:
        self._busy.setRange(0, 0)
        for one in (self._doing, self._busy, self._stop):
            one.setVisible(shown)

    def _progressed(self, done: int, total: int) -> None:
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    def _stop_work(self) -> None:
        self._background.drop()
        self._page.say(Problem("work-stopped"))
        if self.step == 2 and self._plan is not None:
            self.check_page.set_ready(bool(self._plan.change_set.changes))

    # -------------------------------------------------------------------------------------------------------- reading

    def open_file(self, path: Path) -> None:
        """Begin with this file; nothing that was said of another holds for it."""
        self._path, self._table = path, None
        self.file_page.begin(path)
        self._go_to(0)
        self._read()

    @property
    def _asked(self) -> Asked:
        """What the agent says of the file, by now."""
        asked = self.file_page.asked
        if self.step == 0:
            return asked
        return replace(asked, columns=self.columns_page.fields, heading=self.columns_page.heading.isChecked())

    def _read(self) -> None:
        path, asked, tables = self._path, self._asked, self._workspace.tables
        if path is None:
            return
        if self.step == 1 and self.columns_page.problem is not None:
            self._background.drop()
            return
        read = self._sources.read

        def work(_task: Task) -> tuple[Table, list[Placeholder]]:
            table = read(path, asked)
            return table, placeholders(table, tables)

        self._page.set_ready(False)
        self._doing.setText(_("Reading…"))
        self._background.run(work, self._show_read, self._show_unread)

    def _show_read(self, found: tuple[Table, list[Placeholder]]) -> None:
        self._table, kinds = found
        self.file_page.show_table(self._table)
        self.columns_page.show_table(self._table, self._workspace.library)
        self.check_page.show_placeholders(kinds)
        if self.focusWidget() is self.file_page.choose:  # or will have the focus, once the dialog is away
            self.next.setFocus()

    def _show_unread(self, problem: Problem) -> None:
        if self.step == 0:
            self._table = None
            self.file_page.show_problem(problem)
        else:
            self._page.say(problem)
            self._page.set_ready(False)

    # ------------------------------------------------------------------------------------------------- before and after

    @property
    def _wishes(self) -> Wishes:
        category = self.columns_page.category.currentText().strip()
        return Wishes(
            self.file_page.dialect.currentData(),
            "" if category == UNFILED else category,
            self.check_page.placeholders.chosen,
            Scope(self.columns_page.scope.currentData()),
            self.check_page.mode,
        )

    def _planned(self) -> Callable[[Task], Plan]:
        """The work of comparing the file with the library as it is now."""
        table, wishes, workspace = self._table, self._wishes, self._workspace
        assert table is not None
        library, tables, now = workspace.library, workspace.tables, workspace.clock.now().astimezone(UTC)
        return lambda _task: dry_run(table, wishes, library, tables, now)

    def _check(self) -> None:
        self._plan = None
        self.check_page.set_ready(False)
        self._doing.setText(_("Comparing…"))
        self._background.run(self._planned(), self._show_plan, self._show_failed)

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.check_page.show_plan(plan)
        if plan.change_set.changes:
            self._count_findings(plan)

    def _count_findings(self, plan: Plan) -> None:
        library, proofreading = self._workspace.library, self._sources.wording()

        def work(task: Task) -> Mapping[Level, int]:
            after = apply(library, plan.change_set)
            entities = (one.after for one in plan.change_set.changes)
            replies = [one for one in entities if isinstance(one, Reply) and one.deleted is None]
            return finished(proofreading.counting(_told(replies, task), after))

        self._doing.setText(_("Checking the wording…"))
        self._background.run(work, self.check_page.show_wording, self._show_failed)

    def _show_failed(self, problem: Problem) -> None:
        self._page.say(problem)
        self._show_buttons()

    def _import(self) -> None:
        """Once more for the library as it is now; the pictures before, for they take as long as they are many."""
        planned, pictures, table = self._planned(), self._sources.pictures, self._table
        assert table is not None

        def work(task: Task) -> Plan:
            plan = planned(task)
            if not task.stopped:
                plan.keep_pictures(table.pictures, pictures)
            return plan

        self.check_page.set_ready(False)
        self._doing.setText(_("Importing…"))
        self._background.run(work, self._take_in, self._not_taken_in)

    def _take_in(self, plan: Plan) -> None:
        try:
            self._workspace.commit(plan.change_set)
            self._workspace.add_history(self._table.history(plan) if self._table is not None else ())
        except MiaohuiError as error:
            self._not_taken_in(error.problem)
            return
        self._plan = plan
        self._committed = [self._workspace.last_change]
        self._starter_before = self._workspace.settings.starter
        self.done_page.show_plan(plan)
        self._show_starter()
        self._go_to(3)

    def _not_taken_in(self, problem: Problem) -> None:
        self.check_page.say(problem)
        self.check_page.set_ready(True)

    # ------------------------------------------------------------------------------------------------------- starters

    def _show_starter(self) -> None:
        library, settings = self._workspace.library, self._workspace.settings
        there = any(is_starter(reply) for reply in library.active())
        self.done_page.show_starter(resolved(settings.starter, library), there=there)

    def _use_starter(self, chosen: str) -> None:
        workspace = self._workspace
        try:
            if self._starters_removed:
                workspace.undo()
                self._committed.pop()
            if chosen == REMOVE:
                removal = edit.remove_starter(workspace.library, workspace.clock.now().astimezone(UTC))
                workspace.commit(removal)
                self._committed.append(workspace.last_change)
            else:
                workspace.set(replace(workspace.settings, starter=StarterMode(chosen)))
        except MiaohuiError as error:
            self.done_page.say(error.problem)

    @property
    def _starters_removed(self) -> bool:
        return len(self._committed) > 1

    def _undo(self) -> None:
        """All of it: the import and what was done with the starter replies because of it."""
        workspace = self._workspace
        try:
            while self._committed:
                if workspace.last_change is not self._committed[-1]:
                    raise MiaohuiError("import-changed-later")
                workspace.undo()
                self._committed.pop()
            if workspace.settings.starter is not self._starter_before:
                workspace.set(replace(workspace.settings, starter=self._starter_before))
        except MiaohuiError as error:
            self.done_page.say(error.problem)
            return
        self.done_page.show_undone()


def _told(replies: Sequence[Reply], task: Task) -> Iterator[Reply]:
    """The replies one by one, while somebody waits who hears how far it is."""
    for done, reply in enumerate(replies):
        if task.stopped:
            return
        if done % TOLD_EVERY == 0:
            task.tell(done, len(replies))
        yield reply


def _step_names() -> tuple[str, ...]:
    return (_("File"), _("Columns"), _("Check"), _("Done"))
