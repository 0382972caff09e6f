"""How much there is to say about the wording of replies that are about to be taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.wording import Level
from miaohui.flow.wording import WordingCheck

STEP = 50
"""Replies between two looks at whether anybody still wants to know."""


def count(
    replies: Sequence[Reply],
    library: Library,
    check: WordingCheck,
    client: str,
    go_on: Callable[[int], bool] = lambda _done: True,
) -> Counter[Level]:
    """The findings by their levels; ``library`` knows the replies' categories. ``go_on`` is told now and then how many
    replies are done, and ends the count by False."""
    found: Counter[Level] = Counter(dict.fromkeys(Level, 0))
    for number, reply in enumerate(replies):
        if number % STEP == 0 and not go_on(number):
            break
        found.update(one.finding.rule.level for one in check.reply(reply, library, client))
    return found
