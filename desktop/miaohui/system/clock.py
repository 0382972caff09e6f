"""The machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo


class SystemClock:
    def now(self) -> datetime:
        """The local time, aware."""
        _read_zone_again()
        return datetime.now().astimezone()  # noqa: TID251 — the one Clock of the running program

    @property
    def zone(self) -> tzinfo:
        """The machine's time zone with its changes in the course of a year."""
        return _ZONE


class _SystemZone(tzinfo):
    """Whatever the system says about a moment. Unlike the offset that an aware ``now`` carries, it knows that another
    day may have another."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else _naive(dt).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 — nobody asks what part of it is summer time
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        return None if dt is None else _naive(dt).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        local = dt.replace(tzinfo=UTC).astimezone()
        repeated = _naive(local).astimezone().utcoffset() != local.utcoffset()
        return local.replace(tzinfo=self, fold=int(repeated))


_ZONE = _SystemZone()


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _read_zone_again() -> None:
    """A zone that was set meanwhile isn't noticed by itself (there is no such call on Windows)."""
    if hasattr(time, "tzset"):
        time.tzset()
