"""Whether there is a display to open a window on."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from miaohui.system import display
from miaohui.system.session import DisplayServer, OperatingSystem, Session
from tests.desktop import Desktop

X11 = Session(OperatingSystem.LINUX, DisplayServer.X11, x11_name=":0")


@pytest.mark.desktop
def test_an_x_server_answers(desktop: Desktop) -> None:
    assert display.answers(replace(X11, x11_name=desktop.display))


@pytest.mark.desktop
def test_without_a_compositing_manager_nothing_is_translucent(desktop: Desktop) -> None:
    assert not display.is_composited(replace(X11, x11_name=desktop.display))


# python-xlib leaves the socket of a failed connection to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_display_that_nobody_serves_does_not_answer() -> None:
    assert not display.answers(replace(X11, x11_name=":987"))


def test_a_wayland_socket_that_is_not_there_does_not_answer(tmp_path: Path) -> None:
    session = Session(OperatingSystem.LINUX, DisplayServer.WAYLAND, wayland_name="wayland-9")
    assert not display.answers(session, {"XDG_RUNTIME_DIR": str(tmp_path)})
    assert display.is_composited(session)


@pytest.mark.parametrize("system", [OperatingSystem.WINDOWS, OperatingSystem.MACOS])
def test_native_displays_are_always_there(system: OperatingSystem) -> None:
    assert display.answers(Session(system, DisplayServer.NATIVE))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_never_says_anything_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GIVEN something that accepts connections as an X server would, and is silent."""
    monkeypatch.setattr(display, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        number = silent.getsockname()[1] - 6000
        assert not display.answers(replace(X11, x11_name=f"127.0.0.1:{number}"))
