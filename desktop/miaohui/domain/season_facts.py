"""What a season says beside its wordings, as values of variables: its own texts, and dates from the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from miaohui.domain.season import Seasons
from miaohui.domain.season_calendar import Calendar, Span
from miaohui.domain.values import written_day

ACTIVITY_STARTS, ACTIVITY_ENDS = "活动开始", "活动结束"
DISPATCH_STOPS, DISPATCH_RESUMES = "停发日期", "恢复时间"
STOP_IN_SIGHT = timedelta(days=45)
"""How long before it the next stop of dispatch is spoken of."""


def facts(seasons: Seasons, calendar: Calendar, season: str, now: datetime, zone: tzinfo) -> dict[str, str]:
    """By the canonical names of variables; what isn't known isn't there.

    ``season`` (an id) is the one that a reply is rendered for. Its texts go before its parents'; the dates of an
    activity are those of its period that is running now, the dates of the stop those of the one running or in sight.
    """
    found: dict[str, str] = {}
    for one in reversed(seasons.chain(season)):
        if one in seasons.by_id:
            found |= {name: text for name, text in seasons.by_id[one].facts.items() if text}
    now = now.astimezone(UTC)
    running, coming = calendar.running(now, zone), calendar.coming(now, zone)
    span = next((span for span in running if span.season == season), None)
    if span is not None:
        found |= {ACTIVITY_STARTS: _written(span.start), ACTIVITY_ENDS: _written_end(span.end)}
    horizon = now.astimezone(zone).replace(tzinfo=None) + STOP_IN_SIGHT
    stop = next((span for span in (*running, *coming) if _stops(span, seasons) and span.start < horizon), None)
    if stop is not None:
        found |= {DISPATCH_STOPS: written_day(stop.start), DISPATCH_RESUMES: written_day(stop.end)}
    return found


def _stops(span: Span, seasons: Seasons) -> bool:
    season = seasons.by_id.get(span.season)
    return season is not None and season.stops


def _written(moment: datetime) -> str:
    """Midnight needn't be told."""
    clock = f" {moment:%H:%M}" if moment.time() != datetime.min.time() else ""
    return f"{written_day(moment)}{clock}"


def _written_end(moment: datetime) -> str:
    """What ends at midnight has the day before as its last."""
    return _written(moment) if moment.time() != datetime.min.time() else written_day(moment - timedelta(days=1))
