"""Automatic replies: what stands in which setting, what is wrong with it, and what has to be set in the clients.

Nothing here is ever sent or set: the agent copies a text into the client's own settings and ticks it off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum

from miaohui.domain.auto_check import Shortcoming, shortcomings
from miaohui.domain.auto_reply import ANY_CLIENT, AutoReply, AutoSlot, auto_reply_id, in_force, slots_of
from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.draft import Draft
from miaohui.domain.formatted import formatted
from miaohui.domain.library import Library
from miaohui.domain.reply import Channel, Look, Reply, Scope
from miaohui.domain.season import BASE_SEASON
from miaohui.domain.tables import Tables
from miaohui.domain.wording import Finding, Level
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit
from miaohui.flow.deliver import hindrance
from miaohui.flow.edit import ReplyFields
from miaohui.flow.ports import Clipboard
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace

SHELF = "auto"
"""The id of the category that holds the texts; a slot's own is below it."""
_SHELF_NAME = "自动回复"
_CODE = "zd"

_NO_TEXT = ""
"""The mark of a setting in which nothing stands."""
_ASSUMED = "?"
"""Before a mark that nobody has ticked off."""


class Standing(StrEnum):
    """Whether a text stands in a place: its own, another place's, one that has gone into the trash, none."""

    OWN = "own"
    INHERITED = "inherited"
    GONE = "gone"
    MISSING = "missing"


class Mark(StrEnum):
    """Whether the text stands in the client's own settings: nobody has ticked it off, it does, it's another one."""

    OPEN = "open"
    DONE = "done"
    DUE = "due"


@dataclass(frozen=True)
class Place:
    """Where a text stands; ``client`` is ANY_CLIENT for all of them."""

    slot: AutoSlot
    client: str
    season: str

    @property
    def id(self) -> str:
        return auto_reply_id(self.slot.id, self.client, self.season)


@dataclass(frozen=True, repr=False)
class Text:
    """What holds in a place.

    ``assigned`` is where it comes from; ``season`` the one that its words are for: the assignment's, or that of the
    reply's variant if that is nearer. ``shortcomings`` also say that there is no text.
    """

    place: Place
    standing: Standing
    assigned: AutoReply | None
    reply: Reply | None
    draft: Draft | None
    season: str
    shortcomings: tuple[Shortcoming, ...]
    mark: Mark

    @property
    def text(self) -> str:
        """The final text; empty for none."""
        return self.draft.text if self.draft is not None else ""


def find_place(workspace: Workspace, slot: str, client: str, season: str) -> Place:
    """By ids or names; an empty season is the base.

    Raises:
        MiaohuiError: ``unknown-auto-slot``, ``unknown-client``, ``auto-slot-elsewhere`` or ``unknown-season``.
    """
    slots, clients = workspace.tables.auto_slots, workspace.tables.clients
    found = slots.get(slot) or next((one for one in slots.values() if slot in (one.name, one.name_en)), None)
    if found is None:
        raise MiaohuiError("unknown-auto-slot", slot=slot, slots=" · ".join(slots))
    if client != ANY_CLIENT and client not in clients:
        raise MiaohuiError("unknown-client", client=client)
    if not found.fits(client):
        raise MiaohuiError("auto-slot-elsewhere")
    return Place(found, client, workspace.find_season(season).id if season else BASE_SEASON)


def assign(library: Library, place: Place, reply: Reply) -> ChangeSet:
    """From now on this reply stands there; of an agent's own wording the shop's reply, in whose place it is shown."""
    before = library.auto_replies.get(place.id)
    reply_id = reply.overlays if reply.overlays in library.replies else reply.id
    after = AutoReply(place.slot.id, place.client, place.season, reply_id)
    return ChangeSet("auto-reply", () if before == after else (Change(before, after),))


def clear(library: Library, place: Place) -> ChangeSet:
    """From now on the place inherits. Raises MiaohuiError ``auto-not-assigned``."""
    before = library.auto_replies.get(place.id)
    if before is None:
        raise MiaohuiError("auto-not-assigned")
    return ChangeSet("auto-reply", (Change(before, None),))


def write(workspace: Workspace, place: Place, text: str) -> ChangeSet:
    """This text stands there: as the words of the reply that was written for this place, else as a new reply.

    Raises:
        MiaohuiError: ``empty-text`` or ``text-too-long``.
    """
    library, seasons, now = workspace.library, workspace.tables.seasons, workspace.clock.now().astimezone(UTC)
    here = _written_for(library, place)
    if here is not None:
        return replace(edit.change(library, here, ReplyFields(body=text), seasons, now), label="auto-reply")
    fields = ReplyFields(
        title=_title(workspace.tables, place), code=_free_code(library), category=_shelf(library, place), body=text
    )
    *shelves, added = edit.add(library, fields, seasons, now).changes
    assert isinstance(added.after, Reply)
    look = place.slot.looks[0] if place.slot.looks else Look.PLAIN
    reply = replace(added.after, channel=Channel.AUTO, look=look)
    return ChangeSet("auto-reply", (*shelves, Change(None, reply), *assign(library, place, reply).changes))


def _written_for(library: Library, place: Place) -> Reply | None:
    """The agent's own reply that stands in this place and nowhere else, with one text for all seasons."""
    assigned = library.auto_replies.get(place.id)
    reply = library.replies.get(assigned.reply) if assigned is not None else None
    if reply is None or reply.deleted is not None or reply.locked or reply.scope is not Scope.PERSONAL:
        return None
    alone = sum(one.reply == reply.id for one in library.auto_replies.values()) == 1
    return reply if alone and not reply.variants else None


def _title(tables: Tables, place: Place) -> str:
    names = [place.slot.name]
    if place.client != ANY_CLIENT:
        names.append(tables.clients[place.client].name)
    if place.season != BASE_SEASON:
        names.append(tables.seasons.by_id[place.season].name)
    return " · ".join(names)


def _free_code(library: Library) -> str:
    taken = {reply.code.casefold() for reply in library.active()}
    number = 1
    while f"{_CODE}{number}" in taken:
        number += 1
    return f"{_CODE}{number}"


def _shelf(library: Library, place: Place) -> str:
    """The slot's own where the shop still has it, by its name."""
    known = (library.category_name(one) for one in (f"{SHELF}/{place.slot.id}", SHELF))
    return next(filter(None, known), _SHELF_NAME)


def findings(text: Text, check: WordingCheck) -> tuple[Finding, ...]:
    """What the wording rules say about it, the gravest first."""
    if text.draft is None:
        return ()
    found = (one.finding for one in check.draft(text.draft, SHELF))
    return tuple(sorted(found, key=lambda one: -one.rule.level.weight))


def copy(text: Text, clipboard: Clipboard, *, confirmed: bool = False) -> None:
    """Put it on the clipboard; it is no use of the reply. ``confirmed`` as in ``deliver.hindrance``.

    Raises:
        MiaohuiError: ``auto-none``, what keeps a draft from leaving, or as ``Clipboard.set_text``.
    """
    if text.draft is None:
        raise MiaohuiError("auto-none")
    problem = hindrance(text.draft, confirmed=confirmed)
    if problem is None and not text.text.strip():
        problem = Problem("empty-draft")
    if problem is not None:
        raise MiaohuiError(problem.id, **problem.args)
    clipboard.set_text(text.text, formatted(text.text, text.draft.look))


class AutoReplies:
    """Owned by the workspace's thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def clients(self) -> tuple[str, ...]:
        """Those in use that send automatic replies, in the tables' order."""
        return tuple(client for client in self.possible_clients if self._workspace.settings.uses(client))

    @property
    def possible_clients(self) -> tuple[str, ...]:
        slots = self._workspace.tables.auto_slots.values()
        return tuple(client for client in self._workspace.tables.clients if slots_of(slots, client) and client)

    # what stands where

    def texts(self, client: str, season: str = "") -> tuple[Text, ...]:
        """All slots of a client, or of any; ``season`` is an id, empty for the one in force."""
        season = season or self._workspace.season.id
        slots = self._workspace.tables.auto_slots.values()
        return tuple(self.text(Place(slot, client, season)) for slot in slots_of(slots, client))

    def text(self, place: Place) -> Text:
        """What holds there; never raises."""
        library, seasons = self._workspace.library, self._workspace.tables.seasons
        assigned = in_force(library.auto_replies, seasons, place.slot.id, place.client, place.season)
        reply = library.replies.get(assigned.reply) if assigned is not None else None
        if assigned is None:
            return self._without_text(place, Standing.MISSING, None)
        if reply is None or reply.deleted is not None:
            return self._without_text(place, Standing.GONE, assigned)
        reply = library.overlays.get(reply.id, reply)
        draft = self._draft(reply, place)
        chain = seasons.chain(place.season)
        season = min((assigned.season, draft.variant or BASE_SEASON), key=chain.index)
        own = assigned.client == place.client and season == place.season
        return Text(
            place,
            Standing.OWN if own else Standing.INHERITED,
            assigned,
            reply,
            draft,
            season,
            self._shortcomings(place, draft),
            self._mark(place, draft.text),
        )

    def _without_text(self, place: Place, standing: Standing, assigned: AutoReply | None) -> Text:
        found = [Shortcoming(Level.WARNING, Problem("auto-gone"))] if standing is Standing.GONE else []
        if place.slot.required and not found:
            found.append(Shortcoming(Level.WARNING, Problem("auto-missing")))
        mark = self._mark(place, "")
        return Text(place, standing, assigned, None, None, place.season, tuple(found), mark)

    def _draft(self, reply: Reply, place: Place) -> Draft:
        """As the client will send it: emoticons belong in what it sends by itself, whatever the reply was made for."""
        situation = self._workspace.situation(client=place.client, season=place.season)
        if place.client == ANY_CLIENT:
            situation = replace(situation, client=self._workspace.client)
        return self._workspace.draft(replace(reply, channel=Channel.AUTO), situation)

    def _shortcomings(self, place: Place, draft: Draft) -> tuple[Shortcoming, ...]:
        tables = self._workspace.tables
        parts = tables.seasons.wordings(draft.reply, place.season)[draft.wording].parts
        return shortcomings(place.slot, tables.clients.get(place.client), draft, parts, tables.variables)

    # what stands in the clients' own settings

    def _mark(self, place: Place, text: str) -> Mark:
        mark = self._workspace.settings.auto_set.get(_key(place))
        if mark is None or place.season != self._workspace.season.id:
            return Mark.OPEN
        if mark.removeprefix(_ASSUMED) != mark_of(text):
            return Mark.DUE
        return Mark.OPEN if mark.startswith(_ASSUMED) else Mark.DONE

    def tick(self, place: Place, *, done: bool = True) -> None:
        """The agent has set this client's setting to the text of the season in force, or hasn't after all.

        Raises:
            MiaohuiError: ``cannot-write``.
        """
        settings = self._workspace.settings
        here = self.text(replace(place, season=self._workspace.season.id))
        marks = {key: mark for key, mark in settings.auto_set.items() if key != _key(place)}
        if done:
            marks[_key(place)] = mark_of(here.text)
        self._workspace.set(replace(settings, auto_set=marks))

    def due(self) -> Mapping[str, tuple[AutoSlot, ...]]:
        """By client in use: the settings in which another text stands than the one in force."""
        found = {
            client: tuple(one.place.slot for one in self.texts(client) if one.mark is Mark.DUE)
            for client in self.clients
        }
        return {client: slots for client, slots in found.items() if slots}

    def follow(self) -> Mapping[str, tuple[AutoSlot, ...]]:
        """To be called after changes: where another season is in force than the last time, what is :meth:`due` now.

        Where nobody has ticked a setting off, it is taken for granted that the season's text before stood in it.

        Raises:
            MiaohuiError: ``cannot-write``.
        """
        settings, season = self._workspace.settings, self._workspace.season.id
        if settings.auto_season == season:
            return {}
        last = self._workspace.tables.seasons.find(settings.auto_season)
        marks = dict(settings.auto_set)
        for client in self.clients:
            for before in self.texts(client, last.id if last is not None else BASE_SEASON):
                now = self.text(replace(before.place, season=season))
                if before.text != now.text:
                    marks.setdefault(_key(before.place), _ASSUMED + mark_of(before.text))
        self._workspace.set(replace(settings, auto_set=marks, auto_season=season))
        return self.due()


def mark_of(text: str) -> str:
    """What tells a text from others without showing it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if text else _NO_TEXT


def _key(place: Place) -> str:
    return f"{place.slot.id}/{place.client}"
