"""reply list, show, add, edit, delete, restore: what the editor does to a reply. More of it: reply_bulk,
reply_versions, reply_overlay."""

from __future__ import annotations

import argparse
from datetime import UTC
from typing import TYPE_CHECKING

from miaohui.cli import headless, output, reply_bulk, reply_overlay, reply_versions
from miaohui.cli.arguments import Commands, UsageError, add_command, add_groups, add_json
from miaohui.cli.reply_options import add_fields, add_replies, add_reply, fields, find_deleted
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.reply import Reply
    from miaohui.flow.workspace import Workspace


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "reply", _("list, show and change replies"))
    parser = add_command(group, "list", run_list, _("list the replies"))
    parser.add_argument("--category", metavar=_("NAME"), help=_("only this category: top or top/sub"))
    parser.add_argument("--deleted", action="store_true", help=_("the replies in the trash instead"))
    add_json(parser)
    parser = add_command(group, "show", run_show, _("show a reply as it was written"))
    add_reply(parser)
    add_json(parser)
    parser = add_command(group, "add", run_add, _("add a reply; prints its id"))
    add_fields(parser, required=True)
    parser = add_command(group, "edit", run_edit, _("change a reply"))
    add_reply(parser)
    add_fields(parser, required=False)
    parser = add_command(group, "delete", run_delete, _("put replies into the trash"))
    add_replies(parser)
    parser = add_command(group, "restore", run_restore, _("take replies out of the trash"))
    add_replies(parser)
    parser = add_command(
        group, "empty-trash", run_empty_trash, _("remove replies in the trash for good; without names all of them")
    )
    add_replies(parser, required=False)
    for part in (reply_versions, reply_bulk, reply_overlay):
        part.add_to(group)


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
    library = workspace.library
    reply = workspace.find(arguments.reply)
    if arguments.json:
        output.reply(reply, library)
        return 0
    output.line(f"{reply.code}  {reply.title}")
    following = (label or library.replies[target].title for target, label in reply.next if target in library.replies)
    shop = library.replies.get(reply.overlays)
    facts = (
        (_("id"), reply.id),
        (_("category"), library.category_name(reply.category)),
        (_("aliases"), "、".join(reply.aliases)),
        (_("tags"), "、".join(reply.tags)),
        (_("only in"), "、".join(_season_name(workspace, season) for season in reply.only_in)),
        (_("channel"), "" if reply.channel == "chat" else reply.channel),
        (_("look"), "" if reply.look == "plain" else reply.look),
        (_("level"), reply.level),
        (_("favourite"), str(reply.favourite or "")),
        (_("next"), "、".join(following)),
        (_("instead of"), "" if shop is None else f"{shop.title} ({shop.id})"),
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
    from dataclasses import replace

    from miaohui.flow import edit

    if arguments.body is None and not arguments.pictures:
        raise UsageError(_("the following arguments are required: %s") % "--body")
    home = headless.Home(paths)
    given = fields(arguments, home)

    def build(here: Workspace) -> ChangeSet:
        code = given.code if given.code is not None else headless.propose_code(here.library, given)
        now = here.clock.now().astimezone(UTC)
        added = edit.add(here.library, replace(given, code=code), here.tables.seasons, now)
        return _placed(here, added, arguments.favourite)

    written = home.change(build)
    reply = written.library.replies[written.change_set.changes[-1].id]
    if arguments.json:
        output.reply(reply, written.library)
    else:
        output.line(reply.id)
    return 0


def run_edit(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit

    home = headless.Home(paths)
    given = fields(arguments, home)
    found: list[str] = []

    def build(here: Workspace) -> ChangeSet:
        reply = here.find(found[0] if found else arguments.reply)
        found[:] = [reply.id]  # the code may be what is changed
        now = here.clock.now().astimezone(UTC)
        changed = edit.change(here.library, reply, given, here.tables.seasons, now)
        return _placed(here, changed, arguments.favourite, reply)

    written = home.change(build)
    if arguments.json:
        output.reply(written.library.replies[found[0]], written.library)
    return 0


def _placed(here: Workspace, change_set: ChangeSet, place: int | None, reply: Reply | None = None) -> ChangeSet:
    """With the reply (the last one of the change set, unless named) in this favourite place; 0 takes it out of its."""
    from miaohui.domain.change import apply, together
    from miaohui.flow import edit

    if place is None:
        return change_set
    library = apply(here.library, change_set)
    now = library.replies[reply.id if reply is not None else change_set.changes[-1].id]
    edit.check_unlocked(now)
    placing = edit.place_favourite(library, now, place or None)
    others = [change for change in placing.changes if change.id != now.id]
    own = [change for change in placing.changes if change.id == now.id]
    ordered = (type(placing)(placing.label, tuple(others)), change_set, type(placing)(placing.label, tuple(own)))
    return together(change_set.label, ordered)


def run_delete(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import trash

    def build(here: Workspace) -> ChangeSet:
        replies = dict.fromkeys(here.find(reference).id for reference in arguments.replies)
        return trash.delete_all((here.library.replies[one] for one in replies), here.clock.now().astimezone(UTC))

    headless.Home(paths).change(build)
    return 0


def run_restore(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import trash

    def build(here: Workspace) -> ChangeSet:
        replies = {}
        for reference in arguments.replies:
            reply = find_deleted(here.library, reference)
            if reply is None:
                here.find(reference)  # it isn't in the trash: nothing to do, if it is anywhere
            else:
                replies[reply.id] = reply
        return trash.restore_all(here.library, replies.values(), here.clock.now().astimezone(UTC))

    headless.Home(paths).change(build)
    return 0


def run_empty_trash(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.errors import MiaohuiError
    from miaohui.flow import trash

    def build(here: Workspace) -> ChangeSet:
        if not arguments.replies:
            return trash.empty(here.library)
        found = []
        for reference in arguments.replies:
            reply = find_deleted(here.library, reference)
            if reply is None:
                raise MiaohuiError("unknown-reply", reply=reference)
            found.append(reply)
        return trash.empty(here.library, found)

    headless.Home(paths).change(build)
    return 0
