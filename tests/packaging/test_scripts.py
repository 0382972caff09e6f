"""The shell scripts parse, can be run, and know which Debian packages are missing."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [".ci/run", "packaging/run.sh", "packaging/setup.sh", "packaging/test.sh"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_bash_can_read_it(script: str) -> None:
    done = subprocess.run(["bash", "-n", ROOT / script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", ["packaging/run.sh", "packaging/test.sh", ".ci/run"])
def test_it_can_be_executed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_a_provided_package_is_not_missing(tmp_path: Path) -> None:
    # GIVEN a system like Ubuntu 24.04, where some libraries go by another name, and a removed xclip
    listed = (
        "installed\\tlibglib2.0-0t64, libglib2.0-0 (= 2.80.0-6ubuntu3)\\n"
        "installed\\tlibgl1, \\n"
        "config-files\\txclip, \\n"
        "installed\\tfonts-noto-cjk, fonts-japanese-gothic, fonts-korean\\n"
    )
    dpkg_query = tmp_path / "dpkg-query"
    dpkg_query.write_text(f"#!/bin/sh\nprintf '{listed}'\n")
    dpkg_query.chmod(0o755)
    # WHEN asked what of these is missing
    asked = "libgl1 libglib2.0-0 xclip libegl1 fonts-noto-cjk fonts-korean"
    done = subprocess.run(
        ["bash", "-euc", f'root=/nowhere; . "$1"; missing_packages {asked}', "-", ROOT / "packaging/setup.sh"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    # THEN those neither installed nor provided by another
    assert done.stdout.split() == ["xclip", "libegl1"]
