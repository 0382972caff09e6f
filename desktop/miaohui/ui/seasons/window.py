"""“Seasons and days”: the shop's seasons, what each brings with it, and when it is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.season import BASE_SEASON, PEAK_SEASON, Season
from miaohui.domain.season_calendar import Day, Period
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_season_id
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, chinese
from miaohui.messages import sentence
from miaohui.ui.form_dialog import button
from miaohui.ui.front import bring
from miaohui.ui.names import season_name
from miaohui.ui.season_menu import season_state
from miaohui.ui.seasons.days import coming_text, span_text
from miaohui.ui.seasons.period_dialog import PeriodDialog
from miaohui.ui.seasons.season_form import FACTS, SeasonForm, swatch
from miaohui.ui.theme import Theme

SIZE = (900, 680)
YEARS = 3
"""This one and the next ones."""


class SeasonsWindow(QWidget):
    """``switched`` carries the season to switch the shop to, ``preview_requested`` the one to look at before."""

    switched = Signal(str)
    preview_requested = Signal(str)

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._periods: tuple[Period, ...] = ()
        self._dialog: PeriodDialog | None = None
        self._unsaved: dict[str, Season] = {}
        self.setWindowTitle(_("Seasons and days"))
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(*SIZE)
        self._build(theme)
        self._refresh()
        workspace.watch(self._refresh)

    def _build(self, theme: Theme) -> None:
        self.seasons = QListWidget()
        self.seasons.setObjectName("list")
        self.seasons.setAccessibleName(_("Seasons"))
        self.seasons.currentRowChanged.connect(self._show_season)
        self.delete = button("", self._delete)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.seasons, 1)
        left_row = QHBoxLayout()
        left_row.addWidget(button(_("New season"), self._add))
        left_row.addWidget(self.delete)
        left.addLayout(left_row)

        self.heading = QLabel()
        self.heading.setObjectName("heading")
        self.state = QLabel()
        self.state.setObjectName("small")
        self.state.setWordWrap(True)
        self.preview = button(_("Preview…"), self._preview)
        self.switch = button(_("Switch now"), self._switch)
        top = QHBoxLayout()
        top.setSpacing(8)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.heading)
        titles.addWidget(self.state)
        top.addLayout(titles, 1)
        top.addWidget(self.preview)
        top.addWidget(self.switch)

        variables = self._workspace.tables.variables
        labels = {name: name if chinese() else variables.get(name).label_en or name for name in FACTS}
        labels |= {name: field.label_en for name, field in variables.profile.items() if not chinese()}
        self.form = SeasonForm(labels)
        self.form.changed.connect(self._edited)
        self.form.entered.connect(self._save)
        self.discard = button(_("Discard"), self._discard)
        self.save = button(_("Save"), self._save)
        self.form.last_row.addWidget(self.discard)
        self.form.last_row.addWidget(self.save)

        self.days = QTableWidget(0, 1 + YEARS)
        self.days.setObjectName("days")
        self.days.setAccessibleName(_("Days"))
        self.days.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.days.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.days.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.days.setShowGrid(False)
        self.days.verticalHeader().hide()
        self.days.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.days.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.days.horizontalHeader().setHighlightSections(False)
        self.days.cellDoubleClicked.connect(lambda _row, _column: self._edit_days())
        self.days.itemSelectionChanged.connect(self._selected)
        self.edit_days = button(_("Edit days…"), self._edit_days)
        self.remove_days = button("", self._remove_days)
        days_row = QHBoxLayout()
        days_row.setSpacing(8)
        self._add_days = button(_("Add days…"), self._new_days)
        for one in (self._add_days, self.edit_days, self.remove_days):
            days_row.addWidget(one)
        days_row.addStretch(1)
        self._base = QLabel(_("In force whenever the calendar has nothing else."))
        self._base.setObjectName("muted")
        self.notice = QLabel()
        self.notice.setObjectName("warning")
        self.notice.setWordWrap(True)
        self.notice.hide()

        right = QVBoxLayout()
        right.setSpacing(14)
        right.addLayout(top)
        right.addWidget(self.form)
        right.addWidget(self.days, 1)
        right.addWidget(self._base, 1, Qt.AlignmentFlag.AlignTop)
        right.addLayout(days_row)
        right.addWidget(self.notice)
        body = QHBoxLayout(self)
        body.setContentsMargins(20, 18, 20, 18)
        body.setSpacing(20)
        body.addLayout(left, 26)
        body.addLayout(right, 74)

    # showing

    def show_seasons(self) -> None:
        """To the front, with the season in force."""
        if not self.isVisible():
            self.choose(self._workspace.season.id)
        bring(self)

    def choose(self, season_id: str) -> None:
        ids = [season.id for season in self._workspace.tables.seasons]
        self.seasons.setCurrentRow(ids.index(season_id) if season_id in ids else 0)

    @property
    def _season(self) -> Season:
        seasons = list(self._workspace.tables.seasons)
        return seasons[max(0, min(self.seasons.currentRow(), len(seasons) - 1))]

    def _refresh(self) -> None:
        """After a change of settings or seasons; what is being typed stays."""
        seasons = self._workspace.tables.seasons
        ids = [season.id for season in seasons]
        shown = [self.seasons.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.seasons.count())]
        current = shown[self.seasons.currentRow()] if shown and self.seasons.currentRow() >= 0 else BASE_SEASON
        self.seasons.blockSignals(True)
        self.seasons.clear()
        for season in seasons:
            item = QListWidgetItem(swatch(season.colour), self._line(season))
            item.setData(Qt.ItemDataRole.UserRole, season.id)
            if season.id == self._workspace.season.id:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.seasons.addItem(item)
        self.seasons.setCurrentRow(ids.index(current) if current in ids else 0)
        self.seasons.blockSignals(False)
        self._unsaved = {one: season for one, season in self._unsaved.items() if one in ids}
        if current in self._unsaved:
            self._show_days()
        else:
            self._show_season()

    def _line(self, season: Season) -> str:
        """In the list: below the season it belongs to; a star says that something isn't saved."""
        seasons = self._workspace.tables.seasons
        indent = "    " * max(0, len(seasons.chain(season.id)) - 2)
        return f"{indent}{season_name(season, seasons)}{' *' if season.id in self._unsaved else ''}"

    def _show_season(self, _row: int = -1) -> None:
        season, seasons = self._season, self._workspace.tables.seasons
        self.form.show_season(self._unsaved.get(season.id, season), seasons)
        self.heading.setText(season_name(season, seasons))
        self._show_unsaved()
        own = season.id in self._workspace.own_seasons.seasons
        shipped = self._workspace.is_shipped(season)
        self.delete.setText(_("As it was") if shipped else _("Delete"))
        self.delete.setEnabled(own)
        self._show_days()

    def _show_days(self) -> None:
        season, calendar = self._season, self._workspace.tables.calendar
        in_force = season.id == self._workspace.season.id
        self.switch.setEnabled(not in_force)
        self.preview.setEnabled(not in_force)
        self.state.setText(season_state(self._workspace).sentence if in_force else self._coming(season))
        first = self._workspace.clock.now().year
        self._periods = tuple(period for period in calendar.periods.values() if period.season == season.id)
        self.days.setHorizontalHeaderLabels([_("Period"), *(str(first + number) for number in range(YEARS))])
        self.days.setRowCount(len(self._periods))
        for row, period in enumerate(self._periods):
            self.days.setItem(row, 0, QTableWidgetItem(period.called(chinese=chinese())))
            for number in range(YEARS):
                text = span_text(calendar.span(period, first + number))
                self.days.setItem(row, 1 + number, QTableWidgetItem(text))
        base = season.id == BASE_SEASON
        self._base.setVisible(base)
        for widget in (self.days, self._add_days, self.edit_days, self.remove_days):
            widget.setVisible(not base)
        self.days.setCurrentCell(0 if self._periods else -1, 0)
        self._selected()

    def _coming(self, season: Season) -> str:
        clock = self._workspace.clock
        coming = self._workspace.tables.calendar.coming(clock.now(), clock.zone)
        span = next((span for span in coming if span.season == season.id), None)
        return _("Next: {days}").format(days=coming_text(span, clock.now())) if span is not None else ""

    def _selected(self) -> None:
        period = self._period
        self.edit_days.setEnabled(period is not None)
        own = period is not None and period.id in self._workspace.own_seasons.periods
        self.remove_days.setEnabled(own)
        shipped = period is not None and self._workspace.is_shipped(period)
        self.remove_days.setText(_("As they were") if shipped else _("Remove days"))

    @property
    def _period(self) -> Period | None:
        row = self.days.currentRow()
        return self._periods[row] if 0 <= row < len(self._periods) else None

    # changing

    def _edited(self) -> None:
        self._unsaved[self._season.id] = self.form.value()
        self._show_unsaved()

    def _show_unsaved(self) -> None:
        season = self._season
        self.save.setEnabled(season.id in self._unsaved)
        self.discard.setVisible(season.id in self._unsaved)
        self.seasons.currentItem().setText(self._line(season))

    def _save(self) -> None:
        season = self._unsaved.get(self._season.id)
        if season is not None and self._try(lambda: self._workspace.put_season(season)):
            self._discard()

    def _discard(self) -> None:
        """What is in force is shown again."""
        self._unsaved.pop(self._season.id, None)
        self._show_season()

    def _add(self) -> None:
        names = {season.name for season in self._workspace.tables.seasons}
        name = next(name for name in _numbered(_("New season")) if name not in names)
        season = Season(new_season_id(), name, PEAK_SEASON, self._workspace.tables.seasons.by_id[PEAK_SEASON].colour)
        if self._try(lambda: self._workspace.put_season(season)):
            self.choose(season.id)
            self.form.name.setFocus()
            self.form.name.selectAll()

    def _delete(self) -> None:
        season = self._season.id
        self._unsaved.pop(season, None)
        self._try(lambda: self._workspace.remove_season(season))

    def _new_days(self) -> None:
        self._open_days(Period("", self._season.id, (Day(1, 1), Day(1, 1))))

    def _edit_days(self) -> None:
        if self._period is not None:
            self._open_days(self._period)

    def _open_days(self, period: Period) -> None:
        def save(changed: Period) -> None:
            self._workspace.put_period(replace(changed, id=changed.id or new_season_id()))

        first = self._workspace.clock.now().year
        years = range(first, first + YEARS)
        self._dialog = PeriodDialog(period, self._workspace.tables.calendar, years, save, self)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.open()

    def _remove_days(self) -> None:
        period = self._period
        if period is not None:
            self._try(lambda: self._workspace.remove_period(period.id))

    def _preview(self) -> None:
        self.preview_requested.emit(self._season.id)

    def _switch(self) -> None:
        self.switched.emit(self._season.id)

    def _try(self, action: Callable[[], None]) -> bool:
        self.notice.hide()
        try:
            action()
        except MiaohuiError as error:
            self.notice.setText(sentence(error.problem))
            self.notice.show()
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in count(2))
