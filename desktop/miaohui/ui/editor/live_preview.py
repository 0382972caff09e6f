"""What is being written as the buyer sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from miaohui.domain.draft import Draft, compose
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part, Reply, Wording
from miaohui.domain.sample_values import compose_sample
from miaohui.domain.season import BASE_SEASON
from miaohui.flow.ports import Pictures
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.bubbles import MAX_BUBBLES, Bubbles
from miaohui.ui.names import client_name, season_name
from miaohui.ui.palette.chips import Chip
from miaohui.ui.rich_text import MAX_SHOWN
from miaohui.ui.theme import Theme

PAUSE = 120
"""Milliseconds without a key until it is drawn anew."""


class LivePreview(QWidget):
    """``reply`` gives what stands in the form, and is asked only when it is drawn."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        pictures: Pictures,
        reply: Callable[[], Reply],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reply = reply
        self._season = BASE_SEASON
        self._client = workspace.client
        self._wording = 0
        self.draft: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.draw)
        self.setAccessibleName(_("Preview"))

        heading = QLabel(_("As the buyer sees it"))
        heading.setObjectName("small")
        self._client_chip = _chip(_("Chat client of the preview"))
        self._season_chip = _chip(_("Season of the preview"))
        self.samples = QToolButton()
        self.samples.setObjectName("chip")
        self.samples.setCheckable(True)
        self.samples.setChecked(True)
        self.samples.setText(_("Sample values"))
        self.samples.setAccessibleName(self.samples.text())
        self.samples.setToolTip(_("Off: what still has to be filled in is marked"))
        self.samples.setCursor(Qt.CursorShape.PointingHandCursor)
        self.samples.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.samples.toggled.connect(self.draw)
        self.samples.setFont(self._client_chip.font())
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(heading, 1)
        for chip in (self.samples, self._client_chip, self._season_chip):
            top.addWidget(chip)
        self._bubbles = Bubbles(theme.tokens, pictures)
        self._theme = theme
        theme.changed.connect(self._retint)
        self._note = QLabel()
        self._note.setObjectName("small")
        self._note.setWordWrap(True)
        self._warning = QLabel()
        self._warning.setObjectName("warning")
        self._warning.setWordWrap(True)
        for label in (self._note, self._warning):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._bubbles)
        column.addWidget(self._note)
        column.addWidget(self._warning)
        self._offer()

    def _retint(self) -> None:
        self._bubbles.set_tokens(self._theme.tokens)

    def _offer(self) -> None:
        tables = self._workspace.tables
        clients = [(one.id, client_name(one)) for one in tables.clients.values()]
        self._client_chip.offer(clients, self._client, self.use_client)
        seasons = [(one.id, season_name(one, tables.seasons)) for one in tables.seasons]
        self._season_chip.offer(seasons, self._season, self.use_season)
        self._season_chip.mark("peak" if tables.seasons.is_peak(self._season) else "")

    def use_client(self, client: str) -> None:
        self._client = client
        self._offer()
        self.draw()

    def use_season(self, season: str) -> None:
        self._season = season if season in self._workspace.tables.seasons.by_id else BASE_SEASON
        self._offer()
        self.draw()

    def turn(self, season: str, wording: int) -> None:
        """What is written now is what is shown."""
        self._wording = wording
        if season != self._season:
            self._season = season if season in self._workspace.tables.seasons.by_id else BASE_SEASON
            self._offer()
        self.draw_soon()

    def draw_soon(self) -> None:
        """After the last key."""
        self._timer.start()

    @property
    def pending(self) -> bool:
        """Whether something was written that isn't drawn yet."""
        return self._timer.isActive()

    @property
    def warning(self) -> str:
        return self._warning.text() if not self._warning.isHidden() else ""

    @property
    def note(self) -> str:
        return self._note.text() if not self._note.isHidden() else ""

    def draw(self) -> None:
        self._timer.stop()
        reply = _shortened(self._reply())
        situation = self._workspace.situation(client=self._client, season=self._season)
        make = compose_sample if self.samples.isChecked() else compose
        draft = make(reply, situation, self._workspace.tables, self._wording)
        self.draft = draft
        self._bubbles.show_parts(draft.parts if draft.text.strip() or draft.pictures else ())
        notes = [
            _("No such emoticon here: {emoticons}").format(emoticons=" ".join(draft.lost)) if draft.lost else "",
            _("Not offered in this season.") if not self._workspace.tables.seasons.offers(reply, self._season) else "",
        ]
        note = "\n".join(filter(None, notes))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        warning = "\n".join(filter(None, (self._unknown(draft), self._held(draft))))
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))

    def _unknown(self, draft: Draft) -> str:
        variables = self._workspace.tables.variables
        names = [name for name in draft.missing if name not in variables.by_name and name not in variables.profile]
        own = [name for name in draft.missing if name in variables.profile]
        unknown = _("No variable is called so, it will be asked for: {names}.").format(names="、".join(names))
        unset = _("Not yet in your details: {names}.").format(names="、".join(own))
        return "\n".join(text for text, given in ((unknown, names), (unset, own)) if given)

    def _held(self, draft: Draft) -> str:
        if not draft.held:
            return ""
        return _("Looks like a forgotten placeholder: {texts}.").format(texts="、".join(dict.fromkeys(draft.held)))


def _shortened(reply: Reply) -> Reply:
    """No more of it than a preview shows, and a part at least: what is drawn takes no longer for a very long text."""

    def short(wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
        return tuple(
            Wording(tuple(map(_short, one.parts[:MAX_BUBBLES])) or ("",)) for one in wordings or (Wording(()),)
        )

    return replace(
        reply,
        wordings=short(reply.wordings),
        variants={season: short(wordings) for season, wordings in reply.variants.items() if any(map(_says, wordings))},
    )


def _short(part: Part) -> Part:
    return part if isinstance(part, Picture) else part[: MAX_SHOWN + 1]


def _says(wording: Wording) -> bool:
    return any(isinstance(part, Picture) or part.strip() for part in wording.parts)


def _chip(name: str) -> Chip:
    chip = Chip(name, "")
    chip.setToolTip(name)
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip
