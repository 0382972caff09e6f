"""What a row of the category tree stands for: a part of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply
from miaohui.i18n import _


class Kind(Enum):
    FAVOURITES = auto()
    ALL = auto()
    CATEGORY = auto()
    TRASH = auto()


@dataclass(frozen=True)
class Section:
    """``category`` is the category's id, empty for the other kinds."""

    kind: Kind
    category: str = ""


FAVOURITES = Section(Kind.FAVOURITES)
ALL = Section(Kind.ALL)
TRASH = Section(Kind.TRASH)


def section_of(category: Category) -> Section:
    return Section(Kind.CATEGORY, category.id)


def section_name(section: Section, library: Library) -> str:
    """As the tree shows it; a category's own name, empty where it is gone."""
    if section.kind is Kind.CATEGORY:
        category = library.categories.get(section.category)
        return category.name if category is not None else ""
    return {Kind.FAVOURITES: _("Favourites"), Kind.ALL: _("All"), Kind.TRASH: _("Trash")}[section.kind]


def within(section: Section, replies: Iterable[Reply], library: Library) -> Iterator[Reply]:
    """Those of the replies that belong to the section, in their order; a top category holds those below it."""
    match section.kind:
        case Kind.ALL:
            return (reply for reply in replies if reply.deleted is None)
        case Kind.FAVOURITES:
            return (reply for reply in replies if reply.deleted is None and reply.favourite is not None)
        case Kind.TRASH:
            return (reply for reply in replies if reply.deleted is not None)
        case Kind.CATEGORY:
            here = {section.category, *(sub.id for sub in library.subs(section.category))}
            return (reply for reply in replies if reply.deleted is None and reply.category in here)


def counted(replies: Iterable[Reply], library: Library) -> Counter[Section]:
    """How many of the replies each section holds."""
    by_category: Counter[str] = Counter()
    counts: Counter[Section] = Counter()
    for reply in replies:
        if reply.deleted is not None:
            counts[TRASH] += 1
            continue
        by_category[reply.category] += 1
        if reply.favourite is not None:
            counts[FAVOURITES] += 1
    counts[ALL] = by_category.total()
    for category, count in by_category.items():
        for one in library.category_path(category):
            counts[section_of(one)] += count
    return counts
