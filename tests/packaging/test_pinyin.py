"""data/pinyin.tsv is what packaging/build_pinyin.py makes of its locked sources."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_pinyin_table_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "packaging/build_pinyin.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
