"""The check as the windows use it: without what was accepted, with the shop's own rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import pytest

from miaohui.domain.reply import Scope, Wording
from miaohui.domain.search import finished
from miaohui.domain.wording import Acceptance, Check, Checker, Context, Level, OwnRules, OwnWord, Rule, Switch
from miaohui.domain.wording.pattern import Patterns
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording import WordingCheck, messages_of
from miaohui.library.tables import load_simplified, load_tables
from tests.domain.samples import CHART, draft, reply
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import Here, library

BAD = Rule("bad", Level.ERROR, "不。", "No.", fixes={"坏": "好"})
POOR = Rule("poor", Level.WARNING, "不。", "No.", patterns=("差",))


@dataclass
class MemoryRules:
    own_rules: OwnRules = field(default_factory=OwnRules)
    is_changed: bool = False
    times_read: int = 0

    def shipped(self) -> tuple[tuple[Rule, ...], Patterns]:
        self.times_read += 1
        return (BAD, POOR), Patterns({})

    def own(self) -> tuple[OwnRules, tuple[Problem, ...]]:
        self.is_changed = False
        return self.own_rules, ()

    def changed(self) -> bool:
        return self.is_changed

    def save(self, own: OwnRules) -> None:
        self.own_rules = own


@dataclass
class MemoryAccepted:
    kept: list[Acceptance] = field(default_factory=list)
    broken: bool = False

    def read(self) -> Iterable[Acceptance]:
        return tuple(self.kept)

    def append(self, acceptances: Iterable[Acceptance]) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.kept += acceptances

    def remove(self, acceptances: Collection[Acceptance]) -> None:
        if self.broken:
            raise MiaohuiError("cannot-write", path="memory", reason="broken")
        self.kept = [one for one in self.kept if one not in acceptances]


@dataclass
class Desk:
    here: Here = field(default_factory=Here)
    rules: MemoryRules = field(default_factory=MemoryRules)
    accepted: MemoryAccepted = field(default_factory=MemoryAccepted)

    def open(self) -> Proofreading:
        return Proofreading(self.here.open(), self.rules, self.accepted, load_simplified)


@pytest.fixture
def desk() -> Desk:
    one = reply("坏", "差\n坏", number=1, category="welcome")
    return Desk(Here(MemoryLibraryStore(library(one, reply("好", number=2)))))


def test_a_text_is_checked_part_by_part(desk: Desk) -> None:
    here = desk.open()
    text = f"坏\n---\n差{{昵称}}\n{CHART.text}\n坏"
    found = here.text(text, here.context())
    assert [(one.rule.id, text[one.start : one.end]) for one in found] == [("bad", "坏"), ("poor", "差"), ("bad", "坏")]


def test_the_messages_of_a_text_are_those_that_are_sent() -> None:
    text = f"一\n\n---\n二\n{CHART.text}\n三\r\n---\r\n\n---\n四"
    assert [part.strip() for _, part in messages_of(text)] == ["一", "二", "三", "四"]
    assert all(text[start : start + len(part)] == part for start, part in messages_of(text))


def test_what_was_accepted_in_a_message_stays_silent_there_alone(desk: Desk) -> None:
    here = desk.open()
    text = "坏\n---\n坏了"
    first, _ = here.text(text, here.context(), "r-1")
    here.accept_in("r-1", first, text)
    assert [one.start for one in here.text(text, here.context(), "r-1")] == [6]
    assert len(here.text(text, here.context(), "r-2")) == 2
    assert len(here.text("坏啊\n---\n坏了", here.context(), "r-1")) == 2


def test_what_was_accepted_while_writing_holds_no_copy(desk: Desk) -> None:
    here = desk.open()
    one = draft("好", "坏").reply
    found = here.text(one.text, here.context(), one.id)
    here.accept_in(one.id, found[0], one.text)
    assert here.objection(draft("好", "坏")) is None
    assert here.objection(draft("好", "坏！")) is not None


def test_errors_are_remembered_until_the_reply_or_something_else_is_another(desk: Desk) -> None:
    here = desk.open()
    (one, other) = desk.here.library.library.replies.values()
    assert here.known_errors(one, "plain") is None
    assert [found.part for found in here.errors(one, "plain")] == [0, 1]
    assert here.errors(other, "plain") == ()
    here.remember(one, "plain", here.errors(one, "plain"))
    assert here.known_errors(one, "plain") is not None
    assert here.known_errors(one, "wechat") is None
    assert here.known_errors(replace(one, rev=2), "plain") is None
    here.save(OwnRules(switches={"bad": Switch("bad", on=False)}))
    assert here.known_errors(one, "plain") is None
    assert here.errors(one, "plain") == ()


def test_an_objection_names_the_first_and_counts_them(desk: Desk) -> None:
    here = desk.open()
    objection = here.objection(draft("亲，坏", "好", "坏差"))
    assert objection is not None
    first = objection.first
    assert (first.part, first.text[first.finding.start : first.finding.end]) == (0, "坏")
    assert objection.count == 2
    here.accept(objection.acceptances)
    assert here.objection(draft("亲，坏", "好", "坏差")) is None


def test_typed_words_make_another_text_and_a_courier_does_not(desk: Desk) -> None:
    here = desk.open()
    own = draft("坏，走{快递}", typed={"快递": "顺丰"})
    objection = here.objection(own)
    assert objection is not None
    here.accept(objection.acceptances)
    assert here.objection(draft("坏，走{快递}", typed={"快递": "圆通"})) is None
    typed = here.objection(draft("{答复}", typed={"答复": "坏东西"}))
    assert typed is not None
    here.accept(typed.acceptances)
    assert here.objection(draft("{答复}", typed={"答复": "坏东西"})) is None
    assert here.objection(draft("{答复}", typed={"答复": "坏主意"})) is not None


def test_a_part_that_comes_to_nothing_shifts_no_version(desk: Desk) -> None:
    here = desk.open()
    with_condition = ("{?运单号}单号{/}", "坏")
    objection = here.objection(draft(*with_condition))
    assert objection is not None
    here.accept(objection.acceptances)
    assert here.objection(draft(*with_condition, typed={"运单号": "SF123"})) is None


def test_neither_warnings_nor_prescribed_texts_are_held(desk: Desk) -> None:
    here = desk.open()
    assert here.objection(draft("差")) is None
    prescribed = draft("坏")
    locked = replace(prescribed, reply=replace(prescribed.reply, scope=Scope.SHOP, locked=True))
    assert here.objection(locked) is None
    for other in ({"scope": Scope.SHOP}, {"locked": True}):
        assert here.objection(replace(prescribed, reply=replace(prescribed.reply, **other))) is not None


def test_what_can_not_be_written_down_counts_until_the_end(desk: Desk) -> None:
    here = desk.open()
    desk.accepted.broken = True
    objection = here.objection(draft("坏"))
    assert objection is not None
    with pytest.raises(MiaohuiError):
        here.accept(objection.acceptances)
    assert here.objection(draft("坏")) is None


def test_what_was_accepted_is_told_and_can_be_taken_back(desk: Desk) -> None:
    here = desk.open()
    objection = here.objection(draft("坏"))
    assert objection is not None
    here.accept((*objection.acceptances, Acceptance("gone", "bad", "0")))
    ((one, rule),) = here.accepted()
    assert (one.id, rule.id) == (draft("坏").reply.id, "bad")
    here.take_back(one.id, rule.id)
    assert here.accepted() == []
    assert here.objection(draft("坏")) is not None
    assert desk.open().objection(draft("坏")) is not None


def test_who_watches_hears_of_every_change(desk: Desk) -> None:
    here, heard = desk.open(), []
    here.load()
    here.watch(lambda: heard.append(1))
    here.accept([Acceptance("r", "bad", "0")])
    here.save(OwnRules((OwnWord("啥"),)))
    here.load()
    desk.rules.is_changed = True
    here.refresh()
    assert len(heard) == 3
    assert [one.rule.id for one in here.text("啥", here.context())] == ["own:啥"]


def test_findings_of_many_replies_are_counted_by_level(desk: Desk) -> None:
    here = desk.open()
    replies = (*desk.here.library.library.active(), replace(reply("差"), wordings=(Wording(("坏坏",)),)))
    assert finished(here.counting(replies)) == {Level.ERROR: 4, Level.WARNING: 1, Level.HINT: 0}


def test_the_shops_own_rules_change_without_the_shipped_ones_being_read_again(desk: Desk) -> None:
    here = desk.open()
    context = here.context()
    assert here.text("坏", context)
    here.save(OwnRules(switches={"bad": Switch("bad", on=False)}))
    assert here.accepted() == []
    assert not here.loaded, "what was accepted is told without the check"
    assert here.text("坏", context) == ()
    assert desk.rules.times_read == 1


class TestRequired:
    """What a wording must say is said in one of its messages."""

    WELCOME = Rule("welcome", Level.WARNING, "不。", "No.", check=Check.REQUIRED, patterns=("欢迎",))

    @pytest.fixture
    def check(self) -> WordingCheck:
        checker = Checker((self.WELCOME, BAD), Patterns({}), frozenset())
        return WordingCheck(checker, load_tables(), load_simplified())

    @pytest.mark.parametrize(
        ("messages", "expected"),
        [
            (("您好", "欢迎光临"), []),
            (("您好", "在的"), [("welcome", 0)]),
            (("您好", "坏的"), [("welcome", 0), ("bad", 1)]),
        ],
    )
    def test_is_missing_where_no_message_has_it(
        self, check: WordingCheck, messages: tuple[str, ...], expected: list[tuple[str, int]]
    ) -> None:
        greeting = reply(*messages)
        found = [(one.finding.rule.id, one.part) for one in check.reply(greeting, library(greeting), "wangwang")]
        assert found == expected
        copied = [(one.finding.rule.id, one.part) for one in check.draft(draft(*messages), "")]
        assert copied == expected
        text = check.text("\n---\n".join(messages), Context())
        assert [one.rule.id for one in text] == [rule for rule, _ in expected]
