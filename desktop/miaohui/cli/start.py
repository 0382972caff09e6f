"""No command: start the app in the tray, or show the one that runs already. The only module that imports the app."""

from __future__ import annotations

import argparse
import time

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths

PATIENCE = 10.0
"""Seconds that a home may be held by somebody who doesn't answer: a command at work, an app that starts or ends."""

_TOOLKIT = ("PySide6", "shiboken6")


def run(arguments: argparse.Namespace, paths: Paths) -> int:  # noqa: ARG001 — every command's signature
    end = time.monotonic() + PATIENCE
    while True:
        if _show_running(paths):
            return 0
        try:
            return _start(paths)
        except MiaohuiError as error:
            if error.problem.id != "home-busy" or time.monotonic() > end:
                raise
        time.sleep(0.1)


def _show_running(paths: Paths) -> bool:
    from miaohui.system.instance.channel import call

    try:
        call(paths, {"verb": "show"})
    except MiaohuiError as error:
        if error.problem.id != "no-app":
            raise
        return False
    return True


def _start(paths: Paths) -> int:
    from miaohui.system import session

    if not session.read().has_display:
        raise MiaohuiError("no-display")
    try:
        from miaohui import app
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _TOOLKIT:
            raise
        raise MiaohuiError("toolkit-missing") from error

    return app.run(paths)
