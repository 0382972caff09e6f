"""The locks fulfil pyproject.toml on every system and Python, and tie nobody to an index."""

import tomllib
from pathlib import Path

import lock
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {
    name: (ROOT / "packaging" / name).read_text("utf-8") for name in ("requirements.lock", "requirements-dev.lock")
}


def pins(text: str) -> list[Requirement]:
    starts = (line for line in text.splitlines() if line and not line.startswith((" ", "#")))
    return [Requirement(line.removesuffix("\\")) for line in starts]


def required(extra: str | None) -> list[Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = [*told["project"]["dependencies"], *told["build-system"]["requires"]]
    if extra is not None:
        listed += told["project"]["optional-dependencies"][extra]
    return [Requirement(text) for text in listed]


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def pinned_in(text: str, environment: dict[str, str]) -> dict[str, str]:
    """Name and version of what pip would install there."""
    return {lock.normal(pin.name): next(iter(pin.specifier)).version for pin in pins(text) if applies(pin, environment)}


@pytest.mark.parametrize("name", LOCKS)
def test_names_no_index(name: str) -> None:
    assert not [
        word for word in ("://", "--index", "--extra-index", "--find-links", "--trusted") if word in LOCKS[name]
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_leaves_out_evdev(name: str) -> None:
    assert "evdev" not in {pin.name for pin in pins(LOCKS[name])}


@pytest.mark.parametrize("name", LOCKS)
def test_gives_every_pin_a_hash(name: str) -> None:
    entries = LOCKS[name].replace(" \\\n", "").splitlines()
    assert [entry for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry] == []


def test_the_dev_lock_holds_the_runtime_lock() -> None:
    runtime, dev = (LOCKS[name].replace(" \\\n", "").splitlines() for name in LOCKS)
    assert {line for line in runtime if not line.startswith("#")} <= set(dev)


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize(("name", "extra"), [("requirements.lock", None), ("requirements-dev.lock", "dev")])
def test_fulfils_pyproject(name: str, extra: str | None, python: str, system: str) -> None:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[system],
        "os_name": "nt" if system == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }
    pinned = pinned_in(LOCKS[name], environment)
    unmet = [
        str(requirement)
        for requirement in required(extra)
        if applies(requirement, environment)
        and not requirement.specifier.contains(pinned.get(lock.normal(requirement.name), "0"))
    ]
    assert unmet == []
    assert pinned["pyside6-essentials"] == pinned["shiboken6"] == "6.11.3"


def test_the_lock_of_a_newer_export_is_never_cut_short_silently() -> None:
    with pytest.raises(ValueError, match="isn't a pin"):
        list(lock.lock_lines("-e .\n", {}))


@pytest.mark.parametrize(
    ("wheel", "wanted"),
    [
        ("orjson-3-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", True),
        ("orjson-3-cp311-cp311-win_amd64.whl", True),
        ("orjson-3-cp311-cp311-macosx_11_0_arm64.whl", True),
        ("tinydb-4-py3-none-any.whl", True),
        ("orjson-3-cp313-cp313-pyodide_2025_0_wasm32.whl", False),
        ("orjson-3-cp313-cp313-android_24_arm64_v8a.whl", False),
    ],
)
def test_locks_wheels_of_desktop_systems(wheel: str, wanted: bool) -> None:
    assert lock.installable(wheel) is wanted
