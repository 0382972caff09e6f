"""Facts of this desktop session, read once at the start and passed on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum


class OperatingSystem(StrEnum):
    LINUX = "linux"  # and the other Unixes with X11 or Wayland
    WINDOWS = "windows"
    MACOS = "macos"


class DisplayServer(StrEnum):
    X11 = "x11"
    WAYLAND = "wayland"  # also when XWayland offers a DISPLAY: X grabs see only the keys of X windows there
    NATIVE = "native"  # Windows and macOS
    NONE = "none"


@dataclass(frozen=True)
class Session:
    """``x11_name`` is the DISPLAY to connect to; a Wayland session has one too where XWayland runs."""

    system: OperatingSystem
    server: DisplayServer
    x11_name: str | None = None
    wayland_name: str | None = None
    desktop: str = ""

    @property
    def has_display(self) -> bool:
        return self.server is not DisplayServer.NONE


def read(env: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Session:
    if platform == "win32":
        return Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE)
    if platform == "darwin":
        return Session(OperatingSystem.MACOS, DisplayServer.NATIVE)
    x11_name = env.get("DISPLAY") or None
    wayland_name = env.get("WAYLAND_DISPLAY") or None
    server = DisplayServer.WAYLAND if wayland_name else DisplayServer.X11 if x11_name else DisplayServer.NONE
    return Session(OperatingSystem.LINUX, server, x11_name, wayland_name, env.get("XDG_CURRENT_DESKTOP", ""))


def prepare_environment(env: MutableMapping[str, str] = os.environ) -> None:
    """What Qt reads while the application object is made; call it before.

    Chinese desktops set ``QT_IM_MODULE=fcitx``. The distribution's fcitx plugin is built for the distribution's Qt and
    is refused by the wheel's: no input method at all then. fcitx also speaks ibus' protocol, for which the wheel has a
    plugin, and ``QT_IM_MODULES`` (Qt >= 6.7) takes the first that loads.
    """
    if env.get("QT_IM_MODULE", "").startswith("fcitx"):
        env.setdefault("QT_IM_MODULES", "fcitx;ibus")
