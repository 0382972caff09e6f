"""What is particular about the V3 tables of an open helper: notices above the heading, pictures in a folder beside."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from miaohui.domain.picture import Picture
from miaohui.errors import MiaohuiError
from miaohui.library.formats.grid import Grid
from miaohui.library.pictures import picture_of

FOLDER = "图片"


def is_v3(grid: Grid) -> bool:
    """Whether the first row is the notice of such a table."""
    return bool(grid.rows) and "(V3)" in unicodedata.normalize("NFKC", "".join(grid.rows[0][1]))


class Pictures:
    """The pictures beside a table, by the names in its rows. ``found`` are the files, by the names they get here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self.found: dict[str, Path] = {}

    def find(self, name: str) -> Picture:
        """Raises MiaohuiError ``picture-outside`` for a name that leads out of the folder, ``picture-missing``,
        ``picture-unreadable`` or ``picture-too-large``."""
        path = self._folder / name
        # A backslash and a drive lead out on Windows alone, but a table travels.
        plain = "/" not in name and "\\" not in name and ":" not in name and name not in (".", "..")
        if not plain or not _is_inside(path, self._folder):
            raise MiaohuiError("picture-outside", picture=name, folder=FOLDER)
        try:
            picture = picture_of(path)
        except MiaohuiError as error:
            raise MiaohuiError(error.problem.id, **{**error.problem.args, "picture": name}) from error
        self.found[picture.name] = path
        return picture


def _is_inside(path: Path, folder: Path) -> bool:
    """Links followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a NUL in the name, links in a ring
        return False
