"""The days of a period: of every year, and of single years where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from miaohui.domain.season_calendar import Calendar, Days, Period, parse_day
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, form_of, line
from miaohui.ui.seasons.days import end_text, start_text


@dataclass(frozen=True)
class YearRow:
    """The widgets for one year."""

    year: int
    start: QLineEdit
    end: QLineEdit
    out: QCheckBox


class PeriodDialog(FormDialog):
    """``save`` takes the period and raises MiaohuiError where it can't be kept. An empty line of a year means the days
    of every year, which it shows."""

    def __init__(
        self,
        period: Period,
        calendar: Calendar,
        years: Sequence[int],
        save: Callable[[Period], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Days"), 520, parent)
        self._period = period
        self._calendar = calendar
        new = not period.id
        self.name = line(period.name, _("Name"), _("such as {example}").format(example=_("Double 11")))
        self.start = line("" if new else str(period.days[0]), _("Every year from"), "10-31 20:00")
        self.end = line("" if new else str(period.days[1]), _("to"), "11-11")
        self.priority = QComboBox()
        self.priority.setAccessibleName(_("Priority"))
        names = {-1: _("Lower"), 0: _("Usual"), 1: _("Higher"), 2: _("Highest")}
        for value in sorted({*names, period.priority}):
            self.priority.addItem(names.get(value, str(value)), value)
        self.priority.setCurrentIndex(self.priority.findData(period.priority))
        self.off = QCheckBox(_("The shop takes no part"))
        self.off.setChecked(period.off)
        hint = QLabel(
            _(
                "A day is written 11-11, 10-31 20:00 or 春节-7 (days before the lunar new year). "
                "Of two that overlap the higher priority is in force, of equals the shorter one."
            )
        )
        hint.setObjectName("small")
        hint.setWordWrap(True)
        self.rows = [self._row(year) for year in years]
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for place, row in enumerate(self.rows):
            label = QLabel(str(row.year))
            label.setObjectName("muted")
            for column, widget in enumerate((label, row.start, row.end, row.out)):
                grid.addWidget(widget, place, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        form = form_of(self.name, self.start, self.end, self.priority)
        self.lay_out(form, grid, self.off, hint, accept=_("Save"), do=lambda: save(self._value()))

    def _row(self, year: int) -> YearRow:
        own = self._period.years.get(year)
        usual = self._calendar.span(replace(self._period, years={}, off=False), year) if self._period.id else None
        starts, ends = (start_text(usual), end_text(usual)) if usual is not None else ("", "")
        start = line(str(own[0]) if own else "", _("{year} from").format(year=year), starts)
        end = line(str(own[1]) if own else "", _("{year} to").format(year=year), ends)
        out = QCheckBox(_("not in this year"))
        out.setAccessibleName(_("not in {year}").format(year=year))
        out.setChecked(year in self._period.years and own is None)
        for edit in (start, end):
            edit.setDisabled(out.isChecked())
            out.toggled.connect(edit.setDisabled)
        return YearRow(year, start, end, out)

    def _value(self) -> Period:
        """Raises MiaohuiError ``bad-day``."""
        days = (parse_day(self.start.text()), parse_day(self.end.text()))
        years: dict[int, Days | None] = {
            year: kept for year, kept in self._period.years.items() if year not in [row.year for row in self.rows]
        }
        for row in self.rows:
            start, end = row.start.text().strip(), row.end.text().strip()
            if row.out.isChecked():
                years[row.year] = None
            elif start or end:
                years[row.year] = (parse_day(start) if start else days[0], parse_day(end) if end else days[1])
        name = self.name.text().strip()
        return replace(
            self._period,
            name=name,
            name_en=self._period.name_en if name == self._period.name else "",
            days=days,
            years=years,
            priority=self.priority.currentData(),
            off=self.off.isChecked(),
        )
