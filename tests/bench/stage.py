"""The desktop of one run: its own X server, window manager, tray host and chat window; homes that are thrown away."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths
from miaohui.system.instance.channel import call
from tests.bench import replies
from tests.bench.observer import Observer
from tests.desktop import PATIENCE, Desktop, Program

PROGRAMS = Path(__file__).parent / "programs"
CHAT = Path(__file__).parents[1] / "system" / "programs" / "chat_window.py"
TOOLS = ("Xvfb", "openbox", "xprop", "setxkbmap")

HOTKEY = ("Alt_L", "q")
BARE_HOTKEY = ("Alt_L", "w")
BARE_COMBINATION = "Alt+W"


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Stage:
    """``observer`` is the hand and the eye; programs started here end with the block that started them."""

    def __init__(self, folder: Path, desktop: Desktop, observer: Observer) -> None:
        self.folder = folder
        self.desktop = desktop
        self.observer = observer
        self._homes: dict[int, Paths] = {}

    def home(self, count: int) -> Paths:
        """A home with this many replies, made when it is first wanted; 0 means the starter library."""
        if count not in self._homes:
            paths = Paths(self.folder / f"home{count}", Path(self.desktop.env["XDG_RUNTIME_DIR"]) / "miaohui")
            replies.furnish(paths, count)
            self._homes[count] = paths
        return self._homes[count]

    def spawn(self, *arguments: str, home: Paths | None = None, stdin: Path | None = None) -> subprocess.Popen[str]:
        """A process whose lines can be read."""
        env = {**self.desktop.env, **({"MIAOHUI_HOME": str(home.home)} if home is not None else {})}
        with (stdin or Path("/dev/null")).open("rb") as reading, (self.folder / "stderr").open("ab") as log:
            return subprocess.Popen(
                arguments, env=env, stdin=reading, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
            )

    def spawn_miaohui(self, home: Paths) -> subprocess.Popen[str]:
        return self.spawn(sys.executable, "-m", "miaohui", home=home)

    @contextmanager
    def miaohui(self, count: int) -> Iterator[subprocess.Popen[str]]:
        """Miaohui in the tray with this many replies, answering."""
        home = self.home(count)
        process = self.spawn_miaohui(home)
        try:
            wait_for_answer(home, process)
            self.observer.settle(0.3)
            yield process
        finally:
            end(process)

    @contextmanager
    def bare(self, lines: Path) -> Iterator[subprocess.Popen[str]]:
        """The bare widget with a list of these lines, holding its key."""
        process = self.spawn(sys.executable, str(PROGRAMS / "bare_palette.py"), BARE_COMBINATION, str(lines))
        try:
            wait_for_line(process, "ready")
            self.observer.settle(0.3)
            yield process
        finally:
            end(process)

    @contextmanager
    def program(self, *arguments: str) -> Iterator[Program]:
        with Program(arguments, self.desktop.env) as program:
            yield program


@contextmanager
def stage() -> Iterator[Stage]:
    """Everything that was started ends with it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mhb", ignore_cleanup_errors=True)))
        desktop = Desktop(folder / "d")
        stack.callback(desktop.stop)
        desktop.start()
        if shutil.which("trayer"):  # without a tray host the palette tells about it in a line of its own
            stack.enter_context(Program(["trayer", "--edge", "bottom", "--align", "right"], desktop.env))
        chat = stack.enter_context(desktop.program(CHAT, "旺旺 聊天", "900 640 150 100"))
        chat.wait_for("focused")
        observer = Observer(desktop.display)
        stack.callback(observer.close)
        observer.undecorate(int(chat.lines[0].removeprefix("window ")))
        yield Stage(folder, desktop, observer)


def wait_for_answer(home: Paths, process: subprocess.Popen[str]) -> None:
    """Until the running app answers on its channel, out of its event loop: the key was taken before."""
    end_of_patience = time.monotonic() + PATIENCE
    while True:
        try:
            call(home, {"verb": "hide"})
        except MiaohuiError:
            if process.poll() is not None or time.monotonic() > end_of_patience:
                raise
            time.sleep(0.002)
        else:
            return


def wait_for_line(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    while (found := process.stdout.readline()) != f"{line}\n":
        if not found:
            raise RuntimeError(f"{process.args!r} ended before it said {line!r}")


def end(process: subprocess.Popen[str]) -> None:
    """SIGTERM, and SIGKILL for who doesn't listen."""
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
