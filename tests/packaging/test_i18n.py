"""Every sentence of the code is in the catalogues, translated."""

import ast
import subprocess
import sys
from pathlib import Path

import i18n
import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogues_are_complete() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging/i18n.py", "check"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_finds_marked_sentences_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        'a = _("plain")\nb = N_("mar" "ked")\nc = ngettext("one", "many", 2)\nd = other("not one")\n'
    )
    assert {message.id for message in i18n.extracted(tmp_path) if message.id} == {"plain", "marked", ("one", "many")}


def test_no_sentence_hides_from_the_catalogues_in_an_f_string() -> None:
    """The catalogues are made of what Babel finds, and it doesn't look into those."""
    known = {one for message in i18n.extracted() if message.id for one in i18n.forms(message.id)}
    hidden = {
        sentence.value
        for file in i18n.SOURCES.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in i18n.KEYWORDS
        for sentence in call.args[:2]
        if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str)
    } - known
    assert hidden == set()


@pytest.mark.parametrize(
    ("string", "flags", "fault"),
    [
        ("找不到 {reply}。", [], None),
        ("", [], "not translated"),
        ("找不到 {reply}。", ["fuzzy"], "fuzzy"),
        ("找不到。", [], "placeholders differ"),
        ("找不到 {replay}。", [], "placeholders differ"),
    ],
)
def test_tells_what_is_wrong_with_a_translation(string: str, flags: list[str], fault: str | None) -> None:
    template = Catalog()
    template.add("No {reply}.")
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("No {reply}.", string, flags=flags)
    found = list(i18n.faults(template, catalogue))
    assert [sentence.split(":")[0].split(" (")[0] for sentence in found] == ([] if fault is None else [fault])


def test_tells_what_a_catalogue_lacks_and_has_too_many() -> None:
    template = Catalog()
    template.add("new")
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("old", "旧")
    assert list(i18n.faults(template, catalogue)) == ["missing: 'new'", "no longer in the code: 'old'"]


def test_a_plural_in_chinese_has_one_form() -> None:
    template = Catalog()
    template.add(("{n} reply", "{n} replies"))
    catalogue = Catalog(locale="zh_CN")
    catalogue.add(("{n} reply", "{n} replies"), ("{n} 条",))
    assert list(i18n.faults(template, catalogue)) == []
