"""toggle, show, hide, quit: one word to the running app. Loads next to nothing: a desktop's shortcut may call it."""

from __future__ import annotations

import argparse

from miaohui.cli.arguments import Commands, add_command
from miaohui.errors import MiaohuiError
from miaohui.i18n import N_, _
from miaohui.paths import Paths

QUIT_PATIENCE = 10.0
"""Seconds for the app to put everything on the disk."""

_VERBS = {
    "toggle": N_("show or hide the palette of the running app"),
    "show": N_("show the palette of the running app"),
    "hide": N_("hide the palette of the running app"),
    "quit": N_("end the running app"),
}


def add_to(commands: Commands) -> None:
    for verb, explanation in _VERBS.items():
        add_command(commands, verb, run, _(explanation)).set_defaults(verb=verb)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.system.instance.channel import call

    try:
        call(paths, {"verb": arguments.verb})
    except MiaohuiError as error:
        # An app on its way out may not get round to answering.
        if arguments.verb != "quit" or error.problem.id != "app-failed":
            raise
    if arguments.verb == "quit":
        _wait_for_the_end(paths)
    return 0


def _wait_for_the_end(paths: Paths) -> None:
    """The lock is free once the app is gone: whoever starts it next won't meet its end."""
    from miaohui.system.instance.lock import take

    take(paths, QUIT_PATIENCE).release()
