"""The only module that prints. Results go to stdout, everything said about them to stderr."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from miaohui.errors import MiaohuiError, Problem
from miaohui.messages import sentence

if TYPE_CHECKING:
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply

_GAP = "  "
_WIDTH_WITHOUT_TERMINAL = 120


def use_utf8() -> None:
    """UTF-8 whatever the locale says; stderr shows what can't be encoded rather than failing."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):  # None under pythonw
            stream.reconfigure(encoding="utf-8", errors=errors)


def line(text: str = "") -> None:
    _write(f"{text}\n")


def document(value: object) -> None:
    """One JSON document."""
    _write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def reply(reply: Reply, library: Library) -> None:
    """A reply as one JSON document."""
    from miaohui.cli.documents import reply_document

    document(reply_document(reply, library))


def table(rows: Iterable[Sequence[str]]) -> None:
    """Rows in aligned columns; the last column is cut where the line ends."""
    for text in columns(rows, shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 1)).columns):
        line(text)


def problem(problem: Problem) -> None:
    """One sentence on stderr."""
    say(sentence(problem))


def say(text: str) -> None:
    """A sentence on stderr, in the interface's language already. A closed stderr is nobody's concern."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def _write(text: str) -> None:
    if sys.stdout is not None:
        with _told():
            sys.stdout.write(text)


def flush() -> None:
    """Everything is out when this returns.

    Raises:
        BrokenPipeError: nobody reads any more.
        MiaohuiError: ``cannot-write``.
    """
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        raise MiaohuiError("cannot-write", path="stdout", reason=error.strerror or str(error)) from error


def abandon() -> None:
    """Let what is still unwritten go nowhere, so that the interpreter's own flush at exit stays quiet.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def columns(rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """The rows as lines of at most ``width`` terminal cells, all columns but the last aligned."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(*cells, strict=True)]
    lines: list[str] = []
    for row in cells:
        head = "".join(
            cell + " " * (wide - cell_width(cell)) + _GAP for cell, wide in zip(row, widths[:-1], strict=False)
        )
        lines.append((head + cut(row[-1], width - cell_width(head))).rstrip())
    return lines


def one_line(text: str) -> str:
    """Without line ends, and without the control characters that a terminal would obey."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc")


def cell_width(text: str) -> int:
    """How many terminal cells the text takes: East-Asian wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut(text: str, width: int) -> str:
    """At most ``width`` cells (but never less than eight), with an ellipsis where something was left out."""
    width = max(width, 8)
    if cell_width(text) <= width:
        return text
    kept = ""
    for character in text:
        if cell_width(kept + character) > width - 1:
            break
        kept += character
    return f"{kept}…"
