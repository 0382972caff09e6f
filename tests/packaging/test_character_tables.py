"""The tables that are built are what their builders make of their locked sources."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["build_pinyin.py", "build_simplified.py", "build_lunar_new_year.py"])
def test_a_table_is_up_to_date(name: str) -> None:
    command = [sys.executable, str(ROOT / "packaging" / name), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
