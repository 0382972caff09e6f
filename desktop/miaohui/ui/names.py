"""How the interface calls clients, seasons, automatic replies and variables in the language in use."""

from __future__ import annotations

from miaohui.domain.auto_reply import AutoSlot
from miaohui.domain.draft import FormField
from miaohui.domain.emoticon import Client
from miaohui.domain.season import Season, Seasons
from miaohui.domain.values import VariableKind
from miaohui.domain.variables import ProfileField, Variable, Variables
from miaohui.i18n import N_, _, chinese


def client_name(client: Client) -> str:
    return client.name if chinese() else client.name_en


def slot_name(slot: AutoSlot) -> str:
    return slot.name if chinese() or not slot.name_en else slot.name_en


def season_name(season: Season, seasons: Seasons) -> str:
    """With its sign: peak season has another shape, not only another colour."""
    return f"{'▲' if seasons.is_peak(season.id) else '●'} {season.called(chinese=chinese())}"


def profile_label(field: ProfileField) -> str:
    return field.name if chinese() or not field.label_en else f"{field.label_en} ({field.name})"


def short_label(variable: Variable) -> str:
    return variable.name if chinese() or not variable.label_en else variable.label_en


def variable_label(field: FormField, variables: Variables) -> str:
    """Variables are Chinese names; the English interface adds what they mean."""
    name = field.variable.name
    own = variables.profile.get(name)
    if own is not None:
        return profile_label(own)
    english = field.variable.label_en
    return name if chinese() or not english else f"{english} ({name})"


_KINDS = {
    VariableKind.TEXT: N_("One line of text"),
    VariableKind.CHOICE: N_("One of several"),
    VariableKind.MULTILINE: N_("Text of several lines"),
    VariableKind.NUMBER: N_("Number"),
    VariableKind.MONEY: N_("Amount"),
    VariableKind.DATE: N_("Date"),
    VariableKind.ORDER: N_("Order number"),
    VariableKind.TRACKING: N_("Tracking number"),
    VariableKind.PHONE: N_("Phone number"),
    VariableKind.ADDRESS: N_("Address"),
    VariableKind.SIZE: N_("Size"),
    VariableKind.BODY: N_("Height and weight"),
}


def kind_name(kind: VariableKind) -> str:
    """What a variable holds."""
    return _(_KINDS[kind])
