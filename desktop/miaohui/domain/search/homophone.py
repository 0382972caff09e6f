"""Other characters of the same sound, as input methods offer them: 宝邮 for 包邮."""

from __future__ import annotations

import re
from collections.abc import Callable

from miaohui.domain.search.index import Entry, Found
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.weights import HOMOPHONE, LITERAL, scored

MOST_CHARACTERS = 12


def prepare(word: str, sounds: Sounds) -> Callable[[Entry], list[Found]] | None:
    if not 2 <= len(word) <= MOST_CHARACTERS:
        return None
    classes = [sounds.homophones(character) for character in word]
    if any(len(alike) == 1 for alike in classes):
        return None
    pattern = re.compile("".join(f"[{re.escape(alike)}]" for alike in classes))

    def find(entry: Entry) -> list[Found]:
        best: dict[int, Found] = {}
        for hit in pattern.finditer(entry.text, 0, entry.ends[-2]):
            index, offset = entry.place(hit.start())
            best.setdefault(index, scored(entry, index, offset, offset + len(word), LITERAL + HOMOPHONE))
        return list(best.values())

    return find
