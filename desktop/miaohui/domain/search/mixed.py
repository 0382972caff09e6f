"""Characters, syllables and initials in any mixture (bao邮, byou, bao邮shuom), and fuzzy pinyin."""

from __future__ import annotations

from collections.abc import Callable

from miaohui.domain.search.index import Entry, Found
from miaohui.domain.search.sounds import Sounds, Typed
from miaohui.domain.search.weights import FULL, FUZZY, MIXED, scored

MAX_WORD = 40


def prepare(word: str, sounds: Sounds) -> Callable[[Entry], list[Found]] | None:
    """What finds this word in an entry; None where the pass has nothing to say."""
    word = word.replace("'", "")
    if not 2 <= len(word) <= MAX_WORD or not any("a" <= c <= "z" for c in word) or not word.isalnum():
        return None
    starting = sounds.starting(word[0])
    anchors = [c for c in word if not c.isascii()]

    def find(entry: Entry) -> list[Found]:
        text = entry.text
        end = len(text) if anchors else entry.ends[-2]  # what has a character of its own is looked for in bodies too
        if any(c not in text for c in anchors):
            return []
        best: dict[int, Found] = {}
        for start in starting.finditer(text, 0, end):
            position = start.start()
            stop = walk(text, position, end, word, sounds.loose)
            if stop >= 0:
                kind = FULL + FUZZY
                exact = walk(text, position, end, word, sounds.exact)
                if exact >= 0:
                    kind, stop = MIXED, exact
                index, offset = entry.place(position)
                found = scored(entry, index, offset, offset + stop - position, kind)
                if index not in best or found[0] > best[index][0]:
                    best[index] = found
        return list(best.values())

    return find


def walk(text: str, position: int, end: int, word: str, typed: Callable[[str], Typed]) -> int:
    """Where the text's characters that the whole word stands for end, from ``position`` on; -1 if it doesn't fit.

    ``reached`` holds how many of the word's letters may be used up so far: all readings are tried side by side.
    """
    reached = {0}
    while position < end and text[position] != "\n":
        pieces = typed(text[position])
        position += 1
        if not pieces.inside:  # punctuation
            continue
        following = {at + len(piece) for at in reached for piece in pieces.inside if word.startswith(piece, at)}
        if len(word) in following or any(one.startswith(word[at:]) for at in reached for one in pieces.last):
            return position
        if not following:
            break
        reached = following
    return -1
