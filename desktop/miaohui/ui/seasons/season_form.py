"""One season as a form: what it is called, where it stands, and what it says beside its wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from miaohui.domain.season import BASE_SEASON, Season, Seasons
from miaohui.i18n import _
from miaohui.ui.form_dialog import form_of, line
from miaohui.ui.names import season_name

FACTS = ("延迟原因", "催付时限", "截单时间")
"""What every season may bring with it; what else one brings is shown as well."""
SWATCH = 14
"""px."""


class SeasonForm(QWidget):
    """``entered`` says that Enter was pressed in one of its lines."""

    changed = Signal()
    entered = Signal()

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``labels`` are what variables are called, by name."""
        super().__init__(parent)
        self._labels = labels
        self._season = Season("", "")
        self._colour = ""
        self.name = line("", _("Name"))
        self.parent_season = QComboBox()
        self.parent_season.setAccessibleName(_("Takes missing texts from"))
        self.colour = QPushButton()
        self.colour.setObjectName("colour")
        self.colour.setAutoDefault(False)
        self.colour.setAccessibleName(_("Colour"))
        self.colour.clicked.connect(self._choose_colour)
        self.stops = QCheckBox(_("Nothing is dispatched meanwhile"))
        self.facts = {name: line("", labels.get(name, name)) for name in FACTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._form = form_of(self.name, self.parent_season, self.colour, *self.facts.values())
        column.addLayout(self._form)
        self.last_row = QHBoxLayout()
        self.last_row.addWidget(self.stops)
        self.last_row.addStretch(1)
        column.addLayout(self.last_row)
        for edit in (self.name, *self.facts.values()):
            edit.textEdited.connect(self.changed)
            edit.returnPressed.connect(self.entered)
        self.parent_season.activated.connect(self.changed)
        self.stops.clicked.connect(self.changed)

    def show_season(self, season: Season, seasons: Seasons) -> None:
        self._season = season
        self.name.setText(season.name)
        self.parent_season.clear()
        below = seasons.below(season.id)
        for one in seasons:
            if one.id != season.id and one.id not in below:
                self.parent_season.addItem(season_name(one, seasons), one.id)
        self.parent_season.setCurrentIndex(self.parent_season.findData(season.parent))
        self._form.setRowVisible(self.parent_season, season.id != BASE_SEASON)
        self.stops.setVisible(season.id != BASE_SEASON)
        self.stops.setChecked(season.stops)
        self._show_colour(season.colour)
        above = [seasons.by_id[one] for one in seasons.chain(season.parent)] if season.parent else []
        for name, edit in self.facts.items():
            edit.setText(season.facts.get(name, ""))
            edit.setPlaceholderText(next((one.facts[name] for one in above if one.facts.get(name)), ""))

    def value(self) -> Season:
        """As it stands in the form."""
        name = self.name.text().strip()
        facts = {**self._season.facts, **{fact: edit.text().strip() for fact, edit in self.facts.items()}}
        return replace(
            self._season,
            name=name or self._season.name,
            name_en=self._season.name_en if name in ("", self._season.name) else "",
            parent=self.parent_season.currentData() or "" if self._season.id != BASE_SEASON else "",
            colour=self._colour,
            facts={fact: text for fact, text in facts.items() if text},
            stops=self.stops.isChecked(),
        )

    def _show_colour(self, colour: str) -> None:
        self._colour = colour
        self.colour.setText(colour)
        self.colour.setIcon(swatch(colour))

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self._colour), self)
        dialog.setWindowTitle(_("Colour"))
        dialog.colorSelected.connect(self._take_colour)
        dialog.open()

    def _take_colour(self, colour: QColor) -> None:
        self._show_colour(colour.name())
        self.changed.emit()


def swatch(colour: str) -> QIcon:
    """A small square in a season's colour."""
    pixmap = QPixmap(SWATCH, SWATCH)
    pixmap.fill(QColor(colour) if colour else QColor(0, 0, 0, 0))
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # chosen in a list it would be tinted
        icon.addPixmap(pixmap, mode)
    return icon
