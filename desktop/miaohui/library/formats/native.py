"""Miaohui's own JSON: the whole library in one file, pictures included, so that nothing is left behind.

``{"miaohui": 1, "categories": [record], "replies": [record], "trash": [record], "auto_replies": [record], "history":
[{"time", "label", "reply": record}], "pictures": {name: base64}}`` with the records of codec.py. Trash, automatic
replies and history may be missing.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping

import orjson

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.history import Past
from miaohui.domain.picture import Picture, picture_format
from miaohui.domain.reply import Category, Reply
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import Archive, RowProblem
from miaohui.library.codec import (
    decode_auto_reply,
    decode_category,
    decode_past,
    decode_reply,
    encode_auto_reply,
    encode_category,
    encode_past,
    encode_reply,
)

VERSION = 1
_MARK = "miaohui"


def is_native(document: object) -> bool:
    return isinstance(document, dict) and _MARK in document


def read(document: object, path: str) -> tuple[Archive, tuple[RowProblem, ...], dict[str, bytes]]:
    """The library, its records that could not be read (by their number among the replies, those in the trash after the
    others), the pictures by name.

    Raises:
        MiaohuiError: ``library-newer`` for a later version's, ``import-unreadable``.
    """
    assert isinstance(document, dict)
    if isinstance(document[_MARK], int) and document[_MARK] > VERSION:
        raise MiaohuiError("library-newer", path=path)
    categories, replies, pictures = (document.get(key) for key in ("categories", "replies", "pictures"))
    assigned = document.get("auto_replies", [])
    if not isinstance(categories, list) or not isinstance(replies, list) or not isinstance(pictures, dict):
        raise _unreadable(path, "replies")
    trash, history = document.get("trash", []), document.get("history", [])
    if not isinstance(trash, list) or not isinstance(history, list):
        raise _unreadable(path, "trash" if not isinstance(trash, list) else "history")
    contents = {name: _picture(name, content, path) for name, content in pictures.items()}
    try:
        shelves = tuple(map(decode_category, categories))
    except MiaohuiError as error:
        raise _unreadable(path, "categories") from error
    if not isinstance(assigned, list):
        raise _unreadable(path, "auto_replies")
    try:
        auto_replies = tuple(map(decode_auto_reply, assigned))
    except MiaohuiError as error:
        raise _unreadable(path, "auto_replies") from error
    read: list[tuple[int, Reply]] = []
    problems: list[RowProblem] = []
    for number, record in enumerate((*replies, *trash), start=1):
        try:
            read.append((number, decode_reply(record)))
        except MiaohuiError as error:
            problems.append(RowProblem(number, error.problem.id, error.problem.args))
    past = tuple(past for record in history if (past := _past(record)) is not None)
    return Archive(tuple(read), shelves, auto_replies, past), tuple(problems), contents


def _past(record: object) -> Past | None:
    """None for what can't be read: the replies don't need it."""
    try:
        return decode_past(record)
    except MiaohuiError:
        return None


def _picture(name: str, content: object, path: str) -> bytes:
    import hashlib

    try:
        Picture(name)
        decoded = base64.b64decode(content, validate=True) if isinstance(content, str) else b""
        if f"{hashlib.sha256(decoded).hexdigest()}.{picture_format(decoded)}" == name:
            return decoded
    except (ValueError, binascii.Error):
        pass
    raise _unreadable(path, "pictures")


def _unreadable(path: str, part: str) -> MiaohuiError:
    return MiaohuiError("import-unreadable", path=path, reason=Problem("bad-json-part", {"part": part}))


def write(
    replies: Iterable[Reply],
    categories: Iterable[Category],
    auto_replies: Iterable[AutoReply],
    pictures: Mapping[str, bytes],
    trash: Iterable[Reply] = (),
    history: Iterable[Past] = (),
) -> bytes:
    """One JSON document, a line for each value: what changed is seen by comparing two of them."""
    return orjson.dumps(
        {
            _MARK: VERSION,
            "categories": list(map(encode_category, categories)),
            "replies": list(map(encode_reply, replies)),
            "auto_replies": list(map(encode_auto_reply, auto_replies)),
            "trash": list(map(encode_reply, trash)),
            "history": list(map(encode_past, history)),
            "pictures": {name: base64.b64encode(content).decode() for name, content in pictures.items()},
        },
        option=orjson.OPT_INDENT_2,
    )
