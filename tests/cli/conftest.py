from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from miaohui.cli.main import run
from miaohui.log import logger
from miaohui.paths import Paths, locate
from miaohui.system.clock import SystemClock
from tests.cli.command_line import Ended, Input, Run
from tests.cli.fake_app import FakeApp
from tests.fakes import RunningClock


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> RunningClock:
    """Commands in this process run on a quiet day, until a test moves it."""
    clock = RunningClock()
    monkeypatch.setattr(SystemClock, "now", lambda _clock: clock.now())
    monkeypatch.setattr(SystemClock, "zone", property(lambda _clock: clock.zone))
    return clock


@pytest.fixture(autouse=True)
def _log_is_let_go() -> Iterator[None]:
    yield
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


@pytest.fixture
def paths() -> Paths:
    return locate()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process."""

    def call(*arguments: str, stdin: str | bytes = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", Input(stdin.encode() if isinstance(stdin, str) else stdin))
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return call


@pytest.fixture
def app(paths: Paths) -> Iterator[FakeApp]:
    """An app that runs on this test's home."""
    with FakeApp(paths) as app:
        yield app
