"""Every sentence of the code is in the catalogues, translated."""

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
