"""wording.toml: the shop's own words, exceptions and switches."""

from __future__ import annotations

from pathlib import Path

import pytest

from miaohui.domain.wording import Level, OwnException, OwnRules, OwnWord, Switch
from miaohui.errors import MiaohuiError
from miaohui.library.tables import load_tables
from miaohui.library.wording_store import TomlWordingRules
from miaohui.paths import Paths

EMOTICONS = load_tables().emoticons
OWN = OwnRules(
    (OwnWord("仙品", Level.ERROR, "不用。", "写产品。", "产品", ("shipping",), ("wangwang",)), OwnWord("走量")),
    (OwnException("最后一公里"), OwnException("第一步", ("superlative",))),
    {"vague": Switch("vague", on=False), "honorific": Switch("honorific", level=Level.HINT, except_clients=("qq",))},
    frozenset({Level.HINT}),
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "run")


def store(paths: Paths, text: str | None = None) -> TomlWordingRules:
    if text is not None:
        paths.home.mkdir(exist_ok=True)
        paths.wording.write_text(text, "utf-8")
    return TomlWordingRules(paths, EMOTICONS)


def said(paths: Paths, text: str) -> list[tuple[str, object, object]]:
    _, problems = store(paths, text).own()
    return [(one.id, one.args.get("line"), one.args.get("key")) for one in problems]


def test_without_a_file_there_is_nothing_of_ones_own(paths: Paths) -> None:
    assert store(paths).own() == (OwnRules(), ())


def test_what_is_saved_is_read_again(paths: Paths) -> None:
    store(paths).save(OWN)
    assert store(paths).own() == (OWN, ())
    assert paths.wording.stat().st_mode & 0o777 == 0o600


def test_saving_keeps_comments_the_order_and_what_nobody_could_read(paths: Paths) -> None:
    text = '# ours\n[[word]]\ntext = "乙" # second\n\n[[word]]\ntext = 3\n\n[[word]]\ntext = "甲"\n'
    here = store(paths, text)
    here.save(OwnRules((OwnWord("甲", Level.ERROR), OwnWord("乙"))))
    written = paths.wording.read_text("utf-8")
    assert written.startswith('# ours\n[[word]]\ntext = "乙" # second\n')
    assert "text = 3" in written
    words = {word.text: word.level for word in here.own()[0].words}
    assert words == {"乙": Level.WARNING, "甲": Level.ERROR}


def test_what_is_taken_away_is_gone(paths: Paths) -> None:
    here = store(paths)
    here.save(OWN)
    here.save(OwnRules((OwnWord("走量"),)))
    assert here.own()[0] == OwnRules((OwnWord("走量"),))
    here.save(OwnRules())
    assert here.own()[0] == OwnRules()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[[word]]\ntext = "甲"\n[[word]]\ntext = ""\n', "text"),
        ('[[word]]\ntext = "甲"\n[[word]]\ntext = "😊"\n', "text"),
        (f'[[word]]\ntext = "甲"\n[[word]]\ntext = "{"长" * 41}"\n', "text"),
        ('[[word]]\ntext = "甲"\n[[word]]\ntext = "乙"\nlevel = "bad"\n', "level"),
        ('[[word]]\ntext = "甲"\n[[exception]]\ntext = "乙"\nrules = "x"\n', "rules"),
        ('[[word]]\ntext = "甲"\n[[rule]]\nid = "vague"\non = "no"\n', "on"),
        ('[[word]]\ntext = "甲"\n[[rule]]\nidd = "vague"\n', "idd"),
    ],
)
def test_a_broken_entry_is_named_with_its_line_and_the_rest_goes_on(paths: Paths, text: str, key: str) -> None:
    assert said(paths, text) == [("wording-ignored", 3, key)]
    assert [word.text for word in store(paths).own()[0].words] == ["甲"]


def test_an_unknown_level_is_named_and_the_others_count(paths: Paths) -> None:
    own, problems = store(paths, '# x\noff = ["hint", "loud"]\n').own()
    assert own.off == {Level.HINT}
    assert [(one.id, one.args["line"], one.args["key"]) for one in problems] == [("wording-ignored", 2, "off")]


@pytest.mark.parametrize("text", ['off = [\n"hint"\n[[word', "word = 3\n", "\ufeffoff = [[[["])
def test_a_broken_file_is_named_with_its_line_and_never_overwritten(paths: Paths, text: str) -> None:
    here = store(paths, text)
    own, problems = here.own()
    assert own == OwnRules()
    assert [one.id for one in problems] == ["wording-unreadable"]
    with pytest.raises(MiaohuiError) as caught:
        here.save(OWN)
    assert caught.value.problem.id == "wording-unreadable"
    assert paths.wording.read_text("utf-8") == text


def test_a_change_by_hand_is_seen(paths: Paths) -> None:
    here = store(paths)
    here.own()
    assert not here.changed()
    paths.home.mkdir()
    paths.wording.write_text("off = []\n", "utf-8")
    assert here.changed()
