"""What somebody wrote about a reply, field by field, and the reply that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from miaohui.domain.change import Change
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Category, Channel, Look, Part, Reply, Scope, Wording, wording_from_text
from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_category_id


@dataclass(frozen=True, repr=False)
class ReplyFields:
    """What somebody wrote into a form or a command line; None leaves a field as it is.

    ``category`` is ``top`` or ``top/sub`` and is made where it doesn't exist; ``body`` and the values of ``variants``
    are in text form; ``pictures`` are put behind the body; a variant with an empty text is taken away. ``wordings`` are
    the further ones beside the body; ``only_in`` holds seasons' ids or names, ``next`` (id or code, label) of replies.
    """

    title: str | None = None
    code: str | None = None
    category: str | None = None
    body: str | None = None
    pictures: tuple[Picture, ...] = ()
    aliases: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    variants: Mapping[str, str] | None = None
    scope: Scope | None = None
    wordings: tuple[str, ...] | None = None
    channel: Channel | None = None
    look: Look | None = None
    level: str | None = None
    only_in: tuple[str, ...] | None = None
    next: tuple[tuple[str, str], ...] | None = None


def written(library: Library, reply: Reply, fields: ReplyFields, seasons: Seasons) -> Reply:
    """The reply with what was written, but for its category (:func:`shelf`).

    Raises:
        MiaohuiError: ``unknown-season``, ``unknown-reply`` (in ``next``), ``empty-text`` or ``text-too-long``.
    """
    if fields.title is not None:
        reply = replace(reply, title=fields.title)
    if fields.code is not None:
        reply = replace(reply, code=fields.code)
    if fields.body is not None or fields.pictures:
        body = body_of(reply.wordings[0].parts, fields.body, fields.pictures)
        reply = replace(reply, wordings=(body, *reply.wordings[1:]))
    if fields.wordings is not None:
        further = tuple(wording_from_text(text) for text in fields.wordings if text.strip())
        reply = replace(reply, wordings=(reply.wordings[0], *further))
    if fields.aliases is not None:
        reply = replace(reply, aliases=fields.aliases)
    if fields.tags is not None:
        reply = replace(reply, tags=fields.tags)
    if fields.scope is not None:
        reply = replace(reply, scope=fields.scope)
    if fields.variants is not None:
        reply = replace(reply, variants=_variants(reply, fields.variants, seasons))
    if fields.channel is not None:
        reply = replace(reply, channel=fields.channel)
    if fields.look is not None:
        reply = replace(reply, look=fields.look)
    if fields.level is not None:
        reply = replace(reply, level=fields.level)
    if fields.only_in is not None:
        reply = replace(reply, only_in=tuple(dict.fromkeys(_season(name, seasons) for name in fields.only_in if name)))
    if fields.next is not None:
        targets = ((_target(library, reference), label) for reference, label in fields.next if reference)
        reply = replace(reply, next=tuple(dict(targets).items()))
    return reply


def _target(library: Library, reference: str) -> str:
    found = library.find(reference)
    if found is None:
        raise MiaohuiError("unknown-reply", reply=reference)
    return found.id


def _season(name: str, seasons: Seasons) -> str:
    season = seasons.find(name)
    if season is None:
        raise MiaohuiError("unknown-season", season=name)
    return season.id


def body_of(parts: tuple[Part, ...], text: str | None, pictures: tuple[Picture, ...]) -> Wording:
    """``parts`` unless there is another text, and the pictures behind; these alone are something to say."""
    if text is not None:
        parts = wording_from_text(text).parts if text.strip() or not pictures else ()
    return Wording((*parts, *pictures))


def _variants(reply: Reply, texts: Mapping[str, str], seasons: Seasons) -> Mapping[str, tuple[Wording, ...]]:
    variants = dict(reply.variants)
    for name, text in texts.items():
        season = seasons.find(name)
        if season is None or season.id == BASE_SEASON:
            raise MiaohuiError("unknown-season", season=name)
        if text.strip():
            variants[season.id] = (wording_from_text(text), *variants.get(season.id, ())[1:])
        else:
            variants.pop(season.id, None)
    return variants


def shelf(library: Library, name: str) -> tuple[tuple[Change, ...], str]:
    """The category's id, and the changes that make it (and its top) where needed."""
    names = [piece.strip() for piece in name.split("/")]
    if len(names) > 2 or not all(names):
        raise MiaohuiError("unknown-category", category=name)
    found = library.find_category(name)
    if found is not None:
        return (), found.id
    changes: list[Change] = []
    parent = ""
    for depth, piece in enumerate(names):
        category = library.find_category("/".join(names[: depth + 1]))
        if category is None:
            order = 1 + max((c.order for c in library.categories.values() if c.parent == parent), default=0)
            category = Category(new_category_id(), piece, parent, order)
            changes.append(Change(None, category))
        elif depth == 0 and category.parent:  # a sub category's id: there is no third level
            raise MiaohuiError("unknown-category", category=name)
        parent = category.id
    return tuple(changes), parent
