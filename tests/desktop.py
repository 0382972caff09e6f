"""A desktop of the tests' own: an X server without a screen, a window manager, and what an agent's hands do."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

TOOLS = ("setpriv", "Xvfb", "openbox", "xdotool", "xclip", "xprop", "scrot", "setxkbmap", "dbus-daemon", "ibus-daemon")
WIDTH, HEIGHT = 1280, 800
PATIENCE = 20.0
REPOSITORY = Path(__file__).resolve().parent.parent

_OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy></placement>
  <theme><name>Clearlooks</name></theme>
  <desktops><number>1</number></desktops>
</openbox_config>
"""


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Program:
    """A process of the test's, whose lines can be waited for."""

    def __init__(self, arguments: Sequence[str | Path], env: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [str(argument) for argument in arguments],
            env=dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def count(self, line: str) -> int:
        return self.lines.count(line)

    def wait_for(self, line: str, times: int = 1, timeout: float = PATIENCE) -> None:
        def seen() -> bool:
            if self.count(line) >= times:
                return True
            if self.process.poll() is not None:
                self._reader.join(PATIENCE)
                if self.count(line) < times:
                    raise AssertionError(f"ended with {self.process.returncode} before {line!r}: {self.lines}")
            return self.count(line) >= times

        wait(seen, timeout, lambda: f"{times} × {line!r} in {self.lines}")

    def end(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stdout is not None
        if not self._reader.is_alive():
            self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def wait(
    condition: Callable[[], object], timeout: float = PATIENCE, describe: Callable[[], str] = lambda: "the condition"
) -> None:
    """Until ``condition`` holds; asked often, since it is another process that makes it true."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout} s: {describe()}")
        time.sleep(0.005)


class Desktop:
    """``env`` starts programs on this desktop, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.display = ""
        self._processes: list[subprocess.Popen[bytes]] = []
        home = folder / "home"
        runtime = folder / "run"
        for place in (home, runtime):
            place.mkdir(parents=True, mode=0o700)
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "VIRTUAL_ENV") if name in os.environ}
        self.env: dict[str, str] = {
            **kept,
            "HOME": str(home),
            "MIAOHUI_HOME": str(home / "miaohui"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join((str(REPOSITORY / "desktop"), str(REPOSITORY))),
            "PYTHONUNBUFFERED": "1",
            "QT_QPA_PLATFORM": "xcb",
        }
        self._folder = folder

    def start(self) -> None:
        """Raises AssertionError when the server or the window manager doesn't come up."""
        read_end, write_end = os.pipe()
        with os.fdopen(read_end) as reading:
            # -noreset: the server would forget keyboard and properties when the last client leaves.
            self._spawn(
                f"Xvfb -displayfd {write_end} -screen 0 {WIDTH}x{HEIGHT}x24 -dpi 96 -nolisten tcp -noreset".split(),
                pass_fds=(write_end,),
            )
            os.close(write_end)
            ready, _, _ = select.select([reading], [], [], PATIENCE)
            number = reading.readline().strip() if ready else ""
        assert number, "Xvfb did not start"
        self.display = f":{number}"
        self.env["DISPLAY"] = self.display
        configuration = self._folder / "openbox.xml"
        configuration.write_text(_OPENBOX, encoding="utf-8")
        self._spawn(["openbox", "--sm-disable", "--config-file", str(configuration)])
        self.wait(lambda: "window id" in self.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]))
        self.run(["setxkbmap", "us"])

    def _spawn(self, arguments: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        with (self._folder / "desktop.log").open("ab") as log:
            self._processes.append(
                subprocess.Popen(
                    # The kernel ends it when the tests are killed and can't clear up.
                    ["setpriv", "--pdeathsig", "KILL", *arguments],
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=pass_fds,
                )
            )

    def stop(self) -> None:
        """The server goes first: every client left on it ends by itself."""
        for process in self._processes:
            process.kill()
            process.wait(PATIENCE)
        self._processes.clear()

    # what a test starts

    def run(self, arguments: Sequence[str | Path], timeout: float = PATIENCE) -> str:
        """What a program prints; raises when it fails."""
        done = subprocess.run(
            [str(argument) for argument in arguments],
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def program(self, script: Path, *arguments: str, **env: str) -> Program:
        """A Python program on this desktop."""
        return Program([sys.executable, script, *arguments], {**self.env, **env})

    # an agent's hands and eyes

    def press(self, keys: str, times: int = 1) -> None:
        """``alt+q``, ``Escape``: keysym names, as xdotool writes them."""
        self.run(["xdotool", "key", *(["--repeat", str(times), "--delay", "30"] if times > 1 else []), keys])

    def type(self, text: str) -> None:
        self.run(["xdotool", "type", "--delay", "15", text])

    @contextlib.contextmanager
    def layout(self, *arguments: str) -> Iterator[None]:
        """Another keyboard: the arguments of setxkbmap."""
        self.run(["setxkbmap", *arguments])
        try:
            yield
        finally:
            self.run(["setxkbmap", "us", "-option", ""])

    @contextlib.contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """``Num_Lock``, ``Caps_Lock`` pressed, and pressed again afterwards."""
        self.press(key)
        try:
            yield
        finally:
            self.press(key)

    @contextlib.contextmanager
    def held(self, *keys: str) -> Iterator[None]:
        for key in keys:
            self.run(["xdotool", "keydown", key])
        try:
            yield
        finally:
            for key in reversed(keys):
                self.run(["xdotool", "keyup", key])

    def clipboard(self) -> str:
        """Read by another process; empty when nobody owns it."""
        # xclip gives what it has to whoever asks for a text, be it a picture.
        return self._clipboard("UTF8_STRING").decode(errors="replace")

    def clipboard_picture(self, target: str = "image/png") -> bytes:
        return self._clipboard(target)

    def clipboard_targets(self) -> list[str]:
        """In what forms the clipboard's content is offered."""
        return self._clipboard("TARGETS").decode().split()

    def _clipboard(self, target: str) -> bytes:
        done = subprocess.run(
            ["xclip", "-o", "-selection", "clipboard", "-t", target],
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout if done.returncode == 0 else b""

    def focused_window(self) -> int:
        """0 while the focus is on its way from one window to another (it follows the pointer then)."""
        return int(self._ask("getwindowfocus") or 0)

    def focused_title(self) -> str:
        """Empty while the focus is on its way."""
        return self._ask("getwindowfocus", "getwindowname").rstrip("\n")

    def _ask(self, *arguments: str) -> str:
        """What xdotool tells; empty when it can't, as when the window it speaks of is gone."""
        done = subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    def screenshot(self, path: Path) -> None:
        self.run(["scrot", "--overwrite", path])

    def wait(self, condition: Callable[[], object], timeout: float = PATIENCE) -> None:
        wait(condition, timeout)
