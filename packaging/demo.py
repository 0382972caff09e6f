"""Shows on a virtual screen what Miaohui does: the hotkey, two letters, Enter, and the reply is in the chat window.

Everything is real: an X server, a window manager, another program with the focus, pressed keys, and a clipboard that
yet another program reads. The library is a throw-away one. Exits 0 if all went as it should.

    python packaging/demo.py [--screenshot FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")

HERE = Path(__file__).resolve().parent
MIAOHUI = [sys.executable, "-m", "miaohui"]
SIZE = "1280x800x24"
HOTKEY = "alt+q"
LETTERS = "hy"
PATIENCE = 30.0


class DemoError(Exception):
    """Says what didn't happen."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def wait_until(what: str, probe: Callable[[], Answer | None], seconds: float = PATIENCE) -> Answer:
    """The first answer of ``probe`` that isn't None."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer is not None:
            return answer
        if time.monotonic() > end:
            raise DemoError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.05)


def start(stack: ExitStack, command: list[str], log: Path, pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    """A process that is ended with the demonstration, if it isn't before."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=pass_fds)
    stack.callback(end, process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start_screen(stack: ExitStack, log: Path) -> str:
    """A virtual screen; its name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    start(stack, command, log, pass_fds=(writer,))
    os.close(writer)
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise DemoError("Xvfb did not start")
    return f":{number}"


def output_of(*command: str) -> str | None:
    """What the command printed, or None if it failed or hung."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=5, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def miaohui(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MIAOHUI, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, stdin=subprocess.DEVNULL
    )


def ask(*arguments: str) -> dict[str, Any]:
    """The JSON that the command prints."""
    done = miaohui(*arguments, "--json")
    if done.returncode != 0:
        raise DemoError(f"miaohui {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def press(*keys: str) -> None:
    subprocess.run(["xdotool", "key", "--delay", "60", *keys], check=True, timeout=20)


def focused(process: subprocess.Popen[bytes]) -> Callable[[], bool | None]:
    """Asks whether a window of the process has the focus."""

    def probe() -> bool | None:
        told = output_of("xdotool", "getwindowfocus", "getwindowpid")
        return True if told and told.strip() == str(process.pid) else None

    return probe


def take_picture(file: Path) -> None:
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    assert isinstance(app, QGuiApplication)
    if not app.primaryScreen().grabWindow(0).save(str(file)):
        raise DemoError(f"the picture could not be written to {file}")


def prepare(stack: ExitStack, folder: Path) -> None:
    """A virtual screen with a window manager, and a home of its own for everything started from here."""
    for name in ("home", "run"):
        (folder / name).mkdir(mode=0o700)
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ.update(
        DISPLAY=start_screen(stack, folder / "screen.log"),
        MIAOHUI_HOME=str(folder / "home"),
        QT_QPA_PLATFORM="xcb",
        XDG_RUNTIME_DIR=str(folder / "run"),
        XDG_SESSION_TYPE="x11",
    )
    start(stack, ["openbox"], folder / "screen.log")
    wait_until("the window manager runs", lambda: output_of("xdotool", "get_desktop"))
    start(stack, ["trayer", "--edge", "top", "--align", "right", "--widthtype", "request"], folder / "screen.log")


def demonstrate(stack: ExitStack, folder: Path, picture: Path) -> None:
    record = folder / "chat.txt"
    chat = start(stack, [sys.executable, str(HERE / "demo_chat.py"), str(record)], folder / "chat.log")
    wait_until("the chat window has the focus", focused(chat))
    wait_until("the chat window takes text", lambda: record.exists() or None)
    say(f"A virtual screen of {SIZE.rpartition('x')[0]} with a window manager; a chat window has the focus.")

    app = start(stack, MIAOHUI, folder / "app.log")
    # 4: it isn't running yet.
    wait_until("Miaohui answers", lambda: True if gone(app) or miaohui("hide").returncode == 0 else None)
    if gone(app):
        raise DemoError(f"Miaohui ended with {app.returncode} while it started")
    say("Miaohui runs in the tray.")

    press(HOTKEY)
    wait_until("the palette has the focus", focused(app))
    say(f"{HOTKEY}: the palette is open and has the focus.")

    press(*LETTERS)
    time.sleep(0.7)
    take_picture(picture)
    hit = ask("search", LETTERS, "--limit", "1")["hits"][0]
    expected = ask("render", hit["code"])["parts"][0]
    say(f"{LETTERS}: the first reply is {hit['code']} “{hit['title']}”. Picture: {picture}")

    press("Return")
    wait_until("the palette closes and the chat window has the focus again", focused(chat))
    wait_until("another program reads the reply from the clipboard", lambda: clipboard_is(expected))
    say(f"Enter: the palette is gone, and another program reads from the clipboard:\n    {expected}")

    press("ctrl+v")
    shown = wait_until("the chat window shows something", lambda: record.read_text("utf-8") or None)
    if shown != expected:
        raise DemoError(f"the chat window shows “{shown}”, not the reply alone")
    say("Ctrl+V: the chat window shows the reply, and none of the keys before.")

    if miaohui("quit").returncode != 0:
        raise DemoError("miaohui quit failed")
    wait_until("Miaohui ends", lambda: gone(app) or None)
    if app.returncode != 0:
        raise DemoError(f"Miaohui ended with {app.returncode}")
    say("Miaohui has ended as asked.")


def gone(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


def clipboard_is(text: str) -> bool | None:
    return output_of("xclip", "-out", "-selection", "clipboard", "-target", "UTF8_STRING") == text or None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screenshot", type=Path, default=Path("miaohui-demo.png"), metavar="FILE")
    picture = parser.parse_args().screenshot.absolute()
    with tempfile.TemporaryDirectory(prefix="miaohui-demo-") as name, ExitStack() as stack:
        folder = Path(name)
        try:
            prepare(stack, folder)
            try:
                demonstrate(stack, folder, picture)
            except BaseException:
                take_picture(picture)
                raise
        except (DemoError, OSError, subprocess.SubprocessError) as error:
            for log in [*folder.glob("*.log"), *folder.glob("home/logs/*")]:
                if text := log.read_text("utf-8", "replace").strip():
                    print(f"--- {log.name}\n{text[-4000:]}", file=sys.stderr)
            print(f"The demonstration failed: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
