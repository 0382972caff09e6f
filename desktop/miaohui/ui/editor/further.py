"""What few replies need: channel, look, level, favourite place, seasons, whose it is. Folded away under one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QToolButton, QVBoxLayout, QWidget

from miaohui.domain.library import Library
from miaohui.domain.reply import Channel, Look, Reply, Scope
from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.domain.validity import MAX_FAVOURITES
from miaohui.i18n import _
from miaohui.ui.editor.field import Field
from miaohui.ui.flow_layout import FlowLayout
from miaohui.ui.names import season_name
from miaohui.ui.theme import set_look

LEVELS = ("一级", "二级")


class Further(QWidget):
    """``library`` gives what there is now: a favourite place is one's alone."""

    edited = Signal()

    def __init__(self, seasons: Seasons, library: Callable[[], Library], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._reply = ""
        self._unknown_seasons: tuple[str, ...] = ()
        self.channel = self._choices(
            (_("Chat"), Channel.CHAT),
            (_("Automatic reply"), Channel.AUTO),
            (_("Text message"), Channel.SMS),
            (_("Phone"), Channel.PHONE),
            (_("Note"), Channel.NOTE),
        )
        self.look = self._choices(
            (_("Plain"), Look.PLAIN), (_("Greeting"), Look.GREETING), (_("Activity"), Look.ACTIVITY)
        )
        self.level = self._choices((_("None"), ""), (_("Level 1 (一级)"), LEVELS[0]), (_("Level 2 (二级)"), LEVELS[1]))
        self.favourite = self._choices((_("None"), None))
        self.scope = self._choices((_("Personal"), Scope.PERSONAL), (_("Shop"), Scope.SHOP))
        self.seasons: dict[str, QToolButton] = {}
        only_in = QWidget()
        flow = FlowLayout(only_in)
        for season in seasons:
            if season.id != BASE_SEASON:
                button = self._season(season_name(season, seasons))
                self.seasons[season.id] = button
                flow.insert(flow.count(), button)

        self.favourite_field = Field(_("Favourite place"), self.favourite)
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        fields = (
            Field(_("Channel"), self.channel),
            Field(_("Look"), self.look),
            Field(_("Level"), self.level),
            self.favourite_field,
            Field(_("Belongs to"), self.scope),
        )
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 3, place % 3, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place % 3, 1)
        grid.addWidget(Field(_("Only in these seasons (none: always)"), only_in), 2, 0, 1, 3)
        self._body = QWidget()
        self._body.setLayout(grid)
        self._body.hide()
        self.head = QToolButton()
        self.head.setObjectName("fold")
        self.head.setCheckable(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head.toggled.connect(self._folded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        self._tell()

    def _choices(self, *choices: tuple[str, object]) -> QComboBox:
        box = QComboBox()
        for name, value in choices:
            box.addItem(name, value)
        box.activated.connect(self._was_edited)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def _season(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("choice")
        button.setText(name)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._was_edited)
        return button

    def show_reply(self, reply: Reply) -> None:
        self._reply = reply.id
        _choose(self.channel, reply.channel)
        _choose(self.look, reply.look)
        if self.level.findData(reply.level) < 0:  # from an import, or of another version
            self.level.addItem(reply.level, reply.level)
        _choose(self.level, reply.level)
        self._offer_places(reply.favourite)
        _choose(self.scope, reply.scope)
        for season, button in self.seasons.items():
            button.setChecked(season in reply.only_in)
        self._unknown_seasons = tuple(one for one in reply.only_in if one not in self.seasons)
        self._tell()

    def _offer_places(self, own: int | None) -> None:
        """Taken ones can't be chosen, and say whose they are."""
        taken = {
            other.favourite: other.title
            for other in self._library().active()
            if other.favourite and other.id != self._reply
        }
        self.favourite.clear()
        self.favourite.addItem(_("None"), None)
        for place in range(1, MAX_FAVOURITES + 1):
            whose = taken.get(place) if place != own else None
            self.favourite.addItem(f"{place}  {whose}" if whose else str(place), place)
            item = self.favourite.model().index(place, 0)
            if whose:
                self.favourite.model().setData(item, 0, int(Qt.ItemDataRole.UserRole) - 1)
        _choose(self.favourite, own)

    def set_read_only(self, read_only: bool) -> None:
        for editor in (self.channel, self.look, self.level, self.favourite, self.scope, *self.seasons.values()):
            editor.setEnabled(not read_only)

    def unfold(self) -> None:
        self.head.setChecked(True)

    def written_into(self, reply: dict[str, object]) -> None:
        """What is chosen here, by the names of a reply's fields."""
        reply.update(
            channel=Channel(self.channel.currentData()),
            look=Look(self.look.currentData()),
            level=str(self.level.currentData()),
            favourite=self.favourite.currentData(),
            scope=Scope(self.scope.currentData()),
            only_in=(*(one for one, button in self.seasons.items() if button.isChecked()), *self._unknown_seasons),
        )

    def _was_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _folded(self, open_: bool) -> None:
        self._body.setVisible(open_)
        self._tell()

    def _tell(self) -> None:
        """What isn't as it mostly is stands in the line also while it is folded."""
        told = [
            box.currentText() for box in (self.channel, self.look, self.level, self.scope) if box.currentIndex() > 0
        ]
        if self.favourite.currentData():
            told.append(f"★ {self.favourite.currentData()}")
        told += [button.text() for button in self.seasons.values() if button.isChecked()]
        sign = "▾" if self.head.isChecked() else "▸"
        more = _("More")
        self.head.setText("  ·  ".join((f"{sign} {more}", *told)))
        self.head.setAccessibleName(self.head.text())
        set_look(self.head, "told", bool(told))


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
