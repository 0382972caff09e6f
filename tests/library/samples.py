"""Homes, clocks and made-up replies for the tests of the library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.picture import MIME_TYPES, Picture
from miaohui.domain.reply import Category, Channel, Look, Part, Reply, Scope, Wording
from miaohui.library.store import JsonLibraryStore
from miaohui.paths import Paths

CHINA = timezone(timedelta(hours=8))


class SteppingClock:
    """Goes on by a minute each time it is asked."""

    def __init__(self, start: datetime = datetime(2026, 11, 11, 9, 0, tzinfo=CHINA)) -> None:
        self.moment = start

    def now(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def reply(number: int = 1, text: Part = "亲，在的") -> Reply:
    return Reply(f"r-{number:016x}", f"hy{number}", f"欢迎{number}", "welcome", (Wording((text,)),))


def adding(*numbers: int) -> ChangeSet:
    return ChangeSet("add", tuple(Change(None, reply(number)) for number in numbers))


def first() -> ChangeSet:
    """What a test's library begins with."""
    return ChangeSet("starter", (Change(None, Category("welcome", "欢迎语")), Change(None, reply(1))))


FIRST = apply(Library(), first())


def paths_in(folder: Path) -> Paths:
    return Paths(folder / "home", folder / "run")


def open_store(paths: Paths, *, writable: bool = True, begin: Callable[[], ChangeSet] = first) -> JsonLibraryStore:
    return JsonLibraryStore(paths, SteppingClock(), begin, writable=writable)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copied(paths: Paths, folder: Path) -> Paths:
    """A copy of a home as it is now."""
    copy = paths_in(folder)
    shutil.copytree(paths.home, copy.home)
    return copy


# Surrogates are no Unicode text; everything else can come out of a clipboard.
texts = st.text(st.characters(codec="utf-8"), max_size=20)
filled = texts.filter(lambda text: bool(text.strip()))
moments = st.integers(0, 2**33).map(lambda second: datetime.fromtimestamp(second, CHINA))
pictures = st.builds(
    Picture,
    st.builds("{}.{}".format, st.binary(min_size=32, max_size=32).map(bytes.hex), st.sampled_from(list(MIME_TYPES))),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20),
)
wordings = st.lists(
    st.builds(Wording, st.lists(filled | pictures, min_size=1, max_size=3).map(tuple)), min_size=1, max_size=3
).map(tuple)
numbers = st.integers(-(2**63), 2**63 - 1)


def _tuples(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


replies = st.builds(
    Reply,
    id=filled,
    code=filled,
    title=filled,
    category=texts,
    wordings=wordings,
    aliases=_tuples(texts),
    tags=_tuples(texts),
    channel=st.sampled_from(Channel),
    variants=st.dictionaries(texts, wordings, max_size=2),
    only_in=_tuples(texts),
    next=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    look=st.sampled_from(Look),
    level=texts,
    favourite=st.none() | numbers,
    order=numbers,
    scope=st.sampled_from(Scope),
    locked=st.booleans(),
    source=texts,
    rev=numbers,
    created=st.none() | moments,
    updated=st.none() | moments,
    deleted=st.none() | moments,
    overlays=texts,
    overlaid=st.none() | st.builds(Reply, id=filled, code=filled, title=filled, category=texts, wordings=wordings),
)
categories = st.builds(Category, id=filled, name=filled, parent=texts, order=numbers, icon=texts)


@st.composite
def change_sequences(draw: st.DrawFn) -> list[ChangeSet]:
    """Change sets that follow each other from :data:`FIRST` on: additions, edits, removals."""
    library = FIRST
    sequence: list[ChangeSet] = []
    for number in range(draw(st.integers(0, 6))):
        existing = list(library.replies.values())
        action = draw(st.sampled_from(["add", "edit", "remove"])) if existing else "add"
        if action == "add":
            change = Change(None, reply(number + 2, draw(filled)))
        else:
            before = draw(st.sampled_from(existing))
            after = reply(int(before.id[2:], 16), draw(filled)) if action == "edit" else None
            change = Change(before, after)
        sequence.append(ChangeSet(action, (change,)))
        library = apply(library, sequence[-1])
    return sequence
