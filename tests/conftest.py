"""What holds for every test: no real home, no real clipboard, no screen unless it is the tests' own."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.desktop import HEIGHT, WIDTH, Desktop, missing_tools

# Before Qt is imported anywhere. Programs on the tests' desktop get their own environment from it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_IM_MODULE", "QT_IM_MODULES", "MIAOHUI_HOME"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "user"
    runtime = home / "run"
    runtime.mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("MIAOHUI_HOME", str(home / "miaohui"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local/share"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A missing tool ends the run: a skip would let everything that matters pass unseen."""
    if missing := missing_tools():
        pytest.exit(f"the desktop tests need {', '.join(missing)}", returncode=3)
    desktop = Desktop(tmp_path_factory.mktemp("desktop"))
    try:
        try:
            desktop.start()
            size = desktop.run(["xdotool", "getdisplaygeometry"]).split()
            assert size == [str(WIDTH), str(HEIGHT)]
        except (AssertionError, OSError) as error:
            pytest.exit(f"no desktop to test on: {error}", returncode=3)
        yield desktop
    finally:
        desktop.stop()


# A skip in CI hides a test that nobody runs: it fails there unless pyproject.toml allows its reason.


def _allowed_skips(config: pytest.Config) -> list[str]:
    table = tomllib.loads((config.rootpath / "pyproject.toml").read_text(encoding="utf-8"))
    allowed: list[str] = table["tool"]["miaohui"]["allowed_skips"]
    return allowed


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config) -> None:
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if reason not in _allowed_skips(config):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, and pyproject.toml doesn't allow it: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report, item.config)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report, collector.config)
    return report
