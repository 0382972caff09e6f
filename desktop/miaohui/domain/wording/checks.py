"""What no list of words can tell: placeholders, length, emoticons, links, phone numbers, colours.

Each check yields spans of the source; which rule it is for decides about level and words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from miaohui.domain.emoticon import bare
from miaohui.domain.guard import hold_back
from miaohui.domain.template import Kind, Segment
from miaohui.domain.wording.disguise import NOTHING
from miaohui.domain.wording.judged import Judged
from miaohui.domain.wording.pattern import BRANCH, VALUE
from miaohui.domain.wording.rule import Check, Rule

Span = tuple[int, int]

_PIECE = re.compile(f"[{VALUE}{BRANCH}][{NOTHING}]*|[^{VALUE}{BRANCH}]+")
_ENDINGS = "com|cn|net|org|top|shop|vip|xyz|cc|me|io|link|store|site|info|biz|ltd|club|fun|live|tv|co|app|page|pro"
_LINK = re.compile(
    r"(?<![a-z0-9.-])(?:https?://)?(?:[a-z0-9._+-]{1,40}@)?"
    rf"(?P<host>(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_ENDINGS}))(?![a-z0-9-]|\.[a-z])(?:[/?:][!-~]{{0,300}})?"
)
_MOBILE = re.compile(r"(?<![0-9a-z])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_COLOUR = re.compile(r"color\s{0,3}[:=]\s{0,3}[\"']?(?P<colour>#[0-9a-f]{3,8}|[a-z]{3,20})")


def placeholders(judged: Judged, rule: Rule, emoticon_names: Collection[str]) -> Iterator[Span]:
    """What the guard would hold back. ``rule`` has nothing to say about it."""
    if rule.words:
        emoticon_names = frozenset((*emoticon_names, *rule.words))
    position = 0
    for segment in hold_back(tuple(_segments(judged)), emoticon_names):
        end = position + len(segment.text)
        if segment.kind is Kind.HELD:
            yield position, end
        position = end


def _segments(judged: Judged) -> Iterator[Segment]:
    for piece in _PIECE.finditer(judged.literal):
        text = piece.group()
        if text[0] in (VALUE, BRANCH):
            yield Segment(text, Kind.FILLED)
            continue
        start = piece.start()
        if not judged.escaped and NOTHING not in text:
            yield Segment(text, Kind.LITERAL)
            continue
        cuts = [0]
        for place in range(1, len(text)):
            if _kind(judged, start + place) is not _kind(judged, start + place - 1):
                cuts.append(place)
        for first, last in zip(cuts, [*cuts[1:], len(text)], strict=True):
            yield Segment(text[first:last], _kind(judged, start + first))


def _kind(judged: Judged, place: int) -> Kind:
    if place in judged.escaped:
        return Kind.ESCAPED
    return Kind.FILLED if judged.literal[place] == NOTHING else Kind.LITERAL


def length(judged: Judged, rule: Rule, _names: Collection[str]) -> Iterator[Span]:
    """More literal characters than ``rule.limit``; the span is what is too much."""
    runs = list(judged.literal_runs())
    if sum(len(text) for _, text in runs) > rule.limit:
        places = [place for start, text in runs for place in range(start, start + len(text))]
        seen = judged.at_once(places)
        if len(seen) > rule.limit:
            yield seen[rule.limit], len(judged.source)


def emoticons(judged: Judged, rule: Rule, _names: Collection[str]) -> Iterator[Span]:
    """``limit`` emoticons or more in one message: the span of the one that is too many. With ``words`` only those
    pictures count."""
    if not judged.emoticons:
        return
    wanted = frozenset(map(bare, rule.words))
    found = {one.start: one for one in judged.emoticons if not wanted or bare(one.picture) in wanted}
    seen = judged.at_once(found)
    if len(seen) >= rule.limit:
        one = found[seen[rule.limit - 1]]
        yield one.start, one.end


def links(judged: Judged, rule: Rule, _names: Collection[str]) -> Iterator[Span]:
    """Addresses on hosts that aren't under one of ``words``."""
    for match in _LINK.finditer(judged.meant) if "." in judged.meant else ():
        host = match["host"]
        if not any(host == allowed or host.endswith(f".{allowed}") for allowed in rule.words):
            yield judged.span(*match.span())


def numbers(judged: Judged, _rule: Rule, _names: Collection[str]) -> Iterator[Span]:
    """Mobile numbers, also with blanks or dashes in them."""
    for match in _MOBILE.finditer(judged.meant):
        yield judged.span(*match.span())


def colours(judged: Judged, rule: Rule, _names: Collection[str]) -> Iterator[Span]:
    """A second colour, and those named in ``words``."""
    first = ""
    for match in _COLOUR.finditer(judged.literal.lower()):
        colour = match["colour"]
        first = first or colour
        if colour != first or colour in rule.words:
            yield match.span("colour")


CHECKS: Mapping[Check, Callable[[Judged, Rule, Collection[str]], Iterator[Span]]] = {
    Check.PLACEHOLDERS: placeholders,
    Check.LENGTH: length,
    Check.EMOTICONS: emoticons,
    Check.LINKS: links,
    Check.NUMBERS: numbers,
    Check.COLOURS: colours,
}
