"""The JSON documents of the command line: a contract, extended and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from miaohui.domain.change import Change
    from miaohui.domain.difference import Difference
    from miaohui.domain.draft import Draft
    from miaohui.domain.history import Version
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply
    from miaohui.domain.search import Hit
    from miaohui.domain.season import Season
    from miaohui.flow.transfer import Plan, RowProblem, Table
    from miaohui.flow.transfer.exported import Export
    from miaohui.flow.transfer.preparing import Placeholder

Document = dict[str, object]


def reply_document(reply: Reply, library: Library) -> Document:
    """``body``, ``variants`` and ``wordings`` are in text form: parts separated by a line ``---``, a picture as a line
    ``![alt](name)``."""
    return {
        "id": reply.id,
        "code": reply.code,
        "title": reply.title,
        "category": library.category_name(reply.category),
        "body": reply.text,
        "aliases": list(reply.aliases),
        "tags": list(reply.tags),
        "variants": {season: wordings[0].text for season, wordings in reply.variants.items()},
        "wordings": [wording.text for wording in reply.wordings],
        "channel": reply.channel,
        "scope": reply.scope,
        "level": reply.level,
        "look": reply.look,
        "only_in": list(reply.only_in),
        "next": [{"id": reply_id, "label": label} for reply_id, label in reply.next],
        "favourite": reply.favourite,
        "order": reply.order,
        "locked": reply.locked,
        "source": reply.source,
        "rev": reply.rev,
        "created": _time(reply.created),
        "updated": _time(reply.updated),
        "deleted": _time(reply.deleted),
        "overlays": reply.overlays or None,
        "overlaid_by": library.overlays[reply.id].id if reply.id in library.overlays else None,
    }


def difference_document(difference: Difference) -> Document:
    return {
        "field": difference.field,
        "key": difference.key,
        "before": difference.before,
        "after": difference.after,
        "pieces": [{"kind": piece.kind, "text": piece.text} for piece in difference.pieces],
    }


def version_document(version: Version, changes: Iterable[Difference]) -> Document:
    """``changes`` are those that made it of the version before; ``label`` names the change set, empty where it isn't
    known."""
    return {
        "number": version.number,
        "time": _time(version.time),
        "label": version.label,
        "title": version.reply.title,
        "code": version.reply.code,
        "body": version.reply.text,
        "wordings": [wording.text for wording in version.reply.wordings],
        "changes": [difference_document(change) for change in changes],
    }


def change_document(change: Change, library: Library) -> Document:
    """What a change set does to a reply."""
    from miaohui.domain.difference import differences
    from miaohui.domain.reply import Reply

    assert isinstance(change.before, Reply)
    assert isinstance(change.after, Reply)
    return {
        "id": change.id,
        "code": change.after.code,
        "before": reply_document(change.before, library),
        "after": reply_document(change.after, library),
        "differences": [difference_document(one) for one in differences(change.before, change.after)],
    }


def hit_document(hit: Hit, library: Library) -> Document:
    """A match's ``start`` and ``end`` count characters of its field's text."""
    reply = hit.reply
    return {
        "id": reply.id,
        "code": reply.code,
        "title": reply.title,
        "category": library.category_name(reply.category),
        "text": reply.text,
        "score": round(hit.score, 3),
        "matches": [{"field": match.field, "start": match.start, "end": match.end} for match in hit.matches],
    }


def draft_document(draft: Draft) -> Document:
    """``parts`` are texts, a picture as the line ``![alt](name)`` that stands for it; ``text`` is what is copied as
    text: all of them without the pictures. ``held`` is literal text that looks like a forgotten placeholder; ``lost``
    are emoticons that the buyer won't see as they were meant, by their pictures; ``doubts`` are variables whose value
    doesn't look like its kind."""
    return {
        "id": draft.reply.id,
        "code": draft.reply.code,
        "parts": list(draft.printed),
        "text": draft.text,
        "client": draft.client,
        "season": draft.season,
        "missing": list(draft.missing),
        "held": list(draft.held),
        "lost": list(draft.lost),
        "doubts": [{"name": name, "rule": doubt.id} for name, doubt in draft.doubts.items()],
    }


def import_document(table: Table, plan: Plan, placeholders: Iterable[Placeholder]) -> Document:
    """``new``, ``changed``, ``same`` and ``skipped`` count rows and add up to all; a problem's ``row`` is as a
    spreadsheet counts. ``columns`` tell what each heading was taken for, null where a column wasn't read,
    ``placeholders`` which foreign ones could become variables, and how often they stand in the file."""
    return {
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "skipped": plan.skipped,
        "problems": [_problem_document(problem) for problem in plan.problems],
        "trashed": plan.trashed,
        "format": table.format,
        "encoding": table.encoding,
        "columns": [{"heading": heading, "field": field} for heading, field in table.columns],
        "placeholders": [{"text": one.text, "variable": one.variable, "count": one.count} for one in placeholders],
    }


def export_document(export: Export, format_id: str, file: str) -> Document:
    """``left`` are the replies that the file doesn't hold whole: fields without a place in it, and what was ``lost``
    of their characters and emoticons."""
    return {
        "format": format_id,
        "file": file,
        "replies": export.replies,
        "rows": export.rows,
        "left": [
            {
                "id": left.reply.id,
                "code": left.reply.code,
                "title": left.reply.title,
                "fields": list(left.fields),
                "lost": list(left.lost),
            }
            for left in export.left
        ],
    }


def _problem_document(problem: RowProblem) -> Document:
    document: Document = {"row": problem.row, "reason": problem.reason}
    return document | ({"sheet": problem.args["sheet"]} if "sheet" in problem.args else {})


def season_document(season: Season, active: Season) -> Document:
    return {
        "id": season.id,
        "name": season.name,
        "active": season.id == active.id,
        "parent": season.parent,
        "aliases": list(season.aliases),
        "colour": season.colour,
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
