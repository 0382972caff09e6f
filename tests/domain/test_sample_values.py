from __future__ import annotations

from dataclasses import replace

import pytest

from miaohui.domain.draft import Situation
from miaohui.domain.sample_values import compose_sample, sample
from miaohui.domain.values import VariableKind, doubt
from miaohui.domain.variables import Variable
from tests.domain.samples import NOW, reply, tables

HERE = Situation("normal", "plain", NOW)


def text(source: str, here: Situation = HERE) -> str:
    return compose_sample(reply(source), here, tables()).text


def test_a_customers_values_are_samples_and_defaults_stay() -> None:
    assert text("{昵称}您好，走{快递=圆通|申通}") == "小雨您好，走圆通"


def test_a_choice_that_must_be_made_is_its_first() -> None:
    assert text("走{快递=|中通|申通}") == "走中通"


def test_optional_parts_are_shown_also_within_each_other() -> None:
    assert text("{?运单号}单号{?颜色}（{颜色}）{/}{:}稍后{/}") == "单号（米白）"


def test_the_profiles_values_are_the_agents_own() -> None:
    here = replace(HERE, profile={"截单时间": "15:00"})
    assert text("{截单时间}前付款", here) == "15:00前付款"
    assert text("{截单时间}前付款") == "16:00前付款"


def test_a_name_nobody_knows_stays_missing() -> None:
    draft = compose_sample(reply("{昵称}，{泥称}"), HERE, tables())
    assert draft.missing == ("泥称",)


@pytest.mark.parametrize("kind", VariableKind)
def test_a_sample_is_a_value_that_nobody_doubts(kind: VariableKind) -> None:
    value = sample(Variable("某值", kind=kind))
    assert value
    assert doubt(kind, value) is None


def test_the_shipped_variables_have_samples_that_nobody_doubts() -> None:
    for variable in tables().variables.by_name.values():
        assert doubt(variable.kind, sample(variable)) is None, variable.name
        assert sample(variable) != variable.name, variable.name
