"""What stands in the columns of tables."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """What a reply consists of, as far as tables go. The values are ids: in reports, and of columns."""

    ID = "id"
    CODE = "code"
    TEXT = "text"
    CATEGORY = "category"
    TITLE = "title"
    ALIASES = "aliases"
    TAGS = "tags"
    PICTURES = "pictures"
    PARTS = "parts"
    """Several messages, one after the other."""
    VARIANTS = "variants"
    WORDINGS = "wordings"
    SETTINGS = "settings"
    """Channel, look, level, favourite place, seasons, what comes next: what no table has a column for."""
