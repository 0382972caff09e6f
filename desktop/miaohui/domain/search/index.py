"""The replies made ready: their texts on strips, and what a query asks of each as arrays by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.search.found import Found, Hits
from miaohui.domain.search.matcher import Matcher
from miaohui.domain.search.model import Field
from miaohui.domain.search.scoring import spelled, worth
from miaohui.domain.search.sounds import Sounds, Way
from miaohui.domain.search.steps import Steps
from miaohui.domain.search.strip import Spans, Strip
from miaohui.domain.search.weights import BODY_INITIALS, FULL, LITERAL
from miaohui.domain.starter import is_starter

MIN_BODY_LETTERS = 3
MAX_SPELLED = 40
"""Letters of a word that is looked for as pinyin."""
_DELTA = 4_096
"""Rows of what changed, which an edit puts together anew; with more they go to the others."""

Mask = npt.NDArray[np.bool_]


def letters_of(word: str) -> str:
    """The word as letters and digits, "" if it is something else; an input method writes bao'you."""
    letters = word.replace("'", "")
    return letters if letters.isascii() and letters.isalnum() else ""


def spelling_of(word: str) -> str:
    """The word where it may be pinyin or a mixture with characters, else ""."""
    letters = word.replace("'", "")
    spelt = any("a" <= c <= "z" for c in letters)
    return letters if len(letters) <= MAX_SPELLED and letters.isalnum() and (spelt or letters.isascii()) else ""


@dataclass(frozen=True, eq=False)
class Batch:
    """Some replies made ready, to be added together with others."""

    replies: Sequence[Reply]
    tops: Sequence[str]
    starters: Mask
    places: npt.NDArray[np.int64]
    codes: npt.NDArray[np.uint64]
    head: Strip
    body: Strip

    @classmethod
    def of(cls, replies: Sequence[Reply], library: Library, sounds: Sounds) -> Batch:
        heads = [(row, *field) for row, reply in enumerate(replies) for field in _head(reply, library)]
        bodies = [(row, Field.BODY, reply.search_text) for row, reply in enumerate(replies)]
        return cls(
            replies,
            [library.top_of(reply.category) for reply in replies],
            np.fromiter(map(is_starter, replies), np.bool_, len(replies)),
            np.fromiter(map(_place, replies), np.int64, len(replies)),
            np.fromiter((_beginning(reply.code) for reply in replies), np.uint64, len(replies)),
            Strip.of(heads, sounds),
            Strip.of(bodies, sounds),
        )


def _head(reply: Reply, library: Library) -> Iterator[tuple[Field, str]]:
    yield Field.TITLE, reply.title
    yield Field.CODE, reply.code
    yield from ((Field.ALIAS, alias) for alias in reply.aliases)
    yield from ((Field.TAG, tag) for tag in reply.tags)
    yield from ((Field.CATEGORY, category.name) for category in library.category_path(reply.category))


def _place(reply: Reply) -> int:
    """Where the reply stands in the library: the agent's own before the shop's, each in their order."""
    return (reply.scope is Scope.SHOP) * 2**60 + max(-(2**50), min(2**50, reply.order))


def _beginning(code: str) -> int:
    """As a number of the same order."""
    return int.from_bytes(code.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"), "big")


@dataclass(frozen=True, eq=False)
class Segment:
    """Some replies' heads (all but the text) and bodies; ``first`` is the first one's row."""

    first: int
    size: int
    head: Matcher
    body: Matcher

    @classmethod
    def of(cls, first: int, batches: Sequence[Batch], sounds: Sounds) -> Segment:
        firsts = np.cumsum([0, *(len(batch.replies) for batch in batches)]).tolist()
        head = Strip.joined([batch.head for batch in batches], firsts)
        body = Strip.joined([batch.body for batch in batches], firsts)
        return cls(first, firsts[-1], Matcher(head, sounds), Matcher(body, sounds))

    @classmethod
    def joined(cls, segments: Sequence[Segment], sounds: Sounds) -> Segment:
        """One of several that follow each other."""
        firsts = [segment.first - segments[0].first for segment in segments]
        head = Strip.joined([segment.head.strip for segment in segments], firsts)
        body = Strip.joined([segment.body.strip for segment in segments], firsts)
        return cls(segments[0].first, sum(s.size for s in segments), Matcher(head, sounds), Matcher(body, sounds))


class Index:
    """Rows are only added: a changed reply gets a new one, and the old one isn't offered any more."""

    def __init__(self, sounds: Sounds) -> None:
        self.sounds = sounds
        self.replies: list[Reply] = []
        self.row_of: dict[str, int] = {}
        self.alive: Mask = np.zeros(0, np.bool_)
        self.places: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        """Where a reply stands in the library; those of the same place go by their codes."""
        self.codes: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        """How a code begins."""
        self.tops: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.categories: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.names: dict[str, int] = {}
        """Categories' ids by number, in the order of their coming."""
        self.seasonal: dict[int, Reply] = {}
        self.starters: Mask = np.zeros(0, np.bool_)
        self.segments: list[Segment] = []

    def __len__(self) -> int:
        return len(self.replies)

    @property
    def is_mostly_dead(self) -> bool:
        return len(self.replies) > _DELTA + 2 * len(self.row_of)

    def adding(self, batches: Sequence[Batch], gone: Iterable[str]) -> Steps[None]:
        """Put these in the places of what they replace and of the other replies that are ``gone``; all at once, at the
        end."""
        first = len(self.replies)
        segment = Segment.of(first, batches, self.sounds) if batches else None
        yield
        replies = [reply for batch in batches for reply in batch.replies]
        tops = self._numbers(top for batch in batches for top in batch.tops)
        categories = self._numbers(reply.category for reply in replies)
        yield
        dead = [self.row_of.pop(one) for one in gone if one in self.row_of]
        self.replies += replies
        self.row_of.update((reply.id, first + number) for number, reply in enumerate(replies))
        self.alive = np.concatenate([self.alive, np.ones(len(replies), np.bool_)])
        self.alive[dead] = False
        self.starters = np.concatenate([self.starters, *(batch.starters for batch in batches)])
        self.places = np.concatenate([self.places, *(batch.places for batch in batches)])
        self.codes = np.concatenate([self.codes, *(batch.codes for batch in batches)])
        self.tops = np.concatenate([self.tops, tops])
        self.categories = np.concatenate([self.categories, categories])
        for row in dead:
            self.seasonal.pop(row, None)
        self.seasonal |= {first + n: reply for n, reply in enumerate(replies) if reply.only_in}
        if segment is not None:
            self._append(segment)

    def warming(self) -> Steps[None]:
        """Look up beforehand where words may begin."""
        for segment in self.segments:
            for letter in ascii_lowercase:
                segment.head.starting(letter)
                segment.body.starting(letter)
                if segment.size > _DELTA:
                    yield

    def _numbers(self, categories: Iterable[str]) -> npt.NDArray[np.int32]:
        names = self.names
        return np.array([names.setdefault(one, len(names)) for one in categories], np.int32)

    def _append(self, new: Segment) -> None:
        """Behind the segment of all there are only those that changed lately, in a second one."""
        if len(self.segments) == 2:
            new = Segment.joined([self.segments.pop(), new], self.sounds)
        if self.segments and new.size > min(_DELTA, self.segments[0].size):
            new = Segment.joined([self.segments.pop(), new], self.sounds)
        self.segments.append(new)

    def within(self, category: str, rows: npt.NDArray[np.int64]) -> Mask:
        """Which of the rows are of this category or of one below it."""
        number = self.names.get(category, -1)
        within: Mask = (self.tops[rows] == number) | (self.categories[rows] == number)
        return within

    # words

    def heads(self, word: str) -> Found:
        """The strict pass over all but the bodies."""
        return Found.of(len(self), self._in_heads(word))

    def _in_heads(self, word: str) -> Iterator[Hits]:
        letters = spelling_of(word)
        for segment in self.segments:
            literal = segment.head.literal(word)
            yield hits(segment.head, segment.first, literal, LITERAL)
            if letters:
                spans = segment.head.strip.outside(literal, segment.head.spelled(letters, Way.MIXED))
                yield hits(segment.head, segment.first, spans, spelled(len(letters), spans))

    def bodies(self, word: str) -> Found:
        """The strict pass over the bodies: characters, whole syllables, and last of all initials."""
        return Found.of(len(self), self._in_bodies(word))

    def _in_bodies(self, word: str) -> Iterator[Hits]:
        letters = letters_of(word)
        mixture = "" if letters else spelling_of(word)
        for segment in self.segments:
            body, first = segment.body, segment.first
            if letters and len(word) == 1:  # nearly any text has it
                continue
            literal = body.literal(word)
            yield hits(body, first, literal, LITERAL)
            if mixture:
                spans = body.strip.outside(literal, body.spelled(mixture, Way.MIXED))
                yield hits(body, first, spans, spelled(len(mixture), spans))
            elif MIN_BODY_LETTERS <= len(letters) <= MAX_SPELLED:
                yield hits(body, first, body.strip.outside(literal, body.spelled(letters, Way.FULL)), FULL)
                spans = body.spelled(letters, Way.INITIALS)
                yield Hits(body.strip, first, spans, np.full(len(spans.origins), BODY_INITIALS, np.float32))


def hits(matcher: Matcher, first: int, spans: Spans, kind: float | npt.NDArray[np.float32]) -> Hits:
    """Hits in one piece, with their scores."""
    return Hits(matcher.strip, first, spans, worth(matcher.strip, spans, kind))
