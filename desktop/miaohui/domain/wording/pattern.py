"""The patterns of wording rules: words with gaps and alternatives, compiled so that no text can make them hang.

``(a|b)`` alternatives, ``(a|b)?`` or none · ``<name>`` a named list of such alternatives · ``x?`` with or
without · ``!{能可}`` not after one of these characters · ``…`` up to eight characters of
the same clause, ``…3`` up to three, ``……`` up to twelve of the same sentence, across commas · ``#`` a number in
digits or characters · ``^`` ``$`` a clause begins, ends · ``^^`` ``$$`` the message (its line) begins, ends ·
``@`` a variable's value · ``&`` an emoticon · anything else stands for itself, folded as the text is.
Latin letters and digits match as whole words. Every repetition has a limit, so the time for a text is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

MAX_PATTERN = 400
MAX_DEPTH = 4
MAX_GAPS = 3
MAX_GAP = 20
_GAP, _WIDE_GAP = 8, 12

VALUE, BRANCH, EMOTICON = "\ue000", "\ue001", "\ue002"
"""Stand in a judged text for a variable's value, the edge of an alternative, an emoticon."""

SENTENCE_END = f"。!?;…\n{BRANCH}"
"""No gap reads on behind one of these."""
_SENTENCE_ENDS = frozenset(SENTENCE_END)
_CLAUSE_EDGE = f"{SENTENCE_END},、~:{EMOTICON}(){re.escape('[]')}【】“”\"'「」"
_DIGITS, _NUMERALS = "0123456789", "一二两三四五六七八九十百千万半几"
_NUMBER = rf"(?:(?<![0-9.])[0-9]{{1,9}}(?:\.[0-9]{{1,2}})?|[{_NUMERALS}]{{1,6}})"
_EDGES = {
    "^": f"(?<![^{_CLAUSE_EDGE}])",
    "^^": r"(?<![^\n])",
    "$": f"(?![^{_CLAUSE_EDGE}])",
    "$$": rf"(?=[{_CLAUSE_EDGE}.]{{0,12}}(?:\n|\Z))",
}
_PLAIN = "[^<>()|…^$!#@&?a-z0-9]"
_WORD = re.compile(f"{_PLAIN}+")
_TOKEN = re.compile(
    rf"\((?P<words>{_PLAIN}+(?:\|{_PLAIN}+)*)\)|(?P<word>{_PLAIN}{{2,}}(?!\?))"
    r"|<(?P<list>[^<>]{1,20})>|(?P<gap>……?)(?P<limit>\d{0,2})|(?P<edge>\^\^?|\$\$?)|!\{(?P<unlike>[^{}]{1,40})\}"
    r"|(?P<one>.)",
    re.DOTALL,
)


class PatternError(ValueError):
    """A pattern that can't be used, in English for whoever writes rules."""


Lists = Mapping[str, tuple[str, ...]]
"""Named alternatives: each a pattern itself."""


ANY = "\uffff"
"""Stands in a head for whatever character."""
_MAX_HEADS, _MAX_NEEDED = 200, 60
NEEDS = 2
"""How many of the sets of characters that a pattern needs are kept: the rarest."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """``heads`` are the two characters that a match can begin with; the second is ANY where it doesn't matter. Each of
    ``needs`` (at most :data:`NEEDS`) are such pairs too: the sentence that a match begins in has one of them. Pairs
    stand one behind the other (:func:`pairs_in`): as sets they would take twenty times the room."""

    source: str
    heads: str
    needs: tuple[str, ...] = ()


def pairs_in(row: str) -> Iterator[str]:
    return (intern(row[place : place + 2]) for place in range(0, len(row), 2))


_NOTHING_READ = frozenset([""])


@dataclass(frozen=True, slots=True)
class _Piece:
    """``heads``: what its matches can begin with, two characters at most; a shorter one is a whole match. ``needs`` are
    those of :class:`Compiled`; ``ends_sentence`` if it can hold a sentence's end."""

    regex: str
    heads: frozenset[str] = _NOTHING_READ
    gaps: int = 0
    needs: tuple[frozenset[str], ...] = ()
    ends_sentence: bool = False

    @property
    def nullable(self) -> bool:
        return "" in self.heads


class Patterns:
    """Reads patterns that name ``lists``. Each list and each pattern is read once."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._pieces: dict[tuple[str, int], _Piece] = {}
        self._rows: dict[str, str] = {}
        self._compiled: dict[str, Compiled] = {}

    def compile(self, source: str) -> Compiled:
        """Raises PatternError."""
        compiled = self._compiled.get(source)
        if compiled is None:
            compiled = self._compiled[source] = self._read(source)
        return compiled

    def piece(self, name: str, depth: int) -> _Piece | None:
        """Any one of a list, or None where there is none of this name. Raises PatternError."""
        if name not in self._lists:
            return None
        key = name, depth
        if key not in self._pieces:
            self._pieces[key] = _either([self._alternative(one, depth) for one in self._lists[name]])
        return self._pieces[key]

    def _alternative(self, source: str, depth: int) -> _Piece:
        return _words(source) if _WORD.fullmatch(source) else _Parser(source, self, depth).whole()

    def _read(self, source: str) -> Compiled:
        piece = _Parser(source, self, 0).whole()
        if piece.nullable:
            raise PatternError(f"“{source}” must begin with a word")
        if piece.gaps > MAX_GAPS:
            raise PatternError(f"“{source}” has more than {MAX_GAPS} gaps")
        needs = sorted(set(piece.needs), key=_commonness)[:NEEDS]
        return Compiled(piece.regex, self._row(piece.heads), tuple(map(self._row, needs)))

    def _row(self, pairs: frozenset[str]) -> str:
        """The same for all patterns with these pairs."""
        row = _row(pairs)
        return self._rows.setdefault(row, row)


def compile_literal(word: str) -> Compiled:
    """The word itself, in which nothing has a meaning of its own. Raises PatternError for an empty one."""
    if not word:
        raise PatternError("a word is empty")
    behind = (*word[1:], "")
    before = ("", *word[:-1])
    regex = "".join(_literal(one, left, right) for left, one, right in zip(before, word, behind, strict=True))
    return Compiled(regex, _row([word]))


class _Parser:
    def __init__(self, source: str, patterns: Patterns, depth: int) -> None:
        if len(source) > MAX_PATTERN:
            raise PatternError(f"a pattern has more than {MAX_PATTERN} characters")
        self._source, self._patterns, self._depth = source, patterns, depth
        self._tokens = list(_TOKEN.finditer(source))
        self._at = 0

    def whole(self) -> _Piece:
        piece = self._alternatives(0)
        if self._at < len(self._tokens):
            raise PatternError(f"“{self._source}” closes a bracket that isn't open")
        return piece

    def _alternatives(self, depth: int) -> _Piece:
        if depth + self._depth > MAX_DEPTH:
            raise PatternError(f"“{self._source}” nests more than {MAX_DEPTH} deep")
        found = [self._sequence(depth)]
        while self._peek() == "|":
            self._at += 1
            found.append(self._sequence(depth))
        return _either(found)

    def _sequence(self, depth: int) -> _Piece:
        pieces: list[_Piece] = []
        before = ""
        while self._peek() not in ("", "|", ")"):
            token = self._tokens[self._at]
            self._at += 1
            one = token["one"]
            if one == "(":
                pieces.append(self._alternatives(depth + 1))
                if self._peek() != ")":
                    raise PatternError(f"“{self._source}” leaves a bracket open")
                self._at += 1
            elif one == "#":
                pieces.append(_Piece(_NUMBER, frozenset(one + ANY for one in _DIGITS + _NUMERALS)))
            elif one == "@":
                pieces.append(_Piece(VALUE, frozenset(VALUE)))
            elif one == "&":
                pieces.append(_Piece(EMOTICON, frozenset(EMOTICON)))
            elif one is not None:
                ends = one in _SENTENCE_ENDS
                pieces.append(_Piece(_literal(one, before, self._peek()), frozenset(one), ends_sentence=ends))
            elif words := token["word"] or token["words"]:
                pieces.append(_words(words))
            elif token["gap"]:
                pieces.append(self._gap(token))
            elif token["unlike"]:
                pieces.append(_Piece(f"(?<![{re.escape(token['unlike'])}])"))
            elif token["edge"]:
                pieces.append(_Piece(_EDGES[token["edge"]]))
            else:
                pieces.append(self._list(token["list"]))
            before = one or ""
            if self._peek() == "?":
                self._at += 1
                pieces[-1] = _either([pieces[-1], _Piece("")])
        return self._joined(pieces)

    def _gap(self, token: re.Match[str]) -> _Piece:
        wide = len(token["gap"]) > 1
        limit = int(token["limit"] or (_WIDE_GAP if wide else _GAP))
        if not 1 <= limit <= MAX_GAP:
            raise PatternError(f"a gap in “{self._source}” isn't 1 to {MAX_GAP} characters long")
        stops = SENTENCE_END if wide else f"{SENTENCE_END},、"
        return _Piece(f"[^{stops}]{{0,{limit}}}?", frozenset(["", ANY]), gaps=1)

    def _list(self, name: str) -> _Piece:
        piece = self._patterns.piece(name, self._depth + 1)
        if piece is None:
            raise PatternError(f"“{self._source}” names a list “{name}” that isn't there")
        return piece

    def _joined(self, pieces: list[_Piece]) -> _Piece:
        if len(pieces) == 1 and not pieces[0].gaps:
            return pieces[0]
        heads = _NOTHING_READ
        for piece in pieces:
            heads = _longer(heads, piece.heads)
            if any(head.startswith(ANY) for head in heads):
                raise PatternError(f"“{self._source}” must begin with a word")
            if len(heads) > _MAX_HEADS:
                heads = frozenset(head and head[0] + ANY for head in heads)
        return _Piece(
            "".join(piece.regex for piece in pieces),
            heads,
            sum(piece.gaps for piece in pieces),
            tuple(_needs(pieces)),
            any(piece.ends_sentence for piece in pieces),
        )

    def _peek(self) -> str:
        return self._tokens[self._at].group() if self._at < len(self._tokens) else ""


def _words(text: str) -> _Piece:
    """Any one of these, with a stroke between them, in which nothing depends on what stands beside them."""
    words = text.split("|")
    ends = not _SENTENCE_ENDS.isdisjoint(text)
    if len(words) > 1:
        regex = "|".join(map(re.escape, words))
        return _Piece(f"(?:{regex})", frozenset(word[:2] for word in words), ends_sentence=ends)
    needs = () if ends else tuple(frozenset([one + two]) for one, two in pairwise(text[1:]))
    return _Piece(re.escape(text), frozenset([text[:2]]), needs=needs, ends_sentence=ends)


def _needs(pieces: list[_Piece]) -> Iterator[frozenset[str]]:
    for number, piece in enumerate(pieces):
        if piece.ends_sentence:  # the rest may stand in the next one
            return
        if not piece.nullable:
            yield frozenset((head + ANY)[:2] for head in _beginnings(pieces[number:]))
            yield from piece.needs


def _beginnings(pieces: Sequence[_Piece]) -> frozenset[str]:
    """The two characters that a row of pieces can begin with; one where the second is too various."""
    heads = pieces[0].heads
    for piece in pieces[1:]:
        if len(heads) * len(piece.heads) > _MAX_NEEDED or all(len(head) == 2 for head in heads):
            break
        heads = _longer(heads, piece.heads)
    return heads


def _longer(heads: frozenset[str], behind: frozenset[str]) -> frozenset[str]:
    """With what stands behind them, where they are shorter than two characters."""
    short = [head for head in heads if len(head) < 2]
    if not short:
        return heads
    return heads.difference(short).union((head + more)[:2] for head in short for more in behind)


def _row(heads: Iterable[str]) -> str:
    return "".join(sorted({(head + ANY)[:2] for head in heads}))


def _commonness(pairs: frozenset[str]) -> int:
    """How often a sentence holds one of them, roughly: a single character stands in many."""
    return sum(60 if pair[1] == ANY else 1 for pair in pairs)


def _either(pieces: list[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    return _Piece(
        f"(?:{'|'.join(piece.regex for piece in pieces)})",
        frozenset().union(*(piece.heads for piece in pieces)),
        max(piece.gaps for piece in pieces),
        ends_sentence=any(piece.ends_sentence for piece in pieces),
    )


def _literal(character: str, before: str, behind: str) -> str:
    for kind in ("a-z", "0-9"):
        one = re.compile(f"[{kind}]")
        if one.match(character):
            left = "" if before and one.match(before) else f"(?<![{kind}])"
            right = "" if behind and one.match(behind) else f"(?![{kind}])"
            return f"{left}{character}{right}"
    return re.escape(character)
