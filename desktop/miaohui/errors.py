"""What can go wrong, as values: a problem is an id with arguments, never a finished sentence.

The sentences live in messages.py and the gettext catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """An expected failure. ``args`` are for the sentence: paths, codes, names; never a customer's value."""

    id: str
    args: Mapping[str, object] = field(default_factory=dict)


class MiaohuiError(Exception):
    """Raised where a value can't be returned; carries the problem to show."""

    def __init__(self, problem_id: str, **args: object) -> None:
        super().__init__(problem_id)
        self.problem = Problem(problem_id, args)
