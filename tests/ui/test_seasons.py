"""Seasons in the windows: tray, badge, preview, and the window for seasons and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from miaohui import i18n
from miaohui.domain.reply import Wording
from miaohui.domain.season_calendar import Period, parse_day
from miaohui.domain.settings import Settings
from miaohui.errors import Problem
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.season_store import TomlSeasonStore
from miaohui.paths import Paths
from miaohui.ui.season_menu import SeasonMenu, season_state
from miaohui.ui.seasons.period_dialog import PeriodDialog
from miaohui.ui.seasons.preview_window import PreviewWindow
from miaohui.ui.seasons.window import SeasonsWindow
from miaohui.ui.theme import Theme
from miaohui.ui.tray import Tray
from tests.domain.samples import reply, tables
from tests.fakes import CHINA, QUIET_DAY, FixedClock, MemoryLibraryStore, MemorySettingsStore
from tests.flow.samples import library
from tests.ui.conftest import Palette

SLOWLY = Wording(("马上按先后处理",))
BOTH = replace(reply("马上处理", number=1, title="接待", category="trace"), variants={"peak": (SLOWLY,)})
BASE = reply("您好", number=2, title="欢迎", category="welcome")
PEAK = replace(reply("单多", number=3, title="忙", category="welcome"), only_in=("peak",))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(QUIET_DAY)


@pytest.fixture
def shop(tmp_path: Path, clock: FixedClock) -> Workspace:
    stores = Stores(
        MemoryLibraryStore(library(BOTH, BASE, PEAK)),
        MemorySettingsStore(Settings()),
        seasons=TomlSeasonStore(Paths(tmp_path / "home", tmp_path / "run")),
    )
    return Workspace(stores, tables(), clock)


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def ticked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


class TestTheMenu:
    @pytest.fixture
    def menu(self, qtbot: QtBot) -> SeasonMenu:
        menu = SeasonMenu()
        qtbot.addWidget(menu)
        return menu

    def test_it_says_what_is_in_force_and_until_when(
        self, menu: SeasonMenu, shop: Workspace, clock: FixedClock
    ) -> None:
        clock.moment = datetime(2026, 11, 5, tzinfo=CHINA)
        menu.show_state(season_state(shop))
        assert texts(menu)[0] == "Big sale (Double 11): by the calendar until 12 Nov 00:00, then Peak season"
        assert ticked(menu) == ["▲ Big sale", "By the calendar"]
        shop.use_season("平日")
        menu.show_state(season_state(shop))
        assert texts(menu)[0] == "Quiet season: by hand until 12 Nov 00:00, then Peak season"
        assert ticked(menu) == ["● Quiet season"]
        assert len(texts(menu)) == 1 + 5 + 3

    def test_what_is_chosen_is_signalled(self, qtbot: QtBot, menu: SeasonMenu, shop: Workspace) -> None:
        menu.show_state(season_state(shop))
        for text, season in (("▲ Peak season", "peak"), ("By the calendar", "auto")):
            with qtbot.waitSignal(menu.chosen) as chosen:
                next(action for action in menu.actions() if action.text() == text).trigger()
            assert chosen.args == [season]
        for text, signal in (("Preview", menu.preview_requested), ("Seasons and", menu.seasons_requested)):
            with qtbot.waitSignal(signal):
                next(action for action in menu.actions() if action.text().startswith(text)).trigger()

    def test_it_is_written_in_chinese(self, menu: SeasonMenu, shop: Workspace, clock: FixedClock) -> None:
        clock.moment = datetime(2026, 11, 5, tzinfo=CHINA)
        i18n.install("zh_CN")
        assert season_state(shop).sentence == "大促（双11）：按日历，到 11月12日 00:00 为止，之后是旺季"


def test_the_tray_has_another_shape_in_the_season_s_colour(qtbot: QtBot, shop: Workspace) -> None:
    parent = QObject()
    tray = Tray(parent)
    seen = []
    for season in ("normal", "peak", "spring"):
        shop.use_season(season)
        tray.show_season(season_state(shop))
        image = tray._icon.icon().pixmap(64, 64).toImage()
        assert shop.season.called(chinese=False) in tray._icon.toolTip()
        assert "by hand until 20 May 00:00" in tray._icon.toolTip()
        seen.append((image.pixelColor(32, 56).name(), image.pixelColor(8, 12).alpha() > 0))
    assert seen[1:] == [("#ff7a45", False), ("#722ed1", False)]
    assert seen[0][1]


class TestThePalette:
    def test_the_badge_says_by_hand(self, palette: Palette) -> None:
        palette.open()
        chip = palette.window.season_chip
        assert chip.text() == "● Quiet season"
        palette.workspace.use_season("promo")
        assert chip.text() == "▲ Big sale · by hand"
        assert chip.property("season") == "peak"
        assert "by hand until 20 May 00:00" in chip.toolTip()
        palette.workspace.use_season("auto")
        assert chip.text() == "● Quiet season"

    def test_a_season_that_has_come_is_no_longer_announced(self, palette: Palette) -> None:
        palette.open()
        palette.controller.notify(Problem("tray-missing", {"key": "Alt+Q"}))
        coming = {"time": datetime(2026, 12, 8, tzinfo=CHINA), "season": "Big sale", "period": "Double 12"}
        palette.controller.notify(Problem("season-coming", coming))
        palette.controller.notify(Problem("season-switched", {"season": "Big sale"}))
        (line,) = [one.text() for one in palette.window.findChildren(QLabel, "warning") if "now" in one.text()]
        assert (
            line == "There is no tray on this desktop. Open Miaohui with Alt+Q.  It is “Big sale” now, by the calendar."
        )

    def test_the_season_asked_for_can_be_switched_to(self, palette: Palette) -> None:
        palette.open()
        palette.window.search.setText("@旺季")
        buttons = [button for button in palette.window.completions._buttons if button.isVisible()]
        assert [button.text() for button in buttons] == ["@旺季", "Switch the shop to ▲ Peak season"]
        buttons[1].click()
        assert palette.workspace.season.id == "peak"
        assert "Switch the shop to ▲ Peak season" not in [
            button.text() for button in palette.window.completions._buttons if button.isVisible()
        ]

    @pytest.mark.parametrize("query", ["@旺季 fh", "fh @旺季", "@平日", "@个人", "#物流"])
    def test_it_is_offered_only_where_nothing_else_is_asked(self, palette: Palette, query: str) -> None:
        palette.open()
        palette.window.search.setText(query)
        shown = [button.text() for button in palette.window.completions._buttons if button.isVisible()]
        assert not any(text.startswith("Switch") for text in shown)

    def test_tab_only_completes(self, palette: Palette) -> None:
        palette.open()
        palette.window.search.setText("@旺季")
        palette.press(Qt.Key.Key_Tab)
        assert palette.window.search.text() == "@旺季 "
        assert palette.workspace.season.id == "normal"

    def test_an_own_season_is_searched_and_filtered(self, palette: Palette) -> None:
        palette.open()
        workspace = palette.workspace
        seasons = workspace.tables.seasons
        peak = seasons.by_id["peak"]
        own = seasons.with_own({"s-1": replace(peak, id="s-1", name="店庆", parent="peak", aliases=())})
        only = next(one for one in workspace.library.active() if one.only_in == ("peak",))
        workspace.tables = replace(workspace.tables, seasons=own)
        workspace.use_season("s-1")
        palette.window.search.setText(only.code)
        assert palette.titles[0] == only.title
        palette.window.search.setText("@店庆 fh1")
        assert palette.row(0).season == "peak"


class TestThePreview:
    @pytest.fixture
    def window(self, qtbot: QtBot, shop: Workspace, theme: Theme) -> PreviewWindow:
        window = PreviewWindow(shop, theme)
        qtbot.addWidget(window)
        window.show_switch()
        return window

    @staticmethod
    def listed(window: PreviewWindow, page: int) -> list[str]:
        window.tabs.button(page).click()
        return [window.replies.item(row).text() for row in range(window.replies.count())]

    def test_the_next_season_is_previewed_side_by_side(self, window: PreviewWindow) -> None:
        assert (window.season.currentData(), window.to.currentData()) == ("normal", "peak")
        assert self.listed(window, 0) == ["接待"]
        assert window.beside.before.text.accessibleName() == "马上处理"
        assert window.beside.after.text.accessibleName() == "马上按先后处理"
        assert ">按先后</span>" in window.beside.after.text.text()
        assert "<span" not in window.beside.before.text.text()
        assert [self.listed(window, page) for page in (1, 2, 3)] == [["忙"], [], ["欢迎"]]

    def test_another_pair_is_chosen(self, window: PreviewWindow) -> None:
        window.season.setCurrentIndex(window.season.findData("promo"))
        window.to.setCurrentIndex(window.to.findData("normal"))
        assert self.listed(window, 2) == ["忙"]
        assert window.beside.after.text.isHidden()
        assert self.listed(window, 3) == []

    def test_a_category_is_copied_as_a_start_and_taken_back(self, window: PreviewWindow, shop: Workspace) -> None:
        assert self.listed(window, 3) == ["欢迎"]
        assert window.category.currentText() == "欢迎语 (1)"
        window.copy.click()
        assert shop.library.replies[BASE.id].variants == {"peak": BASE.wordings}
        assert self.listed(window, 3) == []
        assert "1 text was copied" in window.notice.text()
        shop.undo()
        assert self.listed(window, 3) == ["欢迎"]

    def test_what_cannot_be_written_is_said(
        self, qtbot: QtBot, clock: FixedClock, theme: Theme, window: PreviewWindow
    ) -> None:
        store = MemoryLibraryStore(library(BASE))
        workspace = Workspace(Stores(store, MemorySettingsStore(Settings())), tables(), clock)
        other = PreviewWindow(workspace, theme)
        qtbot.addWidget(other)
        other.show_switch("promo")
        self.listed(other, 3)
        store.broken = True
        other.copy.click()
        assert other.notice.text() == "Can't write to memory: broken."

    def test_the_switch_is_signalled(self, qtbot: QtBot, window: PreviewWindow) -> None:
        with qtbot.waitSignal(window.switched) as switched:
            window.switch.click()
        assert switched.args == ["peak"]

    def test_a_season_that_goes_meanwhile(self, window: PreviewWindow, shop: Workspace) -> None:
        own = replace(shop.tables.seasons.by_id["promo"], id="s-1", name="店庆")
        shop.put_season(own)
        window.show_switch("s-1")
        assert window.to.currentData() == "s-1"
        shop.remove_season("s-1")
        assert window.to.currentData() == "peak"


class TestTheWindow:
    @pytest.fixture
    def window(self, qtbot: QtBot, shop: Workspace, theme: Theme) -> SeasonsWindow:
        window = SeasonsWindow(shop, theme)
        qtbot.addWidget(window)
        window.show_seasons()
        return window

    def test_begins_with_the_season_in_force(self, window: SeasonsWindow) -> None:
        assert window.form.name.text() == "平日"
        assert window.heading.text() == "● Quiet season"
        assert window.delete.text() == "As it was"
        assert not window.save.isEnabled()

    @staticmethod
    def cells(window: SeasonsWindow) -> list[list[str]]:
        days = window.days
        return [
            [item.text() for column in range(days.columnCount()) if (item := days.item(row, column)) is not None]
            for row in range(days.rowCount())
        ]

    def test_the_days_of_three_years_are_shown(self, window: SeasonsWindow) -> None:
        window.choose("spring")
        model = window.days.model()
        header = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
        assert header == ["Period", "2026", "2027", "2028"]
        assert self.cells(window) == [["Spring Festival stop", "02-10 – 02-23", "01-30 – 02-12", "01-19 – 02-01"]]
        window.choose("promo")
        assert ["Double 11", *["10-31 20:00 – 11-11"] * 3] in self.cells(window)
        assert window.state.text() == "Next: 06-16 – 06-20"

    def test_opened_for_the_first_time_it_shows_the_season_in_force(self, window: SeasonsWindow) -> None:
        assert window.form.name.text() == "平日"
        assert window.delete.text()
        assert not window.save.isEnabled()

    def test_the_base_has_no_days(self, window: SeasonsWindow) -> None:
        window.choose("normal")
        assert window.days.isHidden()
        assert "by the calendar until 20 May" in window.state.text()
        assert not window.switch.isEnabled()

    def test_a_season_is_changed_and_brought_back(self, window: SeasonsWindow, shop: Workspace) -> None:
        window.choose("promo")
        assert window.form.facts["催付时限"].placeholderText() == "30分钟"
        assert not window.save.isEnabled()
        window.form.name.setText("大促销")
        window.form.facts["延迟原因"].setText("仓库爆满")
        window.form.facts["延迟原因"].textEdited.emit("")
        window.save.click()
        changed = shop.tables.seasons.by_id["promo"]
        assert (changed.name, changed.facts, changed.parent) == ("大促销", {"延迟原因": "仓库爆满"}, "peak")
        assert window.heading.text() == "▲ 大促销"
        window.delete.click()
        assert shop.tables.seasons.by_id["promo"].name == "大促"
        assert window.heading.text() == "▲ Big sale"

    def test_what_is_typed_outlives_a_change_elsewhere(self, window: SeasonsWindow, shop: Workspace) -> None:
        window.choose("promo")
        window.form.name.setText("大促销")
        window.form.name.textEdited.emit("")
        shop.use_season("peak")
        assert window.form.name.text() == "大促销"

    def test_what_is_typed_is_there_again_after_a_look_at_another_season(
        self, window: SeasonsWindow, shop: Workspace
    ) -> None:
        window.choose("promo")
        window.form.name.clear()
        QTest.keyClicks(window.form.name, "Sale")
        assert not window.discard.isHidden()
        window.choose("peak")
        assert not window.save.isEnabled()
        assert window.discard.isHidden()
        assert [window.seasons.item(row).text().endswith(" *") for row in range(3)] == [False, False, True]
        window.choose("promo")
        assert window.form.name.text() == "Sale"
        QTest.keyClick(window.form.name, Qt.Key.Key_Return)
        assert shop.tables.seasons.by_id["promo"].name == "Sale"
        assert not window.save.isEnabled()
        QTest.keyClicks(window.form.name, "!")
        window.discard.click()
        assert window.form.name.text() == "Sale"
        assert window.discard.isHidden()

    def test_days_of_another_year_are_told_with_it(
        self, window: SeasonsWindow, clock: FixedClock, shop: Workspace
    ) -> None:
        clock.moment = datetime(2026, 12, 20, tzinfo=CHINA)
        window.choose("promo")
        assert window.state.text() == "Next: 2027-06-16 – 06-20"

    def test_one_is_added_with_days_and_deleted(self, window: SeasonsWindow, shop: Workspace) -> None:
        window.seasons.setCurrentRow(0)
        new = next(button for button in window.findChildren(QPushButton) if button.text() == "New season")
        new.click()
        new.click()
        names = [season.name for season in shop.tables.seasons][-2:]
        assert names == ["New season", "New season 2"]
        season = list(shop.tables.seasons)[-1].id
        window._new_days()
        assert window._dialog is not None
        window._dialog.start.setText("05-03")
        window._dialog.end.setText("05-05")
        window._dialog.name.setText("店庆")
        _press(window._dialog, "Save")
        assert self.cells(window) == [["店庆", *["05-03 – 05-05"] * 3]]
        window.remove_days.click()
        assert self.cells(window) == []
        window.delete.click()
        assert season not in shop.tables.seasons.by_id

    def test_buttons_signal(self, qtbot: QtBot, window: SeasonsWindow) -> None:
        window.choose("promo")
        for button, signal in ((window.preview, window.preview_requested), (window.switch, window.switched)):
            with qtbot.waitSignal(signal) as emitted:
                button.click()
            assert emitted.args == ["promo"]

    def test_a_broken_file_is_said_and_not_overwritten(
        self, window: SeasonsWindow, shop: Workspace, tmp_path: Path
    ) -> None:
        path = tmp_path / "home" / "seasons.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("[[season]]\nid = ", "utf-8")
        window.choose("promo")
        window.form.name.textEdited.emit("")
        window.save.click()
        assert window.notice.text() == f"{path} can't be read from line 2 on; your own seasons and days are left out."
        assert path.read_text("utf-8") == "[[season]]\nid = "


class TestDays:
    def test_one_year_is_set_or_left_out(self, qtbot: QtBot) -> None:
        kept: list[Period] = []
        period = tables().calendar.periods["618"]
        dialog = PeriodDialog(period, tables().calendar, range(2026, 2029), kept.append)
        qtbot.addWidget(dialog)
        dialog.show()
        assert [row.start.placeholderText() for row in dialog.rows] == ["06-16"] * 3
        assert [row.end.placeholderText() for row in dialog.rows] == ["06-20"] * 3
        dialog.rows[0].start.setText("06-10 20:00")
        dialog.rows[2].out.setChecked(True)
        dialog.priority.setCurrentIndex(dialog.priority.findData(1))
        _press(dialog, "Save")
        assert kept[0].years == {2026: (parse_day("06-10 20:00"), parse_day("06-20")), 2028: None}
        assert (kept[0].priority, kept[0].name_en, kept[0].days) == (1, "618", period.days)

    def test_what_is_no_day_keeps_it_open(self, qtbot: QtBot) -> None:
        dialog = PeriodDialog(tables().calendar.periods["618"], tables().calendar, range(2026, 2029), lambda _: None)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.end.setText("明天")
        _press(dialog, "Save")
        assert dialog.isVisible()
        assert "“明天” isn't a day" in dialog.error_text

    def test_every_widget_has_a_name(self, qtbot: QtBot) -> None:
        dialog = PeriodDialog(tables().calendar.periods["618"], tables().calendar, range(2026, 2029), lambda _: None)
        qtbot.addWidget(dialog)
        editors = [dialog.name, dialog.start, dialog.end, dialog.priority]
        assert all(editor.accessibleName() for editor in editors)
        assert len({row.start.accessibleName() for row in dialog.rows}) == 3


def _press(dialog: PeriodDialog, text: str) -> None:
    (button,) = (one for one in dialog.findChildren(QPushButton) if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
