"""The report on wording: what is found in the library, in groups, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QSplitter,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.wording import Level
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import wording_report
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording import Found
from miaohui.flow.wording_report import Fixed, Group, Grouping, Report, Reporting
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import label, sentence
from miaohui.ui import file_dialog
from miaohui.ui.form_dialog import button
from miaohui.ui.names import season_name
from miaohui.ui.report.detail import Detail
from miaohui.ui.report.fix_preview import FixPreview
from miaohui.ui.report.model import FOUND, PLACE, REPLY, TEXT, FindingsModel
from miaohui.ui.separator import separator
from miaohui.ui.stepper import Stepper
from miaohui.ui.theme import Theme
from miaohui.ui.wording_names import level_name, why
from miaohui.ui.worker import Worker

SIZE = (1000, 640)
SHOW_PROGRESS_AFTER = 500
"""Milliseconds; what is done sooner needs no bar."""
LOOK_AT_PROGRESS = 100
FOLLOW_AFTER = 200
"""Milliseconds after a change of the library until it is looked at again."""

Export = Callable[[Report, Path], None]
"""Writes a report to a file, in the format that its name ends with. Raises MiaohuiError."""


class ReportWindow(QWidget):
    """Looks at the library when it is shown, and again after each change while it is. ``edit_requested`` carries a
    reply's id."""

    edit_requested = Signal(str)
    rules_requested = Signal()

    def __init__(self, workspace: Workspace, proofreading: Proofreading, export: Export, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._proofreading = proofreading
        self._export = export
        self._theme = theme
        self._report: Report | None = None
        self._outdated = True
        self._reporting: Reporting | None = None
        self._worker = Worker(self)
        self._stepper: Stepper[Report] = Stepper(self)
        self._dialog: FixPreview | QFileDialog | None = None
        self.setObjectName("report")
        self.setWindowTitle(_("Wording report"))
        self.resize(*SIZE)
        self._build()
        self._follow_timer = _timer(self, FOLLOW_AFTER, self.check)
        self._progress_timer = _timer(self, LOOK_AT_PROGRESS, self._show_progress)
        self._wire()

    # building

    def _build(self) -> None:
        heading = QLabel(_("Wording report"))
        heading.setObjectName("heading")
        self.summary = QLabel()
        self.summary.setObjectName("muted")
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 20, 8)
        head.setSpacing(12)
        head.addWidget(heading)
        head.addWidget(self.summary, 1)
        self.export_button = button(_("Export…"), self._choose_file)
        head.addWidget(button(_("Rules…"), self.rules_requested.emit))
        head.addWidget(self.export_button)

        chips = QHBoxLayout()
        chips.setContentsMargins(20, 0, 20, 10)
        chips.setSpacing(6)
        self.levels = {level: _chip(level) for level in reversed(Level)}
        for level in Level:
            chips.addWidget(self.levels[level])
        chips.addStretch(1)
        self.grouping = QComboBox()
        self.grouping.setAccessibleName(_("Group by"))
        for grouping, name in (
            (Grouping.RULE, _("By rule")),
            (Grouping.CATEGORY, _("By category")),
            (Grouping.LEVEL, _("By level")),
        ):
            self.grouping.addItem(name, grouping)
        chips.addWidget(self.grouping)

        tokens = self._theme.tokens
        self.model = FindingsModel(tokens, self._group_name, self._place, self)
        self.tree = QTreeView()
        self.tree.setObjectName("findings")
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(_("Findings"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((FOUND, 190), (REPLY, 150), (PLACE, 100)):
            self.tree.setColumnWidth(column, width)
        self.detail = Detail(tokens)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.detail)
        splitter.setSizes([680, 320])
        splitter.setStretchFactor(0, 1)

        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setTextVisible(False)
        self.cancel_button = button(_("Cancel"), self.cancel)
        self._working = QWidget()
        working = QHBoxLayout(self._working)
        working.setContentsMargins(20, 8, 20, 8)
        working.addWidget(self.progress, 1)
        working.addWidget(self.cancel_button)
        self._working.hide()

        self.notice = QLabel()
        self.notice.setObjectName("small")
        self.notice.setWordWrap(True)
        self.undo_button = QToolButton()
        self.undo_button.setObjectName("link")
        self.undo_button.setText(_("Undo"))
        self.undo_button.setAccessibleName(_("Undo"))
        self.undo_button.hide()
        self.accept_button = button(_("Don't show again"), self.accept)
        self.accept_button.setToolTip(_("Keep these texts: nothing is said about them any more (Del)"))
        self.fix_button = button(_("Fix…"), self.fix)
        self.edit_button = button(_("Edit reply"), self.edit)
        self.edit_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(10)
        foot.addWidget(self.notice)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        for one in (self.accept_button, self.fix_button, self.edit_button):
            foot.addWidget(one)

        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addLayout(chips)
        rows.addWidget(separator())
        rows.addWidget(splitter, 1)
        rows.addWidget(self._working)
        rows.addWidget(separator())
        rows.addLayout(foot)

    def _wire(self) -> None:
        for chip in self.levels.values():
            chip.toggled.connect(self._list)
        self.grouping.currentIndexChanged.connect(self._list)
        self.tree.selectionModel().selectionChanged.connect(self._show_state)
        self.tree.doubleClicked.connect(self.edit)
        self.undo_button.clicked.connect(self._undo)
        for key, pressed in (("Return", self.edit), ("Enter", self.edit), ("Del", self.accept)):
            shortcut = QShortcut(QKeySequence(key), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(pressed)
        QShortcut(QKeySequence("F5"), self, self.check_again)
        QShortcut(QKeySequence("Escape"), self, self.close)
        self._workspace.watch(self._follow)
        self._proofreading.watch(self._forget)
        self._theme.changed.connect(self._retheme)
        self._show_state()

    # looking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tree.setFocus()
        self.check()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.cancel()

    def check(self) -> None:
        """Look at what has changed since the last report, between the window's other events."""
        self._proofreading.refresh()
        before = self._report if not self._outdated else None
        if before is not None and before.library is self._workspace.library and before.client == self._workspace.client:
            return
        self._reporting = Reporting(self._proofreading, self._workspace.library, before=before)
        self._progress_timer.start(SHOW_PROGRESS_AFTER)
        self._worker.run(self._proofreading.load, self._begin)  # the rules, unless they are there

    def _begin(self, _nothing: None) -> None:
        if self._reporting is not None:
            self._stepper.run(self._reporting.steps(), self._take)

    def check_again(self) -> None:
        """Look at everything again."""
        self._outdated = True
        self.check()

    def cancel(self) -> None:
        """What was looked at before stays; the rest is looked at when the window is shown next."""
        if self._reporting is not None:
            self._stepper.drop()
            self._outdated = True
        self._end_work()

    def _take(self, report: Report) -> None:
        self._outdated = False
        self._report = report
        self._end_work()
        self._list()

    def _end_work(self) -> None:
        self._reporting = None
        self._progress_timer.stop()
        self._working.hide()

    def _show_progress(self) -> None:
        if self._reporting is not None:
            self.progress.setRange(0, self._reporting.total)
            self.progress.setValue(self._reporting.done)
            self._working.show()
            self._progress_timer.start(LOOK_AT_PROGRESS)

    def _follow(self) -> None:
        if self.isVisible():
            self._follow_timer.start()

    def _forget(self) -> None:
        """Other rules, or something was accepted."""
        self._outdated = True
        self._follow()

    # what is shown

    @property
    def report(self) -> Report | None:
        return self._report

    def _list(self) -> None:
        if self._report is None:
            return
        counts = self._report.counts
        for level, chip in self.levels.items():
            chip.setText(f"{level_name(level)} {counts[level]}")
        shown = [level for level, chip in self.levels.items() if chip.isChecked()]
        current = self._chosen()[:1]
        groups = wording_report.grouped(self._report, self.grouping.currentData(), shown)
        self.model.show_groups(groups)
        for row in range(len(groups)):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self.tree.expandAll()
        self._choose_again(current)
        replies = self._report.replies
        texts = ngettext("{number} reply was looked at", "{number} replies were looked at", replies)
        self.summary.setText(texts.format(number=f"{replies:,}"))
        self._show_state()

    def _choose_again(self, before: tuple[Found, ...]) -> None:
        """The same finding, else one of the same reply, else the first."""
        index = QModelIndex()
        if before:
            key = _key(before[0])
            index = self.model.index_of(lambda one: _key(one) == key)
            if not index.isValid():
                index = self.model.index_of(lambda one: one.reply.id == before[0].reply.id)
        if not index.isValid():
            index = self.model.index_of(lambda _one: True)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.tree.selectionModel().setCurrentIndex(index, flags)

    def _group_name(self, group: Group) -> str:
        first = group.found[0]
        match self.grouping.currentData():
            case Grouping.RULE:
                name = f"{level_name(first.finding.rule.level)} · {why(first.finding.rule)}"
            case Grouping.CATEGORY:
                name = self._category_name(group.key)
            case _:
                name = level_name(first.finding.rule.level)
        return f"{name}  ({len(group.found)})"

    def _category_name(self, category: str) -> str:
        library = self._report.library if self._report is not None else self._workspace.library
        return library.category_name(category).replace("/", " / ") or _("Unfiled")

    def _place(self, one: Found) -> str:
        seasons = self._workspace.tables.seasons
        place = self._category_name(one.reply.category)
        return f"{place} · {season_name(seasons.by_id[one.season], seasons)}" if one.season in seasons.by_id else place

    def _chosen(self) -> tuple[Found, ...]:
        """Selected rows, and all of selected groups, each once."""
        rows = self.tree.selectionModel().selectedRows()
        found = {id(one): one for row in rows for one in self.model.found(row)}
        return tuple(found.values())

    def _show_state(self) -> None:
        chosen = self._chosen()
        fixable = sum(map(wording_report.can_fix, chosen))
        self.detail.show_finding(chosen[0] if chosen else None, self._place(chosen[0]) if chosen else "")
        self.edit_button.setEnabled(len({one.reply.id for one in chosen}) == 1)
        self.accept_button.setEnabled(bool(chosen))
        self.fix_button.setEnabled(fixable > 0)
        self.fix_button.setText(_("Fix {number}…").format(number=fixable) if fixable > 1 else _("Fix…"))
        self.export_button.setEnabled(self._report is not None)
        if self._report is not None and not self._report.found:
            self.notice.setText(_("Nothing was found."))

    def _retheme(self) -> None:
        self.model.tokens = self._theme.tokens
        self.detail.set_tokens(self._theme.tokens)
        self._list()

    # what can be done

    def edit(self) -> None:
        chosen = self._chosen()
        if chosen and self.edit_button.isEnabled():
            self.edit_requested.emit(chosen[0].reply.id)

    def accept(self) -> None:
        """Say nothing more about what is selected."""
        chosen = self._chosen()
        if chosen:
            number = len(chosen)
            said = ngettext(
                "{number} finding isn't shown any more.", "{number} findings aren't shown any more.", number
            )
            self._try(lambda: wording_report.accept(self._proofreading, chosen), said.format(number=number))

    def fix(self) -> None:
        """Show what fixing the selected findings would change, and do it when the agent agrees."""
        chosen = self._chosen()
        fixes = wording_report.fixed(chosen)
        if fixes:
            left = sum(not wording_report.can_fix(one) for one in chosen)
            tokens = self._theme.tokens
            self._show_dialog(FixPreview(fixes, left, lambda: self._fix(fixes), tokens, self))

    def _fix(self, fixes: tuple[Fixed, ...]) -> None:
        now = self._workspace.clock.now().astimezone(UTC)
        self._workspace.commit(wording_report.fixing(fixes, now))
        said = ngettext("{number} reply was changed.", "{number} replies were changed.", len(fixes))
        self.notice.setText(said.format(number=len(fixes)))
        self.undo_button.show()

    def _undo(self) -> None:
        """What was changed last: the line says what that was."""
        self.undo_button.hide()
        try:
            undone = self._workspace.undo()
        except MiaohuiError as error:
            self.notice.setText(sentence(error.problem))
        else:
            self.notice.setText(sentence(Problem("undone", {"what": label(undone.label)})))

    def _choose_file(self) -> None:
        kinds = [_("Table (*.csv)"), "JSON (*.json)", _("Page to print (*.html)")]
        dialog = file_dialog.to_save(self, _("Export the report"), kinds, "csv")
        dialog.filterSelected.connect(self._take_suffix)
        dialog.fileSelected.connect(self._export_to)
        self._dialog = dialog
        dialog.open()

    def _take_suffix(self, name_filter: str) -> None:
        if isinstance(self._dialog, QFileDialog):
            self._dialog.setDefaultSuffix(name_filter.rpartition("*.")[2].rstrip(")"))

    def _export_to(self, path: str) -> None:
        self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the report; what went wrong is said."""
        report = self._report
        if report is not None:
            self._try(lambda: self._export(report, path), _("Exported: {path}").format(path=path))

    def _show_dialog(self, dialog: FixPreview) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.open()

    def _try(self, action: Callable[[], object], said: str) -> None:
        self.undo_button.hide()
        try:
            action()
        except MiaohuiError as error:
            self.notice.setText(sentence(error.problem))
        else:
            self.notice.setText(said)


def _key(one: Found) -> tuple[str, str, int, int, str, int]:
    return one.reply.id, one.season, one.wording, one.part, one.finding.rule.id, one.finding.start


def _chip(level: Level) -> QToolButton:
    chip = QToolButton()
    chip.setObjectName("levelChip")
    chip.setProperty("level", level.value)
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setText(level_name(level))
    chip.setAccessibleName(level_name(level))
    return chip


def _timer(window: ReportWindow, milliseconds: int, ended: Callable[[], None]) -> QTimer:
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(ended)
    return timer
