"""The emoticons to choose from: one a picture, found by any of its names."""

from __future__ import annotations

import pytest

from miaohui.domain.emoticon import Dialect, Emoticon, NoCounterpart
from miaohui.domain.emoticon_catalogue import Catalogue, choices_of
from miaohui.domain.template import Kind, Segment, plain_text
from miaohui.library.emoticon_catalogue import load_catalogue
from miaohui.library.tables import load_readings
from tests.domain.samples import tables


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(tables().emoticons, tables().clients.values(), load_readings())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("玫瑰", "🌹"),
        ("meigui", "🌹"),
        ("mei'gui", "🌹"),
        ("mg", "🌹"),
        ("rose", "🌹"),
        ("ROSE ", "🌹"),
        ("/:-F", "🌹"),
        ("[玫瑰]", "🌹"),
        ("🌹", "🌹"),
        ("微笑", "😊"),
        ("weixiao", "😊"),
        ("dbq", "🙇"),  # 对不起, Wangwang's name
        ("thanks", "🙏"),
        ("up", "👍"),
        ("ok", "👌"),
        ("红包", "🧧"),
        ("财神", "🧧"),  # another code's name, of the same picture
        ("chengjiao", "👌"),
        ("#e-s07", "#E-s07"),
    ],
)
def test_a_name_finds_its_picture_first(catalogue: Catalogue, query: str, first: str) -> None:
    assert catalogue.search(query)[0].text == first


@pytest.mark.parametrize("query", ["致歉", "zhiqian", "zq", "apology"])
def test_a_situation_finds_what_suits_it(catalogue: Catalogue, query: str) -> None:
    suiting = [choice.text for choice in catalogue.suiting(next(s for s in catalogue.scenes if s.id == "apology"))]
    assert len(suiting) >= 3
    assert set(suiting) <= {choice.text for choice in catalogue.search(query)}


@pytest.mark.parametrize("query", ["zzqqvv", "不存在的表情", "'"])
def test_what_nothing_is_called_finds_nothing(catalogue: Catalogue, query: str) -> None:
    assert catalogue.search(query) == ()


def test_each_picture_is_offered_once_and_has_both_names(catalogue: Catalogue) -> None:
    pictures = [choice.picture for choice in catalogue.choices if choice.picture]
    assert len(pictures) == len(set(pictures)) > 100
    assert [
        choice.text for choice in catalogue.choices if choice.picture and not (choice.names and choice.name_en)
    ] == []


def test_an_offered_emoji_is_written_by_the_clients_that_are_named(catalogue: Catalogue) -> None:
    for choice in catalogue.choices:
        for dialect in choice.dialects:
            done = tables().emoticons.write([Segment(choice.text, Kind.LITERAL)], dialect, NoCounterpart.DROP)
            assert (plain_text(done.segments) in choice.codes, done.lost) == (True, ())


def test_what_is_unsuitable_in_one_client_is_unsuitable(catalogue: Catalogue) -> None:
    fit = {choice.text: choice.fit for choice in catalogue.choices}
    assert not any(fit[emoji] for emoji in "💣🔪💩👊😡🙄😘😍")
    assert not any(fit[code] for code in fit if code.startswith("#E-s"))
    assert all(choice.fit for scene in catalogue.scenes for choice in catalogue.suiting(scene))


def test_a_code_without_a_picture_is_offered_as_itself() -> None:
    (choice,) = choices_of([Dialect("jd", (Emoticon("#E-s01", fit=False),))], {})
    assert (choice.text, choice.picture, choice.name, choice.codes) == ("#E-s01", "", "#E-s01", ("#E-s01",))
