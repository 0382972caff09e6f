"""The only opener of what is shipped: data/, assets/icons, assets/theme and the compiled catalogues.

A checkout's own folders come before the copies bundled in a wheel.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    checkout = _PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data").is_dir():
        return checkout
    return _PACKAGE / "_bundled"


def data(*names: str) -> Path:
    return _root().joinpath("data", *names)


def icon(name: str) -> Path:
    return _root() / "assets" / "icons" / f"{name}.svg"


def theme(name: str) -> Path:
    return _root() / "assets" / "theme" / name


def catalogues() -> Path:
    return _root() / "assets" / "locale"


def read_text(path: Path) -> str:
    return path.read_text("utf-8")
