"""A reply made ready: the right wording for the season, filled in, in the codes of the chat client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from miaohui.domain import template
from miaohui.domain.courier import COURIER
from miaohui.domain.emoticon import NO_EMOTICONS, UNICODE, NoCounterpart
from miaohui.domain.guard import hold_back
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Channel, Look, Reply
from miaohui.domain.tables import Tables
from miaohui.domain.template import Kind, Segment
from miaohui.domain.values import VariableKind, doubt
from miaohui.domain.variables import Variable, fitted, lookup, split_list
from miaohui.errors import Problem


@dataclass(frozen=True)
class Situation:
    """What a rendering depends on besides the reply. ``now`` is local time; ``typed`` is one customer's; ``formatted``
    if the agent wants replies in their looks where the client takes formatted text.

    ``choices`` are the last ones made, by canonical name: each stands for the first choice, or for a default where
    there is none.
    """

    season: str
    client: str
    now: datetime
    profile: Mapping[str, str] = field(default_factory=dict, repr=False)
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    no_counterpart: NoCounterpart = NoCounterpart.NEAREST
    formatted: bool = False
    choices: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, repr=False)
class FormField:
    """A variable as the form asks for it. ``value`` is what would be used now; ``missing`` if there is none.

    ``doubt`` is what looks wrong about a typed value. ``implies`` tells the values of other variables, by name, that
    follow from a value of this one: from a tracking number its courier.
    """

    variable: Variable
    value: str
    choices: tuple[str, ...]
    missing: bool
    in_profile: bool
    doubt: Problem | None = None
    implies: Callable[[str], Mapping[str, str]] | None = None


DraftPart = tuple[Segment, ...] | Picture


@dataclass(frozen=True, repr=False)
class Draft:
    """``missing`` are variables' canonical names; ``held`` is literal text that looks like a forgotten placeholder;
    ``variant`` is the season whose wording it is, None for the base; ``lost`` are emoticons that the buyer won't see
    as they were meant (:class:`~miaohui.domain.emoticon.Written`); ``wording`` says which of its ``wordings`` (from 0);
    ``look`` is PLAIN where the client takes no formatted text; ``personal`` is true when a value stands in it that
    belongs to one customer; ``places`` are those of the parts in their wording, where one may come to nothing."""

    reply: Reply
    client: str
    season: str
    variant: str | None
    parts: tuple[DraftPart, ...]
    fields: tuple[FormField, ...]
    held: tuple[str, ...]
    lost: tuple[str, ...] = ()
    wording: int = 0
    wordings: int = 1
    look: Look = Look.PLAIN
    personal: bool = False
    places: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field.variable.name for field in self.fields if field.missing)

    @property
    def asked(self) -> tuple[FormField, ...]:
        """What a form has to ask: the missing ones, and what one of them may decide."""
        asked = self.missing
        implied = {COURIER for field in self.fields if field.implies is not None and field.missing}
        return tuple(field for field in self.fields if field.variable.name in (*asked, *implied))

    @property
    def doubts(self) -> Mapping[str, Problem]:
        """What looks wrong about typed values, by variable; none of it keeps a reply back."""
        return {field.variable.name: field.doubt for field in self.fields if field.doubt is not None}

    @property
    def texts(self) -> tuple[str, ...]:
        """The final text of each part that is one."""
        return tuple(template.plain_text(part) for part in self.parts if not isinstance(part, Picture))

    @property
    def text(self) -> str:
        """All texts as one, without the pictures."""
        return "\n".join(self.texts)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(part for part in self.parts if isinstance(part, Picture))

    @property
    def printed(self) -> tuple[str, ...]:
        """Every part as a text: a picture as the line that stands for it."""
        return tuple(part.text if isinstance(part, Picture) else template.plain_text(part) for part in self.parts)


def compose(reply: Reply, situation: Situation, tables: Tables, wording: int = 0) -> Draft:
    """Render a reply; never raises. ``wording`` counts from 0 and wraps around."""
    seasons, variables = tables.seasons, tables.variables
    wordings = seasons.wordings(reply, situation.season)
    known = lookup(variables, situation.typed, situation.profile, situation.now)
    wording %= len(wordings)
    parts = wordings[wording].parts
    parsed = [_parse(part, situation.choices, tables) for part in parts if isinstance(part, str)]
    dialect = _dialect(reply, situation.client, tables)

    lost: dict[str, None] = {}

    def written(text: template.Template) -> tuple[Segment, ...]:
        done = tables.emoticons.write(template.render(text, known), dialect, situation.no_counterpart)
        lost.update(dict.fromkeys(done.lost))
        return hold_back(done.segments, tables.emoticons.bracket_names)

    texts = iter(parsed)
    rendered = [part if isinstance(part, Picture) else written(next(texts)) for part in parts]
    # A part may come to nothing: an unmet condition, an emoticon left out. There is no sending it.
    places = [n for n, part in enumerate(rendered) if isinstance(part, Picture) or template.plain_text(part).strip()]
    places = places or list(range(len(rendered)))[:1]
    sent = tuple(rendered[place] for place in places)
    held = tuple(
        segment.text for part in sent if not isinstance(part, Picture) for segment in part if segment.kind is Kind.HELD
    )
    return Draft(
        reply=reply,
        client=situation.client,
        season=situation.season,
        variant=seasons.variant(reply, situation.season),
        parts=sent,
        fields=_fields(parsed, known, situation, tables),
        held=held,
        lost=tuple(lost),
        wording=wording,
        wordings=len(wordings),
        look=_look(reply, situation, tables),
        places=tuple(places),
        personal=any(
            value in template.plain_text(part)
            for value in _identifying(situation, tables)
            for part in sent
            if not isinstance(part, Picture)
        ),
    )


def _identifying(situation: Situation, tables: Tables) -> list[str]:
    """What was typed that belongs to one customer."""
    typed = fitted(tables.variables, situation.typed, situation.now)
    return [value for name, value in typed.items() if tables.variables.get(name).identifying]


def _look(reply: Reply, situation: Situation, tables: Tables) -> Look:
    client = tables.clients.get(situation.client)
    return reply.look if situation.formatted and client is not None and client.formatted else Look.PLAIN


def _parse(text: str, choices: Mapping[str, str], tables: Tables) -> template.Template:
    """A default without choices is what the reply's author meant: it stays."""

    def with_choice(slot: template.Slot) -> template.Slot:
        value = choices.get(tables.variables.canonical(slot.name))
        stays = value in slot.choices if slot.choices else slot.default is None
        return replace(slot, default=value) if value and stays else slot

    parsed = template.parse(text)
    return template.map_slots(parsed, with_choice) if choices else parsed


def _dialect(reply: Reply, client_id: str, tables: Tables) -> str:
    """Emoticons belong in chat (and in its automatic answers) only; an unknown client gets Unicode."""
    if reply.channel not in (Channel.CHAT, Channel.AUTO):
        return NO_EMOTICONS
    client = tables.clients.get(client_id)
    return UNICODE if client is None else client.dialect


def _fields(
    parsed: list[template.Template], known: template.Lookup, situation: Situation, tables: Tables
) -> tuple[FormField, ...]:
    """Every variable of the text once: those reached now, then those that decide about optional parts.

    One that stands in several places takes the first choices and the first default written anywhere; it is missing
    when any of the places has no value.
    """
    reached = [slot for part in parsed for slot in template.open_slots(part, known)]
    conditions = [template.Slot(name, "") for part in parsed for name in template.conditions(part)]
    places: dict[str, list[template.Slot]] = {}
    for slot in (*reached, *conditions):
        name = tables.variables.canonical(slot.name)
        if not tables.variables.is_computed(name):
            places.setdefault(name, []).append(slot)
    typed = fitted(tables.variables, situation.typed, situation.now)
    return tuple(
        _field(tables.variables.get(name), slots, known, typed.get(name, ""), tables) for name, slots in places.items()
    )


def _field(
    variable: Variable, slots: list[template.Slot], known: template.Lookup, typed: str, tables: Tables
) -> FormField:
    values = [template.value_of(slot, known) for slot in slots]
    own_choices = split_list(known(variable.choices_from) or "") if variable.choices_from else ()
    proposed = (known(variable.proposed_from) or "") if variable.proposed_from else ""
    choices = next((slot.choices for slot in slots if slot.choices), own_choices or variable.choices)
    return FormField(
        variable=variable,
        value=next(filter(None, values), proposed if None in values else ""),
        choices=choices,
        missing=None in values,
        in_profile=variable.name in tables.variables.profile,
        doubt=doubt(variable.kind, typed),
        implies=_courier(tables) if variable.kind is VariableKind.TRACKING else None,
    )


def _courier(tables: Tables) -> Callable[[str], Mapping[str, str]]:
    def implied(number: str) -> Mapping[str, str]:
        courier = tables.couriers.recognise(number)
        return {COURIER: courier} if courier else {}

    return implied
