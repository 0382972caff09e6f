"""category list, add, rename, move, icon, delete."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_groups, add_json
from miaohui.errors import MiaohuiError
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Category
    from miaohui.flow.workspace import Workspace


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "category", _("list and change the categories"))
    add_json(add_command(group, "list", run_list, _("list the categories")))
    parser = add_command(group, "add", run_add, _("add a category; prints its id"))
    parser.add_argument("name", metavar=_("NAME"), help=_("top or top/sub"))
    parser.add_argument("--icon", metavar="EMOJI", default="", help=_("what stands before its name"))
    parser = add_command(group, "rename", run_rename, _("give a category another name"))
    _add_name(parser)
    parser.add_argument("new", metavar=_("NEW"), help=_("the new name, without the one above it"))
    parser = add_command(group, "icon", run_icon, _("change what stands before a category's name"))
    _add_name(parser)
    parser.add_argument("icon", metavar="EMOJI", help=_("an emoji; empty for none"))
    parser = add_command(group, "move", run_move, _("move a category: below another one, to the top, in the order"))
    _add_name(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--below", metavar=_("TOP"), help=_("below this top category"))
    where.add_argument("--top", action="store_true", help=_("to the top"))
    parser.add_argument(
        "--place", metavar="N", type=_place, help=_("its place among its neighbours, from 1; last without")
    )
    parser = add_command(group, "delete", run_delete, _("delete a category and those below it"))
    _add_name(parser)
    replies = parser.add_mutually_exclusive_group()
    replies.add_argument("--into", metavar=_("NAME"), help=_("put its replies into this category"))
    replies.add_argument("--trash", action="store_true", help=_("put its replies into the trash"))


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("top, top/sub or its id"))


def _place(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("expected a number from 1"))
    return int(text)


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow.edit_categories import replies_below

    library = headless.Home(paths).open().library
    tree = [one for top in library.tops() for one in (top, *library.subs(top.id))]
    counts = {one.id: len(replies_below(library, one.id)) for one in tree}
    if arguments.json:
        output.document(
            {
                "categories": [
                    {
                        "id": one.id,
                        "name": library.category_name(one.id),
                        "parent": one.parent or None,
                        "order": one.order,
                        "icon": one.icon,
                        "replies": counts[one.id],
                    }
                    for one in tree
                ]
            }
        )
        return 0
    output.table((one.icon, library.category_name(one.id), str(counts[one.id])) for one in tree)
    return 0


def run_add(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit_categories

    def build(here: Workspace) -> ChangeSet:
        top, slash, sub = (piece.strip() for piece in arguments.name.partition("/"))
        parent = headless.find_category(here.library, top) if slash else ""
        return edit_categories.add_category(here.library, sub if slash else top, parent, arguments.icon)

    written = headless.Home(paths).change(build)
    output.line(written.change_set.changes[-1].id)
    return 0


def _find(library: Library, name: str) -> Category:
    return library.categories[headless.find_category(library, name)]


def run_rename(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit_categories

    return _change_one(
        arguments, paths, lambda here, one: edit_categories.rename_category(here.library, one, arguments.new)
    )


def run_icon(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit_categories

    return _change_one(arguments, paths, lambda _here, one: edit_categories.set_icon(one, arguments.icon))


def run_move(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit_categories

    def build(here: Workspace, one: Category) -> ChangeSet:
        parent = "" if arguments.top else one.parent
        if arguments.below is not None:
            parent = headless.find_category(here.library, arguments.below)
        place = None if arguments.place is None else arguments.place - 1
        return edit_categories.move_category(here.library, one, parent, place)

    return _change_one(arguments, paths, build)


def run_delete(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import edit_categories

    def build(here: Workspace, one: Category) -> ChangeSet:
        library, now = here.library, here.clock.now().astimezone(UTC)
        if arguments.into is None and not arguments.trash and edit_categories.replies_below(library, one.id):
            raise MiaohuiError("category-not-empty", category=library.category_name(one.id))
        into = headless.find_category(library, arguments.into) if arguments.into is not None else None
        return edit_categories.delete_category(library, one, now, into)

    return _change_one(arguments, paths, build)


def _change_one(arguments: argparse.Namespace, paths: Paths, build: Callable[[Workspace, Category], ChangeSet]) -> int:
    headless.Home(paths).change(lambda here: build(here, _find(here.library, arguments.name)))
    return 0
