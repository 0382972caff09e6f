"""A file of ``[[entries]]`` in the home that people edit by hand as well: what they wrote beside them stays."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from miaohui.errors import MiaohuiError, Problem
from miaohui.library.files import cannot_write, make_private_folder, write_atomically
from miaohui.library.toml_lines import error_line


class OwnToml:
    """``keys`` are the names of its lists of tables, ``unreadable`` the problem's id for what is no such file, and
    ``heading`` what a new file begins with."""

    def __init__(self, path: Path, keys: tuple[str, ...], unreadable: str, heading: str) -> None:
        self.path = path
        self._keys = keys
        self._unreadable = unreadable
        self._heading = heading
        self._state: object = None
        self.text = ""

    def read(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The document with a list for each key, and why these are empty; never raises."""
        self._state = self._look()
        self.text = ""
        nothing: dict[str, Any] = {key: [] for key in self._keys}
        try:
            self.text = self._content()
            return self._parsed(self.text), ()
        except OSError as error:
            return nothing, (Problem("cannot-read", {"path": str(self.path), "reason": error.strerror or str(error)}),)
        except ValueError as error:
            args: dict[str, object] = {"path": str(self.path), "line": error_line(error, self.text)}
            return nothing, (Problem(self._unreadable, args),)

    def changed(self) -> bool:
        """Whether somebody has written since :meth:`read`."""
        return self._look() != self._state

    def document(self) -> Any:  # noqa: ANN401 — tomlkit's documents have no useful type
        """To be changed and written. Raises MiaohuiError: what somebody is writing by hand is never overwritten."""
        import tomlkit  # only a change needs it

        text = ""
        try:
            text = self._content()
            self._parsed(text)
        except OSError as error:
            raise cannot_write(self.path, error) from error
        except ValueError as error:
            raise MiaohuiError(self._unreadable, path=str(self.path), line=error_line(error, text)) from None
        return tomlkit.parse(text or self._heading)

    def write(self, document: Any) -> None:  # noqa: ANN401
        """Durable on return. Raises MiaohuiError ``cannot-write``."""
        import tomlkit

        try:
            make_private_folder(self.path.parent)
            write_atomically(self.path, [tomlkit.dumps(document).encode()])
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def _look(self) -> object:
        """Changes whenever the file does."""
        try:
            facts = self.path.stat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size, facts.st_ino

    def _content(self) -> str:
        """Raises OSError, and ValueError for what isn't UTF-8."""
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""

    def _parsed(self, text: str) -> dict[str, Any]:
        """Raises ValueError."""
        try:
            document = tomllib.loads(text)
        except RecursionError as error:
            raise ValueError("lists in lists") from error
        lists = {key: document.get(key, []) for key in self._keys}
        if not all(isinstance(rows, list) for rows in lists.values()):
            raise ValueError("not a list of tables")
        return {**document, **lists}
