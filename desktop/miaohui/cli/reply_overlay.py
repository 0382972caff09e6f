"""reply overlay: the agent's own wording of a shop's reply."""

from __future__ import annotations

import argparse
from datetime import UTC
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, UsageError, add_command
from miaohui.cli.reply_options import add_fields, add_reply, fields
from miaohui.cli.reply_versions import FIELDS
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply
    from miaohui.flow.reply_fields import ReplyFields
    from miaohui.flow.workspace import Workspace


def add_to(commands: Commands) -> None:
    parser = add_command(
        commands,
        "overlay",
        run,
        _("your own wording of a shop's reply: make or change it with options, show what differs without"),
    )
    add_reply(parser)
    add_fields(parser, required=False)
    done = parser.add_mutually_exclusive_group()
    done.add_argument("--keep", action="store_true", help=_("the shop's changes are seen, your wording stays"))
    done.add_argument("--take", action="store_true", help=_("say what the shop's reply says now"))
    done.add_argument("--remove", action="store_true", help=_("put your wording into the trash"))


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow.reply_fields import ReplyFields

    home = headless.Home(paths)
    if arguments.scope is not None or arguments.favourite is not None:
        raise UsageError(_("not allowed with argument %s") % "overlay")
    given = fields(arguments, home)
    library = home.open().library
    shop_id = _shop(home.open(), arguments.reply).id
    if given != ReplyFields() or arguments.keep or arguments.take or arguments.remove:
        library = home.change(lambda here: _build(arguments, given, here, shop_id)).library
        library = home.open().library
    mine, shop = library.overlays.get(shop_id), library.replies[shop_id]
    if arguments.json:
        output.document(_document(mine, shop, library))
    else:
        _show(mine, shop)
    return 0


def _shop(here: Workspace, reference: str) -> Reply:
    """The shop's reply: by its own code or id, or by those of the wording that stands in its place."""
    found = here.find(reference)
    return here.library.replies.get(found.overlays, found)


def _build(arguments: argparse.Namespace, given: ReplyFields, here: Workspace, shop_id: str) -> ChangeSet:
    from miaohui.domain.overlay import overlay_of
    from miaohui.errors import MiaohuiError
    from miaohui.flow import edit, overlays

    library, seasons, now = here.library, here.tables.seasons, here.clock.now().astimezone(UTC)
    shop, mine = library.replies[shop_id], library.overlays.get(shop_id)
    if mine is not None:
        if arguments.remove:
            return overlays.remove(library, mine, now)
        if arguments.take:
            return overlays.take_shop(library, mine, now)
        if arguments.keep:
            return overlays.accept(library, mine, now)
        return edit.change(library, mine, given, seasons, now)
    if arguments.remove or arguments.take or arguments.keep:
        raise MiaohuiError("no-overlay", title=shop.title)
    return edit.add_reply(library, overlay_of(shop), given, seasons, now)


def _show(mine: Reply | None, shop: Reply) -> None:
    from miaohui.cli.reply_versions import marked
    from miaohui.domain import difference, overlay

    output.line(f"{shop.code}  {shop.title}")
    if mine is None:
        output.say(_("There is no wording of your own."))
        return
    warned = overlay.conflicts(mine, shop)
    for one in difference.differences(shop, mine):
        mark = _("the shop has changed this too") if one.field in warned else ""
        output.line(f"   {_(FIELDS[one.field])}{f' {one.key}' if one.key else ''}: {marked(one)}  {mark}".rstrip())


def _document(mine: Reply | None, shop: Reply, library: Library) -> dict[str, object]:
    from miaohui.cli.documents import difference_document, reply_document
    from miaohui.domain import difference, overlay

    found = difference.differences(shop, mine) if mine is not None else ()
    return {
        "reply": None if mine is None else reply_document(mine, library),
        "shop": reply_document(shop, library),
        "differences": [difference_document(one) for one in found],
        "conflicts": [] if mine is None else list(overlay.conflicts(mine, shop)),
    }
