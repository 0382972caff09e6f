"""season list, show, use, auto, dates, add, set, remove, preview: which wordings are in force, and when."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, Parser, UsageError, add_command, add_groups, add_json
from miaohui.errors import MiaohuiError
from miaohui.i18n import _, chinese
from miaohui.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from miaohui.domain.reply import Reply
    from miaohui.domain.season import Season
    from miaohui.domain.season_calendar import Period
    from miaohui.flow.season_preview import Preview
    from miaohui.flow.workspace import Workspace

AUTO = "auto"


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "season", _("the seasons, their days, and the one in force"))
    add_json(add_command(group, "list", run_list, _("list the seasons; * marks the one in force")))
    add_json(add_command(group, "show", run_show, _("which season is in force, why and until when")))
    parser = add_command(
        group, "use", run_use, _("switch the whole library to a season, until the calendar's next change")
    )
    parser.add_argument("season", metavar="ID", help=_("its id or name, or auto for the calendar"))
    add_command(group, "auto", run_use, _("let the calendar choose")).set_defaults(season=AUTO)
    _add_dates(add_command(group, "dates", run_dates, _("list the calendar's days, or change them")))
    parser = add_command(group, "add", run_add, _("add a season of your own"))
    parser.add_argument("name", metavar=_("NAME"), help=_("what it is called"))
    _add_facts(parser)
    _add_days(parser)
    parser = add_command(group, "set", run_set, _("change a season; a shipped one is changed for you alone"))
    parser.add_argument("season", metavar="ID", help=_("its id or name"))
    parser.add_argument("--name", metavar=_("NAME"), help=_("what it is called"))
    _add_facts(parser)
    parser = add_command(group, "remove", run_remove, _("delete a season of your own; a shipped one is as it was"))
    parser.add_argument("season", metavar="ID", help=_("its id or name"))
    parser = add_command(group, "preview", run_preview, _("what a switch to a season would change"))
    parser.add_argument("season", metavar="ID", help=_("its id or name"))
    parser.add_argument("--from", dest="start", metavar="ID", help=_("the season to compare with (the one in force)"))
    add_json(parser)


def _add_facts(parser: Parser) -> None:
    parser.add_argument("--parent", metavar="ID", help=_("the season whose wordings hold where it has none"))
    parser.add_argument("--colour", metavar="#RRGGBB", help=_("its colour"))
    parser.add_argument(
        "--fact", metavar=_("NAME=VALUE"), action="append", help=_("the value of a variable while it is in force")
    )
    parser.add_argument(
        "--stops", action=argparse.BooleanOptionalAction, help=_("whether nothing is dispatched while it is in force")
    )


def _add_days(parser: Parser) -> None:
    parser.add_argument("--from", dest="start", metavar=_("DAY"), help=_("its first day: 11-11, 10-31 20:00, 春节-7"))
    parser.add_argument("--to", dest="end", metavar=_("DAY"), help=_("its last day"))


def _add_dates(parser: Parser) -> None:
    parser.add_argument("period", metavar=_("PERIOD"), nargs="?", help=_("the id of a period, a known or a new one"))
    _add_days(parser)
    parser.add_argument("--year", type=int, help=_("change this year alone"))
    parser.add_argument("--season", metavar="ID", help=_("the season that is in force then"))
    parser.add_argument("--name", metavar=_("NAME"), help=_("what it is called"))
    parser.add_argument("--priority", type=int, help=_("of two that overlap the higher one is in force"))
    parser.add_argument("--off", action="store_true", help=_("leave it out, or out of this year"))
    parser.add_argument("--on", action="store_true", help=_("take part again"))
    parser.add_argument("--reset", action="store_true", help=_("delete your own, or bring the shipped one back"))
    add_json(parser)


# ----------------------------------------------------------------------------------------------------------- looking


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import season_document

    workspace = headless.Home(paths).open()
    active = workspace.season
    if arguments.json:
        own = workspace.own_seasons.seasons
        seasons = [season_document(one, active, own=one.id in own) for one in workspace.tables.seasons]
        output.document({"seasons": seasons, "auto": not workspace.in_force.by_hand})
        return 0
    output.table(
        ("*" if season.id == active.id else "", season.id, season.called(chinese=chinese()), "、".join(season.aliases))
        for season in workspace.tables.seasons
    )
    return 0


def run_show(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import in_force_document
    from miaohui.messages import in_force

    workspace = headless.Home(paths).open()
    found, zone = workspace.in_force, workspace.clock.zone
    if arguments.json:
        coming = workspace.tables.calendar.coming(workspace.clock.now(), zone)
        output.document(in_force_document(found, workspace.situation().facts, coming[:_COMING], zone))
        return 0
    until = found.until.astimezone(zone) if found.until is not None else None
    then = workspace.find_season(found.then).called(chinese=chinese())
    name = workspace.season.called(chinese=chinese())
    period = found.span.period.called(chinese=chinese()) if found.span is not None else ""
    output.line(in_force(name, period, until, then, by_hand=found.by_hand))
    return 0


_COMING = 5


def run_use(arguments: argparse.Namespace, paths: Paths) -> int:
    headless.Home(paths).use_season(arguments.season)
    return 0


# ---------------------------------------------------------------------------------------------------------- the days


def run_dates(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    changes = [getattr(arguments, name) for name in ("start", "end", "season", "name", "priority")]
    if arguments.period is None:
        if any(change is not None for change in changes) or arguments.off or arguments.on or arguments.reset:
            raise UsageError(_("name the period to change"))
        return _list_dates(home.open(), arguments)
    if arguments.reset:
        home.remove_season("period", arguments.period)
    elif any(change is not None for change in changes) or arguments.off or arguments.on:
        home.put_season(_changed_period(home.open(), arguments))
    else:
        return _list_dates(home.open(), arguments)
    return 0


def _list_dates(workspace: Workspace, arguments: argparse.Namespace) -> int:
    from miaohui.cli.documents import period_document

    calendar = workspace.tables.calendar
    if arguments.period is not None and arguments.period not in calendar.periods:
        raise MiaohuiError("unknown-period", period=arguments.period)
    shown = [one for one in calendar.periods.values() if arguments.period in (None, one.id)]
    this_year = workspace.clock.now().year
    years = [arguments.year] if arguments.year else range(this_year, this_year + 3)
    spans = {(one.id, year): calendar.span(one, year) for one in shown for year in years}
    if arguments.json:
        own = workspace.own_seasons.periods
        output.document(
            {
                "periods": [
                    period_document(one, {year: spans[one.id, year] for year in years}, own=one.id in own)
                    for one in shown
                ]
            }
        )
        return 0
    output.table(
        (one.id, one.called(chinese=chinese()), one.season, str(year), _span_text(spans[one.id, year]))
        for year in years
        for one in shown
    )
    return 0


def _span_text(span: object) -> str:
    from miaohui.domain.season_calendar import Span

    if not isinstance(span, Span):
        return "—"
    return f"{span.start:%Y-%m-%d %H:%M} – {span.end:%Y-%m-%d %H:%M}"


def _changed_period(workspace: Workspace, arguments: argparse.Namespace) -> Period:
    from dataclasses import replace

    from miaohui.domain.season_calendar import Period, parse_day

    known = workspace.tables.calendar.periods.get(arguments.period)
    start = parse_day(arguments.start) if arguments.start is not None else None
    end = parse_day(arguments.end) if arguments.end is not None else None
    if known is None:
        if start is None or end is None or arguments.season is None:
            raise MiaohuiError("unknown-period", period=arguments.period)
        known = Period(arguments.period, arguments.season, (start, end))
    if arguments.year is not None and (start or end or arguments.off or arguments.on):
        before = known.years.get(arguments.year) or known.days
        days = None if arguments.off else (start or before[0], end or before[1])
        others = {year: kept for year, kept in known.years.items() if year != arguments.year}
        known = replace(known, years=others if arguments.on else {**others, arguments.year: days})
    elif arguments.year is None:
        off = arguments.off or (known.off and not arguments.on)
        known = replace(known, days=(start or known.days[0], end or known.days[1]), off=off)
    if arguments.season is not None:
        known = replace(known, season=workspace.find_season(arguments.season).id)
    if arguments.name is not None:
        known = replace(known, name=arguments.name, name_en="")
    if arguments.priority is not None:
        known = replace(known, priority=arguments.priority)
    return known


# ------------------------------------------------------------------------------------------------------- own seasons


def run_add(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.season import PEAK_SEASON, Season
    from miaohui.domain.season_calendar import Period, parse_day
    from miaohui.flow.ids import new_season_id

    home = headless.Home(paths)
    workspace = home.open()
    if workspace.tables.seasons.find(arguments.name) is not None:
        raise MiaohuiError("season-exists", season=arguments.name)
    if (arguments.start is None) != (arguments.end is None):
        raise UsageError(_("--from and --to belong together"))
    season = _changed(workspace, Season(new_season_id(), arguments.name, PEAK_SEASON), arguments)
    days = None if arguments.start is None else (parse_day(arguments.start), parse_day(arguments.end))
    home.put_season(season)
    if days is not None:
        home.put_season(Period(season.id, season.id, days, season.name))
    output.line(season.id)
    return 0


def run_set(arguments: argparse.Namespace, paths: Paths) -> int:
    from dataclasses import replace

    home = headless.Home(paths)
    workspace = home.open()
    season = workspace.find_season(arguments.season)
    if arguments.name is not None:
        season = replace(season, name=arguments.name, name_en="")
    home.put_season(_changed(workspace, season, arguments))
    return 0


def run_remove(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    home.remove_season("season", home.open().find_season(arguments.season).id)
    return 0


def _changed(workspace: Workspace, season: Season, arguments: argparse.Namespace) -> Season:
    """A fact given empty takes away what was there."""
    from dataclasses import replace

    from miaohui.flow.season_records import decode_season, encode_season

    if arguments.parent is not None:
        season = replace(season, parent=workspace.find_season(arguments.parent).id)
    if arguments.colour is not None:
        season = replace(season, colour=arguments.colour)
    if arguments.stops is not None:
        season = replace(season, stops=arguments.stops)
    facts = dict(season.facts)
    for fact in arguments.fact or ():
        name, equals, value = fact.partition("=")
        if not equals or not name.strip():
            raise UsageError(_("“{text}” isn't NAME=VALUE").format(text=fact))
        facts[workspace.tables.variables.canonical(name.strip())] = value.strip()
    season = replace(season, facts={name: value for name, value in facts.items() if value})
    return decode_season(encode_season(season))


# ----------------------------------------------------------------------------------------------------------- preview


def run_preview(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import preview_document
    from miaohui.flow.season_preview import preview

    workspace = headless.Home(paths).open()
    before = workspace.find_season(arguments.start) if arguments.start is not None else workspace.season
    after = workspace.find_season(arguments.season)
    found = preview(workspace.library, workspace.tables.seasons, before.id, after.id)
    if arguments.json:
        output.document(preview_document(found, workspace.library))
        return 0
    output.table(_preview_rows(found))
    return 0


def _preview_rows(found: Preview) -> list[tuple[str, ...]]:
    def rows(mark: str, replies: Sequence[Reply]) -> list[tuple[str, ...]]:
        return [(mark, reply.code, reply.title, "", "") for reply in replies]

    changed = [
        ("~", one.reply.code, one.reply.title, one.before[0].text, f"→ {one.after[0].text}") for one in found.changed
    ]
    found_rows = [*changed, *rows("+", found.appearing), *rows("-", found.disappearing), *rows("=", found.without)]
    return [(mark, code, title, f"{before} {after}".strip()) for mark, code, title, before, after in found_rows]
