"""The template language: parsing a reply's text and rendering it to segments.

``{昵称}`` variable · ``{快递=申通}`` default · ``{快递=申通|圆通}`` choices, the first is the default ·
``{快递=|申通|圆通}`` a choice that must be made · ``{?运单号}…{:}…{/}`` optional part with optional else ·
``{{ }}`` literal braces, in pairs only (JSON may end in ``}}``) · full-width ｛｝＝｜？：／ read as their narrow
selves, and a name may hold full-width parentheses (``{地址（含电话）}``). Whatever doesn't fit is literal text:
any text renders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

MAX_NAME = 20
MAX_DEPTH = 16
"""Optional parts within each other; a deeper one is literal text."""

_NAME = re.compile(rf"[^\W\d_][\w·./+＋（）-]{{0,{MAX_NAME - 1}}}")
_TOKEN = re.compile(r"(?P<open>[{｛]{2})|(?P<close>[}｝]{2})|[{｛](?P<body>[^{}｛｝\n]{0,400})[}｝]")


@dataclass(frozen=True, repr=False)
class Literal:
    text: str
    escaped: bool = False
    """From ``{{`` or ``}}``: never judged by the guard."""


@dataclass(frozen=True, repr=False)
class Slot:
    """A variable in the text. ``default`` is None where none was written; ``choices`` include the default."""

    name: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, repr=False)
class Optional:
    """``then`` where the variable has a value, else ``otherwise``."""

    name: str
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]


Node = Literal | Slot | Optional
Template = tuple[Node, ...]


class Kind(Enum):
    LITERAL = auto()
    ESCAPED = auto()
    FILLED = auto()
    MISSING = auto()
    EMOTICON = auto()
    HELD = auto()
    """Literal text that the guard holds back."""


@dataclass(frozen=True, repr=False)
class Segment:
    """A piece of rendered text and where it comes from; ``name`` is the variable's or the emoticon's."""

    text: str
    kind: Kind
    name: str = ""

    @property
    def shown(self) -> str:
        """What a person sees: the picture of an emoticon, or its code as a label where no picture is known."""
        return (self.name or self.text) if self.kind is Kind.EMOTICON else self.text

    def __repr__(self) -> str:
        return f"Segment({self.kind.name}, {self.name or len(self.text)})"


@dataclass
class _Open:
    """An optional part whose end hasn't come yet."""

    name: str
    source: str
    then: list[Node]
    otherwise: list[Node] | None = None
    else_source: str = ""

    @property
    def branch(self) -> list[Node]:
        return self.then if self.otherwise is None else self.otherwise


def is_name(text: str) -> bool:
    """Whether a variable can be called so."""
    return _NAME.fullmatch(text) is not None


def parse(text: str) -> Template:
    """Parse a part; never raises. Unbalanced or foreign braces become literal text."""
    root: list[Node] = []
    stack: list[_Open] = []

    def here() -> list[Node]:
        return stack[-1].branch if stack else root

    position = 0
    tokens = list(_TOKEN.finditer(text))
    escapes = _paired(tokens)
    for match in tokens:
        if match.start() > position:
            here().append(Literal(text[position : match.start()]))
        position = match.end()
        token, body = match.group(), match["body"]
        if body is None:
            escaped = match.start() in escapes
            here().append(Literal(token[0] if escaped else token, escaped))
        elif body in ("/", "／"):
            if stack:
                done = stack.pop()
                here().append(Optional(done.name, tuple(done.then), tuple(done.otherwise or ())))
            else:
                here().append(Literal(token))
        elif body in (":", "："):
            if stack and stack[-1].otherwise is None:
                stack[-1].otherwise = []
                stack[-1].else_source = token
            else:
                here().append(Literal(token))
        elif len(stack) < MAX_DEPTH and body[:1] in ("?", "？") and _NAME.fullmatch(body[1:].strip()):
            stack.append(_Open(body[1:].strip(), token, []))
        else:
            here().append(_slot(body, token) or Literal(token))
    if position < len(text):
        here().append(Literal(text[position:]))
    while stack:  # an optional part that nobody closed stays in the text as it was written
        unclosed = stack.pop()
        here().append(Literal(unclosed.source))
        here().extend(unclosed.then)
        if unclosed.otherwise is not None:
            here().append(Literal(unclosed.else_source))
            here().extend(unclosed.otherwise)
    return tuple(root)


@dataclass(frozen=True)
class Braces:
    """Where something in braces stands in a text; ``name`` is the variable's, empty for the else and the end of an
    optional part."""

    start: int
    end: int
    name: str


def braces(text: str) -> Iterator[Braces]:
    """What of a text reads as template language, in order; whether optional parts are closed doesn't count here."""
    for match in _TOKEN.finditer(text):
        body = match["body"]
        if body is None:
            continue
        if body in ("/", "／", ":", "："):
            yield Braces(*match.span(), "")
        elif body[:1] in ("?", "？") and _NAME.fullmatch(body[1:].strip()):
            yield Braces(*match.span(), body[1:].strip())
        elif (slot := _slot(body, "")) is not None:
            yield Braces(*match.span(), slot.name)


def _paired(tokens: list[re.Match[str]]) -> set[int]:
    """Where the ``{{`` that have a ``}}`` begin, and those ``}}``."""
    opened: list[int] = []
    paired: set[int] = set()
    for token in tokens:
        if token["open"]:
            opened.append(token.start())
        elif token["close"] and opened:
            paired |= {opened.pop(), token.start()}
    return paired


def _slot(body: str, source: str) -> Slot | None:
    name, *rest = re.split("[=＝]", body, maxsplit=1)
    name = name.strip()
    if not _NAME.fullmatch(name):
        return None
    if not rest:
        return Slot(name, source=source)
    first, *others = (choice.strip() for choice in re.split("[|｜]", rest[0]))
    choices = tuple(dict.fromkeys(choice for choice in (first, *others) if choice)) if others else ()
    default = first if first or not others else None
    return Slot(name, default, choices, source)


Lookup = Callable[[str], str | None]
"""The value of a variable: typed, profile or computed; None for none. A computed value may be empty ("" is a value,
but meets no condition)."""


def value_of(slot: Slot, known: Lookup) -> str | None:
    """What stands in the slot's place: the known value, else its default; None where it is missing."""
    value = known(slot.name)
    return value if value or slot.default is None else slot.default


def map_slots(template: Template, change: Callable[[Slot], Slot]) -> Template:
    """The template with each of its slots changed, also those in optional parts."""

    def changed(node: Node) -> Node:
        match node:
            case Slot():
                return change(node)
            case Optional(name, then, otherwise):
                return Optional(name, map_slots(then, change), map_slots(otherwise, change))
        return node

    return tuple(map(changed, template))


def conditions(template: Template) -> Iterator[str]:
    """The names that decide about optional parts."""
    for node in template:
        if isinstance(node, Optional):
            yield node.name
            yield from conditions(node.then)
            yield from conditions(node.otherwise)


def open_slots(template: Template, known: Lookup) -> Iterator[Slot]:
    """The variables that this rendering really reaches, given what is known (see :func:`render`)."""
    for node in template:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Optional):
            yield from open_slots(node.then if known(node.name) else node.otherwise, known)


def render(template: Template, known: Lookup) -> tuple[Segment, ...]:
    """Fill the template.

    Values are inserted as they are and never read as template text. A variable without value and default becomes a
    MISSING segment showing its source. Neighbouring literal text is one segment.
    """
    segments: list[Segment] = []
    for segment in _rendered(template, known):
        last = segments[-1] if segments else None
        if last is not None and last.kind is segment.kind is Kind.LITERAL:
            segments[-1] = replace(last, text=last.text + segment.text)
        else:
            segments.append(segment)
    return tuple(segments)


def _rendered(template: Template, known: Lookup) -> Iterator[Segment]:
    for node in template:
        match node:
            case Literal(text, escaped):
                yield Segment(text, Kind.ESCAPED if escaped else Kind.LITERAL)
            case Slot(name, source=source):
                value = value_of(node, known)
                if value is None:
                    yield Segment(source, Kind.MISSING, name)
                elif value:
                    yield Segment(value, Kind.FILLED, name)
            case Optional(name, then, otherwise):
                yield from _rendered(then if known(name) else otherwise, known)


def plain_text(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


def shown_text(segments: tuple[Segment, ...]) -> str:
    """As a person sees it (:attr:`Segment.shown`)."""
    return "".join(segment.shown for segment in segments)
