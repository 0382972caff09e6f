"""What is offered above the list: the collected replies, else a reply's next message, else what usually follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer

from miaohui.domain.delivery import WAIT, Basket, Pending
from miaohui.domain.draft import Draft, Situation
from miaohui.domain.reply import Reply
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui import rich_text
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.rich_text import Line
from miaohui.ui.row_delegate import Row

KEY = "0"


class Kind(Enum):
    BASKET = auto()
    PART = auto()
    NEXT = auto()


@dataclass(frozen=True, repr=False)
class Offer:
    """``drafts`` is one but for a basket; ``sent`` messages of it are copied already."""

    kind: Kind
    drafts: tuple[Draft, ...]
    since: datetime
    sent: int = 0


class Following(QObject):
    """Holds it in memory, for two minutes, and keeps the window's row in step."""

    def __init__(
        self,
        window: PaletteWindow,
        workspace: Workspace,
        find: Find,
        searching: Searching,
        situation: Callable[[], Situation],
    ) -> None:
        """``situation`` tells for which client what follows is written now."""
        super().__init__(window)
        self._window = window
        self._situation = situation
        self._workspace = workspace
        self._find = find
        self._searching = searching
        self._pending: Pending | None = None
        self._basket: Basket | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        self.offer: Offer | None = None

    @property
    def collected(self) -> tuple[Draft, ...]:
        return self._basket.drafts if self._basket is not None else ()

    def collect(self, draft: Draft) -> None:
        basket = self._basket or Basket((), self._workspace.clock.now())
        self._basket = basket.with_(draft, self._workspace.clock.now())
        self.refresh()

    def empty(self) -> None:
        """The basket."""
        self._basket = None
        self.refresh()

    def wait(self, pending: Pending) -> None:
        """There are more messages of this reply."""
        self._pending = pending
        self.refresh()

    def arrive(self, reply: Reply) -> None:
        """All of this reply was copied. What waits of another one goes on waiting."""
        if self._pending is not None and self._pending.draft.reply.id == reply.id:
            self._pending = None
        self.refresh()

    def drop(self) -> None:
        """Another customer: none of it may reach them by an Enter."""
        self._pending = self._basket = None
        self._find.forget_last()
        self.refresh()

    def refresh(self) -> None:
        """After any change, and when its time is over."""
        now = self._workspace.clock.now()
        if self._pending is not None and not (
            # What was written for one client isn't what another one shows.
            self._pending.waits(now) and self._pending.draft.client == self._situation().client
        ):
            self._pending = None
        if self._basket is not None and not self._basket.waits(now):
            self._basket = None
        self.offer = self._found()
        if self.offer is not None:
            self._timer.start(max(0, round((self.offer.since + WAIT - now) / timedelta(milliseconds=1))) + 1)
        self._searching.following = self._previewed()
        self._window.show_follow(self._row())

    def _found(self) -> Offer | None:
        if self._basket is not None:
            return Offer(Kind.BASKET, self._basket.drafts, self._basket.since)
        if self._pending is not None:
            return Offer(Kind.PART, (self._pending.draft,), self._pending.since, self._pending.sent)
        following, last = self._find.following(), self._find.last
        if following and last is not None:
            situation = self._situation()
            wording = self._find.wording(following[0], situation.season)
            return Offer(Kind.NEXT, (self._workspace.draft(following[0], situation, wording),), last.time)
        return None

    def _previewed(self) -> Draft | None:
        """As one draft, with the messages that would be copied; ←/→ are for the list."""
        if self.offer is None:
            return None
        parts = tuple(part for draft in self.offer.drafts for part in draft.parts)
        if self.offer.kind is Kind.PART:
            parts = parts[self.offer.sent : self.offer.sent + 1]
        return replace(self.offer.drafts[-1], parts=parts, wording=0, wordings=1)

    def _row(self) -> Row | None:
        offer = self.offer
        if offer is None:
            return None
        reply, count = offer.drafts[-1].reply, len(offer.drafts)
        match offer.kind:
            case Kind.BASKET:
                title = ngettext("Copy {count} collected", "Copy {count} collected as one", count).format(count=count)
                titles = " · ".join(draft.reply.title for draft in offer.drafts)
                return _row(title, "", Line(((titles, False),)))
            case Kind.PART:
                draft = offer.drafts[0]
                title = _("Go on {number}/{count}").format(number=offer.sent + 1, count=len(draft.parts))
                return _row(title, reply.title, rich_text.one_line(draft.parts[offer.sent]))
            case Kind.NEXT:
                return _row(reply.title, _("usually follows"), rich_text.one_line(offer.drafts[0].parts[0]))


def _row(title: str, place: str, line: Line) -> Row:
    return Row(0, title, (), "", (), place, line, badge=KEY)
