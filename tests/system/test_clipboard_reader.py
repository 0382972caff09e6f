"""Reading the clipboard without waiting for its owner: the reader in a process of its own, owners in others."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop import Desktop, Program

pytestmark = pytest.mark.desktop

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture
def reader(desktop: Desktop) -> Iterator[Program]:
    with desktop.program(PROGRAMS / "clipboard_reader_app.py") as reader:
        reader.wait_for("ready")
        yield reader


def own(desktop: Desktop, content: bytes, *options: str) -> subprocess.Popen[bytes]:
    """Another program that holds the clipboard, and its process."""
    owner = subprocess.Popen(
        ["xclip", "-quiet", "-selection", "clipboard", *options],
        env=desktop.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert owner.stdin is not None
    owner.stdin.write(content)
    owner.stdin.close()
    return owner


@pytest.fixture
def owners() -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for owner in started:
        owner.send_signal(signal.SIGCONT)
        owner.kill()
        owner.wait()


def test_another_programs_text_is_read(
    desktop: Desktop, reader: Program, owners: list[subprocess.Popen[bytes]]
) -> None:
    owners.append(own(desktop, "订单 2411😊\n".encode()))
    desktop.wait(lambda: desktop.clipboard() == "订单 2411😊\n")
    reader.say("read")
    reader.wait_for("text '订单 2411😊\\n'")


def test_a_hung_owner_costs_nothing_and_its_late_answer_is_dropped(
    desktop: Desktop, reader: Program, owners: list[subprocess.Popen[bytes]]
) -> None:
    owners.append(own(desktop, b"late"))
    desktop.wait(lambda: desktop.clipboard() == "late")
    os.kill(owners[0].pid, signal.SIGSTOP)
    reader.say("read")
    reader.wait_for("asked")  # the call came back while the owner is still asleep
    reader.wait_for("text ''")
    reader.say("read")
    reader.wait_for("asked", times=2)
    reader.wait_for("text ''", times=2)
    os.kill(owners[0].pid, signal.SIGCONT)
    owners.append(own(desktop, b"new"))
    desktop.wait(lambda: desktop.clipboard() == "new")
    reader.say("read")
    reader.wait_for("text 'new'")
    assert "text 'late'" not in reader.lines


def test_without_an_owner_there_is_no_text(
    desktop: Desktop, reader: Program, owners: list[subprocess.Popen[bytes]]
) -> None:
    owners.append(own(desktop, b"gone"))
    desktop.wait(lambda: desktop.clipboard() == "gone")
    owners[0].kill()
    desktop.wait(lambda: desktop.clipboard() == "")
    reader.say("read")
    reader.wait_for("text ''")


@pytest.mark.parametrize("size", [65_537, 4_000_000], ids=["too long", "in pieces"])
def test_a_long_text_is_not_fetched(
    desktop: Desktop, reader: Program, owners: list[subprocess.Popen[bytes]], size: int
) -> None:
    owners.append(own(desktop, b"x" * size))
    desktop.wait(lambda: len(desktop.clipboard()) == size)
    reader.say("read")
    reader.wait_for("text ''")


def test_what_the_program_put_there_itself_is_nobody_elses(reader: Program) -> None:
    reader.say("copy")
    reader.wait_for("copied")
    reader.say("read")
    reader.wait_for("text ''")


def test_a_picture_is_no_text(desktop: Desktop, reader: Program, owners: list[subprocess.Popen[bytes]]) -> None:
    owners.append(own(desktop, b"\x89PNG", "-t", "image/png"))
    desktop.wait(lambda: desktop.clipboard_targets() == ["TARGETS", "image/png"])
    reader.say("read")
    reader.wait_for("asked")
    reader.wait_for("text ''")


def test_the_end_of_the_display_ends_the_reading_quietly(tmp_path: Path) -> None:
    own_desktop = Desktop(tmp_path / "desktop")
    try:
        own_desktop.start()
        with own_desktop.program(PROGRAMS / "clipboard_reader_app.py", QT_QPA_PLATFORM="offscreen") as reader:
            reader.wait_for("ready")
            own_desktop.stop()
            reader.say("read")
            reader.wait_for("text ''")
            assert reader.process.poll() is None
    finally:
        own_desktop.stop()
