"""The real program on a desktop of its own: another window has the focus, keys are pressed, another process reads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.desktop import PATIENCE, Desktop, Program, wait

CHAT = Path(__file__).parents[1] / "system" / "programs" / "chat_window.py"


class Shop:
    """A desktop with a chat window and Miaohui, as an agent has them."""

    def __init__(self, desktop: Desktop, stack: ExitStack) -> None:
        self.desktop = desktop
        self._stack = stack
        self.chat = stack.enter_context(desktop.program(CHAT, "旺旺 聊天", "700 500 100 100"))
        self.chat.wait_for("focused")
        self.app: Program | None = None

    def start(self, *settings: tuple[str, object]) -> Program:
        """Start Miaohui in the tray and wait until it answers."""
        if settings:
            self.home.mkdir(mode=0o700, exist_ok=True)
            (self.home / "settings.json").write_text(json.dumps(dict(settings), ensure_ascii=False), "utf-8")
        self.app = self._stack.enter_context(Program([sys.executable, "-m", "miaohui"], self.desktop.env))
        self.desktop.wait(self._answers)
        return self.app

    def run(self, script: Path, *arguments: str) -> Program:
        """Start Miaohui by a program of a test's own and wait until it answers."""
        self.app = self._stack.enter_context(self.desktop.program(script, *arguments))
        self.desktop.wait(self._answers)
        return self.app

    def _answers(self) -> bool:
        assert self.app is not None
        assert self.app.process.poll() is None, self.app.lines
        return self.command("hide").returncode == 0

    @property
    def home(self) -> Path:
        return Path(self.desktop.env["MIAOHUI_HOME"])

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command line of another process."""
        return subprocess.run(
            [sys.executable, "-m", "miaohui", *arguments],
            env=self.desktop.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def ask(self, *arguments: str) -> dict[str, Any]:
        done = self.command(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def palette_is_open(self) -> bool:
        return self._focused_process() == self._app_id

    def chat_has_focus(self) -> bool:
        return self._focused_process() not in (0, self._app_id)

    @property
    def _app_id(self) -> int:
        assert self.app is not None
        return self.app.process.pid

    def _focused_process(self) -> int:
        """The process of the focused window; 0 while the focus is on its way. The chat window counts as -1."""
        focused = self.desktop.focused_window()
        if f"window {focused}" in self.chat.lines:
            return -1
        told = subprocess.run(
            ["xdotool", "getwindowpid", str(focused)], env=self.desktop.env, capture_output=True, text=True, check=False
        )
        return int(told.stdout) if told.returncode == 0 else 0

    def open_palette(self, keys: str = "alt+q") -> None:
        self.desktop.press(keys)
        self.desktop.wait(self.palette_is_open)

    def wait_for_chat(self) -> None:
        self.desktop.wait(self.chat_has_focus)

    def wait_for_clipboard(self, text: str) -> None:
        wait(
            lambda: self.desktop.clipboard() == text,
            describe=lambda: f"{text!r} on the clipboard; there is {self.desktop.clipboard()!r}",
        )

    def offer_clipboard(self, text: str) -> Program:
        """As another program does it; the program says when it was asked for it."""
        owner = self._stack.enter_context(Program(["xclip", "-verbose", "-selection", "clipboard"], self.desktop.env))
        assert owner.process.stdin is not None
        owner.process.stdin.write(text)
        owner.process.stdin.close()
        owner.wait_for("  Waiting for selection request number 1")
        return owner

    def fill_clipboard(self, text: str) -> None:
        """As another program does it."""
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            input=text.encode(),
            env=self.desktop.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Each test has its own X server, window manager and home."""
    own = Desktop(tmp_path / "desktop")
    try:
        own.start()
        with ExitStack() as stack:
            yield Shop(own, stack)
    finally:
        own.stop()
