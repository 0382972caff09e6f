"""What other processes may ask the running app."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, tzinfo

import pytest

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.emoticon import Emoticons
from miaohui.domain.history import Past
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, Scope, Wording
from miaohui.domain.season import Season, Seasons
from miaohui.domain.settings import Settings
from miaohui.domain.tables import Tables
from miaohui.domain.variables import Variables
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Loaded
from miaohui.flow.requests import handle
from miaohui.flow.workspace import Stores, Workspace

REPLY = Reply("r-0000000000000001", "a1", "一", "c-1", (Wording(("您好",)),))
SHELF = Category("c-1", "物流")
ADD = ChangeSet("add", (Change(None, replace(REPLY, id="r-0000000000000002", code="a2")),))


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    @property
    def zone(self) -> tzinfo:
        return UTC


class Store:
    def __init__(self) -> None:
        self.written: list[ChangeSet] = []
        self.settings = Settings()

    def commit(self, change_set: ChangeSet) -> None:
        self.written.append(change_set)

    def load(self) -> Loaded:
        return Loaded(Library({REPLY.id: REPLY}, {SHELF.id: SHELF}))


class SettingsStore:
    def __init__(self) -> None:
        self.saved: list[Settings] = []

    def load(self) -> tuple[Settings, tuple[Problem, ...]]:
        return Settings(), ()

    def save(self, settings: Settings) -> None:
        self.saved.append(settings)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    seasons = Seasons({"normal": Season("normal", "平日"), "peak": Season("peak", "旺季", "normal")})
    tables = Tables(seasons, Variables(), Emoticons(), {})
    return Workspace(Stores(store, SettingsStore()), tables, Clock())


def decode(value: object) -> ChangeSet:
    assert isinstance(value, ChangeSet)
    return value


def decode_past(value: object) -> Past:
    assert isinstance(value, Past)
    return value


def ask(workspace: Workspace, **request: object) -> dict[str, object]:
    return handle(workspace, request, decode, decode_past)


def problem(workspace: Workspace, **request: object) -> str:
    with pytest.raises(MiaohuiError) as caught:
        ask(workspace, **request)
    return caught.value.problem.id


def test_a_ping_is_answered(workspace: Workspace) -> None:
    assert ask(workspace, verb="ping") == {}


def test_a_change_set_is_durable_and_not_the_windows_to_undo(workspace: Workspace, store: Store) -> None:
    assert ask(workspace, verb="apply", change_set=ADD) == {}
    assert store.written == [ADD]
    assert workspace.find("a2").title == "一"
    assert workspace.undo_label is None


def test_a_category_that_is_gone_here_doesnt_fit(workspace: Workspace, store: Store) -> None:
    lost = ChangeSet("add", (Change(None, replace(REPLY, id="r-0000000000000002", code="a2", category="c-9")),))
    assert problem(workspace, verb="apply", change_set=lost) == "changed-meanwhile"
    emptied = ChangeSet("category", (Change(SHELF, None),))
    assert problem(workspace, verb="apply", change_set=emptied) == "changed-meanwhile"
    assert store.written == []


def test_the_same_change_set_fits_only_once(workspace: Workspace, store: Store) -> None:
    ask(workspace, verb="apply", change_set=ADD)
    assert problem(workspace, verb="apply", change_set=ADD) == "changed-meanwhile"
    assert len(store.written) == 1


@pytest.mark.parametrize("code", ["a1", "A1"])
def test_a_code_that_is_taken_here_doesnt_fit(workspace: Workspace, store: Store, code: str) -> None:
    taken = ChangeSet("add", (Change(None, replace(REPLY, id="r-0000000000000002", code=code)),))
    assert problem(workspace, verb="apply", change_set=taken) == "changed-meanwhile"
    assert store.written == []


@pytest.mark.parametrize("other", [{"scope": Scope.SHOP}, {"deleted": datetime(2026, 1, 1, tzinfo=UTC)}], ids=str)
def test_a_code_may_be_the_shops_or_in_the_trash_too(workspace: Workspace, other: dict[str, object]) -> None:
    reply = replace(REPLY, id="r-0000000000000002", **other)  # type: ignore[arg-type]
    ask(workspace, verb="apply", change_set=ChangeSet("add", (Change(None, reply),)))


def test_a_category_that_is_here_already_doesnt_fit(workspace: Workspace) -> None:
    again = ChangeSet("add", (Change(None, Category("c-2", "物流")),))
    assert problem(workspace, verb="apply", change_set=again) == "changed-meanwhile"
    below = ChangeSet("add", (Change(None, Category("c-2", "物流", "c-1")),))
    ask(workspace, verb="apply", change_set=below)


@pytest.mark.parametrize(("name", "season"), [("peak", "peak"), ("旺季", "peak"), ("auto", "auto")])
def test_the_season_is_set(workspace: Workspace, name: str, season: str) -> None:
    ask(workspace, verb="settings", changes={"season": name})
    assert workspace.settings.season == season


def test_an_unknown_season_is_a_problem(workspace: Workspace) -> None:
    assert problem(workspace, verb="settings", changes={"season": "monsoon"}) == "unknown-season"


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"verb": "format"},
        {"verb": "apply"},
        {"verb": "settings"},
        {"verb": "settings", "changes": {}},
        {"verb": "settings", "changes": {"season": 1}},
        {"verb": "settings", "changes": {"season": "peak", "hotkey": "F9"}},
    ],
    ids=str,
)
def test_what_nobody_understands_is_refused_whole(
    workspace: Workspace, store: Store, request_: dict[str, object]
) -> None:
    assert problem(workspace, **request_) == "app-failed"
    assert (store.written, workspace.settings) == ([], Settings())
