"""The machine's clock."""

from __future__ import annotations

from datetime import datetime


class SystemClock:
    def now(self) -> datetime:
        """The local time, aware."""
        return datetime.now().astimezone()  # noqa: TID251 — the one Clock of the running program
