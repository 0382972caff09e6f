"""A variable as it stands in a TOML file and goes through the channel, and back."""

from __future__ import annotations

from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError

Record = dict[str, object]

_LINES = ("label_en", "choices_from", "proposed_from", "example")


def encode_variable(variable: Variable) -> Record:
    """What has its default is left out."""
    record: Record = {"name": variable.name}
    if variable.aliases:
        record["aliases"] = list(variable.aliases)
    if variable.kind is not VariableKind.TEXT:
        record["kind"] = variable.kind.value
    if variable.choices:
        record["choices"] = list(variable.choices)
    if not variable.identifying:
        record["identifying"] = False
    for key in _LINES:
        if getattr(variable, key):
            record[key] = getattr(variable, key)
    return record


def decode_variable(record: object) -> Variable:
    """Raises MiaohuiError ``bad-record`` that names the key; keys nobody knows are left alone."""
    name = record.get("name") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(name, str) or not name.strip():
        raise MiaohuiError("bad-record", reason="name")
    try:
        kind = VariableKind(record.get("kind", "text"))
    except ValueError:
        raise MiaohuiError("bad-record", reason="kind") from None
    identifying = record.get("identifying", True)
    if not isinstance(identifying, bool):
        raise MiaohuiError("bad-record", reason="identifying")
    lines = {key: record.get(key, "") for key in _LINES}
    for key, line in lines.items():
        if not isinstance(line, str):
            raise MiaohuiError("bad-record", reason=key)
    return Variable(name, _texts(record, "aliases"), kind, _texts(record, "choices"), identifying, **lines)


def _texts(record: dict[str, object], key: str) -> tuple[str, ...]:
    texts = record.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise MiaohuiError("bad-record", reason=key)
    return tuple(texts)
