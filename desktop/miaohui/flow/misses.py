"""Counting searches that found nothing."""

from __future__ import annotations

from datetime import UTC

from miaohui.domain.misses import MAX_WORDS, Miss
from miaohui.errors import MiaohuiError
from miaohui.flow.ports import MissLog
from miaohui.flow.workspace import Workspace
from miaohui.log import logger


class Misses:
    """A query counts once it was given up: while it is typed on, what is missing isn't known."""

    def __init__(self, workspace: Workspace, log: MissLog) -> None:
        self._workspace = workspace
        self._log = log
        self._missed = ""

    def nothing_found(self, query: str) -> None:
        """For this query, as far as it is typed; deleting its letters one by one makes no new one."""
        if query.strip() and not self._missed.startswith(query):
            self._missed = query

    def given_up(self) -> None:
        """Count the query that found nothing, if there was one. That it can't be written down is no one's concern."""
        words, self._missed = self._missed.strip(), ""
        if not words:
            return
        kept = words if self._workspace.settings.keep_missed and len(words) <= MAX_WORDS else ""
        try:
            self._log.append(Miss(self._workspace.clock.now().astimezone(UTC), kept))
        except MiaohuiError as error:
            logger.warning("miss not counted: %s", error.problem.id)
