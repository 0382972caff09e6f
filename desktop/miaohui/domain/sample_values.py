"""Values that stand for a customer's where a reply is shown while it is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from miaohui.domain.draft import Draft, FormField, Situation, compose
from miaohui.domain.reply import Reply
from miaohui.domain.tables import Tables
from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variable

_BY_KIND: Mapping[VariableKind, str] = {
    VariableKind.NUMBER: "2",
    VariableKind.MONEY: "29.90",
    VariableKind.DATE: "明天",
    VariableKind.ORDER: "4021558877012345",
    VariableKind.TRACKING: "YT8812345678901",
    VariableKind.PHONE: "13800138000",
    VariableKind.ADDRESS: "浙江省杭州市西湖区文三路 1 号",
    VariableKind.SIZE: "M",
    VariableKind.BODY: "165cm/55kg",
}
_DEPTH = 4
"""How often another optional part may open up behind the one before."""


def sample(variable: Variable) -> str:
    """A value as a customer's could be; always the same one. A variable that says nothing about itself is its name."""
    if variable.example:
        return variable.example
    return variable.choices[0] if variable.choices else _BY_KIND.get(variable.kind, variable.name)


def compose_sample(reply: Reply, situation: Situation, tables: Tables, wording: int = 0) -> Draft:
    """As :func:`~miaohui.domain.draft.compose`, with samples for what a customer or the agent would still have to say.

    Defaults, choices and the profile stay what they are; optional parts are shown. A name that nobody knows and one of
    the agent's own facts without an example stay missing: so they would be for the buyer.
    """
    draft = compose(reply, situation, tables, wording)
    for _ in range(_DEPTH):
        values = {field.variable.name: _value(field, tables) for field in draft.fields if not field.value}
        new = {name: value for name, value in values.items() if value and name not in situation.typed}
        if not new:
            break
        situation = replace(situation, typed={**situation.typed, **new})
        draft = compose(reply, situation, tables, wording)
    return draft


def _value(field: FormField, tables: Tables) -> str:
    name = field.variable.name
    if field.choices:
        return field.choices[0]
    if name in tables.variables.profile:
        return tables.variables.profile[name].example
    return sample(field.variable) if name in tables.variables.by_name else ""
