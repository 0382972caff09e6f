"""How a library file of an older version becomes one of this version.

A document has the shape ``{"meta": {"library": {"schema", "seq", "time"}}, "replies": {id: record},
"categories": {id: record}}``. Journal lines carry the schema of their records: those of an older version are applied
before the step, those of this version after it (database.py), so that a step sees documents only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]

SCHEMA = 2
"""What this version writes. Raise it with every new or changed field of a record."""


def _with_overlays(document: Document) -> Document:
    """2: a personal reply may stand in the place of a shop's (``overlays``, ``overlaid``); none did before."""
    return document


STEPS: tuple[Callable[[Document], Document], ...] = (_with_overlays,)
"""``STEPS[n - 1]`` makes a document of schema n into one of schema n + 1; the schema itself is set by :func:`step`."""


def step(document: Document, schema: int) -> Document:
    """The document one schema further; ``schema`` is its own."""
    document = STEPS[schema - 1](document)
    document["meta"]["library"]["schema"] = schema + 1
    return document


def migrated_reply(record: dict[str, Any], schema: int) -> dict[str, Any]:
    """One reply's record of an older version as one of this version; one of a newer version stays as it is."""
    document: Document = {
        "meta": {"library": {"schema": schema}},
        "replies": {"": dict(record)},
        "categories": {},
    }
    for number in range(max(1, schema), SCHEMA):
        document = step(document, number)
    replies: dict[str, dict[str, Any]] = document["replies"]
    return next(iter(replies.values()))
