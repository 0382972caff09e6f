"""Random ids: never reused, never mistaken for a code."""

from __future__ import annotations

import os


def new_reply_id() -> str:
    """``r-`` and 16 hexadecimal digits (see domain.reply.is_reply_id)."""
    return f"r-{os.urandom(8).hex()}"


def new_category_id() -> str:
    return f"c-{os.urandom(8).hex()}"


def new_season_id() -> str:
    """Also for periods."""
    return f"s-{os.urandom(4).hex()}"
