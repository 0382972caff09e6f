"""The conversation in front: which chat client, which customer. In memory only: nothing of it is ever written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from miaohui.domain.chat_window import ChatWindow, ClientRule, client_of
from miaohui.domain.customer import Customer, Suggestion, suggest
from miaohui.domain.draft import Situation
from miaohui.domain.recognition import BUYER, looks_like
from miaohui.domain.variables import Variable
from miaohui.flow.workspace import Workspace

if TYPE_CHECKING:
    from miaohui.domain.placeholders import Proposal


class Conversation:
    """Owned by the palette's thread."""

    def __init__(self, workspace: Workspace, rules: Sequence[ClientRule] = ()) -> None:
        self._workspace = workspace
        self._rules = rules
        self._window: ChatWindow | None = None
        self._by_hand: dict[tuple[str, ...], str] = {}
        self._customer = Customer()
        self._choices: dict[str, str] = {}
        self._clipboard = ""
        self._passed_over = ""

    def use_rules(self, rules: Sequence[ClientRule]) -> None:
        """Which client a window belongs to is told by these from now on."""
        self._rules = rules

    # the window

    def meet(self, window: ChatWindow | None, *, chats_only: bool = False) -> bool:
        """This window is in front now. True when it is another customer's: another window, or another title.

        With ``chats_only`` a window that no rule knows is passed over: the agent looks something up there.
        """
        if window is None or (chats_only and not self._is_chat(window)):
            return False
        changed = self._window is not None and (window.id, window.subject) != (self._window.id, self._window.subject)
        self._window = window
        if changed:
            self._customer = Customer()
        return changed

    def _is_chat(self, window: ChatWindow) -> bool:
        same = self._window is not None and window.id == self._window.id
        return same or client_of(window, self._rules) is not None

    @property
    def window(self) -> ChatWindow | None:
        """The one that the palette was opened over last."""
        return self._window

    # the chat client

    @property
    def recognised(self) -> str | None:
        """The client that the window's rules tell."""
        client = client_of(self._window, self._rules) if self._window is not None else None
        return client if client in self._workspace.tables.clients else None

    @property
    def client(self) -> str:
        """The client in use: chosen by hand for this program, else recognised, else the default."""
        return self._by_hand.get(self._kind) or self.recognised or self._workspace.client

    @property
    def by_hand(self) -> bool:
        """Whether the agent chose another client than the one that was recognised."""
        return self._by_hand.get(self._kind, self.recognised) != self.recognised

    @property
    def _kind(self) -> tuple[str, ...]:
        """What a choice by hand holds for: windows of this program that are recognised alike (a browser shows many)."""
        if self._window is None or self.recognised is None:
            return ()
        return (self.recognised, *self._window.program)

    def choose_client(self, client: str) -> None:
        """By hand: for windows like this one while Miaohui runs, and for good where no rule knows the window, for
        there the default is in use.

        Raises:
            MiaohuiError: ``cannot-write``.
        """
        if self._kind:
            self._by_hand[self._kind] = client
        else:
            self._workspace.set(replace(self._workspace.settings, client=client))

    # the customer

    def situation(self, *, season: str = "") -> Situation:
        """Now, in this conversation. Raises MiaohuiError ``unknown-season``."""
        return replace(self._workspace.situation(client=self.client, season=season), choices=dict(self._choices))

    def remember(self, typed: Mapping[str, str]) -> None:
        """A reply was given with these values: identifying ones are this customer's, the others the last choice."""
        variables = self._workspace.tables.variables
        given = {
            name: value
            for name, value in ((variables.canonical(name), value.strip()) for name, value in typed.items())
            if value and name not in variables.profile
        }
        identifying = {name: value for name, value in given.items() if variables.get(name).identifying}
        self._customer = self._customer.remember(identifying, self._workspace.clock.now())
        self._choices |= {name: value for name, value in given.items() if name not in identifying}

    def suggestions(self, variables: Iterable[Variable]) -> dict[str, Suggestion]:
        """What to ask these variables with, by name."""
        return suggest(variables, self._clipboard, self.known)

    @property
    def known(self) -> dict[str, str]:
        """This customer's values by canonical name."""
        return self._customer.values(self._workspace.clock.now())

    @property
    def expires(self) -> timedelta | None:
        """Until ``known`` is less than now."""
        return self._customer.expires(self._workspace.clock.now())

    def clear(self) -> None:
        """Forget the customer, and what is on the clipboard now."""
        self._customer = Customer()
        self._passed_over, self._clipboard = self._clipboard, ""

    # the clipboard

    def proposals(self, text: str) -> tuple[Proposal, ...]:
        """What of a copied text is this customer's or the agent's own, and the variables for it."""
        from miaohui.domain.proposal import recognised  # its patterns take a while, and the palette doesn't wait for it

        facts, profile = self._workspace.tables, self._workspace.settings.profile
        names = facts.emoticons.bracket_names
        return recognised(text, facts.variables, facts.couriers, self.known, profile, names)

    def see(self, text: str) -> None:
        """What is on the clipboard; empty for nothing, or nothing that others put there."""
        self._clipboard = text if text != self._passed_over else ""
        if text != self._passed_over:
            self._passed_over = ""

    @property
    def on_clipboard(self) -> str:
        """The clipboard's text where it looks like a number, an amount, a phone number or an address."""
        text = self._clipboard.strip()
        known = self._workspace.tables.variables.by_name.values()
        return text if any(v.name != BUYER and looks_like(text, v) for v in known) else ""
