"""doctor."""

from __future__ import annotations

import json

import pytest

from miaohui import __version__
from miaohui.cli import doctor
from miaohui.paths import Paths
from tests.cli.command_line import Run
from tests.cli.fake_app import Answer, FakeApp, HungUpError


def test_a_sound_home_ends_with_0_and_its_facts(cli: Run, paths: Paths) -> None:
    ended = cli("doctor", "--json")
    facts = ended.document
    assert (ended.code, ended.err) == (0, "")
    assert (facts["version"], facts["home"], facts["writable"]) == (__version__, str(paths.home), True)
    assert facts["replies"] >= 80
    assert facts["categories"] > facts["deleted"] == 0
    assert facts["own_variables"] == 0
    assert (facts["season"], facts["client"], facts["hotkey"]) == ("normal", "plain", "Alt+Q")
    assert (facts["language"], facts["display"], facts["clipboard"]) == ("en", "none", "")
    assert (facts["running"], facts["notices"], facts["problems"]) == (False, [], [])


def test_people_get_one_fact_a_line(cli: Run, paths: Paths) -> None:
    ended = cli("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert f"version         {__version__}\n" in ended.out
    assert "app running     no\n" in ended.out


def test_every_fact_has_a_label(cli: Run) -> None:
    facts = cli("doctor", "--json").document
    assert facts.keys() - {"notices", "problems"} == set(doctor._LABELS)


def test_a_running_app_is_found(cli: Run, app: FakeApp) -> None:
    assert cli("doctor", "--json").document["running"] is True
    assert app.verbs == ["ping"]


def test_an_app_that_breaks_off_is_a_problem(cli: Run, app: FakeApp) -> None:
    def hang_up(_: Answer) -> None:
        raise HungUpError

    app.before = hang_up
    ended = cli("doctor", "--json")
    assert ended.code == 1
    assert [problem["id"] for problem in ended.document["problems"]] == ["app-failed"]


def test_a_missing_toolkit_is_a_problem(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    ended = cli("doctor")
    assert (ended.code, ended.sentence.startswith("PySide6 isn't installed")) == (1, True)


def test_the_settings_are_told(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"client": "wechat", "season": "peak", "hotkey": "F9"}), "utf-8")
    facts = cli("doctor", "--json").document
    assert (facts["client"], facts["season"], facts["hotkey"]) == ("wechat", "peak", "F9")


def test_a_setting_without_meaning_is_a_notice(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"hotkey": 7}), "utf-8")
    ended = cli("doctor", "--json")
    assert (ended.code, [notice["id"] for notice in ended.document["notices"]]) == (0, ["setting-ignored"])
