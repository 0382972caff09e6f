"""The wording check of the texts in the form, each with a strip below it."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit

from miaohui.domain.reply import Channel
from miaohui.domain.wording import Finding
from miaohui.flow.proofreading import Proofreading
from miaohui.ui.findings_strip import FindingsStrip
from miaohui.ui.theme import Theme

MOST = 10_000
"""Characters of a message that is checked here: checking and underlining a longer one would slow down its typing. The
wording report and the command line check those as well."""


@dataclass(frozen=True)
class Place:
    """Where the texts are used. ``reply`` is an id, empty for a reply that isn't in the library yet: what is accepted
    there can't be remembered."""

    channel: Channel = Channel.CHAT
    category: str = ""
    reply: str = ""
    read_only: bool = False


class Proof(QObject):
    def __init__(self, proofreading: Proofreading, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._proofreading = proofreading
        self._theme = theme
        self._place = Place()
        self._strips: list[tuple[FindingsStrip, str]] = []
        theme.changed.connect(self._retint)
        proofreading.watch(self._again)

    def strip(self, edit: QPlainTextEdit, season: str) -> FindingsStrip:
        """A new one for this text of a season (an id)."""
        made = FindingsStrip(edit, self._theme.tokens)
        self._strips = [*self._alive(), (made, season)]
        self._judge(made, season)
        return made

    def begin(self, place: Place) -> None:
        """Other texts come now, used here; those that were judged until now are gone."""
        self._strips = []
        self._place = place

    def use(self, place: Place) -> None:
        """Texts are judged as used here from now on."""
        if place != self._place:
            self._place = place
            self._again()

    def _alive(self) -> list[tuple[FindingsStrip, str]]:
        return [(strip, season) for strip, season in self._strips if shiboken6.isValid(strip)]

    def _again(self) -> None:
        """Also when there are other rules, or something was accepted."""
        if shiboken6.isValid(self):
            for strip, season in self._alive():
                self._judge(strip, season)

    def _judge(self, strip: FindingsStrip, season: str) -> None:
        place, proofreading = self._place, self._proofreading
        if place.read_only:
            strip.judge_with(None)
            return
        context = proofreading.context(place.channel, place.category, season)

        def check(text: str) -> tuple[Finding, ...]:  # in another thread: it looks at no widget
            return proofreading.text(text, context, place.reply) if len(text) <= MOST else ()

        def accept(finding: Finding, text: str) -> None:
            proofreading.accept_in(place.reply, finding, text)

        strip.judge_with(check, accept if place.reply else None)

    def _retint(self) -> None:
        for strip, _season in self._alive():
            strip.set_tokens(self._theme.tokens)
