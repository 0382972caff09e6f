"""Draws fixed states of palette and windows, for the README and for looking at them: every theme, language and scale.

    python packaging/screenshots.py DIR [--scale 2] [--only light-hits ... | --sheets [states ...]]

Widgets draw themselves (no screen is needed); the home is a throw-away one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import partial
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from unittest import mock
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from miaohui.app import App
    from miaohui.paths import Paths
    from miaohui.ui.editor.window import EditorWindow
    from miaohui.ui.import_wizard.window import ImportWizard
    from miaohui.ui.palette.window import PaletteWindow
    from miaohui.ui.report.window import ReportWindow

Window = TypeVar("Window", bound="QWidget")

PROFILE = {"客服昵称": "小园", "店铺": "青山茶铺", "截单时间": "16:00"}
LANGUAGES = ("zh_CN", "en")
THEMES = ("light", "dark")
SETTLED = 200
"""Milliseconds until the search has looked further and pictures are loaded."""
LAID_OUT = 50
"""Milliseconds until a line that is gone leaves its place to the others."""
EDITOR_SETTLED = 2_500
"""Milliseconds until also what takes a while is looked through."""
SHADE = "#60000000"
"""Lies over the window behind a dialog."""
OWN = {
    "held": ("补差价", "亲，这次给您补 XX 元，[订单号]麻烦发我一下"),
    "care": (
        "围巾怎么洗",
        "亲，羊绒围巾建议冷水手洗，水温别超过 30 度😊\n---\n洗的时候轻轻按压，不要搓，也不要拧干。"
        "\n---\n洗好平铺在毛巾上阴干，别暴晒，这样不容易变形。",
    ),
    "call": ("电话确认", "亲，稍后打 {电话} 和您确认一下"),
    "note": ("备注好了", "亲，订单 {订单编号} 已经备注好了，到货前打 {电话} 联系您😊"),
    "long": (
        "一个非常长的标题：冬季加厚羊绒围巾的洗涤保养和注意事项大全",
        "先用冷水浸泡十分钟，再轻轻按压。" * 40,
    ),
}
"""Code → title and text of replies that some states need beside the starter library."""
PHONE = "13800138000"
CHINA = ZoneInfo("Asia/Shanghai")
DAYS = {
    "normal": datetime(2026, 4, 15, 10, 30, tzinfo=CHINA),
    "promo": datetime(2026, 11, 6, 10, 30, tzinfo=CHINA),
}
"""When it is this season by the calendar, and no other one the day after."""
COPIED = {"strip": "202411038817552", "marked": "202411038817552"}
"""State → what another program has copied before the palette opens."""
FOREIGN = (
    "编码,话术内容,一级分类,二级分类,备注\n"
    "fh1a,亲，[商品名]今天 *** 点前付款当天发出，[快递]送达,物流,发货时间,\n"
    "fh1a,亲，[商品名]下午就能发出哦,物流,发货时间,\n"
    "tk9,退款已为您提交，#nickname# 请留意到账通知,退换货,,常用\n"
    "cm7,身高___cm 体重___斤，建议拍 XX 码,商品咨询,尺码,\n"
    "zd1,全网最低价，绝对正品,议价,,\n"
    "kong,,议价,,\n"
    "tk9,退款已为您提交，#nickname# 请留意到账通知,退换货,,常用\n"
)
"""What somebody brings along."""
LAST_PAGE = 3
FAVOURITES = ("hy1", "fh1", "cj1")
BACKDROP = {"light": ("#dfe5ee", "#c9d3e2"), "dark": ("#14171d", "#0b0d11")}


def empty(palette: PaletteWindow) -> None:
    palette.search.clear()


def welcome(palette: PaletteWindow) -> None:
    palette.search.clear()


def hits(palette: PaletteWindow) -> None:
    palette.search.setText("fh")


def nothing(palette: PaletteWindow) -> None:
    palette.search.setText("#hsy tuihuo")


def filters(palette: PaletteWindow) -> None:
    palette.search.setText("fh @d")


def form(palette: PaletteWindow) -> None:
    palette.search.setText("fh3")
    palette.form_requested.emit(0)


def answer(palette: PaletteWindow, code: str, values: Mapping[str, str]) -> None:
    """Pick a reply and fill it in; the palette stays."""
    from miaohui.ui.palette.value_editor import ValueEditor

    palette.pin.setChecked(True)
    palette.search.setText(code)
    palette.form_requested.emit(0)
    for editor in palette.form.findChildren(ValueEditor):
        if editor.name in values:
            editor.input.type_text(values[editor.name])
    palette.form.submit()
    palette.pin.setChecked(False)


def strip(palette: PaletteWindow) -> None:
    answer(palette, "call", {"电话": PHONE})
    palette.search.setText("fh")


def marked(palette: PaletteWindow) -> None:
    answer(palette, "call", {"电话": PHONE})
    palette.search.setText("note")
    palette.picked.emit(0)


def held(palette: PaletteWindow) -> None:
    palette.search.setText("held")
    palette.picked.emit(0)


def long(palette: PaletteWindow) -> None:
    palette.search.setText("long")


def part(palette: PaletteWindow) -> None:
    palette.search.setText("care")
    palette.picked.emit(0)


def follow(palette: PaletteWindow) -> None:
    palette.search.setText("fh1")
    palette.picked.emit(0)


def wordings(palette: PaletteWindow) -> None:
    palette.search.setText("hy1")
    palette.wording_stepped.emit(0, 1)


def basket(palette: PaletteWindow) -> None:
    for code in ("hy1", "kd2"):
        palette.search.setText(code)
        palette.collected.emit(0)
    palette.search.setText("fh")


def error(palette: PaletteWindow) -> None:
    from miaohui.errors import Problem
    from miaohui.messages import sentence

    palette.search.setText("fh")
    palette.say(sentence(Problem("clipboard-held")))


STATES: dict[str, tuple[str, Callable[[PaletteWindow], None]]] = {
    "welcome": ("normal", welcome),
    "empty": ("normal", empty),
    "hits": ("normal", hits),
    "peak": ("promo", hits),
    "nothing": ("normal", nothing),
    "filters": ("normal", filters),
    "form": ("normal", form),
    "strip": ("normal", strip),
    "marked": ("normal", marked),
    "held": ("normal", held),
    "long": ("normal", long),
    "part": ("normal", part),
    "follow": ("normal", follow),
    "wordings": ("normal", wordings),
    "basket": ("normal", basket),
    "error": ("normal", error),
}
"""State → the season it is drawn in, and how the palette comes to it."""


def opened(kind: type[Window]) -> Window:
    """The window of this kind that is shown."""
    from PySide6.QtWidgets import QApplication

    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def opened_by(running: App, signal: str, kind: type[Window]) -> Window:
    """The window that the tray opens by this signal."""
    from miaohui.ui.tray import Tray

    (tray,) = running.findChildren(Tray)
    getattr(tray, signal).emit()
    return opened(kind)


def open_import(running: App, content: str) -> ImportWizard:
    """The import with a table of this content, read already."""
    from miaohui.ui.import_wizard.window import ImportWizard

    window = opened_by(running, "import_requested", ImportWizard)
    if content:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "话术.csv"
            file.write_text(content, "utf-8")
            window.open_file(file)
            wait_for(window.file_page.is_told)
    return window


def wait_for(happened: Callable[[], bool]) -> None:
    from PySide6.QtTest import QTest

    while not happened():
        QTest.qWait(20)


def import_file(running: App) -> QWidget:
    return open_import(running, "")


def import_read(running: App) -> QWidget:
    return open_import(running, FOREIGN)


def import_refused(running: App) -> QWidget:
    return open_import(running, "\x00\x01\x02\x03" * 20)


def import_columns(running: App) -> ImportWizard:
    window = open_import(running, FOREIGN)
    window.next.click()
    return window


def import_unknown(running: App) -> QWidget:
    window = open_import(running, "甲,乙,丙\nhy1,亲，在的,问候\n".replace("亲，", "亲；"))
    window.next.click()
    return window


def import_check(running: App) -> ImportWizard:
    window = import_columns(running)
    window.next.click()
    wait_for(window.check_page.is_told)
    return window


def import_done(running: App) -> QWidget:
    window = import_check(running)
    window.next.click()
    wait_for(lambda: window.step == LAST_PAGE)
    return window


def export(running: App) -> QWidget:
    from miaohui.ui.export_window import ExportWindow

    window = opened_by(running, "export_requested", ExportWindow)
    window.format.setCurrentIndex(window.format.findData("qianniu"))
    wait_for(window.is_told)
    return window


MOVING_STATES: dict[str, Callable[[App], QWidget]] = {
    "import": import_file,
    "import-read": import_read,
    "import-refused": import_refused,
    "import-columns": import_columns,
    "import-unknown": import_unknown,
    "import-check": import_check,
    "import-done": import_done,
    "export": export,
}
"""State → how the window for moving in or out comes to it."""


def editor(window: EditorWindow) -> None:
    from miaohui.ui.editor.section import section_of

    category = window.workspace.library.find_category("物流")
    assert category is not None
    window.tree.choose(section_of(category))
    window.tree.expand_section(section_of(category))


def editor_search(window: EditorWindow) -> None:
    window.head.search.setText("fh")


def editor_several(window: EditorWindow) -> None:
    window.table.choose(window.listing.model.ids[2:6])


def editor_nothing(window: EditorWindow) -> None:
    editor(window)
    window.head.search.setText("huanying")


def editor_trash(window: EditorWindow) -> None:
    from miaohui.ui.editor.section import TRASH

    window.replies.delete(window.listing.model.ids[:4])
    window.tree.choose(TRASH)
    window.listing.trash.table.selectRow(1)


def editor_history(window: EditorWindow) -> None:
    from datetime import UTC

    from miaohui.domain.reply import Wording
    from miaohui.flow import edit

    workspace = window.workspace
    for old, new in (("付款", "下单"), ("一般", "大多")):
        reply = workspace.find("fh1")
        after = replace(reply, wordings=(Wording((reply.text.replace(old, new),)), *reply.wordings[1:]))
        workspace.commit(edit.revise(workspace.library, reply, after, workspace.clock.now().astimezone(UTC)))
    reply = workspace.find("fh1")
    window.show_reply(reply.id)
    window.show_history(reply.id)
    window.history.list.setCurrentRow(2)


def editor_move(window: EditorWindow) -> None:
    window.replies.ask_move(window.listing.model.ids[2:6])


def editor_tags(window: EditorWindow) -> None:
    window.replies.ask_tags(window.listing.model.ids[2:6])


def editor_replace(window: EditorWindow) -> None:
    from miaohui.ui.editor.bulk.replacing import Replacing

    window.tools.replace()
    (sheet,) = window.findChildren(Replacing)
    sheet.wanted.setText("快递")
    sheet.by.setText("物流")


def editor_doubles(window: EditorWindow) -> None:
    window.duplicate(window.workspace.find("cj1").id)
    window.form.save()
    window.tools.find_duplicates()


def editor_unused(window: EditorWindow) -> None:
    window.tools.find_unused()


def editor_problems(window: EditorWindow) -> None:
    from miaohui.ui.editor.bulk.troubles import Troubles

    window.tools.find_problems()
    (sheet,) = window.findChildren(Troubles)
    wait_for(sheet.again.isEnabled)


def seasons(running: App) -> QWidget:
    from miaohui.ui.seasons.window import SeasonsWindow

    window = opened_by(running, "seasons_requested", SeasonsWindow)
    window.choose("promo")
    return window


def preview(running: App) -> QWidget:
    from PySide6.QtTest import QTest

    from miaohui.ui.seasons.preview_window import PreviewWindow

    window = opened_by(running, "season_preview_requested", PreviewWindow)
    window.show_switch("peak")
    QTest.qWait(SETTLED)
    window.replies.setCurrentRow(1)
    return window


def auto_replies(running: App) -> QWidget:
    from miaohui.ui.auto_replies.window import AutoRepliesWindow

    return opened_by(running, "auto_replies_requested", AutoRepliesWindow)


def report(running: App) -> ReportWindow:
    from miaohui.ui.report.window import ReportWindow

    window = opened_by(running, "report_requested", ReportWindow)
    wait_for(lambda: window.report is not None)
    return window


def rules(running: App, tab: int = 0) -> QWidget:
    from miaohui.ui.wording_rules.window import WordingRulesWindow

    report(running).rules_requested.emit()
    window = opened(WordingRulesWindow)
    window.tabs.setCurrentIndex(tab)
    return window


def accepted(running: App) -> QWidget:
    window = report(running)
    window.tree.selectAll()
    window.accept_button.click()
    return rules(running, 3)


def settings(running: App, page: int) -> QWidget:
    from miaohui.ui.settings.window import SettingsWindow

    window = opened_by(running, "settings_requested", SettingsWindow)
    window.show_page(page)
    return window


WINDOW_STATES: dict[str, Callable[[App], QWidget]] = {
    "seasons": seasons,
    "preview": preview,
    "auto-replies": auto_replies,
    "report": report,
    "rules": rules,
    "accepted": accepted,
    "settings-details": partial(settings, page=0),
    "settings-variables": partial(settings, page=1),
    "settings-clients": partial(settings, page=2),
    "settings-copying": partial(settings, page=3),
    "settings-general": partial(settings, page=4),
}
"""State → how another window comes to it."""


EDITOR_STATES: dict[str, Callable[[EditorWindow], None]] = {
    "editor": editor,
    "editor-search": editor_search,
    "editor-several": editor_several,
    "editor-nothing": editor_nothing,
    "editor-trash": editor_trash,
    "editor-history": editor_history,
    "editor-move": editor_move,
    "editor-tags": editor_tags,
    "editor-replace": editor_replace,
    "editor-doubles": editor_doubles,
    "editor-unused": editor_unused,
    "editor-problems": editor_problems,
}
"""State → how the editor's window comes to it."""

SHEETS = {
    "states": tuple(STATES),
    "moving": tuple(MOVING_STATES),
    "editor": tuple(EDITOR_STATES),
    "windows": tuple(WINDOW_STATES),
}
"""Sheet → the states on it."""


def named(language: str, theme: str, state: str) -> str:
    return f"{theme}-{state}{'' if language == 'zh_CN' else '-' + language}"


NAMED = {named(*each): each for each in product(LANGUAGES, THEMES, chain(*SHEETS.values()))}
"""Picture → language, theme, state."""


def draw_editor(window: EditorWindow, state: str, target: Path) -> None:
    """With its dialogs in front, as a window manager places them."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QDialog

    window.open()
    QTest.qWait(SETTLED)
    EDITOR_STATES[state](window)
    QTest.qWait(EDITOR_SETTLED)
    image = window.grab()
    painter = QPainter(image)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            painter.fillRect(window.rect(), QColor(SHADE))
            painter.drawPixmap(
                QPoint(window.width() - dialog.width(), window.height() - dialog.height()) / 2, dialog.grab()
            )
    painter.end()
    image.save(str(target))


def on_backdrop(window: QWidget, colours: tuple[str, str]) -> QImage:
    """The window with its own shadow on something like a desktop."""
    from PySide6.QtCore import QPointF, QSizeF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    drawn = window.grab()
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(drawn.devicePixelRatio())
    size: QSizeF = drawn.deviceIndependentSize()
    gradient = QLinearGradient(QPointF(0, 0), QPointF(size.width(), size.height()))
    gradient.setColorAt(0, QColor(colours[0]))
    gradient.setColorAt(1, QColor(colours[1]))
    painter = QPainter(image)
    painter.fillRect(0, 0, image.width(), image.height(), gradient)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return image


def furnish(paths: Paths, clock: StandingClock) -> None:
    """Replies of one's own and some favourites."""
    from datetime import UTC

    from miaohui.flow import edit
    from miaohui.flow.workspace import Stores, Workspace
    from miaohui.library.settings_store import JsonSettingsStore
    from miaohui.library.starter import starter_change_set
    from miaohui.library.store import JsonLibraryStore
    from miaohui.library.tables import load_tables

    store = JsonLibraryStore(paths, clock, lambda: starter_change_set(clock))
    workspace = Workspace(Stores(store, JsonSettingsStore(paths, clock), history=store.history), load_tables(), clock)
    for code, (title, body) in OWN.items():
        fields = edit.ReplyFields(title=title, code=code, category="备注", body=body)
        now = clock.now().astimezone(UTC)
        workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, now))
    for code in FAVOURITES:
        workspace.commit(edit.toggle_favourite(workspace.library, workspace.find(code)))
    store.close()


class StandingClock:
    """Always the same moment, so that pictures differ only where Miaohui does."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment
        self.zone: tzinfo = CHINA

    def now(self) -> datetime:
        return self._moment


class Copied:
    """A ClipboardReader that finds this text; the platform without a screen has none."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, done: Callable[[str], None]) -> None:
        done(self._text)

    def settle(self) -> None: ...

    def close(self) -> None: ...


def draw(target: Path, language: str, theme: str, state: str, qt: QApplication) -> None:
    from PySide6.QtTest import QTest

    from miaohui import app, i18n
    from miaohui.paths import Paths
    from miaohui.system.instance import lock
    from miaohui.system.session import DisplayServer, OperatingSystem, Session
    from miaohui.ui.editor.window import EditorWindow
    from miaohui.ui.palette.window import PaletteWindow

    season, bring = STATES.get(state, ("normal", empty))
    clock = StandingClock(DAYS[season])
    i18n.install(language)
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "home", Path(folder) / "run")
        paths.home.mkdir()
        settings: dict[str, object] = {"theme": theme, "language": language, "profile": PROFILE}
        settings |= {"client": "wangwang", "welcomed": state != "welcome", "auto_season": season}
        paths.settings.write_text(json.dumps(settings), "utf-8")
        with lock.take(paths) as held:
            furnish(paths, clock)
            running = app.build(paths, Session(OperatingSystem.LINUX, DisplayServer.WAYLAND), held, qt, clock)
            if state in MOVING_STATES:
                window = MOVING_STATES[state](running)
                QTest.qWait(SETTLED)
                window.grab().save(str(target))
            elif state in WINDOW_STATES:
                window = WINDOW_STATES[state](running)
                QTest.qWait(EDITOR_SETTLED)
                window.grab().save(str(target))
            elif state in EDITOR_STATES:
                draw_editor(opened_by(running, "replies_requested", EditorWindow), state, target)
            if state not in STATES:
                running.close()
                return
            reader = Copied(COPIED.get(state, ""))
            with mock.patch("miaohui.system.qt.clipboard_reader.open_clipboard_reader", return_value=reader):
                running.show_palette()
            palette = opened(PaletteWindow)
            bring(palette)
            if palette.isHidden():  # a pick closes it
                running.show_palette()
            QTest.qWait(SETTLED)
            if state != "error":  # what is told of a machine without a screen belongs to no state
                palette.say("")
                QTest.qWait(LAID_OUT)
            on_backdrop(palette, BACKDROP[theme]).save(str(target))
            running.close()


def screen(folder: Path, scale: float) -> str:
    """The name of a platform without a screen, of a usual size at this scale."""
    geometry = {"name": "drawn", "x": 0, "y": 0, "width": round(1600 * scale), "height": round(1040 * scale)}
    (folder / "screen.json").write_text(json.dumps({"screens": [{**geometry, "logicalDpi": 96, "dpr": 1}]}), "utf-8")
    return f"offscreen:configfile={folder / 'screen.json'}"


def draw_all(target: Path, only: list[str], scale: float) -> None:
    """Each in a process of its own, so that no state meets another's windows."""
    chosen = [name for name in NAMED if not only or name in only]
    target.mkdir(parents=True, exist_ok=True)
    if len(chosen) == 1:
        draw_one(target, chosen[0], scale)
        return

    def start(name: str) -> None:
        command = [sys.executable, __file__, str(target), "--scale", str(scale), "--only", name]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{name}: {done.stderr}")
        print(name, flush=True)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(start, chosen))


def draw_one(target: Path, name: str, scale: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT_QPA_PLATFORM"] = screen(Path(folder), scale)
        os.environ["QT_SCALE_FACTOR"] = str(scale)

        from PySide6.QtWidgets import QApplication

        qt = QApplication(["screenshots"])
        draw(target / f"{name}.png", *NAMED[name], qt)
    os._exit(0)  # windows that are left over go with the process


def sheets(target: Path, chosen: list[str], scale: float) -> None:
    """One of each kind and language: two states a line, each in light and dark."""
    from PIL import Image

    columns = 2 * len(THEMES)
    with tempfile.TemporaryDirectory() as folder:
        kinds = {
            f"{kind}-{language}": [named(language, theme, state) for state in SHEETS[kind] for theme in THEMES]
            for kind, language in product(chosen, LANGUAGES)
        }
        draw_all(Path(folder), [*chain(*kinds.values())], scale)
        for sheet_name, names in kinds.items():
            pictures = [Image.open(Path(folder) / f"{name}.png") for name in names]
            width = max(picture.width for picture in pictures)
            height = max(picture.height for picture in pictures)
            sheet = Image.new("RGB", (width * columns, height * -(-len(pictures) // columns)))
            for place, picture in enumerate(pictures):
                sheet.paste(picture, (place % columns * width, place // columns * height))
            sheet.save(target / f"{sheet_name}-{round(scale * 100)}.webp", quality=70, method=6)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--sheets", nargs="*", choices=SHEETS, help="one of each kind and language; all kinds if none")
    chosen = parser.parse_args()
    if chosen.sheets is not None:
        sheets(chosen.folder, chosen.sheets or [*SHEETS], chosen.scale)
    else:
        draw_all(chosen.folder, chosen.only, chosen.scale)
    return 0


if __name__ == "__main__":
    sys.exit(main())
