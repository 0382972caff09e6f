from __future__ import annotations

import pytest

from miaohui.domain.completion import Completion, Origin
from miaohui.domain.template import Braces, braces
from miaohui.domain.variables import Variable
from miaohui.library.tables import load_readings
from tests.domain.samples import tables


@pytest.fixture(scope="module")
def completion() -> Completion:
    variables = tables().variables.with_own({"尾货": Variable("尾货", aliases=("清仓",))})
    return Completion(variables, frozenset({"尾货"}), load_readings())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("昵", "昵称"),
        ("nc", "昵称"),
        ("nicheng", "昵称"),
        ("nickname", "昵称"),
        ("物流公", "快递"),
        ("kfnc", "客服昵称"),
        ("jjd", "距截单"),
        ("qc", "尾货"),
    ],
)
def test_names_aliases_and_letters_find_a_variable(completion: Completion, typed: str, first: str) -> None:
    assert completion.offers(typed)[0].name == first


def test_an_open_brace_offers_everything_once(completion: Completion) -> None:
    names = [offer.name for offer in completion.offers("")]
    assert len(names) == len(set(names))
    assert {"昵称", "客服昵称", "今天", "尾货"} <= set(names)


def test_who_fills_it_in_is_told(completion: Completion) -> None:
    origins = {offer.name: offer.origin for offer in completion.offers("")}
    assert origins["尾货"] is Origin.OWN
    assert origins["店铺"] is Origin.PROFILE
    assert origins["问候"] is Origin.COMPUTED


def test_the_best_one_brings_its_choices_and_an_optional_part(completion: Completion) -> None:
    texts = [offer.text for offer in completion.offers("快递")[:4]]
    assert texts == [
        "{快递}",
        "{快递=申通|圆通|中通|韵达}",
        "{快递=|申通|圆通|中通|韵达}",
        "{?快递}{:}{/}",
    ]


def test_the_cursor_comes_to_where_something_is_still_to_be_written(completion: Completion) -> None:
    default = next(offer for offer in completion.offers("昵称") if offer.text == "{昵称=}")
    assert default.text[: default.caret] == "{昵称="
    (condition,) = [offer for offer in completion.offers("?运单号") if offer.name == "运单号"]
    assert condition.text[: condition.caret] == "{?运单号}"


def test_behind_the_equals_sign_only_what_fits_is_offered(completion: Completion) -> None:
    assert [offer.text for offer in completion.offers("昵称=")] == ["{昵称=}"]
    assert completion.offers("昵称=亲") == ()
    assert completion.offers("没有这个=") == ()


def test_an_alias_says_so(completion: Completion) -> None:
    assert completion.offers("清仓")[0].alias == "清仓"


def test_what_stands_in_braces() -> None:
    text = "{昵称}，{?运单号}{运单号=x}{:}无{/}{{不是}}{ 3 }"
    assert list(braces(text)) == [
        Braces(0, 4, "昵称"),
        Braces(5, 11, "运单号"),
        Braces(11, 18, "运单号"),
        Braces(18, 21, ""),
        Braces(22, 25, ""),
    ]
