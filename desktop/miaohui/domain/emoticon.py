"""Emoticons: reading every client's codes and writing those of the client in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial

from miaohui.domain.template import Kind, Segment

PLAIN = "plain"
"""The client that is assumed where nothing is known."""
UNICODE = "unicode"
NO_EMOTICONS = "none"
"""Dialects without a table: emoji as they are, and none at all."""


class NoCounterpart(StrEnum):
    """What happens to an emoticon that the client in use has no code for."""

    KEEP = "keep"
    DROP = "drop"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Emoticon:
    """A client's code. ``emoji`` is its one Unicode counterpart (empty where another code is the better writing of it,
    or where the code itself had better not be written); ``shows`` is what the UI draws; ``also`` are further emoji
    written as this code where nothing closer exists."""

    code: str
    name: str = ""
    emoji: str = ""
    shows: str = ""
    also: tuple[str, ...] = ()
    fit: bool = True


@dataclass(frozen=True)
class Dialect:
    """All codes of one client."""

    id: str
    emoticons: tuple[Emoticon, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Emoticon]:
        return {emoticon.code: emoticon for emoticon in self.emoticons}

    @cached_property
    def by_emoji(self) -> Mapping[str, Emoticon]:
        return {_bare(emoticon.emoji): emoticon for emoticon in self.emoticons if emoticon.emoji}

    @cached_property
    def nearest(self) -> Mapping[str, Emoticon]:
        return {_bare(emoji): emoticon for emoticon in reversed(self.emoticons) for emoji in emoticon.also}

    @cached_property
    def by_name(self) -> Mapping[str, Emoticon]:
        """The codes that may be written, by their Chinese name."""
        return {emoticon.name: emoticon for emoticon in reversed(self.emoticons) if emoticon.name and emoticon.emoji}

    def closest(self, emoji: str) -> Emoticon | None:
        """The code for this emoji or the most similar one: without skin tone, without gender."""
        toneless = _TONE.sub("", _bare(emoji))
        for candidate in (_bare(emoji), toneless, _GENDER.sub("", toneless)):
            found = self.by_emoji.get(candidate) or self.nearest.get(candidate)
            if found is not None:
                return found
        return None


@dataclass(frozen=True)
class Client:
    """A chat client: how it is called, which codes it understands (a dialect's id, ``unicode`` or ``none``), and
    whether buyers see text that is formatted."""

    id: str
    name: str
    name_en: str
    dialect: str
    formatted: bool = False


_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_GENDER = re.compile("\u200d[\u2640\u2642]")

# Emoji as Unicode writes them. Symbols that are text by default (✓ ☆ →) count with the emoji selector behind them, or
# where a client's table lists them; with the text selector nothing counts.
_EMOJI_BY_DEFAULT = (
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236"
    "\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001faff"
    "⌚⌛⏩-⏬⏰⏳◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕"
)
_TEXT_BY_DEFAULT = "\u00a9\u00ae\u203c-\u3299"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"

# Stand for emoticons while the gaps of dropped ones are closed: no characters, by Unicode's word.
_KEPT, _DROPPED = _MARKS = "\ufdd0\ufdd1"
_BLANKS = "[ \\t\u3000]{0,80}"  # a limit, or a long run of blanks would cost its square
_GAP = re.compile(rf"(?P<lead>\n?{_BLANKS}){_DROPPED}(?:{_BLANKS}{_DROPPED})*(?P<trail>{_BLANKS}\n?)")


def _emoji_pattern(listed: Iterable[str]) -> str:
    """Flags, keycaps, and bases with tone, tags and joined followers; ``listed`` are further bases."""
    bases = _EMOJI_BY_DEFAULT + "".join(map(re.escape, listed))
    one = f"(?:[{bases}]\ufe0f?(?!\ufe0e)|[{_TEXT_BY_DEFAULT}]\ufe0f)[\U0001f3fb-\U0001f3ff]?"
    return f"{_FLAG}|{_KEYCAP}|{one}[\U000e0020-\U000e007f]*(?:\u200d(?:{one}|[{_TEXT_BY_DEFAULT}]))*"


@dataclass(frozen=True)
class Emoticons:
    """Every dialect by id, able to read all and write any.

    ``readable`` are the dialects whose codes are read in any text (slash names and the old WeChat symbols are
    ordinary text elsewhere, so they are not among them).
    """

    dialects: Mapping[str, Dialect] = field(default_factory=dict)
    readable: tuple[str, ...] = ("wangwang", "wechat", "pinduoduo")

    @cached_property
    def bracket_names(self) -> frozenset[str]:
        """The ``[…]`` codes of every client."""
        return frozenset(c for d in self.dialects.values() for c in d.by_code if c.startswith("["))

    @cached_property
    def _source(self) -> Mapping[str, Emoticon]:
        sources: dict[str, Emoticon] = {}
        for dialect in self.readable:
            for code, emoticon in self.dialects[dialect].by_code.items() if dialect in self.dialects else ():
                sources.setdefault(code, emoticon)
        return sources

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Longest first: /:O is a prefix of /:O=O; no code begins within the // of http://:8080.
        codes = sorted(self._source, key=len, reverse=True)
        known = [(r"(?<!:/)" if code.startswith("/") else "") + re.escape(code) for code in codes]
        listed = {
            bare for d in self.dialects.values() for e in d.emoticons for bare in map(_bare, (e.emoji, *e.also)) if bare
        }
        return re.compile("|".join([*known, f"[{_MARKS}]", _emoji_pattern(c for c in sorted(listed) if len(c) == 1)]))

    def write(
        self, segments: Iterable[Segment], target: str, no_counterpart: NoCounterpart = NoCounterpart.NEAREST
    ) -> tuple[Segment, ...]:
        """Write the emoticons of the literal segments in the target's codes; values stay byte for byte.

        ``target`` is a dialect; one without a table is written in Unicode. An emoticon becomes an EMOTICON segment
        (``text`` what is sent, ``name`` the emoji to draw). What is in the target's dialect already stays as it is.
        Where one is dropped, the blank or line that only it needed goes too; of a keycap the key stays.
        """
        return tuple(self._written(list(segments), target, no_counterpart))

    def _written(self, segments: list[Segment], target: str, no_counterpart: NoCounterpart) -> Iterator[Segment]:
        for place, segment in enumerate(segments):
            if segment.kind is not Kind.LITERAL:
                yield segment
                continue
            kept: list[Segment] = []

            def mark(match: re.Match[str], kept: list[Segment] = kept) -> str:
                code = match.group()
                if code in _MARKS:
                    kept.append(Segment(code, Kind.LITERAL))
                    return _KEPT
                if target == NO_EMOTICONS:
                    return code[0] if code.endswith("\u20e3") else _DROPPED
                written = self._translate(code, target, no_counterpart)
                if not written:
                    return _DROPPED
                kept.append(Segment(written, Kind.EMOTICON, self.picture(code)))
                return _KEPT

            close = partial(_closed, first=place == 0, last=place == len(segments) - 1)
            text, *others = _GAP.sub(close, self._pattern.sub(mark, segment.text)).split(_KEPT)
            if text:
                yield Segment(text, Kind.LITERAL)
            for emoticon, text in zip(kept, others, strict=True):
                yield emoticon
                if text:
                    yield Segment(text, Kind.LITERAL)

    def _translate(self, code: str, target: str, no_counterpart: NoCounterpart) -> str:
        source = self._source.get(code)
        emoji = code if source is None else source.emoji
        dialect = self.dialects.get(target)
        if dialect is None:
            return emoji or self._rest(code, no_counterpart)
        if code in dialect.by_code:
            return code
        found = dialect.by_emoji.get(_bare(emoji)) if emoji else None
        if found is None and source is not None:
            found = dialect.by_name.get(source.name)
        if found is None and no_counterpart is NoCounterpart.NEAREST:
            found = dialect.closest(self.picture(code))
        return found.code if found is not None else self._rest(code, no_counterpart)

    def _rest(self, code: str, no_counterpart: NoCounterpart) -> str:
        match no_counterpart:
            case NoCounterpart.KEEP:
                return code
            case NoCounterpart.DROP:
                return ""
            case NoCounterpart.NEAREST:
                return self.picture(code)

    def picture(self, code: str) -> str:
        """The emoji the UI draws for a code; the code itself where there is none."""
        source = self._source.get(code)
        return code if source is None else source.shows or source.emoji or code


def _bare(emoji: str) -> str:
    """Without variation selectors, so that ❤ and ❤️ are the same."""
    return emoji.replace("\ufe0f", "").replace("\ufe0e", "")


def _closed(gap: re.Match[str], *, first: bool, last: bool) -> str:
    """What stays of the blanks and newlines around dropped emoticons; ``first`` and ``last`` say whether the text
    begins and ends a part."""
    text, lead, trail = gap.string, gap["lead"], gap["trail"]
    newline_before, newline_behind = lead.startswith("\n"), trail.endswith("\n")
    begins_line = newline_before or (text[gap.start() - 1] == "\n" if gap.start() else first)
    ends_line = newline_behind or (last and gap.end() == len(text))
    if begins_line and ends_line:
        return "\n" if newline_before and newline_behind else ""
    if begins_line:
        return "\n" * newline_before
    if ends_line:
        return "\n" * newline_behind
    return trail if lead and trail else lead + trail
