from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from miaohui import resources
from miaohui.domain.season import BASE_SEASON
from miaohui.domain.values import VariableKind
from miaohui.library import tables
from tests.domain.samples import draft

# --------------------------------------------------------------------------------------------------- the shipped files


def test_the_shipped_tables_fit_together() -> None:
    shipped = tables.load_tables()
    assert shipped.seasons.chain("promo") == ("promo", "peak", BASE_SEASON)
    assert shipped.variables.canonical("物流公司") == "快递"
    assert shipped.variables.get("快递").kind is VariableKind.CHOICE
    assert shipped.variables.get("运单号").identifying
    assert shipped.variables.profile["岗位"].default == "客服"
    assert "称呼" in shipped.variables.computed
    assert list(shipped.clients) == ["plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none"]
    dialects = {client.dialect for client in shipped.clients.values()} - {"unicode", "none"}
    assert dialects == set(shipped.emoticons.dialects) - {"legacy_wechat"}
    assert all(dialect.emoticons for dialect in shipped.emoticons.dialects.values())


def test_the_shipped_wangwang_codes_are_whole() -> None:
    codes = tables.load_tables().emoticons.dialects["wangwang"].by_code
    assert codes["/:^_^"].name == "微笑"
    assert '/:"' in codes


def test_jd_codes_are_no_comments() -> None:
    assert "#E-s01" in tables.load_tables().emoticons.dialects["jd"].by_code


def test_the_shipped_readings_know_polyphones() -> None:
    readings = tables.load_readings()
    assert readings["快"] == ("kuai",)
    assert {"chang", "zhang"} <= set(readings["长"])


# ------------------------------------------------------------------------------------------------------------- faults


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_tables_have_no_faults() -> None:
    assert tables.load_tables().notices == ()


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def line_of(folder: Path, name: str, text: str) -> int:
    return (folder / name).read_text("utf-8").partition(text)[0].count("\n") + 1


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(resources.data(), folder)
    spoil(folder, "variables.toml", 'kind = "tracking"', 'kind = "colour"')
    spoil(folder, "couriers.tsv", "圆通速递\t圆通", "\t圆通")
    spoil(folder, "couriers.tsv", r"SF\d{12,15}", r"SF(\d")
    spoil(folder, "emoticons/jd.tsv", "#E-s01\t", "\t")
    spoil(folder, "workdays.toml", "off = [\n    2025-01-01,", "of = [")
    spoil(folder, "clients.toml", 'id = "wechat"', 'idd = "wechat"')
    spoil(folder, "seasons.toml", 'parent = "normal"', "parent = normal")
    found = tables.load_tables(folder)
    assert {(Path(str(p.args["path"])).name, p.args["line"]) for p in found.notices} == {
        ("variables.toml", line_of(folder, "variables.toml", '[[variable]]\nname = "运单号"')),
        ("couriers.tsv", line_of(folder, "couriers.tsv", "\t圆通\t")),
        ("couriers.tsv", line_of(folder, "couriers.tsv", "顺丰速运\t")),
        ("jd.tsv", 1 + line_of(folder, "emoticons/jd.tsv", "\n\t")),
        ("workdays.toml", line_of(folder, "workdays.toml", "[[year]]")),
        ("clients.toml", line_of(folder, "clients.toml", "[[client]]\nidd")),
        ("seasons.toml", line_of(folder, "seasons.toml", "parent = normal")),
        ("seasons.toml", 1),
    }
    assert {p.id for p in found.notices} == {"data-damaged"}
    assert found.variables.get("快递").kind is VariableKind.CHOICE
    assert found.variables.canonical("物流单号") == "物流单号"
    assert found.couriers.recognise("JT1234567890123") == "极兔"
    assert found.variables.workdays.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert list(found.seasons.by_id) == [BASE_SEASON]
    assert "wangwang" in found.clients


def test_a_broken_calendar_is_named_and_the_rest_of_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(resources.data(), folder)
    spoil(folder, "calendar.toml", 'from = "06-16"', 'from = "06-31"')
    spoil(folder, "calendar.toml", 'season = "newyear"', 'season = "newyears"')
    spoil(folder, "lunar_new_year.tsv", "2027\t2027-02-06", "2027\t6.2.2027")
    found = tables.load_tables(folder)
    assert {(Path(str(p.args["path"])).name, p.args["line"]) for p in found.notices} == {
        ("calendar.toml", line_of(folder, "calendar.toml", '[[period]]\nid = "618"')),
        ("calendar.toml", line_of(folder, "calendar.toml", "[[period]]")),
        ("lunar_new_year.tsv", line_of(folder, "lunar_new_year.tsv", "2027\t")),
    }
    assert "double-11" in found.calendar.periods
    assert not {"618", "new-year-goods"} & set(found.calendar.periods)
    spring = found.calendar.periods["spring-festival"]
    assert [found.calendar.span(spring, year) is None for year in (2026, 2027, 2028)] == [False, True, False]


def test_missing_files_are_named_and_templates_still_render(tmp_path: Path) -> None:
    found = tables.load_tables(tmp_path)
    assert len(found.notices) >= len(tables.DIALECTS)
    assert draft("{昵称}，您好", typed={"昵称": "小李"}, tables=found).text == "小李，您好"


def test_columns_at_the_end_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", '# about\n\ncode\tname\talso\n/:"\t哭\n#E\t\tx y\n\n')
    assert list(tables.read_tsv(path, ("code", "name", "also"))) == [['/:"', "哭", ""], ["#E", "", "x y"]]


@pytest.mark.parametrize(
    "text",
    ["", "# about\n", "code\tnames\n/:a\ta\n", "code\tname\n/:a\ta\tb\n", "code\tname\n\ta\n"],
    ids=["empty", "only comments", "another heading", "too many columns", "no key"],
)
def test_a_fault_in_a_table_names_the_file(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.tsv", text)
    with pytest.raises(ValueError, match=r"a\.tsv"):
        list(tables.read_tsv(path, ("code", "name")))


def test_a_fault_in_toml_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.toml"):
        tables.read_toml(write(tmp_path / "a.toml", "[[season"))


@pytest.mark.parametrize(
    "text",
    ['[[season]]\nid = "peak"\nname = "旺季"\n', '[[season]]\nid = "normal"\nname = "平日"\nparent = "x"\n'],
    ids=["no base", "an unknown parent"],
)
def test_seasons_have_a_base_and_known_parents(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"seasons\.toml"):
        tables.load_seasons(write(tmp_path / "seasons.toml", text))


def test_a_fault_in_the_readings_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"pinyin\.tsv"):
        tables.load_readings(write(tmp_path / "pinyin.tsv", "# about\n快 kuai\n"))


@pytest.mark.parametrize("line", ["發 发", "發\t发\t髪", "發\t", "發\t发发", "發票\t发"])
def test_a_fault_in_the_simplified_forms_names_the_file(line: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"simplified\.tsv"):
        tables.load_simplified(write(tmp_path / "simplified.tsv", f"# about\n{line}\n"))


def test_the_shipped_simplified_forms() -> None:
    simplified = tables.load_simplified()
    assert "發貨後".translate(simplified) == "发货后"
    assert not {ord(one) for one in simplified.values()} & simplified.keys()


def test_readings_keep_their_order(tmp_path: Path) -> None:
    path = write(tmp_path / "pinyin.tsv", "# about\n长\tchang,zhang\n快\tkuai\n")
    assert tables.load_readings(path) == {"长": ("chang", "zhang"), "快": ("kuai",)}


@pytest.mark.parametrize(
    "wrong",
    ['id = 1\nname = "x"', 'id = "x"\nname = "x"\nname_en = "x"\nclients = "jd"', 'looks = ["loud"]', "limits = 3"],
    ids=["no clients", "a text for a list", "an unknown look", "a number for a table"],
)
def test_a_broken_automatic_reply_is_named_by_its_line_and_the_others_hold(tmp_path: Path, wrong: str) -> None:
    good = '[[slot]]\nid = "busy"\nname = "忙碌"\nname_en = "Busy"\nclients = ["jd"]\nlimits = { jd = 200 }\n'
    fields = wrong if wrong.startswith("id") else f'id = "x"\nname = "x"\nname_en = "x"\nclients = []\n{wrong}'
    path = tmp_path / "auto_slots.toml"
    path.write_text(f"{good}\n[[slot]]\n{fields}\n", "utf-8")
    faults: list[int] = []
    slots = tables.load_auto_slots(path, lambda _path, line, _why: faults.append(line))
    assert (list(slots), faults) == (["busy"], [8])
    assert slots["busy"].limits == {"jd": 200}
