"""search."""

from __future__ import annotations

import pytest

from miaohui.cli.output import cell_width
from miaohui.paths import Paths
from tests.cli.command_line import Run


def test_a_hit_tells_what_the_contract_says(cli: Run) -> None:
    (hit, *_) = cli("search", "催发货", "--json").document["hits"]
    assert {"id", "code", "title", "category", "text", "score", "matches"} <= hit.keys()
    assert (hit["code"], hit["category"]) == ("fh2", "物流/何时发")
    assert hit["text"].startswith("{称呼}")
    assert {"field": "title", "start": 0, "end": 3} in hit["matches"]


@pytest.mark.parametrize("query", ["催发货", "cuifahuo", "cfh", "ＣＦＨ", "fh2", "FH2"])
def test_a_reply_is_found_by_words_pinyin_initials_and_code(cli: Run, query: str) -> None:
    assert cli("search", query, "--json").document["hits"][0]["code"] == "fh2"


def test_several_words_need_no_quotes(cli: Run) -> None:
    assert cli("search", "催", "发货", "--json").out == cli("search", "催 发货", "--json").out


def test_nothing_found_is_no_failure(cli: Run) -> None:
    ended = cli("search", "qwertyuiop")
    assert (ended.code, ended.out, ended.sentence) == (0, "", "No reply was found.")
    assert cli("search", "qwertyuiop", "--json").document == {"hits": []}


def test_an_empty_query_lists_everything_up_to_the_limit(cli: Run) -> None:
    assert len(cli("search", "", "--json").document["hits"]) == 50
    assert len(cli("search", "", "--limit", "7", "--json").document["hits"]) == 7


def test_a_category_narrows_the_search_to_itself_and_what_is_below(cli: Run) -> None:
    hits = cli("search", "", "--category", "物流", "--limit", "500", "--json").document["hits"]
    assert {hit["category"].split("/")[0] for hit in hits} == {"物流"}
    below = cli("search", "", "--category", "物流/运费", "--json").document["hits"]
    assert {hit["category"] for hit in below} == {"物流/运费"}


def test_a_season_brings_the_replies_that_are_for_it_only(cli: Run) -> None:
    def codes(*options: str) -> set[str]:
        return {hit["code"] for hit in cli("search", "咨询高峰", *options, "--json").document["hits"]}

    assert "hy6" not in codes()
    assert "hy6" in codes("--season", "peak")
    assert "hy6" in codes("--season", "大促")


def test_usage_brings_a_reply_forward(cli: Run, paths: Paths) -> None:
    def place(reply: str) -> int:
        return [hit["id"] for hit in cli("search", "", "--limit", "500", "--json").document["hits"]].index(reply)

    last = cli("search", "", "--limit", "500", "--json").document["hits"][-1]["id"]
    line = f'{{"time":"2026-01-01T00:00:00+00:00","reply":"{last}","client":"plain","season":"normal"}}\n'
    paths.usage.write_text(line, "utf-8")
    assert place(last) == 0


def test_the_list_is_aligned_and_fits_the_terminal(cli: Run) -> None:
    lines = cli("search", "发货").out.splitlines()
    assert len(lines) > 3
    assert all(cell_width(line) <= 80 for line in lines)
    assert len({cell_width(line[: line.index("物流")]) for line in lines if "物流/" in line}) == 1


def test_a_query_may_begin_with_a_dash_behind_two_of_them(cli: Run) -> None:
    assert cli("search", "--json", "--", "-x").document == {"hits": []}


@pytest.mark.parametrize("query", ["cui发huo", "催fh", "cuifahou", "cufahuo", "崔发货", "cuifaho", "chuifahuo"])
def test_a_word_may_be_mixed_or_misspelled(cli: Run, query: str) -> None:
    assert "fh2" in [hit["code"] for hit in cli("search", query, "--json").document["hits"][:3]]


@pytest.mark.parametrize("query", ["#wl", "#物流", "@gr", "#wl fh"])
def test_the_palettes_filters_work_here_as_well(cli: Run, query: str) -> None:
    hits = cli("search", query, "--limit", "500", "--json").document["hits"]
    assert {hit["category"].partition("/")[0] for hit in hits} == (set() if query == "@gr" else {"物流"})


def test_what_was_searched_in_vain_can_be_looked_at(cli: Run, paths: Paths) -> None:
    assert "0" in cli("search", "--missed").err
    paths.home.mkdir(parents=True, exist_ok=True)
    paths.misses.write_text(
        '{"time":"2026-01-01T00:00:00+00:00"}\n'
        '{"time":"2026-01-02T00:00:00+00:00","words":"对账单"}\n'
        '{"time":"2026-01-03T00:00:00+00:00","words":"对账单"}\n'
        "torn",
        "utf-8",
    )
    assert cli("search", "--missed", "--json").document == {"total": 3, "words": [{"words": "对账单", "count": 2}]}
    assert "对账单" in cli("search", "--missed").out


def test_a_search_needs_a_query(cli: Run) -> None:
    assert cli("search").code == 2
