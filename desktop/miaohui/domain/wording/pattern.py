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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

MAX_PATTERN = 400
MAX_DEPTH = 4
MAX_GAPS = 3
MAX_GAP = 20
_GAP, _WIDE_GAP = 8, 12

VALUE, BRANCH, EMOTICON = "\ue000", "\ue001", "\ue002"
"""Stand in a judged text for a variable's value, the edge of an alternative, an emoticon."""

SENTENCE_END = f"。!?;…\n{BRANCH}"
"""No gap reads on behind one of these."""
_CLAUSE_EDGE = f"{SENTENCE_END},、~:{EMOTICON}(){re.escape('[]')}【】“”\"'「」"
_DIGITS, _NUMERALS = "0123456789", "一二两三四五六七八九十百千万半几"
_NUMBER = rf"(?:(?<![0-9.])[0-9]{{1,9}}(?:\.[0-9]{{1,2}})?|[{_NUMERALS}]{{1,6}})"
_EDGES = {
    "^": f"(?<![^{_CLAUSE_EDGE}])",
    "^^": r"(?<![^\n])",
    "$": f"(?![^{_CLAUSE_EDGE}])",
    "$$": rf"(?=[{_CLAUSE_EDGE}.]{{0,12}}(?:\n|\Z))",
}
_TOKEN = re.compile(
    r"<(?P<list>[^<>]{1,20})>|(?P<gap>……?)(?P<limit>\d{0,2})|(?P<edge>\^\^?|\$\$?)|!\{(?P<unlike>[^{}]{1,40})\}"
    r"|(?P<word>[^<>()|…^$!#@&?a-z0-9]{2,}(?!\?))|(?P<one>.)",
    re.DOTALL,
)


class PatternError(ValueError):
    """A pattern that can't be used, in English for whoever writes rules."""


Lists = Mapping[str, tuple[str, ...]]
"""Named alternatives: each a pattern itself."""


ANY = "\uffff"
"""Stands in a head for whatever character."""
_MAX_HEADS, _MAX_NEEDED, _MAX_NEEDS = 4000, 200, 4


@dataclass(frozen=True)
class Compiled:
    """``heads`` are the two characters that a match can begin with; the second is ANY where it doesn't matter. Each of
    ``needs`` are such pairs too: the sentence that a match begins in has one of them."""

    source: str
    heads: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made when it is first tried: a thousand of them at once would take half a second."""
        return re.compile(self.source)


_NOTHING_READ = frozenset([""])


@dataclass(frozen=True)
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
            self._pieces[key] = _either([_Parser(one, self, depth).whole() for one in self._lists[name]])
        return self._pieces[key]

    def _read(self, source: str) -> Compiled:
        piece = _Parser(source, self, 0).whole()
        if piece.nullable:
            raise PatternError(f"“{source}” must begin with a word")
        if piece.gaps > MAX_GAPS:
            raise PatternError(f"“{source}” has more than {MAX_GAPS} gaps")
        needs = sorted(piece.needs, key=len)[:_MAX_NEEDS]
        return Compiled(piece.regex, _pairs(piece.heads), tuple(needs))


def compile_literal(word: str) -> Compiled:
    """The word itself, in which nothing has a meaning of its own. Raises PatternError for an empty one."""
    if not word:
        raise PatternError("a word is empty")
    behind = (*word[1:], "")
    before = ("", *word[:-1])
    regex = "".join(_literal(one, left, right) for left, one, right in zip(before, word, behind, strict=True))
    return Compiled(regex, _pairs([word]))


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
                ends = one in SENTENCE_END
                pieces.append(_Piece(_literal(one, before, self._peek()), frozenset(one), ends_sentence=ends))
            elif token["word"]:
                pieces.append(_word(token["word"]))
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
            if any(len(head) < 2 for head in heads):
                heads = frozenset((head + more)[:2] for head in heads for more in piece.heads)
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


@cache
def _word(text: str) -> _Piece:
    """Two characters or more in which nothing depends on what stands beside them."""
    ends = any(end in text for end in SENTENCE_END)
    needs = () if ends else tuple(frozenset([one + two]) for one, two in pairwise(text[1:]))
    return _Piece(re.escape(text), frozenset([text[:2]]), needs=needs, ends_sentence=ends)


def _needs(pieces: list[_Piece]) -> Iterator[frozenset[str]]:
    for piece, behind in pairwise([*pieces, _Piece("")]):
        if piece.ends_sentence:  # the rest may stand in the next one
            return
        if not piece.nullable:
            heads = piece.heads
            if len(heads) * len(behind.heads) <= _MAX_NEEDED:
                heads = frozenset((head + more)[:2] for head in heads for more in behind.heads)
            yield _pairs(heads)
            yield from piece.needs


def _pairs(heads: Iterable[str]) -> frozenset[str]:
    return frozenset((head + ANY)[:2] for head in heads)


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
