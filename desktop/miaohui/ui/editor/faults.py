"""Where in the form it stands that something doesn't fit."""

from __future__ import annotations

from miaohui.domain.reply import Reply
from miaohui.errors import Problem

TEXT = "text"
"""What is said of a text stands below the texts; everything else at the field of this name."""
_FIELDS = {
    "empty-title": "title",
    "title-too-long": "title",
    "empty-code": "code",
    "bad-code": "code",
    "code-too-long": "code",
    "code-taken": "code",
    "category-gone": "category",
    "unknown-category": "category",
    "empty-text": TEXT,
    "text-too-long": TEXT,
    "picture-missing": TEXT,
    "picture-unreadable": TEXT,
    "picture-too-large": TEXT,
    "next-itself": "next",
    "next-gone": "next",
    "next-cycle": "next",
    "bad-favourite": "favourite",
    "favourite-taken": "favourite",
}


def field_of(problem: Problem, contents: Reply) -> str:
    """The field that it is about, by the name of a reply's field, or TEXT; empty for none."""
    if problem.id != "word-too-long":
        return _FIELDS.get(problem.id, "")
    limit = _limit(problem)
    words = {"aliases": contents.aliases, "tags": contents.tags}
    return next((name for name, listed in words.items() if any(len(word) > limit for word in listed)), "next")


def season_of(problem: Problem, contents: Reply) -> str:
    """The season (an id) whose text it is about; empty where that can't be told or is no season's."""
    if problem.id != "text-too-long":
        return ""
    limit, found = _limit(problem), ""
    for season, wordings in contents.variants.items():
        if any(len(one.text) > limit for one in wordings):
            found = season
    return found


def _limit(problem: Problem) -> int:
    return int(str(problem.args["limit"]))
