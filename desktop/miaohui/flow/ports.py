"""What the use cases need from outside, by role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from miaohui.domain.change import ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.search import Query, Result
from miaohui.domain.settings import Settings
from miaohui.domain.usage import Use
from miaohui.domain.variables import Variable
from miaohui.errors import Problem


class Clock(Protocol):
    def now(self) -> datetime:
        """The local time, aware."""


class Clipboard(Protocol):
    def set_text(self, text: str) -> None:
        """Put plain text on the clipboard and make sure that it is there.

        Raises:
            MiaohuiError: ``clipboard-unavailable`` or ``clipboard-held`` (another program holds it).
        """

    def set_picture(self, content: bytes) -> None:
        """Put a picture on it, the content of its file, and make sure that it is there.

        Raises:
            MiaohuiError: as :meth:`set_text`, ``clipboard-no-pictures`` (this way takes only text), or
                ``picture-damaged``.
        """


class ClipboardReader(Protocol):
    def read(self, done: Callable[[str], None]) -> None:
        """Fetch the text that another program put on the clipboard, without waiting for that program.

        ``done`` gets it soon, or an empty text: there is none, it is very long, this program put it there itself, or
        the other one doesn't answer. Where it can't be read at all, and when this is called again before, it is never
        called.
        """

    def close(self) -> None: ...


class Windows(Protocol):
    """Other programs' windows."""

    def title(self, window: int) -> str | None:
        """The title that the window with this id has now; None when it is gone or nobody can tell. Never raises."""


class Pictures(Protocol):
    """The pictures' files. A file once added is never changed nor taken away."""

    def add(self, path: Path) -> Picture:
        """Keep a copy of this file, durable before returning. What it shows is taken from the file's name.

        Raises:
            MiaohuiError: ``picture-missing``, ``picture-unreadable``, ``picture-too-large`` or ``cannot-write``.
        """

    def path(self, picture: Picture) -> Path:
        """Where its file lies, if nobody has taken it away."""

    def content(self, picture: Picture) -> bytes:
        """Raises MiaohuiError ``picture-missing`` or ``cannot-read``."""


@dataclass(frozen=True)
class Loaded:
    """A library as it was found. ``notices`` tell what had to be mended on the way."""

    library: Library
    notices: tuple[Problem, ...] = ()


class LibraryStore(Protocol):
    def load(self) -> Loaded:
        """Read the library.

        Raises:
            MiaohuiError: it can't be read, or a newer version wrote it; nothing was changed then.
        """

    def commit(self, change_set: ChangeSet) -> None:
        """Make a change set durable before returning.

        Raises:
            MiaohuiError: ``cannot-write``; nothing of the change set is kept then.
        """


class SettingsStore(Protocol):
    def load(self) -> tuple[Settings, tuple[Problem, ...]]:
        """The settings and what had to be mended: a broken file is moved aside and said, never an error."""

    def save(self, settings: Settings) -> None:
        """Durable before returning.

        Raises:
            MiaohuiError: ``cannot-write``.
        """


class VariableStore(Protocol):
    """The variables that a shop has added to the shipped ones."""

    def load(self) -> tuple[Mapping[str, Variable], tuple[Problem, ...]]:
        """By name, and what couldn't be read; never raises."""

    def changed(self) -> bool:
        """Whether somebody else has written since :meth:`load`."""

    def put(self, variable: Variable) -> None:
        """Add it, or replace the one of its name; durable before returning.

        Raises:
            MiaohuiError: ``cannot-write`` or ``variables-unreadable``; nothing has changed then.
        """

    def remove(self, name: str) -> None:
        """Raises MiaohuiError as :meth:`put`; one that isn't there is no error."""


class UsageLog(Protocol):
    def read(self) -> Iterable[Use]:
        """All uses that can be read, oldest first; damaged lines are passed over."""

    def append(self, use: Use) -> None:
        """Raises MiaohuiError ``cannot-write``."""


class SearchEngine(Protocol):
    def update(self, library: Library) -> None:
        """Search this library from now on."""

    def search(self, query: Query, bonus: Callable[[str], float]) -> Result:
        """The best hits first; ``bonus(reply id)`` is what usage adds to a score."""

    def widen(self, query: Query, bonus: Callable[[str], float]) -> Result:
        """The same hits, and where they are few (``Result.scarce``) others below them. Takes longer than a key may."""
