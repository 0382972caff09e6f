"""A shop's own variables: where they are used, and another name for one in all replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.library import Library
from miaohui.domain.reply import Scope, Wording
from miaohui.domain.template import with_name
from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit_variables
from miaohui.flow.workspace import Stores, Workspace
from tests.domain.samples import CHART, reply, tables
from tests.fakes import FixedClock, MemoryLibraryStore, MemorySettingsStore


class MemoryVariableStore:
    """A ``flow.ports.VariableStore``."""

    def __init__(self, *own: Variable) -> None:
        self.own = {variable.name: variable for variable in own}
        self._read = dict(self.own)

    def load(self) -> tuple[Mapping[str, Variable], tuple[Problem, ...]]:
        self._read = dict(self.own)
        return self._read, ()

    def changed(self) -> bool:
        return self.own != self._read

    def put(self, variable: Variable) -> None:
        self.own[variable.name] = variable

    def remove(self, name: str) -> None:
        self.own.pop(name, None)


def workspace() -> Workspace:
    replies = [
        reply("您的会员号是 {会员号=无}", CHART, number=1),
        replace(
            reply("查到了", number=2),
            wordings=(Wording(("查到了",)), Wording(("{?会员号}有{:}没有{/}",))),
            variants={"promo": (Wording(("｛会员号｝ {{会员号}} 会员号",)),)},
        ),
        replace(reply("{会员号}", number=3), scope=Scope.SHOP, locked=True),
        reply("{卡号}", number=4),
        reply("{订单编号}", number=5),
    ]
    library = Library({one.id: one for one in replies})
    stores = Stores(
        MemoryLibraryStore(library), MemorySettingsStore(), MemoryVariableStore(Variable("会员号", aliases=("卡号",)))
    )
    return Workspace(stores, tables(), FixedClock())


def texts(of: Workspace) -> list[str]:
    return [
        wording.text
        for one in of.library.replies.values()
        for wording in (*one.wordings, *(w for variant in one.variants.values() for w in variant))
    ]


def test_uses_are_found_by_name_and_alias_in_all_wordings() -> None:
    own = workspace()
    found = edit_variables.replies_with(own.library, own.tables.variables, "会员号")
    assert [one.code for one in found] == ["k1", "k2", "k3", "k4"]
    counts = edit_variables.count_uses(own.library, own.tables.variables)
    assert (counts["会员号"], counts["订单编号"]) == (4, 1)


def test_another_name_reaches_all_replies_and_the_old_one_stays_an_alias() -> None:
    own = workspace()
    before = own.library
    edit_variables.rename(own, "会员号", Variable("会员编号", aliases=("卡号",)))
    assert texts(own) == [
        "您的会员号是 {会员编号=无}\n---\n" + CHART.text,
        "查到了",
        "{?会员编号}有{:}没有{/}",
        "｛会员编号｝ {{会员号}} 会员号",
        "{会员号}",
        "{卡号}",
        "{订单编号}",
    ]
    assert list(own.own_variables) == ["会员编号"]
    assert own.tables.variables.canonical("会员号") == "会员编号"
    assert own.undo().label == "rename-variable"
    assert own.library == before


@pytest.mark.parametrize("taken", ["订单编号", "订单号"])
def test_a_name_that_is_taken_is_refused(taken: str) -> None:
    own = workspace()
    with pytest.raises(MiaohuiError) as error:
        edit_variables.rename(own, "会员号", Variable(taken))
    assert error.value.problem.id == "variable-exists"
    assert list(own.own_variables) == ["会员号"]
    assert own.undo_label is None


@given(st.text(alphabet="{}｛｝?=|甲乙丙 ", max_size=30))
def test_a_name_that_is_not_there_changes_nothing(text: str) -> None:
    assert with_name(with_name(text, "甲", "丁"), "丁", "甲") == text
