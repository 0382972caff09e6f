"""Draws the palette's fixed states, for the README and for looking at them: every theme, language and scale.

    python packaging/screenshots.py DIR [--scale 2] [--only light-hits ...]

Widgets draw themselves (no screen is needed); the home is a throw-away one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from miaohui.ui.palette.window import PaletteWindow

PROFILE = {"客服昵称": "小园", "店铺": "青山茶铺", "截单时间": "16:00"}
BACKDROP = {"light": ("#dfe5ee", "#c9d3e2"), "dark": ("#14171d", "#0b0d11")}


def empty(palette: PaletteWindow) -> None:
    palette.search.clear()


def welcome(palette: PaletteWindow) -> None:
    palette.search.clear()


def hits(palette: PaletteWindow) -> None:
    palette.search.setText("fh")


def nothing(palette: PaletteWindow) -> None:
    palette.search.setText("zzq")


def form(palette: PaletteWindow) -> None:
    palette.search.setText("fh3")
    palette.form_requested.emit(0)


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
    "form": ("normal", form),
    "error": ("normal", error),
}
"""State → the season it is drawn in, and how the palette comes to it."""


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


def draw(target: Path, language: str, theme: str, state: str, qt: QApplication) -> None:
    import shiboken6

    from miaohui import app, i18n
    from miaohui.paths import Paths
    from miaohui.system.instance import lock
    from miaohui.system.session import DisplayServer, OperatingSystem, Session
    from miaohui.ui.palette.window import PaletteWindow

    season, bring = STATES[state]
    i18n.install(language)
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "home", Path(folder) / "run")
        paths.home.mkdir()
        settings: dict[str, object] = {"theme": theme, "language": language, "season": season, "profile": PROFILE}
        settings |= {"client": "wangwang", "welcomed": state != "welcome"}
        paths.settings.write_text(json.dumps(settings), "utf-8")
        with lock.take(paths) as held:
            running = app.build(paths, Session(OperatingSystem.LINUX, DisplayServer.WAYLAND), held, qt)
            palette = next(window for window in qt.topLevelWidgets() if isinstance(window, PaletteWindow))
            running.show_palette()
            bring(palette)
            palette.say("") if state != "error" else None
            qt.processEvents()
            on_backdrop(palette, BACKDROP[theme]).save(str(target))
            running.close()
            shiboken6.delete(palette)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    chosen = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = chosen.scale

    from PySide6.QtWidgets import QApplication

    qt = QApplication(["screenshots"])
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for language, theme, state in product(("zh_CN", "en"), ("light", "dark"), STATES):
        name = f"{theme}-{state}{'' if language == 'zh_CN' else '-' + language}"
        if not chosen.only or name in chosen.only:
            draw(chosen.folder / f"{name}.png", language, theme, state, qt)
            print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
