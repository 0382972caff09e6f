"""Facts of the session, from any environment."""

import pytest

from miaohui.system import session
from miaohui.system.session import DisplayServer, OperatingSystem


@pytest.mark.parametrize(
    ("env", "platform", "system", "server"),
    [
        ({"DISPLAY": ":0"}, "linux", OperatingSystem.LINUX, DisplayServer.X11),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", OperatingSystem.LINUX, DisplayServer.WAYLAND),
        ({"DISPLAY": ""}, "linux", OperatingSystem.LINUX, DisplayServer.NONE),
        ({}, "freebsd14", OperatingSystem.LINUX, DisplayServer.NONE),
        ({}, "win32", OperatingSystem.WINDOWS, DisplayServer.NATIVE),
        ({}, "darwin", OperatingSystem.MACOS, DisplayServer.NATIVE),
    ],
    ids=["X11", "Wayland with XWayland", "empty", "nothing", "Windows", "macOS"],
)
def test_the_session_is_read_from_the_environment(
    env: dict[str, str], platform: str, system: OperatingSystem, server: DisplayServer
) -> None:
    facts = session.read(env, platform)

    assert (facts.system, facts.server) == (system, server)
    assert facts.has_display == (server is not DisplayServer.NONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx"),
        ({}, None),
    ],
)
def test_fcitx_desktops_get_an_input_method(before: dict[str, str], after: str | None) -> None:
    env = dict(before)

    session.prepare_environment(env)

    assert env.get("QT_IM_MODULES") == after
