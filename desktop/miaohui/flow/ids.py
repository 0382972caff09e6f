"""Random ids: never reused, never mistaken for a code."""

from __future__ import annotations

import secrets


def new_reply_id() -> str:
    """``r-`` and 16 hexadecimal digits (see domain.reply.is_reply_id)."""
    return f"r-{secrets.token_hex(8)}"


def new_category_id() -> str:
    return f"c-{secrets.token_hex(8)}"
