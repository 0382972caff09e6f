"""The check of an installation that pip was told not to resolve."""

from importlib import metadata

import check_requirements
import pytest

INSTALLED = {"miaohui": "0.1", "pynput": "1.8.2", "six": "1.17"}
REQUIRES = {
    "miaohui": ["pynput>=1.8", "nowhere>=1; sys_platform == 'plan9'"],
    "pynput": ["six", "evdev>=1.3"],
    "six": [],
}


def version(name: str) -> str:
    if name not in INSTALLED:
        raise metadata.PackageNotFoundError(name)
    return INSTALLED[name]


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", REQUIRES.__getitem__)
    monkeypatch.setattr(metadata, "version", version)


def test_is_content_without_evdev() -> None:
    assert check_requirements.main([]) == 0


@pytest.mark.parametrize(
    ("requirement", "told"),
    [
        ("tinydb>=4", "miaohui requires tinydb>=4, which isn't installed"),
        ("six>=2", "miaohui requires six>=2, but 1.17 is installed"),
        ('ruff; extra == "dev"', 'miaohui requires ruff; extra == "dev", which isn\'t installed'),
    ],
)
def test_tells_what_is_amiss(
    requirement: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(REQUIRES, "miaohui", [requirement])
    assert check_requirements.main(["dev"]) == 1
    assert capsys.readouterr().err.splitlines() == [told]
