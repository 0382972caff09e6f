"""Pastes into real text windows while another client moves the focus: for the tests and, at length, the bench."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage
from Xlib.xobject.drawable import Window

from tests.desktop import Desktop, Program, wait

PROGRAMS = Path(__file__).parent / "system" / "programs"


class Hand:
    """Another client that changes the focus, through the window manager as a pager does or past it."""

    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)
        self._display.set_error_handler(lambda *_: None)
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        self._ask_extents = self._display.intern_atom("_NET_REQUEST_FRAME_EXTENTS")
        self._extents = self._display.intern_atom("_NET_FRAME_EXTENTS")
        self._own = self._display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)

    def activate(self, window: int) -> None:
        self._tell_manager(self._active, self._display.create_resource_object("window", window), [2, X.CurrentTime])

    def catch_up(self) -> None:
        """Until the window manager has done all that came before: it answers in turn."""
        self._own.delete_property(self._extents)
        self._tell_manager(self._ask_extents, self._own, [])
        wait(lambda: self._own.get_full_property(self._extents, X.AnyPropertyType))

    def _tell_manager(self, message: int, window: Window, data: list[int]) -> None:
        event = ClientMessage(window=window, client_type=message, data=(32, [*data, *[0] * (5 - len(data))]))
        self._display.screen().root.send_event(event, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()

    def focus(self, window: int) -> None:
        self._display.set_input_focus(window, X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def focused(self) -> int:
        return int(getattr(self._display.get_input_focus().focus, "id", 0))

    def close(self) -> None:
        self._display.close()


class Editor:
    """A text window of another program."""

    def __init__(self, program: Program) -> None:
        program.wait_for("focused")
        self.program = program
        self.window = int(program.lines[0].removeprefix("window "))

    @property
    def text(self) -> str:
        texts = [line for line in self.program.lines if line.startswith("text ")]
        return str(json.loads(texts[-1].removeprefix("text "))) if texts else ""


class Picker:
    """The program that copies and pastes as the palette does."""

    def __init__(self, program: Program, folder: Path) -> None:
        program.wait_for("ready")
        self.program = program
        self._file = folder / "picked"

    def open(self) -> None:
        before = self.program.count("open")
        self.program.say("open")
        self.program.wait_for("open", before + 1)

    def pick(self, text: str) -> None:
        self._file.write_text(text, encoding="utf-8")
        self.program.say(f"pick {self._file}")

    def keep(self) -> None:
        """What is on the clipboard, to be put back after the next pastes."""
        before = self.program.count("kept")
        self.program.say("restoring")
        self.program.say("keep")
        self.program.wait_for("kept", before + 1)

    @property
    def targets(self) -> list[int]:
        """What the program took for the window in front, each time it opened."""
        return [int(line.removeprefix("target ")) for line in self.program.lines if line.startswith("target ")]

    @property
    def outcomes(self) -> list[str]:
        return [line for line in self.program.lines if line == "pasted" or line.startswith("copied only ")]

    def outcome(self, before: int = 0) -> str:
        """The next one after so many of them."""
        wait(lambda: len(self.outcomes) > before, describe=lambda: str(self.program.lines))
        return self.outcomes[before]


@dataclass
class Scene:
    """Text windows beside each other, and the program that pastes into one of them."""

    desktop: Desktop
    editors: list[Editor]
    picker: Picker
    hand: Hand

    def front(self, editor: Editor) -> None:
        self.hand.activate(editor.window)
        self.hand.catch_up()  # moves of before may still be waiting
        wait(lambda: self.hand.focused() == editor.window)


@contextmanager
def scene(desktop: Desktop, folder: Path, *, editors: int = 1, limit: int = 2000) -> Iterator[Scene]:
    with ExitStack() as stack:
        windows = []
        for number in range(editors):
            place = f"360 300 {20 + 400 * number} 60"
            program = desktop.program(PROGRAMS / "editor_window.py", f"聊天 {number}", place)
            windows.append(Editor(stack.enter_context(program)))
        app = stack.enter_context(desktop.program(PROGRAMS / "paste_app.py", "--limit", str(limit)))
        hand = Hand(desktop.display)
        stack.callback(hand.close)
        yield Scene(desktop, windows, Picker(app, folder), hand)


def with_changing_focus(scene: Scene, rounds: int, seed: int) -> Counter[str]:
    """So many pastes, each into a window chosen at random, while the focus is moved at a random moment of most of them.

    Fails unless each text arrived once in the window it was meant for, or nowhere and then it is on the clipboard.
    Returns how often each outcome was told.
    """
    choice = random.Random(seed)
    expected = {editor.window: "" for editor in scene.editors}
    outcomes: Counter[str] = Counter()
    for number in range(rounds):
        target = choice.choice(scene.editors)
        scene.front(target)
        scene.picker.open()
        assert scene.picker.targets[-1] == target.window
        text = f"第{number}句😊\n"
        before = len(scene.picker.outcomes)
        moves = sorted(choice.uniform(-0.01, 0.03) for _ in range(choice.choice((0, 1, 1, 1, 2, 3))))
        start = time.monotonic() + 0.01
        picked = False
        for moment in [*moves, 1.0]:
            if not picked and moment >= 0:
                scene.picker.pick(text)
                picked = True
            if moment == 1.0:
                break
            time.sleep(max(0.0, start + moment - time.monotonic()))  # the moment is what is tried, nothing is awaited
            move = choice.choice((scene.hand.activate, scene.hand.activate, scene.hand.focus))
            move(choice.choice(scene.editors).window)
        outcome = scene.picker.outcome(before)
        outcomes[outcome] += 1
        if outcome == "pasted":
            expected[target.window] += text
            wait(lambda: target.text == expected[target.window], describe=lambda: f"{number}: {target.text!r}")  # noqa: B023
        else:
            assert scene.desktop.clipboard() == text
    for editor in scene.editors:
        assert editor.text == expected[editor.window]
    return outcomes
