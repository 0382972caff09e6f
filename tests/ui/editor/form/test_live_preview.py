from __future__ import annotations

from dataclasses import replace

from miaohui.domain.reply import MAX_TEXT, Reply, Wording
from tests.ui.editor.form.conftest import Desk


def write(desk: Desk, *parts: str, variants: dict[str, tuple[Wording, ...]] | None = None) -> None:
    shelf = desk.workspace.find("fh1").category
    blank = Reply("", "x1", "标题", shelf, (Wording(parts),), variants=variants or {})
    desk.form.show_reply(None, blank=blank)


def test_it_follows_what_is_typed_with_samples_for_the_customers_values(desk: Desk) -> None:
    write(desk, "")
    desk.type(desk.text, "{昵称}您好，走{快递=圆通|申通}")
    assert desk.drawn() == ["小雨您好，走圆通"]


def test_without_samples_what_is_missing_is_marked(desk: Desk) -> None:
    write(desk, "{昵称}您好")
    desk.form.preview.samples.click()
    assert desk.drawn() == ["{昵称}您好"]
    draft = desk.form.preview.draft
    assert draft is not None
    assert draft.missing == ("昵称",)


def test_messages_are_bubbles_of_their_own(desk: Desk) -> None:
    write(desk, "一", "", "二")
    assert desk.drawn() == ["一", "二"]


def test_the_client_is_switched_without_touching_the_settings(desk: Desk) -> None:
    write(desk, "好[微笑]")
    client = desk.workspace.client
    desk.form.preview.use_client("wechat")
    wechat = desk.drawn()
    desk.form.preview.use_client("none")
    assert wechat != desk.drawn()
    assert desk.workspace.client == client


def test_it_shows_the_season_that_is_written_and_any_other(desk: Desk) -> None:
    write(desk, "平日", variants={"peak": (Wording(("旺季",)),)})
    assert desk.drawn() == ["平日"]
    desk.form.preview.use_season("promo")
    assert desk.drawn() == ["旺季"]
    desk.form.texts.show_season("peak")
    assert desk.drawn() == ["旺季"]
    desk.form.texts.show_season("normal")
    assert desk.drawn() == ["平日"]


def test_a_name_nobody_knows_and_a_forgotten_placeholder_are_said(desk: Desk) -> None:
    write(desk, "{泥称}，补 XX 元")
    desk.drawn()
    assert "泥称" in desk.form.preview.warning
    assert "XX" in desk.form.preview.warning


def test_the_profile_is_the_agents_own(desk: Desk) -> None:
    settings = desk.workspace.settings
    desk.workspace.set(replace(settings, profile={"截单时间": "15:00"}))
    write(desk, "{截单时间}，{店铺}")
    assert desk.drawn() == ["15:00，{店铺}"]
    assert "店铺" in desk.form.preview.warning


def test_a_reply_that_isnt_used_in_a_season_says_so(desk: Desk) -> None:
    write(desk, "一")
    desk.form.further.seasons["spring"].click()
    desk.drawn()
    assert desk.form.preview.note == "Not offered in this season."


def test_no_more_is_composed_of_a_very_long_text_than_is_drawn(desk: Desk) -> None:
    write(desk, "长" * MAX_TEXT)
    (shown,) = desk.drawn()
    assert len(shown) < 5_000
