"""Days as the windows show them: midnight isn't told, and what ends at one has the day before as its last."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from miaohui.domain.season_calendar import Span


def start_text(span: Span) -> str:
    return _text(span.start)


def end_text(span: Span) -> str:
    return _text(span.end - timedelta(days=1), day_only=True) if span.end.time() == time() else _text(span.end)


def span_text(span: Span | None) -> str:
    """``10-31 20:00 – 11-11``."""
    return f"{start_text(span)} – {end_text(span)}" if span is not None else "—"


def coming_text(span: Span, now: datetime) -> str:
    """With the year where it isn't this one."""
    return span_text(span) if span.start.year == now.year else f"{span.start.year}-{span_text(span)}"


def _text(moment: datetime, *, day_only: bool = False) -> str:
    return f"{moment:%m-%d}" if day_only or moment.time() == time() else f"{moment:%m-%d %H:%M}"
