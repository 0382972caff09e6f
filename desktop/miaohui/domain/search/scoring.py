"""The scores of many hits at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from miaohui.domain.search.model import Field
from miaohui.domain.search.strip import KINDS, Spans, Strip
from miaohui.domain.search.weights import AT_START, FULL, INITIALS, SHARE, WEIGHT, WHOLE, WHOLE_CODE

Scores = npt.NDArray[np.float32]

_FULL_LETTERS = 3
"""Letters a character from which on a word counts as full pinyin."""
_WEIGHTS = np.array([WEIGHT[kind] for kind in KINDS], np.float32)
_WHOLE = np.array([WHOLE_CODE if kind is Field.CODE else WHOLE for kind in KINDS], np.float32)


def worth(strip: Strip, spans: Spans, kind: float | Scores) -> Scores:
    """The scores of hits in one piece; ``kind`` is what the way of writing counts."""
    field = strip.field_at[spans.origins]
    kinds = strip.kinds[field]
    lengths = strip.lengths[field]
    taken = spans.lasts - spans.origins + 1
    scores: Scores = _WEIGHTS[kinds] + np.asarray(kind, np.float32)
    scores += SHARE * np.divide(taken, lengths, dtype=np.float32)
    at_start = spans.origins == strip.starts[field]
    scores += np.float32(AT_START) * at_start
    scores += _WHOLE[kinds] * (at_start & (taken == lengths))
    return scores


def spelled(letters: int, spans: Spans) -> Scores:
    """Between INITIALS, one letter a character, and FULL: the more was typed, the less is chance."""
    characters = (spans.lasts - spans.origins + 1).astype(np.float32)
    more = (np.float32(letters) / characters - 1) / (_FULL_LETTERS - 1)
    return np.clip(INITIALS + (FULL - INITIALS) * more, INITIALS, FULL)
