"""Stand-ins for what lies outside the use cases, by port."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.settings import Settings
from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Loaded, Pasted, PasteOutcome, Target

CHINA = timezone(timedelta(hours=8))


class FixedClock:
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = datetime(2026, 11, 11, 9, 30, tzinfo=CHINA)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class FakeClipboard:
    """Remembers every text and picture; ``problem`` is the id of what it fails with."""

    def __init__(self, problem: str = "") -> None:
        self.texts: list[str] = []
        self.htmls: list[str] = []
        self.personal: list[str] = []
        self.pictures: list[bytes] = []
        self.problem = problem

    @property
    def text(self) -> str | None:
        """What would be pasted now; None if nothing was copied."""
        return self.texts[-1] if self.texts else None

    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        if self.problem:
            raise MiaohuiError(self.problem)
        self.texts.append(text)
        self.htmls.append(html)
        if personal:
            self.personal.append(text)

    def set_picture(self, content: bytes) -> None:
        if self.problem:
            raise MiaohuiError(self.problem)
        self.pictures.append(content)


class FakePaster:
    """``front`` is the window in front; every paste ends at once with ``outcome``."""

    def __init__(self, front: Target | None = None, outcome: PasteOutcome | None = None) -> None:
        self.front = front
        self.available = True
        self.outcome = outcome or Pasted()
        self.pasted: list[Target] = []

    def target(self) -> Target | None:
        return self.front

    def paste(self, target: Target, done: Callable[[PasteOutcome], None]) -> None:
        self.pasted.append(target)
        done(self.outcome)


class FakePrevious:
    """``log`` has "keep" and the targets after whose fetching it is put back."""

    def __init__(self) -> None:
        self.log: list[str | Target] = []

    def keep(self) -> None:
        self.log.append("keep")

    def restore(self, target: Target) -> None:
        self.log.append(target)


class FakeDesk:
    """What other programs show: ``titles`` of windows by id, and the text that one of them copied, which comes
    ``late`` only when it is asked for."""

    def __init__(self) -> None:
        self.titles: dict[int, str] = {}
        self.copied = ""
        self.late = False
        self._waiting: Callable[[str], None] | None = None

    def title(self, window: int) -> str | None:
        return self.titles.get(window)

    def read(self, done: Callable[[str], None]) -> None:
        if self.late:
            self._waiting = done
        else:
            done(self.copied)

    def settle(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting(self.copied)

    def close(self) -> None: ...


class MemoryPictures:
    """Pictures by name; what isn't there has vanished."""

    def __init__(self, *contents: bytes) -> None:
        self.contents = {picture_of(content).name: content for content in contents}

    def add(self, path: Path) -> Picture:
        raise NotImplementedError

    def keep(self, name: str, source: Path | bytes) -> None:
        raise NotImplementedError

    def path(self, picture: Picture) -> Path:
        raise NotImplementedError

    def exists(self, picture: Picture) -> bool:
        return picture.name in self.contents

    def content(self, picture: Picture) -> bytes:
        if picture.name not in self.contents:
            raise MiaohuiError("picture-missing", picture=picture.alt)
        return self.contents[picture.name]


def picture_of(content: bytes, alt: str = "") -> Picture:
    return Picture(f"{hashlib.sha256(content).hexdigest()}.png", alt)


class MemoryLibraryStore:
    """Keeps the committed change sets; while ``broken`` nothing can be written."""

    def __init__(self, library: Library | None = None, notices: tuple[Problem, ...] = ()) -> None:
        self.library = library or Library()
        self.notices = notices
        self.committed: list[ChangeSet] = []
        self.broken = False

    def load(self) -> Loaded:
        return Loaded(self.library, self.notices)

    def commit(self, change_set: ChangeSet) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.library = apply(self.library, change_set)
        self.committed.append(change_set)


class MemorySettingsStore:
    """Keeps the settings; while ``broken`` nothing can be written."""

    def __init__(self, settings: Settings | None = None, notices: tuple[Problem, ...] = ()) -> None:
        self.settings = settings or Settings()
        self.notices = notices
        self.broken = False

    def load(self) -> tuple[Settings, tuple[Problem, ...]]:
        return self.settings, self.notices

    def save(self, settings: Settings) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.settings = settings


class MemoryUsageLog:
    """Keeps the uses; while ``broken`` nothing can be written."""

    def __init__(self, uses: Iterable[Use] = ()) -> None:
        self.uses = list(uses)
        self.broken = False

    def read(self) -> Iterable[Use]:
        return tuple(self.uses)

    def append(self, use: Use) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.uses.append(use)

    def take_back(self, use: Use) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.uses.remove(use)
