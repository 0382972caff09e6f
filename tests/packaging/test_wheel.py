"""The wheel holds what is meant to be shipped and nothing else."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ALLOWED = re.compile(
    r"""miaohui/(\w+/)*\w+\.py
    | miaohui/py\.typed
    | miaohui/_bundled/data/([\w-]+/)*[\w-]+\.(toml|tsv)
    | miaohui/_bundled/assets/icons/[\w-]+\.svg
    | miaohui/_bundled/assets/theme/[\w-]+\.(toml|qss)
    | miaohui/_bundled/assets/locale/\w+/LC_MESSAGES/miaohui\.mo
    | miaohui-[\w.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)""",
    re.VERBOSE,
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files(folder: str, pattern: str = "*") -> Iterator[str]:
    for path in (ROOT / folder).rglob(pattern):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path.relative_to(ROOT / folder).as_posix()


def test_holds_nothing_but_the_allowed_kinds_of_files(names: set[str]) -> None:
    assert sorted(name for name in names if not ALLOWED.fullmatch(name)) == []


def test_holds_every_module(names: set[str]) -> None:
    assert {f"miaohui/{name}" for name in files("desktop/miaohui", "*.py")} <= names
    assert "miaohui/py.typed" in names


@pytest.mark.parametrize("folder", ["data", "assets/icons", "assets/theme"])
def test_holds_every_file_of_the_shipped_folders(names: set[str], folder: str) -> None:
    shipped = {f"miaohui/_bundled/{folder}/{name}" for name in files(folder)}
    assert shipped
    assert shipped <= names


def test_holds_every_catalogue_compiled(names: set[str]) -> None:
    compiled = {f"miaohui/_bundled/assets/locale/{name[:-3]}.mo" for name in files("assets/locale", "*.po")}
    assert "miaohui/_bundled/assets/locale/zh_CN/LC_MESSAGES/miaohui.mo" in compiled
    assert compiled <= names
