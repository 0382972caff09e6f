"""The pass that every key runs: a word as it stands, as initials, as full pinyin."""

from __future__ import annotations

from bisect import bisect_right

from miaohui.domain.search.index import Entry, Found
from miaohui.domain.search.weights import BODY_INITIALS, FULL, INITIALS, LITERAL, scored

MIN_BODY_LETTERS = 3


def letters_of(word: str) -> str:
    """The word as letters and digits, "" if it is something else; an input method writes bao'you."""
    letters = word.replace("'", "")
    return letters if letters.isascii() and letters.isalnum() else ""


def find(entry: Entry, word: str) -> list[Found]:
    """Where the word stands in the reply: at most one hit for each field and way of writing."""
    found: list[Found] = []
    text, ends = entry.text, entry.ends
    letters = letters_of(word)
    if letters and len(word) == 1:  # nearly any text has it
        text = text[: ends[-2]]
    position = text.find(word)
    while position >= 0:
        index = bisect_right(ends, position)
        end = ends[index]
        start = position - end + entry.lengths[index]
        found.append(scored(entry, index, start, start + len(word), LITERAL))
        position = text.find(word, end)
    if letters:
        literal = {index for _, index, _ in found}  # what stands there as it was typed is the hit
        if letters in entry.initials.text:
            found += [scored(entry, *hit, INITIALS) for hit in entry.initials.find(letters) if hit[0] not in literal]
        if len(letters) > 1 and letters in entry.full.text:  # a single letter is an initial
            found += [scored(entry, *hit, FULL) for hit in entry.full.find(letters) if hit[0] not in literal]
        if len(letters) >= MIN_BODY_LETTERS:
            if letters in entry.body_full.text:
                found += [scored(entry, *hit, FULL) for hit in entry.body_full.find(letters) if hit[0] not in literal]
            if not found and letters in entry.body_initials.text:
                hits = entry.body_initials.find(letters)
                found += [(BODY_INITIALS, index, ((start, end),)) for index, start, end in hits]
    return found
