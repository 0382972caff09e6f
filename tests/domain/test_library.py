"""The library's look-ups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, Scope
from tests.domain.samples import NOW, reply

TOP, SUB, OTHER = Category("c1", "物流", order=2), Category("c2", "查件", "c1"), Category("c3", "售后", order=1)
SAME_NAME = Category("c4", "查件", "c3")
ORPHAN = Category("c5", "散", "gone")
SHELVES = {c.id: c for c in (TOP, SUB, OTHER, SAME_NAME, ORPHAN)}


def library(*replies: Reply) -> Library:
    return Library({one.id: one for one in replies}, SHELVES)


def test_a_reply_is_found_by_id_and_by_code_in_any_case() -> None:
    one = reply(code="WL1")
    assert [library(one).find(reference) for reference in (one.id, "WL1", "wl1", "wl2", "")] == [one] * 3 + [None] * 2


def test_the_personal_reply_comes_before_the_shops() -> None:
    shop = replace(reply(number=1, code="wl1"), scope=Scope.SHOP, order=1)
    own = replace(reply(number=2, code="WL1"), order=9)
    assert library(shop, own).find("wl1") == own
    assert library(shop, own).find(shop.id) == shop
    assert library(shop).find("wl1") == shop


def test_the_trash_is_not_looked_through() -> None:
    gone = replace(reply(code="wl1"), deleted=NOW)
    assert library(gone).find("wl1") is None
    assert library(gone).find(gone.id) is None
    assert list(library(gone).active()) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("物流", "c1"),
        ("物流/查件", "c2"),
        ("物流 / 查件", "c2"),
        ("售后/查件", "c4"),
        ("c2", "c2"),
        ("查件", None),
        ("物流/", None),
        ("", None),
        ("/", None),
    ],
)
def test_a_category_is_found_by_its_path_or_id(name: str, found: str | None) -> None:
    category = library().find_category(name)
    assert (category and category.id) == found


def test_a_category_knows_its_place() -> None:
    shelves = library()
    assert [shelves.category_name(c) for c in ("c1", "c2", "c5", "gone")] == ["物流", "物流/查件", "散", ""]
    assert [shelves.top_of(c) for c in ("c1", "c2", "c4", "gone")] == ["c1", "c1", "c3", ""]
    assert shelves.tops() == [OTHER, TOP]
    assert shelves.subs("c1") == [SUB]


def test_no_text_shows_in_a_repr() -> None:
    one = reply("秘密", title="秘密")
    assert "秘密" not in repr((library(one), one, one.wordings))
