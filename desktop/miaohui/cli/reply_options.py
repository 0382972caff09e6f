"""What the commands about replies take: a reply's fields, and which replies."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless
from miaohui.cli.arguments import Parser, UsageError, add_json, read_stdin
from miaohui.i18n import _

if TYPE_CHECKING:
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply
    from miaohui.flow.edit import ReplyFields

SCOPES = ("personal", "shop")
CHANNELS = ("chat", "auto", "sms", "phone", "note")
LOOKS = ("plain", "greeting", "activity")


def add_reply(parser: Parser) -> None:
    parser.add_argument("reply", metavar=_("REPLY"), help=_("its code or id"))


def add_replies(parser: Parser, *, required: bool = True) -> None:
    parser.add_argument("replies", metavar=_("REPLY"), nargs="+" if required else "*", help=_("its code or id"))


def add_fields(parser: Parser, *, required: bool) -> None:
    parser.add_argument("--title", metavar=_("TITLE"), required=required, help=_("what the list shows"))
    parser.add_argument("--code", metavar=_("CODE"), help=_("short and unique, such as hy1"))
    parser.add_argument(
        "--category", metavar=_("NAME"), required=required, help=_("top or top/sub; made where there is none")
    )
    parser.add_argument(
        "--body",
        metavar=_("TEXT"),
        help=_("the text (- for the standard input); a line --- separates parts"),
    )
    parser.add_argument(
        "--wording",
        metavar=_("TEXT"),
        action="append",
        help=_("another way to say it, beside the text; may be given several times"),
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
    parser.add_argument(
        "--only-in",
        metavar=_("SEASON"),
        action="append",
        help=_("offered in this season only; may be given several times"),
    )
    parser.add_argument(
        "--next",
        metavar=_("REPLY[=LABEL]"),
        action="append",
        help=_("a reply that usually follows, and what to call it; may be given several times"),
    )
    parser.add_argument("--channel", choices=CHANNELS, help=_("where it is used"))
    parser.add_argument("--look", choices=LOOKS, help=_("how it looks where the chat takes formatted text"))
    parser.add_argument("--level", metavar=_("LEVEL"), help=_("its level, such as 一级"))
    parser.add_argument("--favourite", metavar="N", type=_favourite, help=_("its favourite place from 1 to 9, or none"))
    parser.add_argument("--scope", choices=SCOPES, help=_("whose reply it is"))
    add_json(parser)


def _favourite(text: str) -> int:
    """0 for none."""
    if text == "none":
        return 0
    if text not in tuple("123456789"):
        raise argparse.ArgumentTypeError(_("a favourite place is a number from 1 to 9, or none"))
    return int(text)


def fields(arguments: argparse.Namespace, home: headless.Home) -> ReplyFields:
    """The pictures are kept from here on: before a reply refers to them."""
    from miaohui.domain.reply import Channel, Look, Scope
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
        wordings=_given(arguments.wording),
        channel=None if arguments.channel is None else Channel(arguments.channel),
        look=None if arguments.look is None else Look(arguments.look),
        level=arguments.level,
        only_in=_given(arguments.only_in),
        next=None if arguments.next is None else tuple(map(_next, arguments.next)),
    )


def _given(words: list[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(words)


def _variant(text: str) -> tuple[str, str]:
    season, equals, body = text.partition("=")
    if not equals or not season.strip():
        raise UsageError(_("a variant is written SEASON=TEXT"))
    return season.strip(), body


def _next(text: str) -> tuple[str, str]:
    reference, _equals, label = text.partition("=")
    return reference.strip(), label.strip()


def find_deleted(library: Library, reference: str) -> Reply | None:
    """In the trash, by id or code; of several with the code the one deleted last."""
    from miaohui.flow.trash import contents

    code = reference.casefold()
    found = (r for r in contents(library) if r.id == reference or r.code.casefold() == code)
    return next(found, None)
