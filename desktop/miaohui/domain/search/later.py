"""The later passes: what else may have been meant, little by little. Each says for every word where it was found, or
nothing if the pass has nothing to say; ``wanted`` are the rows that weren't found yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from miaohui.domain.search import gapped, homophone, overlap, typo
from miaohui.domain.search.found import Found, Hits
from miaohui.domain.search.index import Index, Mask, hits, letters_of, spelling_of
from miaohui.domain.search.scoring import spelled
from miaohui.domain.search.sounds import Way
from miaohui.domain.search.steps import Steps
from miaohui.domain.search.weights import FUZZY


def fuzzy(index: Index, words: Sequence[str], wanted: Mask) -> Steps[list[Found]]:  # noqa: ARG001 — as all passes
    """The sounds that are mixed up."""
    found: list[Found] = []
    for word in words:
        parts: list[Hits] = []
        for part in _loose(index, word):
            parts.append(part)
            yield
        found.append(_strict_first(index, words, Found.of(len(index), parts), word))
    return found


def gaps(index: Index, words: Sequence[str], wanted: Mask) -> Steps[list[Found]]:
    """Initials with gaps."""
    found: list[Found] = []
    for word in words:
        found.append(_strict_first(index, words, gapped.find(index, word, wanted), word))
        yield
    return found


def slips(index: Index, words: Sequence[str], wanted: Mask) -> Steps[list[Found]]:  # noqa: ARG001 — as all passes
    """One slip, or another character of the same sound."""
    found: list[Found] = []
    for word in words:
        parts: list[Hits] = []
        for segment in index.segments if typo.applies(word) else ():
            for part in typo.find(segment, word):
                parts.append(part)
                yield
        one = Found.of(len(index), parts)
        yield
        one = one.or_else(homophone.find(index, word))
        found.append(_strict_first(index, words, one, word))
    return found


def sentence(index: Index, words: Sequence[str], wanted: Mask) -> Steps[list[Found]]:
    """All words together as a buyer's question."""
    pairs = overlap.pairs_of(list(words))
    yield
    return [overlap.find(index, pairs, wanted)] if pairs else []


def _loose(index: Index, word: str) -> Iterator[Hits]:
    letters = spelling_of(word)
    if len(letters) < 2 or not any("a" <= c <= "z" for c in letters):
        return
    for segment in index.segments:
        for matcher in (segment.head,) if letters_of(word) else (segment.head, segment.body):
            spans = matcher.spelled(letters, Way.LOOSE)
            yield hits(matcher, segment.first, spans, spelled(len(letters), spans) + np.float32(FUZZY))


def _strict_first(index: Index, words: Sequence[str], found: Found, word: str) -> Found:
    """Of several words some may be found as they stand."""
    if len(words) == 1:
        return found
    strict = index.heads(word) | index.bodies(word)
    return strict.or_else(found)
