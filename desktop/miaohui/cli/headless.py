"""The use cases without a window: the only place in ``cli`` that joins flow, library and system.

Imports stand inside the functions: a command pays only for what it uses.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from miaohui.cli import output
from miaohui.cli.hand_over import HandOver, Written
from miaohui.errors import MiaohuiError, Problem
from miaohui.messages import picture_label, sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.draft import Draft
    from miaohui.domain.history import Past
    from miaohui.domain.library import Library
    from miaohui.domain.picture import Picture
    from miaohui.domain.pinyin import Readings
    from miaohui.domain.reply import Reply
    from miaohui.domain.search import Result
    from miaohui.domain.season import Season
    from miaohui.domain.season_calendar import Period
    from miaohui.domain.variables import Variable
    from miaohui.flow.auto_replies import Text
    from miaohui.flow.deliver import Outcome
    from miaohui.flow.edit import ReplyFields
    from miaohui.flow.problems import Trouble
    from miaohui.flow.transfer import Asked, Plan, Table
    from miaohui.flow.transfer.exported import Export
    from miaohui.flow.transfer.preparing import Placeholder
    from miaohui.flow.transfer.selecting import Selection
    from miaohui.flow.wording import WordingCheck
    from miaohui.flow.workspace import Workspace
    from miaohui.library.history import Extent
    from miaohui.system.instance.lock import HomeLock

PATIENCE = 10.0
"""Seconds for a command to get the home's lock or an answer from the app that holds it."""

_T = TypeVar("_T")


class Home:
    """One home's files for one command. ``notify`` gets what had to be mended, each thing once."""

    def __init__(self, paths: Paths, notify: Callable[[Problem], None] = output.problem) -> None:
        from miaohui.system.clock import SystemClock

        self.paths = paths
        self._notify = notify
        self._told: set[str] = set()
        self._clock = SystemClock()

    # ------------------------------------------------------------------------------------------------------- reading

    def open(self) -> Workspace:
        """Library and settings, to read; needs no lock unless there is something to mend or to begin.

        Raises:
            MiaohuiError: what keeps the library from being read or a new one from being begun.
        """
        end = time.monotonic() + PATIENCE
        while True:
            found = self._read()
            if found is not None and not found.notices:
                return found
            try:
                with self._lock() as lock, self._writable(lock) as workspace:
                    mended = {notice.id for notice in workspace.notices}
                    if found is not None:
                        self._tell(notice for notice in found.notices if notice.id not in mended)
                    return workspace
            except MiaohuiError as error:
                if found is not None:  # the next who may write will mend it
                    self._tell(found.notices)
                    return found
                if error.problem.id != "home-busy" or time.monotonic() > end:
                    raise
            time.sleep(0.05)  # somebody else is beginning the library

    def _read(self) -> Workspace | None:
        """As it lies there; None where there is no library yet."""
        try:
            return self._workspace(writable=False)[0]
        except MiaohuiError as error:
            if error.problem.id != "library-missing":
                raise
            return None

    def find(self, workspace: Workspace, text: str, *, category: str, season: str, limit: int) -> Result:
        """``category`` and ``season`` are ids, empty for all and for the one in force."""
        from miaohui.domain.search import TextSearch, fold
        from miaohui.flow.find import Find
        from miaohui.library.tables import load_readings, load_simplified
        from miaohui.library.usage_log import JsonlUsageLog

        def find(readings: Readings) -> Find:
            engine = TextSearch(readings, workspace.tables.seasons, load_simplified())
            return Find(workspace, engine, JsonlUsageLog(self.paths.usage), readings)

        # Only words of letters and the later passes need pinyin, and spelling takes longer than the search.
        if all(not word.isascii() for word in fold(text).split()):
            found = find({})(text, category=category, season=season, limit=limit)
            if not found.scarce or not text.strip():
                return found
        return find(load_readings()).widen(text, category=category, season=season, limit=limit)

    def export(self, format_id: str, encoding: str, select: Callable[[Workspace], Selection]) -> Export:
        """What is selected of the library as a file's content; ``encoding`` counts for 千牛's tables. Raises
        MiaohuiError as :meth:`open`, ``select`` and ``writing.export``."""
        from miaohui.domain.picture import Picture
        from miaohui.library.formats import writing
        from miaohui.library.pictures import PictureStore

        workspace, pictures = self.open(), PictureStore(self.paths)
        facts = workspace.tables
        around = writing.Surroundings(
            facts.emoticons, facts.seasons, lambda name: pictures.content(Picture(name)), workspace.past
        )
        known = ("utf-8-sig" if encoding == "utf-8" else encoding) if format_id == "qianniu" else ""
        return writing.export(workspace.library, format_id, around, known, select(workspace))

    def last_uses(self) -> dict[str, datetime]:
        """When each reply that was ever used was used last, by its id."""
        from miaohui.domain.usage import last_uses
        from miaohui.library.usage_log import JsonlUsageLog

        return last_uses(JsonlUsageLog(self.paths.usage).read())

    def problems(self, workspace: Workspace) -> tuple[Trouble, ...]:
        """What somebody should look at in the library."""
        from miaohui.domain.search.steps import finished
        from miaohui.flow.problems import ProblemSearch
        from miaohui.library.pictures import PictureStore

        check = self.wording_check(workspace)
        search = ProblemSearch(workspace.tables, check, PictureStore(self.paths), workspace.client)
        return finished(search.library(workspace.library))

    def history_extent(self) -> Extent:
        """How many earlier versions of replies are kept."""
        from miaohui.library.history import JsonlHistory

        return JsonlHistory(self.paths).extent()

    def deliver(self, draft: Draft) -> Outcome:
        """Onto the clipboard; the use is counted."""
        from miaohui.flow.deliver import Deliver
        from miaohui.library.pictures import PictureStore
        from miaohui.library.usage_log import JsonlUsageLog
        from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard

        usage, pictures = JsonlUsageLog(self.paths.usage), PictureStore(self.paths)
        return Deliver(PyperclipClipboard(), usage, self._clock, pictures)(draft)

    def wording_check(self, workspace: Workspace) -> WordingCheck:
        """By the rules as the shop wants them; what can't be read of its own ones is told."""
        from miaohui.flow.proofreading import wording_check
        from miaohui.library.tables import load_simplified
        from miaohui.library.wording_store import TomlWordingRules

        store = TomlWordingRules(self.paths, workspace.tables.emoticons)
        own, problems = store.own()
        self._tell(problems)
        return wording_check(*store.shipped(), own, workspace, load_simplified())

    def copy_auto_reply(self, text: Text) -> None:
        """Raises MiaohuiError as ``auto_replies.copy``."""
        from miaohui.flow.auto_replies import copy
        from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard

        copy(text, PyperclipClipboard())

    # ------------------------------------------------------------------------------------------------------- writing

    def change(self, build: Callable[[Workspace], ChangeSet], past: Callable[[], Iterable[Past]] = tuple) -> Written:
        """Make a change durable: in the files, or by the app that holds them. ``past`` is what the replies that it
        brings were before, asked for once it is there.

        ``build`` makes it for the library as it is now; it is called again when somebody else was faster.

        Raises:
            MiaohuiError: what ``build`` raises, ``cannot-write``, ``home-busy``, or what the app answers.
        """
        hand_over = HandOver(self, build, past)
        return self._write(hand_over.alone, hand_over.by_app)

    def add_picture(self, path: Path) -> Picture:
        """Keep a copy of somebody's file. Raises MiaohuiError as ``flow.ports.Pictures.add``."""
        from miaohui.library.pictures import PictureStore

        return PictureStore(self.paths).add(path)

    def keep_pictures(self, table: Table, plan: Plan) -> None:
        """Raises MiaohuiError as ``Plan.keep_pictures``."""
        from miaohui.library.pictures import PictureStore

        plan.keep_pictures(table.pictures, PictureStore(self.paths))

    def use_season(self, name: str) -> None:
        """Raises MiaohuiError ``unknown-season``, ``cannot-write``, ``home-busy``, or what the app answers."""
        self._write(
            lambda workspace: workspace.use_season(name),
            lambda: self.ask({"verb": "settings", "changes": {"season": name}}),
        )

    def tick_auto_reply(self, slot: str, client: str, *, done: bool) -> None:
        """Raises MiaohuiError as ``AutoReplies.tick``, ``home-busy``, or what the app answers."""
        from miaohui.flow.auto_replies import AutoReplies, find_place

        self._write(
            lambda workspace: AutoReplies(workspace).tick(find_place(workspace, slot, client, ""), done=done),
            lambda: self.ask({"verb": "auto-reply", "slot": slot, "client": client, "done": done}),
        )

    def put_variable(self, variable: Variable) -> None:
        """Raises MiaohuiError as ``Workspace.put_variable``, ``home-busy``, or what the app answers."""
        from miaohui.flow.variable_records import encode_variable

        self._write(
            lambda workspace: workspace.put_variable(variable),
            lambda: self.ask({"verb": "variable", "put": encode_variable(variable)}),
        )

    def remove_variable(self, name: str) -> None:
        """Raises MiaohuiError as ``Workspace.remove_variable``, ``home-busy``, or what the app answers."""
        self._write(
            lambda workspace: workspace.remove_variable(name),
            lambda: self.ask({"verb": "variable", "remove": name}),
        )

    def put_season(self, one: Season | Period) -> None:
        """Raises MiaohuiError as ``Workspace.put_own``, ``home-busy``, or what the app answers."""
        from miaohui.flow.season_records import encode

        self._write(
            lambda workspace: workspace.put_own(one),
            lambda: self.ask({"verb": "season", "put": encode(one)}),
        )

    def remove_season(self, kind: str, one: str) -> None:
        """``kind`` is "season" or "period". Raises MiaohuiError as ``Workspace.remove_season`` and ``remove_period``,
        ``home-busy``, or what the app answers."""
        self._write(
            lambda workspace: workspace.remove_own(kind, one),
            lambda: self.ask({"verb": "season", "remove": one, "kind": kind}),
        )

    def _write(self, alone: Callable[[Workspace], _T], by_app: Callable[[], _T]) -> _T:
        """One of the two, tried in turns: the lock may be held by an app that starts, works or ends, or by another
        command, which answers nobody.

        Raises:
            MiaohuiError: theirs; after :data:`PATIENCE` also what else could mend itself, or ``home-busy``.
        """
        end = time.monotonic() + PATIENCE
        pause = 0.02
        while True:
            lock = self._try_lock()
            if lock is not None:
                with lock, self._writable(lock) as workspace:
                    return alone(workspace)
            try:
                return by_app()
            except MiaohuiError as error:
                if error.problem.id not in _PASSING:
                    raise
                if time.monotonic() > end:
                    if error.problem.id == "no-app":
                        raise MiaohuiError("home-busy", path=str(self.paths.home)) from error
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 0.5)

    def ask(self, request: dict[str, object]) -> None:
        from miaohui.system.instance.channel import call

        call(self.paths, request, PATIENCE)

    # -------------------------------------------------------------------------------------------------------- inside

    def _lock(self) -> HomeLock:
        from miaohui.system.instance.lock import take

        return take(self.paths)

    def _try_lock(self) -> HomeLock | None:
        try:
            return self._lock()
        except MiaohuiError as error:
            if error.problem.id != "home-busy":
                raise
            return None

    @contextmanager
    def _writable(self, lock: HomeLock) -> Iterator[Workspace]:
        assert lock.held
        workspace, close = self._workspace(writable=True)
        try:
            self._tell(workspace.notices)
            yield workspace
        finally:
            close()

    def _workspace(self, *, writable: bool) -> tuple[Workspace, Callable[[], None]]:
        from miaohui.flow.workspace import Stores, Workspace
        from miaohui.library.season_store import TomlSeasonStore
        from miaohui.library.settings_store import JsonSettingsStore
        from miaohui.library.starter import starter_change_set
        from miaohui.library.store import JsonLibraryStore
        from miaohui.library.tables import load_tables
        from miaohui.library.variable_store import TomlVariableStore

        library = JsonLibraryStore(self.paths, self._clock, lambda: starter_change_set(self._clock), writable=writable)
        settings, variables = JsonSettingsStore(self.paths, self._clock), TomlVariableStore(self.paths)
        stores = Stores(library, settings, variables, library.history, TomlSeasonStore(self.paths))
        try:
            return Workspace(stores, load_tables(), self._clock), library.close
        except BaseException:
            library.close()
            raise

    def _tell(self, notices: Iterable[Problem]) -> None:
        for notice in notices:
            text = sentence(notice)
            if text not in self._told:
                self._told.add(text)
                self._notify(notice)


_PASSING = ("no-app", "home-busy", "app-failed", "changed-meanwhile")
"""The app's answers after which trying again may help."""


# ------------------------------------------------------------------------------------------------------------- facts


def is_running(paths: Paths) -> bool:
    """Whether an app answers. Raises MiaohuiError ``home-busy`` or ``app-failed`` for one that should but doesn't."""
    from miaohui.system.instance.channel import call

    try:
        call(paths, {"verb": "ping"}, 2.0)
    except MiaohuiError as error:
        if error.problem.id != "no-app":
            raise
        return False
    return True


def is_writable(paths: Paths) -> bool:
    """Whether files can be made in the home, or the home itself where there is none yet."""
    try:
        folder = next(folder for folder in (paths.home, *paths.home.parents) if folder.exists())
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")  # a full disk takes names, but no content
            file.flush()
    except OSError:
        return False
    return True


def read_table(path: Path, asked: Asked) -> Table:
    """A foreign table. Raises MiaohuiError as ``formats.read_table``."""
    from miaohui.library import formats
    from miaohui.library.tables import load_tables

    return formats.read_table(path, asked, formats.known(load_tables()))


def write_file(path: Path, content: bytes) -> None:
    """Raises MiaohuiError ``cannot-write``."""
    from miaohui.library.formats import writing

    writing.write_file(path, content)


def placeholders(table: Table) -> list[Placeholder]:
    """The foreign placeholders in a table, the most frequent first."""
    from miaohui.flow.transfer import preparing
    from miaohui.library.tables import load_tables

    return preparing.placeholders(table, load_tables())


def propose_code(library: Library, fields: ReplyFields) -> str:
    """A code for a new reply, from its title."""
    from miaohui.domain.codes import propose_code, taken_codes
    from miaohui.domain.reply import Scope
    from miaohui.library.tables import load_readings

    taken = taken_codes(library, fields.scope or Scope.PERSONAL)
    return propose_code(fields.title or "", load_readings(), taken)


def find_category(library: Library, name: str) -> str:
    """A category's id. Raises MiaohuiError ``unknown-category``."""
    category = library.find_category(name)
    if category is None:
        raise MiaohuiError("unknown-category", category=name)
    return category.id


def category_places(library: Library) -> dict[str, tuple[int, ...]]:
    """Category id → its place in the order in which categories are shown."""
    return {category: tuple(c.order for c in library.category_path(category)) for category in library.categories}


def row(reply: Reply, library: Library) -> tuple[str, str, str, str]:
    """A reply in a list."""
    from miaohui.domain.reply import PART_LINE

    parts = (part if isinstance(part, str) else picture_label(part.alt) for part in reply.wordings[0].parts)
    return reply.code, reply.title, library.category_name(reply.category), f"\n{PART_LINE}\n".join(parts)
