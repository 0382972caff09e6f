"""Remember the window → deliver → paste, and by setting put the clipboard back."""

from __future__ import annotations

import pytest

from miaohui.domain.settings import Settings
from miaohui.errors import Problem
from miaohui.flow.paste import Paste
from miaohui.flow.ports import CopiedOnly, Pasted, PasteOutcome, Target
from tests.fakes import FakePaster, FakePrevious

CHAT = Target(7)


class Desk:
    def __init__(self, settings: Settings, target: Target | None = CHAT, outcome: PasteOutcome | None = None) -> None:
        self.paster = FakePaster(target, outcome or Pasted())
        self.previous = FakePrevious()
        self.told: list[PasteOutcome] = []
        self.paste = Paste(self.paster, self.previous, lambda: settings)

    def run(self) -> None:
        self.paste.remember()
        self.paste(self.told.append)


def test_it_pastes_into_the_window_that_was_in_front() -> None:
    desk = Desk(Settings())
    desk.paste.remember()
    desk.paster.front = Target(8)  # the palette itself, by now
    desk.paste(desk.told.append)
    assert desk.paster.pasted == [CHAT]
    assert desk.told == [Pasted()]


def test_without_a_window_it_is_told() -> None:
    desk = Desk(Settings(), target=None)
    desk.run()
    assert desk.paster.pasted == []
    assert desk.told == [CopiedOnly(Problem("paste-no-window"))]


def test_a_window_serves_one_paste() -> None:
    desk = Desk(Settings())
    desk.run()
    desk.paste(desk.told.append)
    assert desk.paster.pasted == [CHAT]
    assert desk.told[1] == CopiedOnly(Problem("paste-no-window"))


def test_by_default_the_clipboard_is_left_as_it_is() -> None:
    desk = Desk(Settings())
    desk.run()
    assert desk.previous.log == []


def test_by_setting_what_was_there_before_is_put_back_after_the_paste() -> None:
    desk = Desk(Settings(restore_clipboard=True))
    desk.run()
    assert desk.previous.log == ["keep", CHAT]


def test_what_was_only_copied_stays_on_the_clipboard() -> None:
    problem = CopiedOnly(Problem("paste-no-focus"))
    desk = Desk(Settings(restore_clipboard=True), outcome=problem)
    desk.run()
    assert desk.previous.log == ["keep"]
    assert desk.told == [problem]


@pytest.mark.parametrize(
    ("settings", "pastes"),
    [
        (Settings(), False),
        (Settings(paste=True), True),
        (Settings(paste_in={"wechat": True}), True),
        (Settings(paste=True, paste_in={"wechat": False}), False),
        (Settings(paste_in={"qq": True}), False),
    ],
)
def test_enter_pastes_by_setting_and_client(settings: Settings, pastes: bool) -> None:
    assert settings.pastes("wechat") is pastes
