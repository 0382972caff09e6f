"""doctor: the facts that decide whether Miaohui works here, and what is broken."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec

from miaohui import __version__, i18n
from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_json
from miaohui.errors import MiaohuiError, Problem
from miaohui.i18n import N_, _
from miaohui.messages import sentence
from miaohui.paths import Paths

_LABELS = {
    "version": N_("version"),
    "python": N_("Python"),
    "system": N_("system"),
    "home": N_("folder"),
    "writable": N_("can be written"),
    "running": N_("app running"),
    "replies": N_("replies"),
    "deleted": N_("in the trash"),
    "categories": N_("categories"),
    "history": N_("old versions"),
    "season": N_("season"),
    "client": N_("chat client"),
    "language": N_("language"),
    "hotkey": N_("hotkey"),
    "display": N_("display"),
    "clipboard": N_("clipboard"),
}


@dataclass
class _Findings:
    facts: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """What keeps Miaohui from working."""


def add_to(commands: Commands) -> None:
    add_json(add_command(commands, "doctor", run, _("check whether Miaohui can work here")))


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    notices: list[Problem] = []
    findings = _Findings()
    _look_at_machine(findings)
    _look_at_home(findings, paths)
    _look_at_library(findings, headless.Home(paths, notices.append))
    _look_at_history(findings, headless.Home(paths), notices)
    if arguments.json:
        output.document(
            {
                **findings.facts,
                "notices": [_document(notice) for notice in notices],
                "problems": [_document(problem) for problem in findings.problems],
            }
        )
    else:
        output.table((_(_LABELS[name]), _shown(value)) for name, value in findings.facts.items())
        for problem in (*notices, *findings.problems):
            output.problem(problem)
    return 1 if findings.problems else 0


def _document(problem: Problem) -> dict[str, object]:
    return {"id": problem.id, "sentence": sentence(problem)}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _look_at_machine(findings: _Findings) -> None:
    from miaohui.system import session

    found = session.read()
    findings.facts |= {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "display": str(found.server),
        "clipboard": _clipboard_tool(),
    }
    if find_spec("PySide6") is None:
        findings.problems.append(Problem("toolkit-missing"))


def _clipboard_tool() -> str:
    """What the command line copies with; empty for nothing. The app copies by itself."""
    if sys.platform in ("win32", "darwin"):
        return "system"
    needs = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}
    return next((tool for tool, display in needs.items() if os.environ.get(display) and shutil.which(tool)), "")


def _look_at_home(findings: _Findings, paths: Paths) -> None:
    writable = headless.is_writable(paths)
    findings.facts |= {"home": str(paths.home), "writable": writable, "running": False}
    try:
        findings.facts["running"] = headless.is_running(paths)
    except MiaohuiError as error:  # there is one, and it hangs
        findings.facts["running"] = True
        findings.problems.append(error.problem)
    if not writable:
        findings.problems.append(Problem("home-read-only", {"path": str(paths.home)}))


def _look_at_library(findings: _Findings, home: headless.Home) -> None:
    try:
        workspace = home.open()
    except MiaohuiError as error:
        findings.problems.append(error.problem)
        return
    library, settings = workspace.library, workspace.settings
    active = sum(1 for _reply in library.active())
    findings.facts |= {
        "replies": active,
        "deleted": len(library.replies) - active,
        "categories": len(library.categories),
        "season": workspace.season.id,
        "client": settings.client,
        "language": i18n.choose(settings.language),
        "hotkey": settings.hotkey,
    }


def _look_at_history(findings: _Findings, home: headless.Home, notices: list[Problem]) -> None:
    extent = home.history_extent()
    findings.facts["history"] = extent.versions
    if extent.broken:
        notices.append(Problem("history-damaged", {"path": str(home.paths.history), "count": extent.broken}))
