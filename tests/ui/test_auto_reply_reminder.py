"""What is told of the clients' own settings at a season switch and at the start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from miaohui.app.auto_replies import AutoReplyReminder
from miaohui.domain.settings import Settings
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.auto_replies import AutoReplies, find_place
from miaohui.flow.workspace import Workspace
from miaohui.messages import sentence


class Told:
    """A reminder, what it told, and whether anything is left."""

    def __init__(self, workspace: Workspace) -> None:
        self.sentences: list[str] = []
        self.left: list[bool] = []
        self._parent = QObject()
        reminder = AutoReplyReminder(workspace, self._parent)
        reminder.told.connect(self._hear)
        reminder.left.connect(self.left.append)
        reminder.start()

    def _hear(self, problem: Problem) -> None:
        self.sentences.append(sentence(problem))


LINE = (
    "The automatic replies need the other text: Qianniu (Wangwang): First message of the day, Busy, Away, "
    "After hours. F4 in the palette opens them."
)


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    workspace.set(replace(workspace.settings, clients_in_use=("wangwang",)))
    return workspace


@pytest.mark.usefixtures("qapp")
class TestReminder:
    def test_a_quiet_start_tells_nothing_and_writes_nothing(self, workspace: Workspace) -> None:
        before = workspace.settings
        told = Told(workspace)
        assert (told.sentences, told.left) == ([], [False])
        assert workspace.settings is before

    def test_a_switch_tells_once_which_settings_need_the_other_text(self, workspace: Workspace) -> None:
        told = Told(workspace)
        workspace.use_season("peak")
        assert told.sentences == [LINE]
        assert told.left[-1] is True
        workspace.set(replace(workspace.settings, formatted=True))
        assert told.sentences == [LINE]

    def test_what_was_left_undone_is_told_at_the_next_start(self, workspace: Workspace) -> None:
        first = Told(workspace)
        workspace.use_season("peak")
        again = Told(workspace)
        assert (again.sentences, again.left) == ([LINE], [True])
        assert first.sentences == [LINE]

    def test_a_switch_while_the_program_was_off_is_told_at_the_start(self, workspace: Workspace) -> None:
        workspace.use_season("peak")
        assert Told(workspace).sentences == [LINE]

    def test_nothing_is_left_once_all_is_ticked_off(self, workspace: Workspace) -> None:
        told = Told(workspace)
        workspace.use_season("peak")
        auto = AutoReplies(workspace)
        for slot in ("first", "busy", "away", "off"):
            auto.tick(find_place(workspace, slot, "wangwang", ""))
        assert told.left[-1] is False
        assert Told(workspace).sentences == []

    def test_back_again_nothing_is_left_to_do(self, workspace: Workspace) -> None:
        told = Told(workspace)
        workspace.use_season("peak")
        workspace.use_season("normal")
        assert told.sentences == [LINE]
        assert told.left[-1] is False

    def test_a_home_that_can_t_be_written_is_told_once(
        self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = Told(workspace)

        def refuse(_self: object, _settings: Settings) -> None:
            raise MiaohuiError("cannot-write", path="settings", reason="full")

        workspace.use_season("peak")
        told.sentences.clear()
        workspace.use_season("normal")
        monkeypatch.setattr(Workspace, "set", refuse)
        workspace.settings = replace(workspace.settings, season="peak")
        for _ in range(3):
            workspace._changed()
        assert told.sentences == ["Can't write to settings: full."]
