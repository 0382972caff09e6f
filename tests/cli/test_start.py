"""No command, and the words to the running app."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

from miaohui.cli import start
from miaohui.errors import MiaohuiError
from miaohui.paths import Paths
from tests.cli.command_line import Run, environment
from tests.cli.fake_app import FakeApp


class FakeWindow(types.ModuleType):
    """Stands for miaohui.app."""

    def __init__(self, *outcomes: int | str) -> None:
        super().__init__("miaohui.app")
        self.outcomes = list(outcomes)

    def run(self, paths: Paths) -> int:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, str):
            raise MiaohuiError(outcome, path=str(paths.home))
        return outcome


@pytest.fixture
def _display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":none")


def stand_in(monkeypatch: pytest.MonkeyPatch, *outcomes: int | str) -> FakeWindow:
    import miaohui

    window = FakeWindow(*outcomes)
    monkeypatch.setitem(sys.modules, "miaohui.app", window)
    monkeypatch.setattr(miaohui, "app", window, raising=False)
    return window


@pytest.mark.usefixtures("_display")
def test_the_first_start_runs_the_app(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    window = stand_in(monkeypatch, 0)
    assert (cli().code, window.outcomes) == (0, [])


@pytest.mark.usefixtures("_display")
def test_without_the_toolkit_one_sentence_says_so(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("miaohui.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("miaohui.app", raising=False)
    for name in ("PySide6", "PySide6.QtCore"):  # other tests may have imported it
        monkeypatch.setitem(sys.modules, name, None)
    ended = cli()
    assert (ended.code, ended.sentence.startswith("PySide6 isn't installed")) == (1, True)


@pytest.mark.parametrize("display", [":0", ""], ids=["with a display", "without a display"])
def test_a_second_start_shows_the_running_one(
    cli: Run, app: FakeApp, monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    stand_in(monkeypatch)
    monkeypatch.setenv("DISPLAY", display)
    ended = cli()
    assert (ended.code, ended.err, app.verbs) == (0, "", ["show"])


@pytest.mark.usefixtures("_display")
def test_of_two_starts_at_once_the_later_shows_the_earlier(
    cli: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[FakeApp] = []

    class Earlier(FakeWindow):
        def run(self, paths: Paths) -> int:
            started.append(FakeApp(paths))  # between our question and our start
            raise MiaohuiError("home-busy", path=str(paths.home))

    monkeypatch.setitem(sys.modules, "miaohui.app", Earlier())
    monkeypatch.setattr("miaohui.app", sys.modules["miaohui.app"], raising=False)
    try:
        assert cli().code == 0
        assert started[0].verbs == ["show"]
    finally:
        started[0].end()


@pytest.mark.usefixtures("_display")
def test_a_start_waits_for_a_command_that_writes(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    window = stand_in(monkeypatch, "home-busy", "home-busy", 0)
    assert (cli().code, window.outcomes) == (0, [])


@pytest.mark.usefixtures("_display")
def test_a_home_that_stays_held_is_a_failure(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, *["home-busy"] * 100)
    monkeypatch.setattr(start, "PATIENCE", 0.2)
    ended = cli()
    assert (ended.code, ended.sentence.startswith("Another Miaohui is writing to ")) == (1, True)


@pytest.mark.parametrize("verb", ["toggle", "show", "hide"])
def test_a_word_reaches_the_running_app(cli: Run, app: FakeApp, verb: str) -> None:
    ended = cli(verb)
    assert (ended.code, ended.out, ended.err, app.verbs) == (0, "", "", [verb])


def test_quit_returns_when_the_app_is_gone(cli: Run, app: FakeApp) -> None:
    assert cli("quit").code == 0
    assert not app._lock.held


def test_an_app_that_does_not_understand_is_a_failure(cli: Run, app: FakeApp) -> None:
    def refuse(_: object) -> None:
        raise MiaohuiError("app-failed")

    app.before = refuse
    ended = cli("toggle")
    assert (ended.code, ended.sentence) == (1, "The running Miaohui could not do it.")


def test_what_the_hotkey_does_not_need_is_loaded_after_the_start() -> None:
    code = (
        "import sys\n"
        "import miaohui.app\n"
        "later = ('numpy', 'Xlib', 'pyperclip', 'tomlkit', 'miaohui.domain.search', 'miaohui.ui.palette')\n"
        "loaded = [name for name in sys.modules if name.startswith(later)]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
