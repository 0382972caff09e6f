"""The theme: tokens from assets/theme turned into a palette and the one style sheet. Widgets name no colour."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from miaohui import resources


@dataclass(frozen=True)
class Tokens:
    """Named colours and lengths (px at 100 %)."""

    dark: bool
    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    families: Mapping[str, list[str]]

    def colour(self, name: str) -> QColor:
        return QColor(self.colours[name])

    def size(self, name: str) -> int:
        return self.sizes[name]

    def font(self, size: str = "text_base", *, bold: bool = False, code: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(self.families["code" if code else "text"])
        font.setPixelSize(self.sizes[size])
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def style_sheet(self) -> str:
        source = resources.read_text(resources.theme("style.qss"))
        tokens = {**self.colours, **{name: str(size) for name, size in self.sizes.items()}}
        return Template(source).substitute(
            tokens,
            chevron=resources.icon("chevron").as_posix(),
            check=resources.icon("check").as_posix(),
        )

    @property
    def palette(self) -> QPalette:
        palette = QPalette()
        for role, name in (
            (QPalette.ColorRole.Window, "surface"),
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.AlternateBase, "raised"),
            (QPalette.ColorRole.Button, "raised"),
            (QPalette.ColorRole.WindowText, "text"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.ButtonText, "text"),
            (QPalette.ColorRole.PlaceholderText, "muted"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
            (QPalette.ColorRole.Link, "accent_text"),
        ):
            palette.setColor(role, self.colour(name))
        return palette


def load(name: str) -> Tokens:
    """The tokens of the theme "light" or "dark"."""
    colours: dict[str, str] = tomllib.loads(resources.read_text(resources.theme(f"{name}.toml")))
    sizes: dict[str, Any] = tomllib.loads(resources.read_text(resources.theme("sizes.toml")))
    families = sizes.pop("families")
    return Tokens(name == "dark", colours, sizes, families)


class Theme(QObject):
    """Applies the tokens to the application and follows the system where the setting says "auto"."""

    changed = Signal()

    def __init__(self, setting: str, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._setting = setting
        self.tokens = load(self._wanted())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    def _wanted(self) -> str:
        if self._setting in ("light", "dark"):
            return self._setting
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def use(self, setting: str) -> None:
        self._setting = setting
        self._follow()

    def _follow(self) -> None:
        if self.tokens.dark != (self._wanted() == "dark"):
            self.tokens = load(self._wanted())
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._app.setFont(self.tokens.font())
        self._app.setPalette(self.tokens.palette)
        self._app.setStyleSheet(self.tokens.style_sheet)


PEAK_COLOUR = "#ff7a45"
"""Of tray-peak.svg, in whose place a season's own stands."""


def icon(name: str, colour: str = "") -> QIcon:
    """An icon from assets/icons in the usual tray and window sizes; ``colour`` is a season's."""
    source = resources.read_text(resources.icon(name))
    renderer = QSvgRenderer(QByteArray(source.replace(PEAK_COLOUR, colour or PEAK_COLOUR).encode()))
    made = QIcon()
    for size in (16, 22, 24, 32, 48, 64, 128):
        made.addPixmap(_drawn(renderer, size, 1.0))
    return made


def tinted(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """A one-colour icon drawn in a token's colour; ``size`` in px at 100 %."""
    source = resources.read_text(resources.icon(name)).replace("#000", colour.name())
    return _drawn(QSvgRenderer(QByteArray(source.encode())), size, ratio)


def _drawn(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def set_look(widget: QWidget, name: str, value: object) -> None:
    """A property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
