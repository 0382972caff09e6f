"""The wording check as the windows use it: with the shop's own rules, and silent about what somebody has accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from miaohui.domain.draft import Draft
from miaohui.domain.library import Library
from miaohui.domain.reply import Channel, Reply, Scope
from miaohui.domain.search import Steps
from miaohui.domain.search.folding import Simplified
from miaohui.domain.wording import Acceptance, Checker, Context, Finding, Level, OwnRules, Rule, acceptance
from miaohui.domain.wording.pattern import Patterns
from miaohui.errors import Problem
from miaohui.flow.ports import AcceptedFindings, WordingRules
from miaohui.flow.wording import Copied, Found, WordingCheck, messages_of
from miaohui.flow.workspace import Workspace


@dataclass(frozen=True, repr=False)
class Objection:
    """Why a copy waits for a second Enter: the first of the errors, how many there are, and what that Enter accepts."""

    first: Copied
    count: int
    acceptances: tuple[Acceptance, ...]


def wording_check(
    rules: Iterable[Rule], patterns: Patterns, own: OwnRules, workspace: Workspace, simplified: Simplified
) -> WordingCheck:
    """The check by these rules as the shop wants them."""
    names = workspace.tables.emoticons.bracket_names
    checker = Checker(_in_force(rules, own, workspace, simplified), patterns, names, own.harmless(simplified))
    return WordingCheck(checker, workspace.tables, simplified)


def _in_force(rules: Iterable[Rule], own: OwnRules, workspace: Workspace, simplified: Simplified) -> tuple[Rule, ...]:
    def category(name: str) -> str:
        found = workspace.library.find_category(name)
        return name if found is None else found.id

    return own.applied(rules, simplified, category)


class Proofreading:
    """Reads and judges; never changes a text. The rules are read when they are first needed, or by :meth:`load`."""

    def __init__(
        self,
        workspace: Workspace,
        rules: WordingRules,
        accepted: AcceptedFindings,
        load_simplified: Callable[[], Simplified],
    ) -> None:
        self._workspace = workspace
        self._store = rules
        self._accepted_store = accepted
        self._load_simplified = load_simplified
        self._loading = Lock()
        self._check: WordingCheck | None = None
        self._errors: dict[str, tuple[Reply, str, tuple[Found, ...]]] = {}
        self._watchers: list[Callable[[], None]] = []
        self.rules: tuple[Rule, ...] = ()
        """As they were shipped; known once they are loaded."""
        self.own = OwnRules()
        self.problems: tuple[Problem, ...] = ()
        """What couldn't be read of the shop's file."""

    # rules

    def load(self) -> None:
        """Make the rules ready; may run in another thread."""
        self._ready()

    @property
    def loaded(self) -> bool:
        return self._check is not None

    @property
    def check(self) -> WordingCheck:
        """By the rules in force, silent about nothing."""
        return self._ready()

    def _ready(self) -> WordingCheck:
        with self._loading:
            if self._check is None:
                self.rules, patterns = self._shipped
                self.own, self.problems = self._store.own()
                self._check = wording_check(self.rules, patterns, self.own, self._workspace, self._simplified)
            return self._check

    @cached_property
    def _simplified(self) -> Simplified:
        return self._load_simplified()

    @cached_property
    def _shipped(self) -> tuple[tuple[Rule, ...], Patterns]:
        """Read once: it takes half a second, and the shop's own rules change oftener."""
        return self._store.shipped()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call ``watcher`` when something else is found than before: other rules, or something was accepted."""
        self._watchers.append(watcher)

    def refresh(self) -> None:
        """Forget the rules if somebody wrote into the shop's file meanwhile: they are read again when they are needed
        next, or by :meth:`load`."""
        if self.loaded and self._store.changed():
            self._begin_again()

    def save(self, own: OwnRules) -> None:
        """The shop's own rules from now on. Raises MiaohuiError ``cannot-write`` or ``wording-unreadable``."""
        self._store.save(own)
        self.own = own
        self._begin_again()

    def _begin_again(self) -> None:
        self._check = None
        self._changed()

    def _changed(self) -> None:
        self._errors.clear()
        for watcher in tuple(self._watchers):
            watcher()

    # accepting

    @cached_property
    def _accepted(self) -> set[Acceptance]:
        return set(self._accepted_store.read())

    def accept(self, acceptances: Iterable[Acceptance]) -> None:
        """Say nothing more about these. Raises MiaohuiError ``cannot-write``; they count until the end all the same."""
        new = [one for one in acceptances if one not in self._accepted]
        self._accepted.update(new)
        self._changed()
        if new:
            self._accepted_store.append(new)

    def accept_in(self, reply: str, finding: Finding, text: str) -> None:
        """Say nothing more about this rule in the message of the reply's ``text`` (in text form) that it is in. Raises
        as :meth:`accept`."""
        self.accept([acceptance(reply, finding.rule.id, _message(text, finding))])

    def accepted(self) -> Sequence[tuple[Reply, Rule]]:
        """Which rules were accepted in which replies, by the replies' titles; what has gone meanwhile isn't told."""
        if not self.rules:
            self.load()
        in_force = _in_force(self.rules, self.own, self._workspace, self._simplified)  # no need of the check
        rules = {rule.id: rule for rule in in_force}
        replies = {reply.id: reply for reply in self._workspace.library.active()}
        pairs = {(one.reply, one.rule) for one in self._accepted}
        found = [(replies[reply], rules[rule]) for reply, rule in pairs if reply in replies and rule in rules]
        return sorted(found, key=lambda pair: (pair[0].title, pair[0].id, pair[1].id))

    def take_back(self, reply: str, rule: str) -> None:
        """Let this rule speak in this reply again. Raises MiaohuiError ``cannot-write``."""
        back = {one for one in self._accepted if (one.reply, one.rule) == (reply, rule)}
        self._accepted_store.remove(back)
        self._accepted.difference_update(back)
        self._changed()

    def _is_open(self, reply: str, finding: Finding, text: str) -> bool:
        return not self._accepted or acceptance(reply, finding.rule.id, text) not in self._accepted

    # texts

    @property
    def client(self) -> str:
        """The chat client whose rules count where none is named."""
        return self._workspace.client

    def context(
        self, channel: Channel = Channel.CHAT, category: str = "", season: str = "", client: str = ""
    ) -> Context:
        """Where a text is used; ``category`` is any category's id. Without a client or a season those in force."""
        workspace = self._workspace
        seasons = workspace.tables.seasons.chain(season or workspace.season.id)
        return Context(channel, workspace.library.top_of(category), client or workspace.client, seasons)

    def text(self, text: str, context: Context, reply: str = "") -> tuple[Finding, ...]:
        """What is found in a wording in its text form, and wasn't accepted for the reply with this id. May run in
        another thread; a short text takes less than a millisecond once the rules are loaded."""
        found = self._ready().text(text, context)
        return tuple(one for one in found if not reply or self._is_open(reply, one, _message(text, one)))

    # replies

    def found(self, reply: Reply, library: Library | None = None, client: str = "") -> Iterator[Found]:
        """What is open in a reply, in the seasons that use it."""
        around = library or self._workspace.library
        for one in self._ready().reply(reply, around, client or self._workspace.client):
            if self._is_open(reply.id, one.finding, one.text):
                yield one

    def errors(self, reply: Reply, client: str) -> tuple[Found, ...]:
        """The open errors in a reply. May run in another thread; the first texts take some 50 ms each."""
        return tuple(one for one in self.found(reply, client=client) if one.finding.rule.level is Level.ERROR)

    def remember(self, reply: Reply, client: str, errors: tuple[Found, ...]) -> None:
        """For :meth:`known_errors`, until the reply is another one or something else is found than before."""
        self._errors[reply.id] = (reply, client, errors)

    def known_errors(self, reply: Reply, client: str) -> tuple[Found, ...] | None:
        """What was remembered of :meth:`errors`; None where nobody has looked yet."""
        kept = self._errors.get(reply.id)
        return kept[2] if kept is not None and kept[0] is reply and kept[1] == client else None

    def objection(self, draft: Draft) -> Objection | None:
        """Why this draft should be looked at once more before it leaves: errors in it that nobody has accepted. What
        the shop prescribes is never held back."""
        reply = draft.reply
        if reply.scope is Scope.SHOP and reply.locked:
            return None
        check, category = self._ready(), self._workspace.library.top_of(reply.category)
        if self.known_errors(reply, draft.client) == () and not check.has_words(draft):
            return None  # what nobody has typed into was looked at before
        found = [
            (one, acceptance(reply.id, one.finding.rule.id, one.version))
            for one in check.draft(draft, category)
            if one.finding.rule.level is Level.ERROR
        ]
        left = [(one, key) for one, key in found if key not in self._accepted]
        if not left:
            return None
        return Objection(left[0][0], len(left), tuple(dict.fromkeys(key for _, key in left)))

    # many replies

    def counting(self, replies: Iterable[Reply], library: Library | None = None) -> Steps[Mapping[Level, int]]:
        """How many findings there are in these replies, by level, in steps of one reply; ``library`` has the
        categories."""
        counts: Counter[Level] = Counter()
        for reply in replies:
            counts.update(one.finding.rule.level for one in self.found(reply, library))
            yield
        return {level: counts[level] for level in Level}


def _message(text: str, finding: Finding) -> str:
    """The message that the finding is in."""
    return next((part for start, part in messages_of(text) if start <= finding.start < start + len(part)), text)
