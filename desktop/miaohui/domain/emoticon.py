"""Emoticons: reading every client's codes and writing those of the client in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from html import escape

from miaohui.domain.emoticon_blanks import DROPPED, KEPT, MARKS, close_gaps, kept_apart
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
        return {bare(emoticon.emoji): emoticon for emoticon in self.emoticons if emoticon.emoji}

    @cached_property
    def nearest(self) -> Mapping[str, Emoticon]:
        return {bare(emoji): emoticon for emoticon in reversed(self.emoticons) for emoji in emoticon.also}

    @cached_property
    def by_name(self) -> Mapping[str, Emoticon]:
        """The codes that may be written, by their Chinese name."""
        return {emoticon.name: emoticon for emoticon in reversed(self.emoticons) if emoticon.name and emoticon.emoji}

    def closest(self, emoji: str) -> Emoticon | None:
        """The code for this emoji or the most similar one: without skin tone, without gender."""
        for candidate in (bare(emoji), _TONE.sub("", bare(emoji)), _plainest(emoji)):
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
_BRACES = r"\{[^{}]*\}"


def _emoji_pattern(listed: Iterable[str]) -> str:
    """Flags, keycaps, and bases with tone, tags and joined followers; ``listed`` are further bases."""
    bases = _EMOJI_BY_DEFAULT + "".join(map(re.escape, listed))
    one = f"(?:[{bases}]\ufe0f?(?!\ufe0e)|[{_TEXT_BY_DEFAULT}]\ufe0f)[\U0001f3fb-\U0001f3ff]?"
    return f"{_FLAG}|{_KEYCAP}|{one}[\U000e0020-\U000e007f]*(?:\u200d(?:{one}|[{_TEXT_BY_DEFAULT}]))*"


def _code_pattern(codes: Iterable[str]) -> str:
    """Longest first: /:O is a prefix of /:O=O. No code begins within the // of http://:8080, and /OK is the end of an
    address where a letter stands before it."""
    rests: dict[str, list[str]] = {}  # by what stands before them: a character or two that most of a text fails on
    for code in sorted(codes, key=len, reverse=True):
        start = re.escape(code[0])
        if code[0] == "/":
            start = "/(?<!://)(?<![A-Za-z0-9]/)" if re.match("[A-Za-z]", code[1:]) else "/(?<!://)"
        rests.setdefault(start, []).append(re.escape(code[1:]))
    return "|".join(f"{start}(?:{'|'.join(found)})" for start, found in rests.items())


@dataclass(frozen=True)
class Written:
    """``lost`` is what the buyer won't see as it was meant, each once: left out, sent as something merely similar, or
    sent as a code that the client doesn't know. It is named by its picture, or by its code where there is none."""

    segments: tuple[Segment, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spotted:
    """An emoticon in a text: where it stands and its picture, empty where none is known."""

    start: int
    end: int
    picture: str


@dataclass(frozen=True)
class _Reader:
    """What is taken for an emoticon: these codes, and emoji."""

    codes: Mapping[str, Emoticon]
    pattern: re.Pattern[str]

    def picture(self, code: str) -> str:
        """The emoji that is drawn; empty where none is known."""
        source = self.codes.get(code)
        return code if source is None else source.shows or source.emoji


_TALK = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 \n，。、！？；：（）“”‘’～…—]*")
"""Ordinary writing: nobody's emoticon is made of these alone."""


@dataclass(frozen=True)
class Emoticons:
    """Every dialect by id, able to read all and write any.

    ``readable`` are the dialects whose codes are read in any text. QQ's slash names and the old WeChat symbols are not
    among them: ``/咖啡`` is ordinary text but where a text is known to be QQ's.
    """

    dialects: Mapping[str, Dialect] = field(default_factory=dict)
    readable: tuple[str, ...] = ("wangwang", "wechat", "pinduoduo", "jd")

    @cached_property
    def bracket_names(self) -> frozenset[str]:
        """The ``[…]`` codes of every client."""
        return frozenset(c for d in self.dialects.values() for c in d.by_code if c.startswith("["))

    @cached_property
    def _listed(self) -> str:
        """The pattern of all emoji, those included that only a client's table makes one."""
        listed = {
            one for d in self.dialects.values() for e in d.emoticons for one in map(bare, (e.emoji, *e.also)) if one
        }
        return _emoji_pattern(one for one in sorted(listed) if len(one) == 1)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What the clients call an emoji that they have a code for."""
        rows = [(bare(e.emoji), e.name) for d in self.dialects.values() for e in d.emoticons if e.emoji]
        return {emoji: frozenset(name for other, name in rows if other == emoji) for emoji, _ in rows}

    @cached_property
    def _readers(self) -> dict[tuple[str, ...], _Reader]:
        return {}

    def _reader(self, *own: str) -> _Reader:
        """Reads what is read everywhere, and the codes of these dialects before all others."""
        names = tuple(dict.fromkeys(name for name in (*own, *self.readable) if name in self.dialects))
        reader = self._readers.get(names)
        if reader is None:
            codes: dict[str, Emoticon] = {}
            for name in names:
                for code, emoticon in self.dialects[name].by_code.items():
                    codes.setdefault(code, emoticon)
            pattern = "|".join(filter(None, (_code_pattern(codes), f"[{MARKS}]", self._listed)))
            reader = self._readers[names] = _Reader(codes, re.compile(pattern))
        return reader

    def spot(self, text: str, source: str = "") -> tuple[Spotted, ...]:
        """The emoticons of a text, in order; ``source`` is the dialect that it is known to be in, if any."""
        if _TALK.fullmatch(text):
            return ()
        reader = self._reader(source)
        return tuple(
            Spotted(*match.span(), reader.picture(match.group()))
            for match in reader.pattern.finditer(text)
            if match.group() not in MARKS
        )

    def write(
        self,
        segments: Iterable[Segment],
        target: str,
        no_counterpart: NoCounterpart = NoCounterpart.NEAREST,
        source: str = "",
    ) -> Written:
        """Write the emoticons of the literal segments in the target's codes; values stay byte for byte.

        ``target`` is a dialect; one without a table is written in Unicode. ``source`` is the dialect that the text is
        known to be in, if any. An emoticon becomes an EMOTICON segment (``text`` what is sent, ``name`` the emoji to
        draw, empty where none is known). What is in the target's dialect already stays as it is. Where one is dropped,
        the blank or line that only it needed goes too, and words that it kept apart stay apart; of a keycap the key
        stays. Reading the outcome as the target's text gives the very same emoticons: where the characters beside one
        would make another code of it, a blank is put between.
        """
        lost: list[str] = []
        written = list(self._written(list(segments), target, no_counterpart, self._reader(source, target), lost))
        return Written(tuple(kept_apart(written, self._reader(target).pattern)), tuple(dict.fromkeys(lost)))

    def _written(
        self,
        segments: list[Segment],
        target: str,
        no_counterpart: NoCounterpart,
        reader: _Reader,
        lost: list[str],
    ) -> Iterator[Segment]:
        before = ""
        for place, segment in enumerate(segments):
            if segment.kind is not Kind.LITERAL:
                yield segment
                before = segment.text[-1:] or before
                continue
            kept: list[Segment] = []

            def mark(match: re.Match[str], kept: list[Segment] = kept) -> str:
                code = match.group()
                if code in MARKS:
                    kept.append(Segment(code, Kind.LITERAL))
                    return KEPT
                text, is_lost = self._translate(code, target, no_counterpart, reader)
                if is_lost:
                    lost.append(reader.picture(code) or code)
                if target == NO_EMOTICONS or not text:
                    return text or DROPPED
                kept.append(Segment(text, Kind.EMOTICON, reader.picture(code)))
                return KEPT

            behind = next((other.text[0] for other in segments[place + 1 :] if other.text), "")
            marked = reader.pattern.sub(mark, segment.text)
            text, *others = close_gaps(marked, before=before, behind=behind).split(KEPT)
            before = segment.text[-1:] or before
            if text:
                yield Segment(text, Kind.LITERAL)
            for emoticon, text in zip(kept, others, strict=True):
                yield emoticon
                if text:
                    yield Segment(text, Kind.LITERAL)

    def _translate(self, code: str, target: str, no_counterpart: NoCounterpart, reader: _Reader) -> tuple[str, bool]:
        """What is sent, and whether that is a loss."""
        source, picture, dialect = reader.codes.get(code), reader.picture(code), self.dialects.get(target)
        emoji = code if source is None else source.emoji
        if target == NO_EMOTICONS:
            key = code[0] if code.endswith("\u20e3") else ""
            return key, not key
        if dialect is None:
            if emoji:
                return emoji, False
        elif code in dialect.by_code:
            return code, False
        else:
            found = dialect.by_emoji.get(bare(emoji)) if emoji else None
            if found is None and source is not None:
                found = dialect.by_name.get(source.name)
            if found is not None:
                return found.code, False
            found = dialect.closest(picture) if no_counterpart is NoCounterpart.NEAREST else None
            if found is not None:
                same = _plainest(found.emoji) == _plainest(emoji) or found.name in self._called(code, source)
                return found.code, not same
        match no_counterpart:
            case NoCounterpart.KEEP:
                return code, source is not None
            case NoCounterpart.DROP:
                return "", True
            case NoCounterpart.NEAREST:
                same = bool(emoji) or bool(self._called(code, source) & self._names.get(bare(picture), frozenset()))
                return picture or code, not same

    def _called(self, code: str, source: Emoticon | None) -> frozenset[str]:
        return self._names.get(bare(code), frozenset()) if source is None else frozenset({source.name})

    def decoded(self, text: str, dialect: str) -> str:
        """The dialect's codes in a template's text as emoji, also where they were escaped for HTML; what stands in
        braces and codes without a picture stay. So a text that is known to be QQ's becomes one for every client."""
        codes = {code: e.emoji or e.shows for code, e in self.dialects[dialect].by_code.items() if e.emoji or e.shows}
        emoji = {form: emoji for code, emoji in codes.items() for form in html_forms(code)} | codes
        pattern = re.compile("|".join(filter(None, (f"(?P<braces>{_BRACES})", _code_pattern(emoji)))))
        return pattern.sub(lambda match: match.group() if match["braces"] else emoji[match.group()], text)


def html_forms(code: str) -> frozenset[str]:
    """How exports that escape for HTML write a code, where that isn't the code itself."""
    forms = {escape(code, quote=False), escape(code)}
    forms |= {form.replace("&#x27;", "&#39;") for form in forms}
    return frozenset(forms - {code})


def bare(emoji: str) -> str:
    """Without variation selectors, so that ❤ and ❤️ are the same."""
    return emoji.replace("\ufe0f", "").replace("\ufe0e", "")


def _plainest(emoji: str) -> str:
    """Without skin tone and gender."""
    return _GENDER.sub("", _TONE.sub("", bare(emoji)))
