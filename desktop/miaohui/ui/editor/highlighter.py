"""Colours for a template that is being written: variables, names nobody knows, emoticon codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QSyntaxHighlighter, QTextBlockUserData, QTextCharFormat, QTextDocument

from miaohui.domain.emoticon import Emoticons
from miaohui.domain.template import braces
from miaohui.domain.variables import Variables
from miaohui.ui import utf16
from miaohui.ui.theme import Tokens

MOST = 5_000
"""Characters of a line that are looked at: nobody writes longer ones, but somebody pastes them."""
_OPEN = "{｛"


@dataclass(frozen=True)
class Run:
    """Where a chip is drawn behind the text, in UTF-16 units of its line; ``ground`` is a colour's name."""

    start: int
    end: int
    ink: str
    ground: str


class LineRuns(QTextBlockUserData):
    """The runs of one line, for who paints it."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        super().__init__()
        self.runs = runs


class TemplateHighlighter(QSyntaxHighlighter):
    """``variables`` gives what there is now: a shop adds its own while a text is open."""

    def __init__(
        self, document: QTextDocument, tokens: Tokens, variables: Callable[[], Variables], emoticons: Emoticons
    ) -> None:
        super().__init__(document)
        self._tokens = tokens
        self._variables = variables
        self._emoticons = emoticons

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        found = sorted(self._found(text[:MOST]), key=lambda run: run.start)
        places = utf16.units(text, [place for run in found for place in (run.start, run.end)])
        runs = []
        for number, run in enumerate(found):
            start, end = places[2 * number : 2 * number + 2]
            runs.append(Run(start, end, run.ink, run.ground))
            ink = QTextCharFormat()
            ink.setForeground(self._tokens.colour(run.ink))
            self.setFormat(start, end - start, ink)
        self.setCurrentBlockUserData(LineRuns(tuple(runs)))

    def _found(self, text: str) -> Iterator[Run]:
        """In characters; none overlaps another."""
        if not text:
            return
        variables = self._variables()
        taken: list[tuple[int, int]] = []
        if any(brace in text for brace in _OPEN):
            for one in braces(text):
                known = not one.name or _knows(variables, one.name)
                taken.append((one.start, one.end))
                yield Run(
                    one.start, one.end, *(("accent_text", "accent_soft") if known else ("missing", "missing_soft"))
                )
        for spotted in self._emoticons.spot(text):
            code = text[spotted.start : spotted.end]
            if code != spotted.picture and not any(a < spotted.end and spotted.start < b for a, b in taken):
                yield Run(spotted.start, spotted.end, "muted", "line")


def _knows(variables: Variables, name: str) -> bool:
    name = variables.canonical(name)
    return name in variables.by_name or name in variables.profile or variables.is_computed(name)
