"""How an agent who has a reply in mind may type it: a query for each style."""

from __future__ import annotations

import random
from collections.abc import Callable

from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply

_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"), ("l", "n"))
_NEAR = {"a": "s", "e": "r", "g": "h", "h": "g", "i": "o", "n": "m", "o": "i", "u": "y"}

_Make = Callable[[random.Random, Reply, Readings], str]


def _piece(chance: random.Random, reply: Reply, least: int, most: int) -> str:
    """Neighbouring characters of the title, most often from its start."""
    title = "".join(c for c in reply.title if c.isalnum())
    size = min(len(title), chance.randint(least, most))
    start = 0 if chance.random() < 0.6 else chance.randint(0, len(title) - size)
    return title[start : start + size]


def _syllables(text: str, readings: Readings) -> list[str]:
    return [readings.get(character, (character,))[0] for character in text]


def _initials(text: str, readings: Readings) -> str:
    return "".join(syllable[0] for syllable in _syllables(text, readings))


def _characters(chance: random.Random, reply: Reply, readings: Readings) -> str:
    return _piece(chance, reply, 2, 4)


def _full(chance: random.Random, reply: Reply, readings: Readings) -> str:
    return "".join(_syllables(_piece(chance, reply, 2, 4), readings))


def _letters(chance: random.Random, reply: Reply, readings: Readings) -> str:
    return _initials(_piece(chance, reply, 3, 6), readings)


def _mixed(chance: random.Random, reply: Reply, readings: Readings) -> str:
    ways = [lambda c, s: s, lambda c, s: s[0], lambda c, s: c]
    text = _piece(chance, reply, 3, 5)
    pieces = [(c, s) for c, s in zip(text, _syllables(text, readings), strict=True)]
    return "".join(chance.choice(ways)(c, s) for c, s in pieces)


def _partial(chance: random.Random, reply: Reply, readings: Readings) -> str:
    *whole, last = _syllables(_piece(chance, reply, 2, 4), readings)
    return "".join(whole) + last[: max(1, len(last) - 1)]


def _code(chance: random.Random, reply: Reply, readings: Readings) -> str:
    return reply.code


def _two_words(chance: random.Random, reply: Reply, readings: Readings) -> str:
    title = "".join(c for c in reply.title if c.isalnum())
    half = len(title) // 2
    return f"{_initials(title[:3], readings)} {_initials(title[half : half + 3], readings)}"


def _body_words(chance: random.Random, reply: Reply, readings: Readings) -> str:
    words = [word for word in reply.text.replace("。", "，").split("，") if len(word) >= 4]
    word = chance.choice(words)
    start = chance.randint(0, len(word) - 4)
    return f"{word[start : start + 4]} {_initials(_piece(chance, reply, 2, 3), readings)}"


def _typo(chance: random.Random, reply: Reply, readings: Readings) -> str:
    word = _full(chance, reply, readings)
    place = chance.randint(1, len(word) - 2)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + _NEAR.get(word[place], word[place + 1]) + word[place + 1 :]


def _fuzzy(chance: random.Random, reply: Reply, readings: Readings) -> str:
    said = []
    for syllable in _syllables(_piece(chance, reply, 2, 4), readings):
        heard = syllable
        for one, other in _FUZZY:
            if one in heard:
                heard = heard.replace(one, other, 1)
                break
        said.append(heard)
    return "".join(said)


STYLES: dict[str, _Make] = {
    "characters": _characters,
    "full pinyin": _full,
    "initials": _letters,
    "mixed": _mixed,
    "partial": _partial,
    "code": _code,
    "two words": _two_words,
    "body words": _body_words,
    "typo": _typo,
    "fuzzy": _fuzzy,
}


def keys(query: str) -> list[str]:
    """What stands in the field after each key; characters are taken to come one by one."""
    return [query[:end] for end in range(1, len(query) + 1) if query[end - 1] != " "]
