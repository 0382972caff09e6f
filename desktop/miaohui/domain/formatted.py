"""Formatted copies: HTML for chat clients that send formatted text, in the looks of the trade (one bright colour)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from miaohui.domain.reply import Look

_SONGTI = "SimSun,'宋体','Songti SC',serif"
_STYLES: Mapping[Look, str] = MappingProxyType(
    {
        Look.GREETING: f"font-family:{_SONGTI};font-size:14pt;font-weight:bold;color:#c2187a",
        Look.ACTIVITY: f"font-family:{_SONGTI};font-size:12pt;font-weight:bold;color:#d92d20",
    }
)
"""A greeting in pink-purple, an activity in red: bright, neither black nor glaring, one colour in a reply."""


def style(look: Look) -> str:
    """The look as CSS; "" for a plain one."""
    return _STYLES.get(look, "")


def formatted(text: str, look: Look) -> str:
    """The text as HTML in this look; "" for a plain one, which is copied as nothing but its text."""
    css = style(look)
    if not css:
        return ""
    # Two blanks would become one; what is read back from the HTML has to be the text.
    lines = escape(text).replace("  ", " &nbsp;").split("\n")
    return f'<span style="{css}">{"<br>".join(lines)}</span>'
