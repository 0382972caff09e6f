"""What the use cases need from outside, by role."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from miaohui.domain.change import ChangeSet
from miaohui.domain.chat_window import ClientRule
from miaohui.domain.history import Past
from miaohui.domain.library import Library
from miaohui.domain.misses import Miss
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Reply
from miaohui.domain.season import Season, Seasons
from miaohui.domain.season_calendar import Period
from miaohui.domain.settings import Settings
from miaohui.domain.unsaved import Unsaved
from miaohui.domain.usage import Use
from miaohui.domain.variables import Variable
from miaohui.errors import Problem

if TYPE_CHECKING:
    # loaded after the start
    from miaohui.domain.search import Bonus, Query, Result, Steps
    from miaohui.domain.wording import Acceptance, OwnRules, Rule
    from miaohui.domain.wording.pattern import Patterns


class Clock(Protocol):
    def now(self) -> datetime:
        """The local time, aware."""


class ZonedClock(Clock, Protocol):
    @property
    def zone(self) -> tzinfo:
        """The time zone that the agent lives in."""


class Clipboard(Protocol):
    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        """Put a text on the clipboard and make sure that it is there.

        ``html`` is the same text for programs that take it formatted, where this way can offer both. A ``personal``
        text holds what belongs to one customer: tools that keep a history are asked to leave it out.

        Raises:
            MiaohuiError: ``clipboard-unavailable``, ``clipboard-no-tool``, or ``clipboard-held`` (another program holds
                it). A clipboard of the windowed program may tell the last one later instead.
        """

    def set_picture(self, content: bytes) -> None:
        """Put a picture on it, the content of its file, and make sure that it is there.

        Raises:
            MiaohuiError: as :meth:`set_text`, ``clipboard-no-pictures`` (this way takes only text), or
                ``picture-damaged``.
        """


@dataclass(frozen=True)
class Target:
    """The window to paste into, by the system's id of it."""

    window: int


@dataclass(frozen=True)
class Pasted:
    """The paste key was pressed in the target and nowhere else."""


@dataclass(frozen=True)
class CopiedOnly:
    """Nothing was pressed anywhere; ``problem`` says why."""

    problem: Problem


PasteOutcome = Pasted | CopiedOnly


class Paster(Protocol):
    """Presses the paste key, never anything else."""

    @property
    def available(self) -> bool:
        """Whether this session lets a key be pressed in another program's window."""

    def target(self) -> Target | None:
        """The window that has the focus now: to be asked before any window of ours shows. None when there is none or
        nobody can tell. A paste that is still waiting is given up."""

    def paste(self, target: Target, done: Callable[[PasteOutcome], None]) -> None:
        """Paste what was copied into the last :meth:`target` as soon as it has the focus again and the keys that
        interfere are up; ``done`` is called once, at once or some time later, in the same thread. Returns at once."""


class PreviousClipboard(Protocol):
    """What was on the clipboard before a reply was copied. It is kept in memory only."""

    def keep(self) -> None:
        """Start reading what is there, in the background. What was kept before is forgotten."""

    def restore(self, target: Target) -> None:
        """Put it back once the target has fetched the pasted reply; all of it, or nothing where it could not be read
        in time or the clipboard has changed since. Returns at once."""


class ClipboardReader(Protocol):
    def read(self, done: Callable[[str], None]) -> None:
        """Fetch the text that another program put on the clipboard, without waiting for that program.

        ``done`` gets it soon, or an empty text: there is none, it is very long, this program put it there itself, the
        other one doesn't answer, or it can't be read at all. It is never called when this is called again before.
        """

    def settle(self) -> None:
        """Hand an answer over at once that has arrived already and only waits for its turn among the events."""

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

    def keep(self, name: str, source: Path | bytes) -> None:
        """Keep a picture of an import under its name, durable before returning.

        Raises:
            MiaohuiError: as :meth:`add`; ``picture-missing`` also where the file is another one by now.
        """

    def path(self, picture: Picture) -> Path:
        """Where its file lies, if nobody has taken it away."""

    def exists(self, picture: Picture) -> bool:
        """Whether its file is there."""

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


class History(Protocol):
    """What replies were before."""

    def past(self, reply_id: str) -> Sequence[Past]:
        """What the reply said before, the oldest first; it never raises: what can't be read is left out. May be called
        from any thread."""

    def add(self, past: Iterable[Past]) -> None:
        """Keep what replies were before they came here, the oldest first; durable before returning.

        Raises:
            MiaohuiError: ``cannot-write``.
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


@dataclass(frozen=True)
class OwnSeasons:
    """What a shop has added to the shipped seasons and periods, or put in the place of those with the same id."""

    seasons: Mapping[str, Season] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)


class SeasonStore(Protocol):
    """The shop's own seasons and periods."""

    def load(self) -> tuple[OwnSeasons, tuple[Problem, ...]]:
        """And what couldn't be read; never raises."""

    def changed(self) -> bool:
        """Whether somebody else has written since :meth:`load`."""

    def put(self, one: Season | Period) -> None:
        """Add it, or replace the one of its id; durable before returning.

        Raises:
            MiaohuiError: ``cannot-write`` or ``seasons-unreadable``; nothing has changed then.
        """

    def remove(self, *ones: Season | Period) -> None:
        """Raises MiaohuiError as :meth:`put`; one that isn't there is no error."""


class UnsavedReplies(Protocol):
    """What was written in the editor and not saved, by the reply's id. It outlives a crash. Any thread may ask."""

    def get(self, reply_id: str) -> Unsaved | None: ...

    def all(self) -> Sequence[Unsaved]:
        """The oldest first."""

    def put(self, unsaved: Unsaved) -> None:
        """In the place of what was kept of this reply; in memory until :meth:`write`."""

    def remove(self, reply_id: str) -> None:
        """One that isn't there is no error; in memory until :meth:`write`."""

    def write(self) -> None:
        """Make durable what has changed.

        Raises:
            MiaohuiError: ``cannot-write``; it stays in memory, the next call tries again.
        """


class ChatRuleStore(Protocol):
    """The rules that tell which chat client a window belongs to; the user's own go first."""

    def shipped(self) -> Sequence[ClientRule]: ...

    def own(self) -> Mapping[int, ClientRule]:
        """Those that can be used, by their place in the file; never raises."""

    def put(self, rule: ClientRule, place: int | None = None) -> None:
        """Add it before all others, or replace the one at this place; durable before returning.

        Raises:
            MiaohuiError: ``cannot-read`` or ``cannot-write``; nothing has changed then.
        """

    def remove(self, place: int) -> None:
        """Raises MiaohuiError as :meth:`put`."""


class UsageLog(Protocol):
    def read(self) -> Iterable[Use]:
        """All uses that can be read and weren't taken back, oldest first; damaged lines are passed over."""

    def append(self, use: Use) -> None:
        """Raises MiaohuiError ``cannot-write``."""

    def take_back(self, use: Use) -> None:
        """From now on it is read no more. Raises MiaohuiError ``cannot-write``."""


class MissLog(Protocol):
    def append(self, miss: Miss) -> None:
        """Raises MiaohuiError ``cannot-write``."""


class WordingRules(Protocol):
    """The shipped rules, and what the shop makes of them."""

    def shipped(self) -> tuple[tuple[Rule, ...], Patterns]:
        """The rules, and what reads their patterns; takes half a second."""

    def own(self) -> tuple[OwnRules, tuple[Problem, ...]]:
        """What could be read of the shop's file, and what couldn't; never raises."""

    def changed(self) -> bool:
        """Whether somebody has written the file since :meth:`own`."""

    def save(self, own: OwnRules) -> None:
        """Durable before returning; comments in the file stay.

        Raises:
            MiaohuiError: ``cannot-write`` or ``wording-unreadable``; nothing has changed then.
        """


class AcceptedFindings(Protocol):
    """What somebody wants to keep although a rule finds something in it. No text is among it."""

    def read(self) -> Iterable[Acceptance]:
        """All that can be read."""

    def append(self, acceptances: Iterable[Acceptance]) -> None:
        """Durable before returning. Raises MiaohuiError ``cannot-write``."""

    def remove(self, acceptances: Collection[Acceptance]) -> None:
        """Durable before returning. Raises MiaohuiError ``cannot-write``."""


class SearchEngine(Protocol):
    def update(self, library: Library) -> None:
        """Search this library from now on."""

    def use_seasons(self, seasons: Seasons) -> None:
        """There are other seasons from now on."""

    def load(self) -> None:
        """Load what only a search for words needs; may run in another thread."""

    def preparing(self) -> Steps[None]:
        """Make the library ready in steps; the next search does what is left of it, or searches what was ready before
        while this is under way."""

    def search(self, query: Query, bonus: Bonus) -> Result:
        """The best hits first; ``bonus`` is what usage adds to a score."""

    def widen(self, query: Query, bonus: Bonus) -> Result:
        """The same hits, and where they are few (``Result.scarce``) others below them, but above those of which only a
        body's initials fit. Takes longer than a key may."""

    def widening(self, query: Query, bonus: Bonus) -> Steps[Result]:
        """:meth:`widen` in steps; it may be dropped at any time."""

    def filtering(self, query: Query, bonus: Bonus) -> Steps[Sequence[Reply]]:
        """All replies that :meth:`widen` finds and nothing else of them, in steps, the making ready of a changed
        library included; it may be dropped at any time."""
