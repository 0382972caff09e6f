"""The shop's library and the agent's settings in memory, and the way every change of them takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.conflict import ConflictError, check_fits
from miaohui.domain.draft import Draft, Situation, compose
from miaohui.domain.emoticon import PLAIN
from miaohui.domain.history import Version, versions
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.season import AUTO, BASE_SEASON, Season
from miaohui.domain.settings import Settings
from miaohui.domain.tables import Tables
from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import trash
from miaohui.flow.overlays import with_followers
from miaohui.flow.ports import Clock, History, LibraryStore, SettingsStore, VariableStore

MAX_UNDO = 100


@dataclass(frozen=True)
class Stores:
    """Where the workspace's documents live. Without ``variables`` there are only the shipped ones, without ``history``
    only what replies are now."""

    library: LibraryStore
    settings: SettingsStore
    variables: VariableStore | None = None
    history: History | None = None


class Workspace:
    """Owned by one thread. Changes are durable before they are seen; ``watch`` tells who wants to know."""

    def __init__(self, stores: Stores, tables: Tables, clock: Clock) -> None:
        self._stores = stores
        self._shipped = tables
        self.tables = tables
        self.own_variables: Mapping[str, Variable] = {}
        self.clock = clock
        loaded = stores.library.load()
        self.library: Library = loaded.library
        self.settings, settings_notices = stores.settings.load()
        self.notices: tuple[Problem, ...] = (
            *tables.notices,
            *loaded.notices,
            *settings_notices,
            *self._load_variables(),
        )
        self._undo: tuple[ChangeSet, ...] = ()
        self._redo: tuple[ChangeSet, ...] = ()
        self._watchers: list[Callable[[], None]] = []

    # the shop's own variables

    def _load_variables(self) -> tuple[Problem, ...]:
        if self._stores.variables is None:
            return ()
        found, problems = self._stores.variables.load()
        shipped, own, refused = self._shipped.variables, {}, []
        for variable in found.values():
            try:
                shipped.check_own(variable)
                own[variable.name] = variable
            except MiaohuiError as error:
                refused.append(error.problem)
        self.own_variables = own
        self.tables = replace(self._shipped, variables=shipped.with_own(own))
        return (*problems, *refused)

    def refresh(self) -> tuple[Problem, ...]:
        """Take over variables that somebody wrote into the file meanwhile; what couldn't be read of them."""
        if self._stores.variables is None or not self._stores.variables.changed():
            return ()
        problems = self._load_variables()
        self._changed()
        return problems

    def put_variable(self, variable: Variable) -> None:
        """Add a variable of the shop's own, or replace the one of its name.

        Raises:
            MiaohuiError: ``bad-variable-name``, ``variable-reserved``, ``variables-unreadable`` or ``cannot-write``.
        """
        self._shipped.variables.check_own(variable)
        if self._stores.variables is not None:
            self._stores.variables.put(variable)
            self.refresh()

    def remove_variable(self, name: str) -> None:
        """Take a variable of the shop's own away; the shipped one of this name, if any, is in force again.

        Raises:
            MiaohuiError: ``variables-unreadable`` or ``cannot-write``.
        """
        if self._stores.variables is not None:
            self._stores.variables.remove(name)
            self.refresh()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call ``watcher`` after every change of library or settings."""
        self._watchers.append(watcher)

    def _changed(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()

    def commit(self, change_set: ChangeSet) -> None:
        """Make a change set durable, then visible; one without changes leaves everything as it is.

        Raises:
            MiaohuiError: ``changed-meanwhile`` or ``cannot-write``; nothing has changed then.
        """
        if change_set.changes:
            whole = self._with_followers(change_set)
            self._put(whole, (*self._undo, whole)[-MAX_UNDO:], ())

    def take_over(self, change_set: ChangeSet) -> None:
        """As :meth:`commit`, for what wasn't done here: another process's change, or one that time brings. It isn't
        this session's to undo.

        Raises:
            MiaohuiError: as :meth:`commit`.
        """
        if change_set.changes:
            self._put(self._with_followers(change_set), self._undo, self._redo)

    def _with_followers(self, change_set: ChangeSet) -> ChangeSet:
        return with_followers(self.library, change_set, self.clock.now().astimezone(UTC))

    def remove_expired(self) -> None:
        """Remove for good what was in the trash for too long.

        Raises:
            MiaohuiError: ``cannot-write``.
        """
        self.take_over(trash.expired(self.library, self.clock.now().astimezone(UTC)))

    @property
    def undo_label(self) -> str | None:
        """The label of what :meth:`undo` would take back; None if there is nothing."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """The label of what :meth:`redo` would do again; None if there is nothing."""
        return self._redo[-1].label if self._redo else None

    def undo(self) -> ChangeSet:
        """Take back the last change set of this session and return it.

        Raises:
            MiaohuiError: ``nothing-to-undo``, ``cannot-write``, or ``undo-refused`` with the ``title`` of a reply that
                was changed later by somebody else. Such a step is given up: the next undo is about the one before it.
        """
        if not self._undo:
            raise MiaohuiError("nothing-to-undo")
        last, rest = self._undo[-1], self._undo[:-1]
        try:
            self._put_again(last.inverse, rest, (*self._redo, last))
        except ConflictError as conflict:
            self._undo = rest
            raise MiaohuiError("undo-refused", title=conflict.title) from conflict
        return last

    def redo(self) -> ChangeSet:
        """Do again what was taken back last, and return it. A new change forgets what could be done again.

        Raises:
            MiaohuiError: ``nothing-to-redo``, ``cannot-write``, or ``redo-refused`` as in :meth:`undo`.
        """
        if not self._redo:
            raise MiaohuiError("nothing-to-redo")
        last, rest = self._redo[-1], self._redo[:-1]
        try:
            self._put_again(last, (*self._undo, last), rest)
        except ConflictError as conflict:
            self._redo = rest
            raise MiaohuiError("redo-refused", title=conflict.title) from conflict
        return last

    def _put_again(self, change_set: ChangeSet, undo: tuple[ChangeSet, ...], redo: tuple[ChangeSet, ...]) -> None:
        check_fits(self.library, change_set)
        self._put(change_set, undo, redo)

    def _put(self, change_set: ChangeSet, undo: tuple[ChangeSet, ...], redo: tuple[ChangeSet, ...]) -> None:
        library = apply(self.library, change_set)
        self._stores.library.commit(change_set)
        self.library, self._undo, self._redo = library, undo, redo
        self._changed()

    def history(self, reply_id: str) -> tuple[Version, ...]:
        """The versions of a reply, the newest (what it is now) first; also of one in the trash. At tens of thousands of
        versions it reads for some 20 ms: better not in the GUI thread.

        Raises:
            MiaohuiError: ``unknown-reply``.
        """
        current = self.library.replies.get(reply_id)
        if current is None:
            raise MiaohuiError("unknown-reply", reply=reply_id)
        past = self._stores.history.past(reply_id) if self._stores.history is not None else ()
        return versions(current, past)

    def set(self, settings: Settings) -> None:
        """Raises MiaohuiError ``cannot-write``; the old settings stay in force then."""
        self._stores.settings.save(settings)
        self.settings = settings
        self._changed()

    @property
    def season(self) -> Season:
        """The season in force. Until the calendar is there, "auto" means the base season."""
        seasons = self.tables.seasons
        wanted = BASE_SEASON if self.settings.season == AUTO else self.settings.season
        return seasons.find(wanted) or seasons.by_id[BASE_SEASON]

    def use_season(self, name: str) -> None:
        """Switch the whole library to a season, or to the calendar with "auto".

        Raises:
            MiaohuiError: ``unknown-season`` or ``cannot-write``.
        """
        self.set(replace(self.settings, season=AUTO if name == AUTO else self.find_season(name).id))

    @property
    def client(self) -> str:
        """The id of the settings' chat client; plain text where that one isn't known."""
        return self.settings.client if self.settings.client in self.tables.clients else PLAIN

    def find_season(self, name: str) -> Season:
        season = self.tables.seasons.find(name)
        if season is None:
            raise MiaohuiError("unknown-season", season=name)
        return season

    def find(self, reference: str) -> Reply:
        """Raises MiaohuiError ``unknown-reply``."""
        reply = self.library.find(reference)
        if reply is None:
            raise MiaohuiError("unknown-reply", reply=reference)
        return reply

    def situation(self, *, client: str = "", season: str = "") -> Situation:
        """Now, with the settings' client and the season in force unless named otherwise.

        Raises:
            MiaohuiError: ``unknown-client`` or ``unknown-season``.
        """
        if client and client not in self.tables.clients:
            raise MiaohuiError("unknown-client", client=client)
        return Situation(
            season=self.find_season(season).id if season else self.season.id,
            client=client or self.client,
            now=self.clock.now(),
            profile=self.settings.profile,
            no_counterpart=self.settings.no_counterpart,
            formatted=self.settings.formatted,
        )

    def draft(self, reply: Reply, situation: Situation, wording: int = 0) -> Draft:
        """``wording`` as in ``compose``."""
        return compose(reply, situation, self.tables, wording)
