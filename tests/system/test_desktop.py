"""The tests' own desktop does what the tests believe."""

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop import HEIGHT, WIDTH, Desktop

pytestmark = pytest.mark.desktop

CHAT = Path(__file__).parent / "programs" / "chat_window.py"


def test_windows_get_the_focus_and_the_keys(desktop: Desktop) -> None:
    with desktop.program(CHAT, "千牛", "300 200 50 50") as chat:
        chat.wait_for("focused")
        desktop.wait(lambda: desktop.focused_title() == "千牛")
        assert f"window {desktop.focused_window()}" == chat.lines[0]

        desktop.type("fh1")
        chat.wait_for("key 1")
        assert [line for line in chat.lines if line.startswith("key")] == ["key f", "key h", "key 1"]


def test_a_screenshot_shows_the_whole_screen_at_96_dpi(desktop: Desktop, tmp_path: Path) -> None:
    desktop.screenshot(tmp_path / "screen.png")

    with Image.open(tmp_path / "screen.png") as picture:
        assert picture.size == (WIDTH, HEIGHT)
    width, height = re.findall(r"(\d+)x(\d+) millimeters", desktop.run(["xdpyinfo"]))[0]
    assert round(WIDTH / int(width) * 25.4) == 96
    assert round(HEIGHT / int(height) * 25.4) == 96
