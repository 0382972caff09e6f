"""Records the main job as a short animation for the README: hotkey, two letters, Enter, paste into a chat window.

Everything is real, as in demo.py; a compositing manager gives the palette its round corners and its shadow.

    python packaging/animation.py FILE.webp     (needs picom and Pillow beside what demo.py needs)
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import demo
from PIL import Image

SETTINGS = {"welcomed": True, "language": "zh_CN", "profile": {"客服昵称": "小园", "店铺": "青山茶铺"}}
CROP = (90, 20, 1190, 780)
"""Left, top, right, bottom of what is shown of the screen, px."""
WIDTH = 800


class Film:
    """Frames and how long each is shown, in milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "frame.png"
        self._frames: list[tuple[Image.Image, int]] = []

    def shoot(self, milliseconds: int) -> None:
        time.sleep(0.35)  # for the eye, not for a condition: what was pressed is drawn by then
        demo.take_picture(self._file)
        with Image.open(self._file) as picture:
            shot = picture.convert("RGB").crop(CROP)
        height = round(WIDTH * shot.height / shot.width)
        self._frames.append((shot.resize((WIDTH, height), Image.Resampling.LANCZOS), milliseconds))

    def save(self, file: Path) -> None:
        (first, _), *others = self._frames
        durations = [milliseconds for _, milliseconds in self._frames]
        frames = [frame for frame, _ in others]
        first.save(file, save_all=True, append_images=frames, duration=durations, loop=0, quality=75, method=6)


def record(stack: ExitStack, folder: Path, target: Path) -> None:
    (folder / "home" / "settings.json").write_text(json.dumps(SETTINGS), "utf-8")
    demo.start(stack, ["picom", "--backend", "xrender", "--config", os.devnull], folder / "screen.log")
    talk = [sys.executable, str(demo.HERE / "demo_chat.py"), str(folder / "chat.txt")]
    chat = demo.start(stack, talk, folder / "chat.log")
    demo.wait_until("the chat window has the focus", demo.focused(chat))
    app = demo.start(stack, demo.MIAOHUI, folder / "app.log")
    demo.wait_until("Miaohui answers", lambda: True if demo.miaohui("hide").returncode == 0 else None)
    film = Film(folder)
    film.shoot(900)
    demo.press(demo.HOTKEY)
    demo.wait_until("the palette has the focus", demo.focused(app))
    film.shoot(900)
    for letter in "fh":
        demo.press(letter)
        film.shoot(500)
    for _ in range(2):
        demo.press("Down")
        film.shoot(700)
    demo.press("Up", "Up")
    film.shoot(900)
    demo.press("Return")
    demo.wait_until("the chat window has the focus again", demo.focused(chat))
    film.shoot(600)
    demo.press("ctrl+v")
    film.shoot(2200)
    film.save(target)
    demo.miaohui("quit")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    target = parser.parse_args().file.absolute()
    with tempfile.TemporaryDirectory(prefix="miaohui-film-") as name, ExitStack() as stack:
        demo.prepare(stack, Path(name))
        record(stack, Path(name), target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
