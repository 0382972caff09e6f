"""The same row: which replies of the library the rows of a file stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.flow.transfer.grouping import Group
from miaohui.flow.transfer.shelves import UNFILED


class SameRow:
    """Known by Miaohui's own id (in a table that Miaohui wrote), else by the source key, else by code and category,
    else by the text."""

    def __init__(self, library: Library, replies: Iterable[Reply], format_id: str) -> None:
        self._library = library
        self._format = format_id
        self._by_source: dict[str, list[Reply]] = defaultdict(list)
        self._by_place: dict[tuple[str, str], list[Reply]] = defaultdict(list)
        self._by_text: dict[str, list[Reply]] = defaultdict(list)
        for reply in replies:
            self._by_source[reply.source].append(reply)
            self._by_place[reply.code.casefold(), self.shelf_of(reply)].append(reply)
            for wording in reply.wordings:
                self._by_text[wording.text].append(reply)

    def known(self, groups: list[Group]) -> dict[Group, Reply]:
        """The replies that are here already; one reply never stands for two groups."""
        ways: tuple[Callable[[Group], list[Reply]], ...] = (
            self._by_id,
            lambda group: self._by_source[self.source(group)],
            lambda group: self._by_place[group.code.casefold(), group.category],
            lambda group: self._by_text[group.base[0].text] if len(group.base) == 1 else [],
        )
        known: dict[Group, Reply] = {}
        taken: set[str] = set()
        for way in ways:
            for group in groups:
                reply = None if group in known else next((r for r in way(group) if r.id not in taken), None)
                if reply is not None:
                    known[group] = reply
                    taken.add(reply.id)
        return known

    def source(self, group: Group) -> str:
        """What a reply made of the group keeps to be known by next time."""
        return f"{self._format}:{group.id}" if group.id else f"{self._format}:{group.category}/{group.key}"

    def shelf_of(self, reply: Reply) -> str:
        return self._library.category_name(reply.category) or UNFILED

    def _by_id(self, group: Group) -> list[Reply]:
        reply = self._library.replies.get(group.id)
        return [reply] if reply is not None and reply.deleted is None else []
