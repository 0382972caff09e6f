"""Writes requirements.lock and requirements-dev.lock anew from pyproject.toml; needs uv (pip install uv).

The locks hold the hash of every wheel for Linux, Windows and macOS, an sdist's only where there is no wheel, and name
no index. What is locked already stays as it is unless --upgrade is given.

    python packaging/lock.py [--upgrade [NAME ...]]
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "packaging" / "requirements.lock"
DEV = ROOT / "packaging" / "requirements-dev.lock"

# One version for all Pythons: 6.12.0 aborts on Python < 3.12, and what is tested should be what runs.
PINS = {"pyside6-essentials": "6.11.3"}
# evdev has no wheel and wants a compiler; only pynput's uinput backend imports it (desktop/decisions/004).
LEFT_OUT = ("evdev",)
PLATFORMS = ("any", "manylinux", "musllinux", "linux", "win", "macosx")

HEADER = """\
# Written by packaging/lock.py: don't edit. {what}
# pip install --require-hashes --no-deps -r packaging/{name}
# pip install --no-deps --no-build-isolation -e .
"""
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+?)(?:\s*;\s*(?P<marker>.+?))?\s*\\?$")


def locked_already(upgrade: list[str] | None) -> Iterator[str]:
    """The pins of the present lock that may not move. An empty list means that all may."""
    if upgrade == [] or not DEV.is_file():
        return
    free = {normal(name) for name in upgrade or ()}
    for line in DEV.read_text("utf-8").splitlines():
        pin = PINNED.match(line)
        if pin and normal(pin["name"]) not in free | PINS.keys():
            yield f"{pin['name']}=={pin['version']}" + (f" ; {pin['marker']}" if pin["marker"] else "")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def toml_list(items: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(item) for item in items) + "]"


def stand_in(project: dict[str, Any], constraints: list[str]) -> str:
    """A project without code that requires the same as ours, what builds it included."""
    told = project["project"]
    return "\n".join(
        [
            "[project]",
            'name = "miaohui"',
            'version = "0"',
            f"requires-python = {json.dumps(told['requires-python'])}",
            f"dependencies = {toml_list([*told['dependencies'], *project['build-system']['requires']])}",
            "[project.optional-dependencies]",
            f"dev = {toml_list(told['optional-dependencies']['dev'])}",
            "[tool.uv]",
            "package = false",
            f"constraint-dependencies = {toml_list(constraints)}",
        ]
    )


def wanted_hashes(uv_lock: dict[str, Any]) -> dict[tuple[str, str], set[str]]:
    """By name and version: the hashes of the wheels, or of the sdist where there is no wheel."""
    wanted = {}
    for package in uv_lock["package"]:
        files = [wheel for wheel in package.get("wheels", ()) if installable(wheel["url"].rsplit("/", 1)[-1])]
        if not files and "sdist" in package:
            files = [package["sdist"]]
        wanted[package["name"], package["version"]] = {file["hash"] for file in files}
    return wanted


def installable(wheel: str) -> bool:
    platforms = wheel.removesuffix(".whl").rsplit("-", 1)[-1]
    return any(platform.startswith(PLATFORMS) for platform in platforms.split("."))


def lock_lines(exported: str, wanted: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    for line in exported.splitlines():
        if not line or line.startswith("#"):
            continue
        pin = PINNED.match(line)
        if pin is None:
            raise ValueError(f"uv exported a line that isn't a pin: {line}")
        marker = f" ; {pin['marker']}" if pin["marker"] else ""
        hashes = sorted(wanted[normal(pin["name"]), pin["version"]])
        yield " \\\n    ".join([f"{pin['name']}=={pin['version']}{marker}", *(f"--hash={digest}" for digest in hashes)])


def uv_command() -> list[str]:
    found = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if found is None:
        sys.exit("lock.py needs uv: pip install uv")
    return [found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", nargs="*", metavar="NAME", help="let these move to newer versions (none: all)")
    arguments = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    constraints = [*locked_already(arguments.upgrade), *(f"{name}=={version}" for name, version in PINS.items())]
    uv = uv_command()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(stand_in(project, constraints), "utf-8")
        subprocess.run([*uv, "lock", "--quiet"], cwd=folder, check=True)
        wanted = wanted_hashes(tomllib.loads(Path(folder, "uv.lock").read_text("utf-8")))
        plain = ["--quiet", "--frozen", "--no-hashes", "--no-annotate", "--no-header", "--no-emit-project"]
        for path, extra, what in (
            (RUNTIME, [], "What Miaohui runs and is built with."),
            (DEV, ["--extra", "dev"], "What requirements.lock holds, and what the tests and checks need."),
        ):
            left_out = [option for name in LEFT_OUT for option in ("--no-emit-package", name)]
            exported = subprocess.run(
                [*uv, "export", *plain, *extra, *left_out], cwd=folder, check=True, capture_output=True, text=True
            ).stdout
            pins = list(lock_lines(exported, wanted))
            path.write_text(HEADER.format(what=what, name=path.name) + "\n".join(pins) + "\n", "utf-8")
            print(f"{path.relative_to(ROOT)}: {len(pins)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
