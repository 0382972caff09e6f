"""A moment as people say it."""

from __future__ import annotations

from datetime import datetime

from miaohui.i18n import _


def spoken(moment: datetime, now: datetime) -> str:
    """As short as it is clear; ``now`` is local, whatever zone the moment is in."""
    here = moment.astimezone(now.tzinfo)
    days = (now.date() - here.date()).days
    if days == 0:
        return _("today {time}").format(time=f"{here:%H:%M}")
    if days == 1:
        return _("yesterday {time}").format(time=f"{here:%H:%M}")
    return f"{here:%m-%d %H:%M}" if here.year == now.year else f"{here:%Y-%m-%d}"
