"""season list, use, auto: which wordings are in force."""

from __future__ import annotations

import argparse

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_groups, add_json
from miaohui.i18n import _
from miaohui.paths import Paths

AUTO = "auto"


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "season", _("list the seasons and choose the one in force"))
    add_json(add_command(group, "list", run_list, _("list the seasons")))
    parser = add_command(group, "use", run_use, _("switch the whole library to a season"))
    parser.add_argument("season", metavar="ID", help=_("its id or name, or auto for the calendar"))
    add_command(group, "auto", run_use, _("let the calendar choose")).set_defaults(season=AUTO)


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import season_document

    workspace = headless.Home(paths).open()
    active = workspace.season
    if arguments.json:
        seasons = [season_document(season, active) for season in workspace.tables.seasons]
        output.document({"seasons": seasons, "auto": workspace.settings.season == AUTO})
        return 0
    output.table(
        ("*" if season.id == active.id else "", season.id, season.name, "、".join(season.aliases))
        for season in workspace.tables.seasons
    )
    return 0


def run_use(arguments: argparse.Namespace, paths: Paths) -> int:
    headless.Home(paths).use_season(arguments.season)
    return 0
