"""reply list, show, add, edit, delete, restore: everything the editor does to a reply."""

from __future__ import annotations

import argparse
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, Parser, UsageError, add_command, add_groups, add_json, read_stdin
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply
    from miaohui.flow.edit import ReplyFields
    from miaohui.flow.workspace import Workspace

SCOPES = ("personal", "shop")


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "reply", _("list, show and change replies"))
    parser = add_command(group, "list", run_list, _("list the replies"))
    parser.add_argument("--category", metavar=_("NAME"), help=_("only this category: top or top/sub"))
    parser.add_argument("--deleted", action="store_true", help=_("the replies in the trash instead"))
    add_json(parser)
    parser = add_command(group, "show", run_show, _("show a reply as it was written"))
    parser.add_argument("reply", metavar=_("REPLY"), help=_("its code or id"))
    add_json(parser)
    parser = add_command(group, "add", run_add, _("add a reply; prints its id"))
    _add_fields(parser, required=True)
    parser = add_command(group, "edit", run_edit, _("change a reply"))
    parser.add_argument("reply", metavar=_("REPLY"), help=_("its code or id"))
    _add_fields(parser, required=False)
    parser = add_command(group, "delete", run_delete, _("put replies into the trash"))
    parser.add_argument("replies", metavar=_("REPLY"), nargs="+", help=_("its code or id"))
    parser = add_command(group, "restore", run_restore, _("take replies out of the trash"))
    parser.add_argument("replies", metavar=_("REPLY"), nargs="+", help=_("its code or id"))


def _add_fields(parser: Parser, *, required: bool) -> None:
    parser.add_argument("--title", metavar=_("TITLE"), required=required, help=_("what the list shows"))
    parser.add_argument("--code", metavar=_("CODE"), required=required, help=_("short and unique, such as hy1"))
    parser.add_argument(
        "--category", metavar=_("NAME"), required=required, help=_("top or top/sub; made where there is none")
    )
    parser.add_argument(
        "--body",
        metavar=_("TEXT"),
        help=_("the text (- for the standard input); a line --- separates parts"),
    )
    parser.add_argument(
        "--picture",
        metavar=_("FILE"),
        action="append",
        default=[],
        dest="pictures",
        help=_("a picture to send after the text (PNG, JPEG, GIF or WebP); may be given several times"),
    )
    parser.add_argument(
        "--alias", metavar=_("ALIAS"), action="append", help=_("what a buyer would say; may be given several times")
    )
    parser.add_argument("--tag", metavar=_("TAG"), action="append", help=_("a tag; may be given several times"))
    parser.add_argument(
        "--variant",
        metavar=_("SEASON=TEXT"),
        action="append",
        help=_("the text in a season (an empty one takes the variant away); may be given several times"),
    )
    parser.add_argument("--scope", choices=SCOPES, help=_("whose reply it is"))
    add_json(parser)


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import reply_document

    library = headless.Home(paths).open().library
    category = headless.find_category(library, arguments.category) if arguments.category is not None else ""
    replies = [
        reply
        for reply in library.replies.values()
        if (reply.deleted is not None) == arguments.deleted
        and (not category or category in (reply.category, library.top_of(reply.category)))
    ]
    places = headless.category_places(library)
    replies.sort(key=lambda reply: (places.get(reply.category, (len(places),)), reply.order, reply.code))
    if arguments.json:
        output.document({"replies": [reply_document(reply, library) for reply in replies]})
    else:
        output.table(headless.row(reply, library) for reply in replies)
    return 0


def run_show(arguments: argparse.Namespace, paths: Paths) -> int:
    workspace = headless.Home(paths).open()
    reply = workspace.find(arguments.reply)
    if arguments.json:
        _print_document(reply, workspace.library)
        return 0
    output.line(f"{reply.code}  {reply.title}")
    facts = (
        (_("id"), reply.id),
        (_("category"), workspace.library.category_name(reply.category)),
        (_("aliases"), "、".join(reply.aliases)),
        (_("tags"), "、".join(reply.tags)),
        (_("only in"), "、".join(_season_name(workspace, season) for season in reply.only_in)),
    )
    output.table((name, value) for name, value in facts if value)
    for wording in reply.wordings:
        output.line(f"\n{wording.text}")
    for season, wordings in reply.variants.items():
        for wording in wordings:
            output.line(f"\n[{_season_name(workspace, season)}]\n{wording.text}")
    return 0


def _season_name(workspace: Workspace, season_id: str) -> str:
    season = workspace.tables.seasons.find(season_id)
    return season_id if season is None else season.name


def run_add(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit

    if arguments.body is None and not arguments.pictures:
        raise UsageError(_("the following arguments are required: %s") % "--body")
    home = headless.Home(paths)
    fields = _fields(arguments, home)
    written = home.change(
        lambda here: edit.add(here.library, fields, here.tables.seasons, here.clock.now().astimezone(UTC))
    )
    reply = written.library.replies[written.change_set.changes[-1].id]
    if arguments.json:
        _print_document(reply, written.library)
    else:
        output.line(reply.id)
    return 0


def run_edit(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit

    home = headless.Home(paths)
    fields = _fields(arguments, home)
    found: list[str] = []

    def build(here: Workspace) -> ChangeSet:
        reply = here.find(found[0] if found else arguments.reply)
        found[:] = [reply.id]  # the code may be what is changed
        now = here.clock.now().astimezone(UTC)
        return edit.change(here.library, reply, fields, here.tables.seasons, now)

    written = home.change(build)
    if arguments.json:
        _print_document(written.library.replies[found[0]], written.library)
    return 0


def run_delete(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit

    def build(here: Workspace) -> ChangeSet:
        replies = dict.fromkeys(here.find(reference).id for reference in arguments.replies)
        now = here.clock.now().astimezone(UTC)
        return _together("delete", [edit.delete(here.library.replies[reply], now) for reply in replies])

    headless.Home(paths).change(build)
    return 0


def run_restore(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.change import apply
    from miaohui.flow import edit

    def build(here: Workspace) -> ChangeSet:
        now = here.clock.now().astimezone(UTC)
        library = here.library
        steps = []
        for reference in arguments.replies:
            reply = _find_deleted(library, reference)
            if reply is None:
                here.find(reference)  # it isn't in the trash: nothing to do, if it is anywhere
                continue
            steps.append(edit.restore(library, reply, now))
            library = apply(library, steps[-1])
        return _together("restore", steps)

    headless.Home(paths).change(build)
    return 0


def _find_deleted(library: Library, reference: str) -> Reply | None:
    """By id or code; of several with the code the one deleted last."""
    code = reference.casefold()
    found = [
        reply
        for reply in library.replies.values()
        if reply.deleted is not None and (reply.id == reference or reply.code.casefold() == code)
    ]
    return max(found, key=lambda reply: str(reply.deleted), default=None)


def _together(label: str, steps: list[ChangeSet]) -> ChangeSet:
    """All or nothing."""
    from miaohui.domain.change import ChangeSet

    return ChangeSet(label, tuple(change for step in steps for change in step.changes))


def _fields(arguments: argparse.Namespace, home: headless.Home) -> ReplyFields:
    """The pictures are kept from here on: before a reply refers to them."""
    from miaohui.domain.reply import Scope
    from miaohui.flow.edit import ReplyFields

    return ReplyFields(
        title=arguments.title,
        code=arguments.code,
        category=arguments.category,
        body=read_stdin() if arguments.body == "-" else arguments.body,
        pictures=tuple(home.add_picture(Path(name)) for name in arguments.pictures),
        aliases=_given(arguments.alias),
        tags=_given(arguments.tag),
        variants=None if arguments.variant is None else dict(map(_variant, arguments.variant)),
        scope=None if arguments.scope is None else Scope(arguments.scope),
    )


def _given(words: list[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(words)


def _variant(text: str) -> tuple[str, str]:
    season, equals, body = text.partition("=")
    if not equals or not season.strip():
        raise UsageError(_("a variant is written SEASON=TEXT"))
    return season.strip(), body


def _print_document(reply: Reply, library: Library) -> None:
    from miaohui.cli.documents import reply_document

    output.document(reply_document(reply, library))
