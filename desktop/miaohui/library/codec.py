"""Replies, categories, automatic replies and change sets as JSON-able values, and back.

One form for the snapshot, the journal and the channel between processes. What has its default is left out; a wording
is the list of its parts, a part a text or ``{"picture": name, "alt"?: text}``; times are ISO 8601 in UTC. Decoding
checks everything: what gets through is valid, the rest raises ``bad-record``. Unknown keys are refused as well, for
leaving them out would lose them at the next save: a new field means a new schema (migrations.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.change import Change, ChangeSet, Entity
from miaohui.domain.history import Past
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Category, Channel, Look, Part, Reply, Scope, Wording
from miaohui.errors import MiaohuiError

Record = dict[str, object]
"""A JSON object of this module's making."""

_E = TypeVar("_E", bound=StrEnum)


def bad_record(reason: str) -> MiaohuiError:
    """``reason`` names what is wrong, never a content."""
    return MiaohuiError("bad-record", reason=reason)


# ---------------------------------------------------------------------------------------------------------- encoding


def encode_reply(reply: Reply) -> Record:
    record: Record = {
        "id": reply.id,
        "code": reply.code,
        "title": reply.title,
        "category": reply.category,
        "wordings": _encode_wordings(reply.wordings),
    }
    if reply.aliases:
        record["aliases"] = list(reply.aliases)
    if reply.tags:
        record["tags"] = list(reply.tags)
    if reply.channel is not Channel.CHAT:
        record["channel"] = reply.channel.value
    if reply.variants:
        record["variants"] = {season: _encode_wordings(wordings) for season, wordings in reply.variants.items()}
    if reply.only_in:
        record["only_in"] = list(reply.only_in)
    if reply.next:
        record["next"] = [list(pair) for pair in reply.next]
    if reply.look is not Look.PLAIN:
        record["look"] = reply.look.value
    if reply.level:
        record["level"] = reply.level
    if reply.favourite is not None:
        record["favourite"] = reply.favourite
    if reply.order:
        record["order"] = reply.order
    if reply.scope is not Scope.PERSONAL:
        record["scope"] = reply.scope.value
    if reply.locked:
        record["locked"] = True
    if reply.source:
        record["source"] = reply.source
    if reply.rev != 1:
        record["rev"] = reply.rev
    for name, moment in (("created", reply.created), ("updated", reply.updated), ("deleted", reply.deleted)):
        if moment is not None:
            record[name] = encode_time(moment)
    if reply.overlays:
        record["overlays"] = reply.overlays
    if reply.overlaid is not None:
        record["overlaid"] = encode_reply(reply.overlaid)
    return record


def encode_category(category: Category) -> Record:
    record: Record = {"id": category.id, "name": category.name}
    if category.parent:
        record["parent"] = category.parent
    if category.order:
        record["order"] = category.order
    if category.icon:
        record["icon"] = category.icon
    return record


def encode_auto_reply(auto_reply: AutoReply) -> Record:
    """``id`` says the same as ``slot``, ``client`` ("" for any) and ``season``."""
    return {
        "id": auto_reply.id,
        "slot": auto_reply.slot,
        "client": auto_reply.client,
        "season": auto_reply.season,
        "reply": auto_reply.reply,
    }


def encode_change_set(change_set: ChangeSet) -> Record:
    """``{"label", "changes": [{"kind": "reply"|"category"|"auto_reply", "before"?: record, "after"?: record}]}``."""
    return {"label": change_set.label, "changes": [_encode_change(change) for change in change_set.changes]}


def _encode_change(change: Change) -> Record:
    record: Record = {"kind": change.kind}
    if change.before is not None:
        record["before"] = _encode_entity(change.before)
    if change.after is not None:
        record["after"] = _encode_entity(change.after)
    return record


def _encode_entity(entity: Entity) -> Record:
    match entity:
        case Reply():
            return encode_reply(entity)
        case Category():
            return encode_category(entity)
        case AutoReply():
            return encode_auto_reply(entity)


def encode_past(past: Past) -> Record:
    return {"time": encode_time(past.time), "label": past.label, "reply": encode_reply(past.reply)}


def _encode_wordings(wordings: tuple[Wording, ...]) -> list[list[str | Record]]:
    return [[_encode_part(part) for part in wording.parts] for wording in wordings]


def _encode_part(part: Part) -> str | Record:
    if isinstance(part, str):
        return part
    record: Record = {"picture": part.name}
    if part.alt:
        record["alt"] = part.alt
    return record


def encode_time(moment: datetime) -> str:
    """Raises MiaohuiError ``bad-record`` for a naive time."""
    if moment.tzinfo is None:
        raise bad_record("a time without zone")
    return moment.astimezone(UTC).isoformat()


# ---------------------------------------------------------------------------------------------------------- decoding


def decode_reply(value: object) -> Reply:
    """Raises MiaohuiError ``bad-record``."""
    record = _object(value)
    _only(record, _REPLY_KEYS)
    return Reply(
        id=_name(record, "id"),
        code=_name(record, "code"),
        title=_name(record, "title"),
        category=_text(record, "category", None),
        wordings=_wordings(record.get("wordings")),
        aliases=_texts(record, "aliases"),
        tags=_texts(record, "tags"),
        channel=_one_of(record, "channel", Channel, Channel.CHAT),
        variants={season: _wordings(wordings) for season, wordings in _object(record.get("variants", {})).items()},
        only_in=_texts(record, "only_in"),
        next=_pairs(record, "next"),
        look=_one_of(record, "look", Look, Look.PLAIN),
        level=_text(record, "level", ""),
        favourite=_whole(record, "favourite", 0) if "favourite" in record else None,
        order=_whole(record, "order", 0),
        scope=_one_of(record, "scope", Scope, Scope.PERSONAL),
        locked=_flag(record, "locked"),
        source=_text(record, "source", ""),
        rev=_whole(record, "rev", 1),
        created=_time(record, "created"),
        updated=_time(record, "updated"),
        deleted=_time(record, "deleted"),
        overlays=_text(record, "overlays", ""),
        overlaid=_overlaid(record),
    )


def _overlaid(record: Record) -> Reply | None:
    if "overlaid" not in record:
        return None
    overlaid = _object(record["overlaid"])
    if "overlaid" in overlaid:  # nothing is remembered of what was remembered
        raise bad_record("overlaid")
    return decode_reply(overlaid)


def decode_category(value: object) -> Category:
    """Raises MiaohuiError ``bad-record``."""
    record = _object(value)
    _only(record, _CATEGORY_KEYS)
    return Category(
        id=_name(record, "id"),
        name=_name(record, "name"),
        parent=_text(record, "parent", ""),
        order=_whole(record, "order", 0),
        icon=_text(record, "icon", ""),
    )


def decode_auto_reply(value: object) -> AutoReply:
    """Raises MiaohuiError ``bad-record``."""
    record = _object(value)
    _only(record, _AUTO_REPLY_KEYS)
    decoded = AutoReply(
        slot=_name(record, "slot"),
        client=_text(record, "client", None),
        season=_name(record, "season"),
        reply=_name(record, "reply"),
    )
    if record.get("id") != decoded.id:
        raise bad_record("id")
    return decoded


def decode_change_set(value: object) -> ChangeSet:
    """Raises MiaohuiError ``bad-record``."""
    record = _object(value)
    _only(record, _CHANGE_SET_KEYS)
    changes = record.get("changes")
    if not isinstance(changes, list):
        raise bad_record("changes")
    return ChangeSet(_text(record, "label", None), tuple(_decode_change(change) for change in changes))


def _decode_change(value: object) -> Change:
    record = _object(value)
    _only(record, _CHANGE_KEYS)
    decode = _DECODERS.get(_text(record, "kind", None))
    if decode is None:
        raise bad_record("kind")
    before = decode(record["before"]) if "before" in record else None
    after = decode(record["after"]) if "after" in record else None
    if before is None and after is None:
        raise bad_record("a change of nothing")
    if before is not None and after is not None and before.id != after.id:
        raise bad_record("a change of an id")
    return Change(before, after)


def decode_past(value: object) -> Past:
    record = _object(value)
    _only(record, frozenset({"time", "label", "reply"}))
    return Past(decode_time(record.get("time")), _text(record, "label", None), decode_reply(record.get("reply")))


def decode_time(value: object) -> datetime:
    """Raises MiaohuiError ``bad-record``; also for a time without zone."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise bad_record("time")


_DECODERS: Mapping[str, Callable[[object], Entity]] = {
    "reply": decode_reply,
    "category": decode_category,
    "auto_reply": decode_auto_reply,
}
_REPLY_KEYS = frozenset(field.name for field in fields(Reply))
_CATEGORY_KEYS = frozenset(field.name for field in fields(Category))
_AUTO_REPLY_KEYS = frozenset({"id", *(field.name for field in fields(AutoReply))})
_CHANGE_SET_KEYS = frozenset({"label", "changes"})
_CHANGE_KEYS = frozenset({"kind", "before", "after"})
_PICTURE_KEYS = frozenset({"picture", "alt"})


def _object(value: object) -> Record:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return value
    raise bad_record("not an object")


def _only(record: Record, known: frozenset[str]) -> None:
    if not record.keys() <= known:
        raise bad_record("unknown field")


def _text(record: Record, name: str, default: str | None) -> str:
    value = record.get(name, default)
    if isinstance(value, str):
        return value
    raise bad_record(name)


def _name(record: Record, name: str) -> str:
    value = _text(record, name, None)
    if not value.strip():
        raise bad_record(name)
    return value


def _texts(record: Record, name: str) -> tuple[str, ...]:
    values = record.get(name)
    if values is None and name not in record:
        return ()
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return tuple(values)
    raise bad_record(name)


def _pairs(record: Record, name: str) -> tuple[tuple[str, str], ...]:
    values = record.get(name, [])
    if not isinstance(values, list):
        raise bad_record(name)
    pairs = []
    for value in values:
        match value:
            case [str(reply_id), str(label)]:
                pairs.append((reply_id, label))
            case _:
                raise bad_record(name)
    return tuple(pairs)


def _wordings(value: object) -> tuple[Wording, ...]:
    if isinstance(value, list) and value:
        return tuple(_wording(parts) for parts in value)
    raise bad_record("wordings")


def _wording(parts: object) -> Wording:
    if isinstance(parts, list) and parts:
        return Wording(tuple(map(_part, parts)))
    raise bad_record("wordings")


def _part(value: object) -> Part:
    if isinstance(value, str) and value.strip():
        return value
    if not isinstance(value, dict):
        raise bad_record("wordings")
    _only(value, _PICTURE_KEYS)
    try:
        return Picture(_text(value, "picture", None), _text(value, "alt", ""))
    except ValueError:
        raise bad_record("picture") from None


def _whole(record: Record, name: str, default: int) -> int:
    value = record.get(name, default)
    # bool is an int to isinstance; 64 bits are what JSON readers agree on.
    if type(value) is int and -(2**63) <= value < 2**63:
        return value
    raise bad_record(name)


def _flag(record: Record, name: str) -> bool:
    value = record.get(name, False)
    if isinstance(value, bool):
        return value
    raise bad_record(name)


def _one_of(record: Record, name: str, kind: type[_E], default: _E) -> _E:
    if name not in record:
        return default
    try:
        return kind(_text(record, name, None))
    except ValueError:
        raise bad_record(name) from None


def _time(record: Record, name: str) -> datetime | None:
    return decode_time(record[name]) if name in record else None
