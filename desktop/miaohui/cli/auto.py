"""auto list, show, set, clear, copy, done, check: what the chat clients answer by themselves."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, Parser, UsageError, add_command, add_groups, add_json, read_stdin
from miaohui.errors import MiaohuiError
from miaohui.i18n import _, chinese
from miaohui.messages import sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from miaohui.domain.auto_reply import AutoSlot
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.wording import Finding
    from miaohui.flow.auto_replies import Place, Text
    from miaohui.flow.workspace import Workspace


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "auto", _("list and change what the chat clients answer by themselves"))
    for name, run_all, explanation in (
        ("list", run_list, _("list the automatic replies of the clients in use")),
        ("check", run_check, _("say what is missing, unfit or not yet set in the clients")),
    ):
        parser = add_command(group, name, run_all, explanation)
        _add_place(parser, client=_("only this chat client"), season=_("as if this season were in force"))
        add_json(parser)
    for name, run_one, explanation in (
        ("show", run_show, _("print the text that is in force")),
        ("copy", run_copy, _("put the text that is in force on the clipboard")),
    ):
        parser = _add_slot_command(group, name, run_one, explanation)
        _add_place(
            parser,
            client=_("the chat client; without it the one of the settings"),
            season=_("as if this season were in force"),
        )
        add_json(parser)
    parser = _add_slot_command(group, "set", run_set, _("choose or write the text"))
    parser.add_argument("reply", metavar=_("REPLY"), nargs="?", help=_("its code or id"))
    parser.add_argument("--text", metavar=_("TEXT"), help=_("a text of its own (- for the standard input)"))
    _add_changed_place(parser)
    _add_changed_place(_add_slot_command(group, "clear", run_clear, _("let it inherit again")))
    parser = _add_slot_command(group, "done", run_done, _("tick off that the text in force is set in the client"))
    parser.add_argument("--client", metavar=_("CLIENT"), required=True, help=_("the chat client"))
    parser.add_argument("--undo", action="store_true", help=_("take the tick away"))


def _add_slot_command(
    group: Commands, name: str, run: Callable[[argparse.Namespace, Paths], int], explanation: str
) -> Parser:
    parser = add_command(group, name, run, explanation)
    parser.add_argument("slot", metavar=_("SLOT"), help=_("which automatic reply: first, busy, …"))
    return parser


def _add_changed_place(parser: Parser) -> None:
    _add_place(parser, client=_("the chat client; without it all of them"), season=_("from this season on"))


def _add_place(parser: Parser, *, client: str, season: str) -> None:
    parser.add_argument("--client", metavar=_("CLIENT"), help=client)
    parser.add_argument("--season", metavar="ID", help=season)


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    workspace = headless.Home(paths).open()
    texts = _texts(workspace, arguments)
    if arguments.json:
        _print_document(workspace, arguments, [_document(text) for text in texts])
        return 0
    output.table((*_place_cells(text.place), _origin(text, workspace), text.text) for text in texts)
    return 0


def run_check(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow.auto_replies import findings

    home = headless.Home(paths)
    workspace = home.open()
    check = home.wording_check(workspace)
    found = [(text, findings(text, check)) for text in _texts(workspace, arguments)]
    if arguments.json:
        documents = [_document(text) | {"findings": [_finding_document(one) for one in wrong]} for text, wrong in found]
        _print_document(workspace, arguments, documents)
        return 0
    rows = [row for text, wrong in found for row in _check_rows(text, wrong)]
    output.table(rows)
    if not rows:
        output.say(_("Nothing was found."))
    return 0


def run_show(arguments: argparse.Namespace, paths: Paths) -> int:
    workspace = headless.Home(paths).open()
    text = _text(workspace, arguments)
    if arguments.json:
        output.document(_document(text))
    if text.draft is None:
        raise MiaohuiError("auto-none")
    if not arguments.json:
        output.line(text.text)
        output.say(_origin(text, workspace))
        _tell_shortcomings(text)
    return 0


def run_copy(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    workspace = home.open()
    text = _text(workspace, arguments)
    if arguments.json:
        output.document(_document(text))
    home.copy_auto_reply(text)
    _tell_shortcomings(text)
    return 0


def run_set(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import auto_replies

    if (arguments.reply is None) == (arguments.text is None):
        raise UsageError(_("give either a reply or --text"))
    text = read_stdin() if arguments.text == "-" else arguments.text

    def build(here: Workspace) -> ChangeSet:
        place = _changed_place(here, arguments)
        if text is not None:
            return auto_replies.write(here, place, text)
        return auto_replies.assign(here.library, place, here.find(arguments.reply))

    headless.Home(paths).change(build)
    return 0


def run_clear(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import auto_replies

    headless.Home(paths).change(lambda here: auto_replies.clear(here.library, _changed_place(here, arguments)))
    return 0


def run_done(arguments: argparse.Namespace, paths: Paths) -> int:
    headless.Home(paths).tick_auto_reply(arguments.slot, arguments.client, done=not arguments.undo)
    return 0


# ------------------------------------------------------------------------------------------------------------ places


def _texts(workspace: Workspace, arguments: argparse.Namespace) -> list[Text]:
    from miaohui.flow.auto_replies import AutoReplies

    situation = workspace.situation(client=arguments.client or "", season=arguments.season or "")
    auto = AutoReplies(workspace)
    clients = auto.clients if arguments.client is None else (situation.client,)
    return [text for client in clients for text in auto.texts(client, situation.season)]


def _text(workspace: Workspace, arguments: argparse.Namespace) -> Text:
    from miaohui.domain.auto_reply import ANY_CLIENT
    from miaohui.flow.auto_replies import AutoReplies, find_place

    season = arguments.season or workspace.season.id
    place = find_place(workspace, arguments.slot, arguments.client or ANY_CLIENT, season)
    if arguments.client is None and place.slot.fits(workspace.client):
        place = find_place(workspace, arguments.slot, workspace.client, season)
    return AutoReplies(workspace).text(place)


def _changed_place(workspace: Workspace, arguments: argparse.Namespace) -> Place:
    from miaohui.domain.auto_reply import ANY_CLIENT
    from miaohui.flow.auto_replies import find_place

    return find_place(workspace, arguments.slot, arguments.client or ANY_CLIENT, arguments.season or "")


# ------------------------------------------------------------------------------------------------------------- words


def _place_cells(place: Place) -> tuple[str, str]:
    return place.client, f"{place.slot.id} {_slot_name(place.slot)}"


def _slot_name(slot: AutoSlot) -> str:
    return slot.name if chinese() or not slot.name_en else slot.name_en


def _client_name(client: str, workspace: Workspace) -> str:
    if not client:
        return _("all clients")
    found = workspace.tables.clients[client]
    return found.name if chinese() else found.name_en


def _season_name(season: str, workspace: Workspace) -> str:
    found = workspace.tables.seasons.find(season)
    if found is None:
        return season
    return found.name if chinese() or not found.name_en else found.name_en


def _origin(text: Text, workspace: Workspace) -> str:
    """Where it comes from."""
    from miaohui.flow.auto_replies import Standing

    match text.standing:
        case Standing.MISSING:
            return _("missing") if text.place.slot.required else "–"
        case Standing.GONE:
            return _("in the trash")
    assert text.reply is not None
    assert text.assigned is not None
    if text.standing is Standing.OWN:
        return text.reply.code
    client = _client_name(text.assigned.client, workspace)
    where = f"{client} · {_season_name(text.season, workspace)}"
    return _("{code}, from {where}").format(code=text.reply.code, where=where)


def _check_rows(text: Text, wrong: Iterable[Finding]) -> list[tuple[str, ...]]:
    from miaohui.flow.auto_replies import Mark

    levels = {"error": _("error"), "warning": _("warning"), "hint": _("hint")}
    found = [(levels[one.level], sentence(one.problem)) for one in text.shortcomings]
    for one in wrong:
        document = _finding_document(one)
        found.append((levels[one.rule.level], f"{document['why']} {document['suggestion']}"))
    if text.mark is Mark.DUE:
        found.append((_("to do"), _("Another text stands in the client's settings.")))
    return [(*_place_cells(text.place), level, why) for level, why in found]


def _tell_shortcomings(text: Text) -> None:
    for one in text.shortcomings:
        output.problem(one.problem)


# --------------------------------------------------------------------------------------------------------- documents


def _print_document(workspace: Workspace, arguments: argparse.Namespace, texts: list[dict[str, object]]) -> None:
    season = workspace.situation(season=arguments.season or "").season
    output.document({"season": season, "auto_replies": texts})


def _document(text: Text) -> dict[str, object]:
    """``client`` is "" for any; ``from`` is the place of which the text is, ``text_season`` the season that its words
    are for; ``set`` says whether it stands in the client's own settings: open (nobody said), done or due."""
    return {
        "slot": text.place.slot.id,
        "name": _slot_name(text.place.slot),
        "required": text.place.slot.required,
        "client": text.place.client,
        "season": text.place.season,
        "standing": text.standing,
        "text": text.text,
        "text_season": text.season if text.draft is not None else None,
        "from": None
        if text.assigned is None
        else {"client": text.assigned.client, "season": text.assigned.season, "reply": text.assigned.reply},
        "code": text.reply.code if text.reply is not None else None,
        "set": text.mark,
        "problems": [
            {"rule": one.problem.id, "level": one.level, "why": sentence(one.problem)} for one in text.shortcomings
        ],
    }


def _finding_document(finding: Finding) -> dict[str, object]:
    rule = finding.rule
    why, suggestion = (rule.why, rule.suggestion) if chinese() else (rule.why_en, rule.suggestion_en)
    return {"rule": rule.id, "level": rule.level, "why": why, "suggestion": suggestion}
