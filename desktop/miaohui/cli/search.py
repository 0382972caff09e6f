"""search: what the palette would list."""

from __future__ import annotations

import argparse

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_json
from miaohui.i18n import _
from miaohui.paths import Paths

DEFAULT_LIMIT = 50


def add_to(commands: Commands) -> None:
    parser = add_command(commands, "search", run, _("find replies by their words, pinyin or initials"))
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "query", metavar=_("QUERY"), nargs="*", default=[], help=_("words in any order; “” lists everything")
    )
    asked.add_argument("--missed", action="store_true", help=_("instead, what was searched for and not found"))
    parser.add_argument(
        "--limit", metavar="N", type=_count, default=DEFAULT_LIMIT, help=_("at most this many hits (default: 50)")
    )
    parser.add_argument("--season", metavar="ID", help=_("as if this season were in force"))
    parser.add_argument("--category", metavar=_("NAME"), help=_("only this category: top or top/sub"))
    add_json(parser)


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(_("“{text}” isn't a number from 1 on").format(text=text))
    return number


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import hit_document

    home = headless.Home(paths)
    if arguments.missed:
        return _missed(paths, as_json=arguments.json)
    workspace = home.open()
    library = workspace.library
    season = workspace.find_season(arguments.season).id if arguments.season is not None else ""
    category = headless.find_category(library, arguments.category) if arguments.category is not None else ""
    found = home.find(workspace, " ".join(arguments.query), category=category, season=season, limit=arguments.limit)
    if arguments.json:
        output.document({"hits": [hit_document(hit, library) for hit in found.hits]})
    elif found.hits:
        output.table(headless.row(hit.reply, library) for hit in found.hits)
    else:
        output.say(_("No reply was found."))
    return 0


def _missed(paths: Paths, *, as_json: bool) -> int:
    from miaohui.domain.misses import report
    from miaohui.library.miss_log import JsonlMissLog

    found = report(JsonlMissLog(paths.misses).read())
    if as_json:
        words = [{"words": words, "count": count} for words, count in found.words]
        output.document({"total": found.total, "words": words})
    else:
        output.say(_("Searches that found nothing: {count}").format(count=found.total))
        output.table((words, str(count)) for words, count in found.words)
    return 0
