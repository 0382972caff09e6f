"""The emoticons that one can choose from, by situation and by name: Chinese, English, pinyin or initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miaohui.domain.emoticon import Dialect, Emoticon, bare
from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.search.folding import fold

NOT_FOUND = 4
"""Worse than any rank of a hit."""


@dataclass(frozen=True)
class Choice:
    """An emoticon on offer. ``text`` is what a template holds: the emoji, which every client gets in its own codes, or
    the code where no picture of it is known (``picture`` is empty then). ``dialects`` are those that have a code for
    it, ``codes`` what they write; what isn't ``fit`` is unsuitable toward a buyer with at least one of them."""

    text: str
    picture: str
    names: tuple[str, ...] = ()
    name_en: str = ""
    dialects: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    fit: bool = True

    @property
    def name(self) -> str:
        return self.names[0] if self.names else self.text


@dataclass(frozen=True)
class Scene:
    """A moment of a conversation and the emoticons that suit it, first choice first."""

    id: str
    name: str
    name_en: str
    emoji: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Catalogue:
    """All choices in the order in which they are offered."""

    choices: tuple[Choice, ...]
    scenes: tuple[Scene, ...] = ()
    readings: Readings = field(default_factory=dict)

    def suiting(self, scene: Scene) -> tuple[Choice, ...]:
        return tuple(self._by_emoji[bare(emoji)] for emoji in scene.emoji)

    @cached_property
    def _by_emoji(self) -> Mapping[str, Choice]:
        return {bare(choice.text): choice for choice in self.choices}

    def search(self, query: str) -> tuple[Choice, ...]:
        """What is called so, the closest first: by a whole name, its beginning, its middle, a scene's name."""
        query = fold(query).strip()
        ranks = {choice: terms.rank(query) for choice, terms in self._terms.items()}
        for scene, terms in self._scene_terms:
            if terms.rank(query) < NOT_FOUND - 2:
                for choice in self.suiting(scene):
                    ranks[choice] = min(ranks[choice], NOT_FOUND - 1)
        return tuple(sorted((choice for choice in ranks if ranks[choice] < NOT_FOUND), key=ranks.__getitem__))

    @cached_property
    def _terms(self) -> Mapping[Choice, _Terms]:
        return {
            choice: _terms(choice.names, choice.name_en, self.readings, (choice.text, *choice.codes))
            for choice in self.choices
        }

    @cached_property
    def _scene_terms(self) -> list[tuple[Scene, _Terms]]:
        return [(scene, _terms((scene.name,), scene.name_en, self.readings)) for scene in self.scenes]


@dataclass(frozen=True)
class _Terms:
    """What something is found by: ``whole`` only as a whole, ``words`` also by a beginning or middle, ``letters`` (of
    pinyin) by a beginning."""

    whole: frozenset[str]
    words: tuple[str, ...]
    letters: tuple[str, ...]

    def rank(self, query: str) -> int:
        letters = query.replace("'", "").replace(" ", "")
        if query in self.whole or letters in self.letters:
            return 0
        spelled = letters != "" and any(one.startswith(letters) for one in self.letters)
        if spelled or any(word.startswith(query) for word in self.words):
            return 1
        return 2 if any(query in word for word in self.words) else NOT_FOUND


def _terms(names: Iterable[str], english: str, readings: Readings, codes: Iterable[str] = ()) -> _Terms:
    folded = [fold(name) for name in names]
    english = fold(english)
    spelled = [spelling.letters for name in folded for kind in spellings(name, readings) for spelling in kind]
    whole = {english, *folded, *map(fold, codes), *map(bare, codes)} - {""}
    words = (*folded, english, *(word.strip("?,") for word in english.split()))
    return _Terms(frozenset(whole), tuple(filter(None, words)), tuple(dict.fromkeys(filter(None, spelled))))


def choices_of(dialects: Iterable[Dialect], english: Mapping[str, str]) -> tuple[Choice, ...]:
    """One choice for each emoji that any of the dialects writes, then their codes without a picture. ``english`` are
    names by emoji. A name that is another code's own leads to the picture which that code shows."""
    rows: dict[str, list[tuple[str, Emoticon]]] = {}
    further: dict[str, list[str]] = {}
    without_picture: list[Choice] = []
    for dialect in dialects:
        for emoticon in dialect.emoticons:
            if emoticon.emoji:
                rows.setdefault(bare(emoticon.emoji), []).append((dialect.id, emoticon))
            elif emoticon.shows:
                further.setdefault(bare(emoticon.shows), []).append(emoticon.name)
            else:
                code = emoticon.code
                without_picture.append(Choice(code, "", dialects=(dialect.id,), codes=(code,), fit=emoticon.fit))
    names = {bare(emoji): name for emoji, name in english.items()}
    chosen = [
        Choice(
            text=found[0][1].emoji,
            picture=found[0][1].emoji,
            names=tuple(dict.fromkeys([*(e.name for _, e in found), *further.get(emoji, ())])),
            name_en=names.get(emoji, ""),
            dialects=tuple(dict.fromkeys(dialect for dialect, _ in found)),
            codes=tuple(dict.fromkeys(e.code for _, e in found)),
            fit=all(e.fit for _, e in found),
        )
        for emoji, found in rows.items()
    ]
    return (*chosen, *without_picture)
