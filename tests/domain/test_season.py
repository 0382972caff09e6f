"""Seasons inherit what they don't say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import Wording
from miaohui.domain.season import BASE_SEASON, Season, Seasons
from tests.domain.samples import reply, tables

BASE, PEAK, PROMO, NEWYEAR = ((Wording((text,)),) for text in ("平", "旺", "促", "年"))


def seasons(**parents: str) -> Seasons:
    by_id = {BASE_SEASON: Season(BASE_SEASON, "平日")}
    return Seasons(by_id | {season: Season(season, season, parent) for season, parent in parents.items()})


@pytest.mark.parametrize(
    ("season", "chain"),
    [
        ("normal", ("normal",)),
        ("peak", ("peak", "normal")),
        ("promo", ("promo", "peak", "normal")),
        ("unknown", ("normal",)),
        ("", ("normal",)),
    ],
)
def test_a_chain_goes_up_to_the_base(season: str, chain: tuple[str, ...]) -> None:
    assert tables().seasons.chain(season) == chain


def test_cycles_and_unknown_parents_end_a_chain() -> None:
    assert seasons(a="b", b="c", c="a").chain("a") == ("a", "b", "c", "normal")
    assert seasons(a="a").chain("a") == ("a", "normal")
    assert seasons(a="gone").chain("a") == ("a", "normal")


@given(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcdef"), max_size=5), st.sampled_from("abcdef"))
def test_any_chain_ends_with_the_base_and_repeats_nothing(parents: dict[str, str], season: str) -> None:
    chain = seasons(**parents).chain(season)
    assert chain[-1] == BASE_SEASON
    assert len(set(chain)) == len(chain)


@pytest.mark.parametrize("name", ["promo", "大促", "双11", "618"])
def test_a_season_is_found_by_id_name_and_alias(name: str) -> None:
    found = tables().seasons.find(name)
    assert found is not None
    assert found.id == "promo"


@pytest.mark.parametrize("name", ["", "春天"])
def test_no_other_name_finds_one(name: str) -> None:
    assert tables().seasons.find(name) is None


@pytest.mark.parametrize(
    ("season", "wordings", "variant"),
    [
        ("normal", BASE, None),
        ("peak", PEAK, "peak"),
        ("promo", PROMO, "promo"),
        ("newyear", PEAK, "peak"),
        ("unknown", BASE, None),
    ],
)
def test_the_nearest_variant_is_in_force(season: str, wordings: tuple[Wording, ...], variant: str | None) -> None:
    several = replace(reply(), wordings=BASE, variants={"peak": PEAK, "promo": PROMO})
    assert tables().seasons.wordings(several, season) == wordings
    assert tables().seasons.variant(several, season) == variant


def test_a_sibling_lends_nothing() -> None:
    only = replace(reply(), wordings=BASE, variants={"newyear": NEWYEAR})
    assert tables().seasons.wordings(only, "promo") == BASE
    assert tables().seasons.wordings(only, "peak") == BASE


@pytest.mark.parametrize(
    ("only_in", "offered_in"),
    [
        ((), {"normal", "peak", "promo", "newyear", "spring"}),
        (("peak",), {"peak", "promo", "newyear", "spring"}),
        (("promo",), {"promo"}),
        (("promo", "spring"), {"promo", "spring"}),
        (("gone",), set()),
    ],
)
def test_only_in_includes_children(only_in: tuple[str, ...], offered_in: set[str]) -> None:
    limited = replace(reply(), only_in=only_in)
    assert {season.id for season in tables().seasons if tables().seasons.offers(limited, season.id)} == offered_in


def test_peak_is_the_peak_season_and_its_children() -> None:
    assert {season.id for season in tables().seasons if tables().seasons.is_peak(season.id)} == {
        "peak",
        "promo",
        "newyear",
        "spring",
    }
