"""How the window of automatic replies says where a text comes from and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from miaohui.domain.auto_reply import ANY_CLIENT, AutoSlot
from miaohui.domain.tables import Tables
from miaohui.domain.wording import Finding, Level
from miaohui.errors import Problem
from miaohui.flow.auto_replies import Place, Standing, Text
from miaohui.flow.season_watch import AUTO_DUE
from miaohui.i18n import _, chinese
from miaohui.messages import sentence
from miaohui.ui.names import client_name, season_name, slot_name


def client_label(client: str, tables: Tables) -> str:
    return _("All clients") if client == ANY_CLIENT else client_name(tables.clients[client])


def origin(text: Text, tables: Tables) -> str:
    """The place of an inherited text; empty for one of its own and for none."""
    if text.standing is not Standing.INHERITED or text.assigned is None:
        return ""
    season = tables.seasons.find(text.season)
    names = [client_label(text.assigned.client, tables)] if text.assigned.client != text.place.client else []
    if season is not None and season.id != text.place.season:
        names.append(season_name(season, tables.seasons))
    return " · ".join(names)


def place_label(place: Place, tables: Tables) -> str:
    season = tables.seasons.by_id[place.season]
    names = (slot_name(place.slot), client_label(place.client, tables), season_name(season, tables.seasons))
    return " · ".join(names)


def copied_sentence(place: Place, tables: Tables) -> str:
    """What was copied, and what is to be done with it."""
    name = slot_name(place.slot)
    if place.client == ANY_CLIENT:
        return _("Copied: {name}").format(name=name)
    said = _("Copied: {name}. Paste it into the settings of {client}, then tick it off.")
    return said.format(name=name, client=client_label(place.client, tables))


def faults(text: Text, findings: Iterable[Finding]) -> list[tuple[Level, str]]:
    """What is wrong with a text that stands there, one sentence each."""
    found = [(one.level, sentence(one.problem)) for one in text.shortcomings if text.draft is not None]
    return [*found, *((one.rule.level, _fault(one)) for one in findings)]


def _fault(finding: Finding) -> str:
    rule = finding.rule
    why, suggestion = (rule.why, rule.suggestion) if chinese() else (rule.why_en, rule.suggestion_en)
    return f"{why} {suggestion}".strip()


def due_settings(due: Mapping[str, Sequence[AutoSlot]], tables: Tables) -> str:
    """By client: the settings that need another text; clients with the same ones together."""
    colon, comma, gap = ("：", "、", "；") if chinese() else (": ", ", ", "; ")
    alike: dict[str, list[str]] = {}
    for client, slots in due.items():
        alike.setdefault(comma.join(map(slot_name, slots)), []).append(client_name(tables.clients[client]))
    return gap.join(f"{comma.join(clients)}{colon}{slots}" for slots, clients in alike.items())


def due_problem(due: Mapping[str, Sequence[AutoSlot]], tables: Tables) -> Problem:
    return Problem(AUTO_DUE, {"settings": due_settings(due, tables)})
