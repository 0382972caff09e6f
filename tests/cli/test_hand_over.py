"""Writing commands beside a running app and beside each other."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from miaohui.cli import headless
from miaohui.errors import MiaohuiError
from miaohui.flow import edit, requests
from miaohui.flow.edit import ReplyFields
from miaohui.library.codec import decode_change_set, decode_past
from miaohui.paths import Paths
from miaohui.system.instance import lock
from tests.cli.command_line import Run, command, environment
from tests.cli.fake_app import Answer, FakeApp, HungUpError

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def new(code: str, category: str = "物流") -> list[str]:
    return ["reply", "add", "--title", code, "--code", code, "--category", category, "--body", "您好"]


def codes(cli: Run) -> list[str]:
    return [reply["code"] for reply in cli("reply", "list", "--json").document["replies"]]


def once(action: Callable[[], None], verb: str = "apply") -> Callable[[Answer], None]:
    """At the first request of this kind."""
    done: list[bool] = []

    def hook(request: Answer) -> None:
        if request["verb"] == verb and not done:
            done.append(True)
            action()

    return hook


def hang_up() -> None:
    raise HungUpError


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "PATIENCE", 0.5)


def test_the_app_makes_the_change_durable_and_shows_it(cli: Run, app: FakeApp, paths: Paths) -> None:
    journal = paths.journal.read_bytes() if paths.journal.exists() else b""
    ended = cli(*new("a1"))
    assert (ended.code, ended.err) == (0, "")
    assert app.workspace.library.replies[ended.out.strip()].code == "a1"
    assert len(paths.journal.read_bytes()) > len(journal)
    assert app.verbs.count("apply") == 1


def test_every_change_goes_through_the_app(cli: Run, app: FakeApp, paths: Paths) -> None:
    cli(*new("a1"))
    assert cli("reply", "edit", "a1", "--title", "新", "--json").document["title"] == "新"
    assert cli("reply", "delete", "a1").code == 0
    assert cli("reply", "restore", "a1").code == 0
    assert cli("season", "use", "旺季").code == 0
    assert app.verbs.count("apply") == 4
    assert app.verbs.count("settings") == 1
    assert app.workspace.find("a1").title == "新"
    assert app.workspace.season.id == "peak"
    assert [s["id"] for s in cli("season", "list", "--json").document["seasons"] if s["active"]] == ["peak"]


def test_reading_asks_the_app_for_nothing(cli: Run, app: FakeApp) -> None:
    assert cli("search", "fh").code == 0
    assert cli("render", "hy1").code == 0
    assert app.verbs == []


def test_a_change_of_nothing_isnt_sent(cli: Run, app: FakeApp) -> None:
    assert cli("reply", "edit", "hy1").code == 0
    assert "apply" not in app.verbs


def test_an_edit_meanwhile_is_kept_beside_the_commands_own(cli: Run, app: FakeApp) -> None:
    def meanwhile() -> None:
        here = app.workspace
        fields = ReplyFields(aliases=("从窗口",))
        here.commit(edit.change(here.library, here.find("hy1"), fields, here.tables.seasons, NOW))

    app.before = once(meanwhile)
    assert cli("reply", "edit", "hy1", "--title", "从命令行").code == 0
    reply = app.workspace.find("hy1")
    assert (reply.title, reply.aliases, reply.rev) == ("从命令行", ("从窗口",), 3)


def test_a_code_that_was_taken_meanwhile_is_refused(cli: Run, app: FakeApp) -> None:
    def meanwhile() -> None:
        here = app.workspace
        fields = ReplyFields(title="先来", code="a1", category="物流", body="b")
        here.commit(edit.add(here.library, fields, here.tables.seasons, NOW))

    app.before = once(meanwhile)
    ended = cli(*new("A1"))
    assert (ended.code, ended.out, ended.sentence) == (1, "", "The code “A1” belongs to “先来” already.")


def test_a_category_that_was_made_meanwhile_is_used(cli: Run, app: FakeApp) -> None:
    def meanwhile() -> None:
        here = app.workspace
        fields = ReplyFields(title="先来", code="a1", category="门店/自提", body="b")
        here.commit(edit.add(here.library, fields, here.tables.seasons, NOW))

    app.before = once(meanwhile)
    assert cli(*new("a2", "门店/自提")).code == 0
    categories = [category.name for category in app.workspace.library.categories.values()]
    assert (categories.count("门店"), categories.count("自提")) == (1, 1)


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_that_never_came_brings_the_change_once(cli: Run, app: FakeApp, when: str) -> None:
    setattr(app, when, once(hang_up))
    ended = cli(*new("a1"))
    assert (ended.code, ended.err) == (0, "")
    assert codes(cli).count("a1") == 1
    assert app.workspace.find("a1").id == ended.out.strip()


def test_a_request_that_the_app_comes_to_late_brings_the_change_once(cli: Run, app: FakeApp) -> None:
    waiting: list[Answer] = []

    def slow(request: Answer) -> None:
        if request["verb"] == "apply" and not waiting:
            waiting.append(request)
            hang_up()
        elif request["verb"] == "apply" and len(waiting) == 1:
            waiting.append(request)
            requests.handle(app.workspace, waiting[0], decode_change_set, decode_past)

    app.before = slow
    ended = cli(*new("a1"))
    assert (ended.code, ended.err) == (0, "")
    assert app.workspace.find("a1").id == ended.out.strip()


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_app_that_ends_without_an_answer_loses_and_doubles_nothing(cli: Run, paths: Paths, when: str) -> None:
    app = FakeApp(paths)
    leaving = threading.Thread(target=app.end)

    def leave() -> None:
        leaving.start()
        hang_up()

    setattr(app, when, once(leave))
    ended = cli(*new("a1"))
    leaving.join()
    assert (ended.code, ended.err) == (0, "")
    assert codes(cli).count("a1") == 1
    assert cli("reply", "show", "a1", "--json").document["id"] == ended.out.strip()


def test_the_apps_own_problem_is_told(cli: Run, app: FakeApp) -> None:
    def refuse() -> None:
        raise MiaohuiError("cannot-write", path="journal", reason="No space left on device")

    app.before = once(refuse)
    ended = cli(*new("a1"))
    assert (ended.code, ended.sentence) == (1, "Can't write to journal: No space left on device.")
    assert "a1" not in codes(cli)


@pytest.mark.usefixtures("_impatient")
def test_an_app_that_always_fails_is_a_failure(cli: Run, app: FakeApp) -> None:
    def fail(request: Answer) -> None:
        if request["verb"] in ("apply", "settings"):
            raise MiaohuiError("app-failed")

    app.before = fail
    for arguments in (new("a1"), ["season", "use", "peak"]):
        ended = cli(*arguments)
        assert (ended.code, ended.sentence) == (1, "The running Miaohui could not do it.")


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("arguments", [new("a1"), ["season", "use", "peak"]], ids=["reply add", "season use"])
def test_a_home_that_is_held_in_silence_is_a_failure(cli: Run, paths: Paths, arguments: list[str]) -> None:
    cli("reply", "list")
    with lock.take(paths):
        ended = cli(*arguments)
    assert (ended.code, ended.sentence) == (
        1,
        f"Another Miaohui is writing to {paths.home} and doesn't answer.",
    )


def test_a_command_waits_for_another_that_writes(cli: Run, paths: Paths) -> None:
    cli("reply", "list")
    held = lock.take(paths)
    release = threading.Timer(0.3, held.release)
    release.start()
    assert cli(*new("a1")).code == 0
    release.join()
    assert "a1" in codes(cli)


def test_a_reader_waits_for_the_one_that_begins_the_library(paths: Paths, cli: Run) -> None:
    held = lock.take(paths)
    release = threading.Timer(0.3, held.release)
    release.start()
    assert cli("render", "hy1").code == 0
    release.join()


def test_an_import_goes_through_the_app(cli: Run, app: FakeApp, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("import") / "t.csv"
    rows = "".join(f"q{number},第{number}句,导入\n" for number in range(500))
    file.write_text(f"快捷短语编码,快捷短语,快捷短语分组\n{rows}", "utf-8-sig")
    assert cli("import", str(file), "--json").document["new"] == 500
    assert app.workspace.find("q499").text == "第499句"
    assert app.verbs.count("apply") == 1


def test_adds_at_the_same_time_all_land_also_in_a_new_home(cli: Run, paths: Paths) -> None:
    children = [
        subprocess.Popen(command(*new(f"c{number}", "新类/下")), env=environment(), stdout=subprocess.PIPE, text=True)
        for number in range(6)
    ]
    ids = [child.communicate(timeout=60)[0].strip() for child in children]
    assert [child.returncode for child in children] == [0] * 6
    replies = {r["id"]: r for r in cli("reply", "list", "--json").document["replies"]}
    assert [replies[reply]["code"] for reply in ids] == [f"c{number}" for number in range(6)]
    assert len({reply["code"] for reply in replies.values()}) == len(replies)
    assert {replies[reply]["category"] for reply in ids} == {"新类/下"}
    assert not paths.logs.exists()


@pytest.mark.parametrize("running", [False, True], ids=["without an app", "with an app"])
def test_of_adds_with_one_code_at_the_same_time_one_lands(
    cli: Run, paths: Paths, running: bool, request: pytest.FixtureRequest
) -> None:
    if running:
        request.getfixturevalue("app")
    children = [
        subprocess.Popen(command(*new("c1")), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [child.communicate(timeout=60) for child in children]
    assert sorted(child.returncode for child in children) == [0, 1, 1, 1]
    assert sum(err == "The code “c1” belongs to “c1” already.\n".encode() for _, err in ended) == 3
    assert codes(cli).count("c1") == 1


def test_a_command_is_done_soon_after_the_lock_is_free(cli: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("reply", "list")
    held = lock.take(paths)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 20:  # of several seconds; nobody has to wait for them here
            held.release()

    monkeypatch.setattr(time, "sleep", pause)
    assert cli("season", "use", "peak").code == 0
    assert len(pauses) == 20
    assert max(pauses) <= 0.5
