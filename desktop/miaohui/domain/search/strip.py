"""The same part of many replies end to end: one array of units that a search runs over at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from miaohui.domain.search.model import Field
from miaohui.domain.search.sounds import Sounds, Units

Places = npt.NDArray[np.int32]


class Spans(NamedTuple):
    """Where words begin in a strip, and the last of their units."""

    origins: Places
    lasts: Places


KINDS = tuple(Field)


@dataclass(frozen=True, eq=False)
class Strip:
    """Never changes. ``gaps`` says how many units after each are skipped by words in letters; ``field_at`` which field
    a unit belongs to; the rest is by field: its kind (in :data:`KINDS`), its row, where it starts, how long it is."""

    units: Units
    gaps: npt.NDArray[np.uint8]
    field_at: Places
    kinds: npt.NDArray[np.uint8]
    rows: Places
    starts: Places
    lengths: Places

    @classmethod
    def of(cls, fields: Sequence[tuple[int, Field, str]], sounds: Sounds) -> Strip:
        """``fields`` are (row, kind, text), row by row."""
        units = sounds.joined(text for _, _, text in fields)
        lengths = np.fromiter((len(text) for _, _, text in fields), np.int32, len(fields))
        ends = np.cumsum(lengths + 1, dtype=np.int32)
        return cls(
            units,
            _gaps(units, sounds),
            np.repeat(np.arange(len(fields), dtype=np.int32), lengths + 1),
            np.fromiter((KINDS.index(kind) for _, kind, _ in fields), np.uint8, len(fields)),
            np.fromiter((row for row, _, _ in fields), np.int32, len(fields)),
            (ends - lengths - 1).astype(np.int32),
            lengths,
        )

    @classmethod
    def joined(cls, strips: Sequence[Strip], first_rows: Sequence[int]) -> Strip:
        """One strip of several; the rows of each count from its first."""
        sizes = np.cumsum([0, *(len(strip.units) for strip in strips)])
        counts = np.cumsum([0, *(len(strip.rows) for strip in strips)])

        def whole(arrays: Sequence[Places], added: Sequence[int]) -> Places:
            return np.concatenate([array + np.int32(more) for array, more in zip(arrays, added, strict=False)])

        return cls(
            np.concatenate([strip.units for strip in strips]),
            np.concatenate([strip.gaps for strip in strips]),
            whole([strip.field_at for strip in strips], counts.tolist()),
            np.concatenate([strip.kinds for strip in strips]),
            whole([strip.rows for strip in strips], first_rows),
            whole([strip.starts for strip in strips], sizes.tolist()),
            np.concatenate([strip.lengths for strip in strips]),
        )

    def outside(self, these: Spans, spans: Spans) -> Spans:
        """Those in other fields: what stands there as it was typed is the hit."""
        if not len(these.origins) or not len(spans.origins):
            return spans
        having = np.zeros(len(self.rows), np.bool_)
        having[self.field_at[these.origins]] = True
        rest = ~having[self.field_at[spans.origins]]
        return Spans(spans.origins[rest], spans.lasts[rest])


def _gaps(units: Units, sounds: Sounds) -> npt.NDArray[np.uint8]:
    """A gap ends at the next unit that a letter may mean, and at the field's end."""
    count = len(units)
    places = np.arange(count, dtype=np.int32)
    stops = np.where(sounds.spoken[units] | (units == 0), places, np.int32(count))
    following = np.minimum.accumulate(stops[::-1])[::-1]
    gaps = np.zeros(count, np.uint8)
    gaps[:-1] = np.minimum(following[1:] - places[:-1] - 1, 255)
    return gaps
