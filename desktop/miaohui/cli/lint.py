"""lint: what in a text breaks the trade's rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, UsageError, add_command, add_json, read_stdin
from miaohui.errors import MiaohuiError
from miaohui.i18n import _, chinese
from miaohui.messages import sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.reply import Channel
    from miaohui.domain.wording import Finding
    from miaohui.flow.wording import Found
    from miaohui.flow.workspace import Workspace

_WIDEST = 20
"""Characters of the found text in a list."""


def add_to(commands: Commands) -> None:
    parser = add_command(commands, "lint", run, _("check wording: a text, a file or the whole library"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("text", metavar=_("TEXT"), nargs="?", help=_("the text as a reply has it"))
    what.add_argument("--file", metavar=_("FILE"), help=_("a text in a file (- for the standard input)"))
    what.add_argument("--library", action="store_true", help=_("every reply, in every season"))
    parser.add_argument("--for", metavar=_("CLIENT"), dest="client", help=_("the chat client whose rules count"))
    parser.add_argument(
        "--category", metavar=_("NAME"), help=_("top or top/sub: what the text is for, or which replies are checked")
    )
    parser.add_argument(
        "--channel",
        choices=("chat", "auto", "sms", "phone", "note"),
        help=_("where the text is used; without it, the category's channel or the chat"),
    )
    add_json(parser)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.wording import Context
    from miaohui.flow.proofreading import wording_check
    from miaohui.library.tables import load_simplified
    from miaohui.library.wording_store import TomlWordingRules

    if arguments.text is None and arguments.file is None and not arguments.library:
        raise UsageError(_("nothing to check: give a text, --file or --library"))
    workspace = headless.Home(paths).open()
    situation = workspace.situation(client=arguments.client or "")
    category = headless.find_category(workspace.library, arguments.category) if arguments.category is not None else ""
    store = TomlWordingRules(paths, workspace.tables.emoticons)
    own, problems = store.own()
    for problem in problems:
        output.say(sentence(problem))
    check = wording_check(*store.shipped(), own, workspace, load_simplified())
    if arguments.library:
        found = list(check.library(workspace.library, situation.client, category))
        _print([_found_document(one, workspace) for one in found], as_json=arguments.json)
        return 0
    text = arguments.text if arguments.text is not None else _content(arguments.file)
    top = workspace.library.top_of(category)
    seasons = workspace.tables.seasons.chain(situation.season)
    context = Context(_channel(arguments.channel, top), top, situation.client, seasons)
    _print([_document(finding, text) for finding in check.text(text, context)], as_json=arguments.json)
    return 0


def _channel(named: str | None, top: str) -> Channel:
    from miaohui.domain.reply import Channel

    if named is not None:
        return Channel(named)
    return {"remark": Channel.NOTE, "phone": Channel.PHONE, "auto": Channel.AUTO}.get(top, Channel.CHAT)


def _content(name: str) -> str:
    if name == "-":
        return read_stdin()
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MiaohuiError("cannot-read", path=name, reason=reason) from error


def _document(finding: Finding, text: str) -> dict[str, object]:
    rule = finding.rule
    why, suggestion = (rule.why, rule.suggestion) if chinese() else (rule.why_en, rule.suggestion_en)
    return {
        "rule": rule.id,
        "level": rule.level,
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
        "why": why,
        "suggestion": suggestion,
        "fix": finding.fix,
    }


def _found_document(found: Found, workspace: Workspace) -> dict[str, object]:
    """A finding and where in the library it is; ``wording`` and ``part`` count from 1."""
    from miaohui.domain.season import BASE_SEASON

    return {
        "id": found.reply.id,
        "code": found.reply.code,
        "category": workspace.library.category_name(found.reply.category),
        "season": found.season or BASE_SEASON,
        "wording": found.wording + 1,
        "part": found.part + 1,
        **_document(found.finding, found.text),
    }


def _print(documents: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        output.document({"findings": documents})
        return
    levels = {"error": _("error"), "warning": _("warning"), "hint": _("hint")}
    output.table(
        [
            *([str(one["code"])] if "code" in one else []),
            levels[str(one["level"])],
            _shortened(str(one["text"])),
            f"{one['why']} {one['suggestion']}",
        ]
        for one in documents
    )
    if not documents:
        output.say(_("Nothing was found."))


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
