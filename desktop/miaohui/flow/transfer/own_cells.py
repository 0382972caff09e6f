"""The other cells of a table that Miaohui wrote: what somebody changed in them changes the reply."""

from __future__ import annotations

from dataclasses import replace

from miaohui.domain.reply import MAX_TITLE, Reply
from miaohui.flow.transfer.codes import Codes
from miaohui.flow.transfer.row import Row, list_cell, listed, one_line
from miaohui.flow.transfer.shelves import Shelves, shelf_name


def is_edited(reply: Reply, shelf: str, row: Row, codes: Codes) -> bool:
    """Whether a row of Miaohui's own says other things about its reply than the reply does; ``shelf`` is the name of
    the reply's category."""
    return (
        _is_recoded(reply, row.code.strip(), codes)
        or one_line(row.title) not in ("", one_line(reply.title))
        or shelf_name(row.category) != shelf
        or row.aliases != listed(list_cell(reply.aliases))
        or row.tags != listed(list_cell(reply.tags))
    )


def _is_recoded(reply: Reply, code: str, codes: Codes) -> bool:
    return code not in ("", reply.code) and not codes.is_taken_for(reply.code, code, reply.scope)


def edited(before: Reply, shelf: str, after: Reply, row: Row, codes: Codes, shelves: Shelves) -> Reply:
    """With those cells of the row that say something new; several rows of a reply may each change another."""
    code, title, wanted = row.code.strip(), one_line(row.title)[:MAX_TITLE].strip(), shelf_name(row.category)
    if code != after.code and _is_recoded(before, code, codes):
        same = code.casefold() == before.code.casefold()
        after = replace(after, code=code if same else codes.take(code, before.scope))
    if title not in ("", one_line(before.title)):
        after = replace(after, title=title)
    if wanted != shelf:
        after = replace(after, category=shelves.find(wanted))
    if row.aliases != listed(list_cell(before.aliases)):
        after = replace(after, aliases=row.aliases)
    if row.tags != listed(list_cell(before.tags)):
        after = replace(after, tags=row.tags)
    return after
