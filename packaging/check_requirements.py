"""Checks that the installed project finds all it requires, in the right versions; exits 1 and says what is amiss.

pip can't check it: the locks are installed with --no-deps and leave out evdev, which only pynput's uinput backend
imports (desktop/decisions/004).

    python packaging/check_requirements.py [EXTRA ...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement

PROJECT = "miaohui"
LEFT_OUT = {"evdev"}


def amiss(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """Sentences about what ``name`` with ``extras`` requires and does not get, directly or through others."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.name in LEFT_OUT or not applies(requirement, extras):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield f"{name} requires {requirement}, which isn't installed"
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield f"{name} requires {requirement}, but {version} is installed"
        yield from amiss(requirement.name, frozenset(requirement.extras), seen)


def applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})


def main(extras: list[str]) -> int:
    try:
        found = list(amiss(PROJECT, frozenset(extras), set()))
    except metadata.PackageNotFoundError:
        found = [f"{PROJECT} isn't installed"]
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
