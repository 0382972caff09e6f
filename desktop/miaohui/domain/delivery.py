"""What is copied at once, what is still to be copied, and what was copied today. In memory only: it holds customers'
values, so no repr shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from miaohui.domain import template
from miaohui.domain.draft import Draft
from miaohui.domain.formatted import formatted
from miaohui.domain.picture import Picture

WAIT = timedelta(minutes=2)
"""After this nobody goes on with what was begun: the next Enter may be meant for another customer."""
MAX_RECENT = 10


@dataclass(frozen=True, repr=False)
class Message:
    """What goes onto the clipboard at once: a text (and its formatted form, or ""), or a picture. ``shown`` is the text
    as a person sees it, with emoticons instead of a client's codes; ``personal`` when a customer's value is in it."""

    text: str = ""
    html: str = ""
    picture: Picture | None = None
    shown: str = ""
    personal: bool = False


def part(draft: Draft, number: int) -> Message:
    """One of the draft's messages, from 0."""
    one = draft.parts[number]
    if isinstance(one, Picture):
        return Message(picture=one)
    text = template.plain_text(one)
    return Message(text, formatted(text, draft.look), shown=template.shown_text(one), personal=draft.personal)


def together(drafts: Sequence[Draft]) -> tuple[Message, int]:
    """All texts as one, and how many pictures are left out; of pictures alone the first.

    ``drafts`` is at least one. Different looks don't mix: only one draft alone is formatted.
    """
    written = [draft for draft in drafts if draft.text.strip()]
    pictures = [picture for draft in drafts for picture in draft.pictures]
    if not written and pictures:
        return Message(picture=pictures[0]), len(pictures) - 1
    text = "\n".join(draft.text for draft in written)
    shown = "\n".join(
        template.shown_text(one) for draft in written for one in draft.parts if not isinstance(one, Picture)
    )
    html = formatted(text, drafts[0].look) if len(drafts) == 1 else ""
    return Message(text, html, shown=shown, personal=any(draft.personal for draft in drafts)), len(pictures)


@dataclass(frozen=True, repr=False)
class Pending:
    """A reply of which the first ``sent`` messages are copied and others are not."""

    draft: Draft
    sent: int
    since: datetime

    def waits(self, now: datetime) -> bool:
        return now - self.since < WAIT

    @property
    def message(self) -> Message:
        """The next one."""
        return part(self.draft, self.sent)


def pending(draft: Draft, sent: int, now: datetime) -> Pending | None:
    """What is to be copied after the first ``sent`` messages; None if that was all."""
    return Pending(draft, sent, now) if sent < len(draft.parts) else None


@dataclass(frozen=True, repr=False)
class Basket:
    """Replies collected to be copied as one text, in their order."""

    drafts: tuple[Draft, ...]
    since: datetime

    def waits(self, now: datetime) -> bool:
        return bool(self.drafts) and now - self.since < WAIT

    def with_(self, draft: Draft, now: datetime) -> Basket:
        return Basket((*self.drafts, draft), now)


@dataclass(frozen=True, repr=False)
class Delivery:
    """Something that was copied. ``time`` is local; ``number`` of ``count`` messages, 0 of 0 for everything at once."""

    time: datetime
    title: str
    message: Message
    number: int = 0
    count: int = 0


def remembered(recent: Sequence[Delivery], latest: Delivery) -> tuple[Delivery, ...]:
    """The latest first, then the others of its day, each message once, at most :data:`MAX_RECENT`."""
    others = (one for one in of_day(recent, latest.time.date()) if one.message != latest.message)
    return (latest, *others)[:MAX_RECENT]


def of_day(recent: Sequence[Delivery], day: date) -> tuple[Delivery, ...]:
    return tuple(one for one in recent if one.time.date() == day)
