"""The build hook: compiles the catalogues and puts what is shipped beside the code into the wheel.

A wheel gets all of it under miaohui/_bundled/. An editable installation gets the compiled catalogues beside their
sources and nothing else: miaohui.resources reads the checkout's own folders then.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = "assets/locale"
BUNDLED = "miaohui/_bundled"


def catalogues(root: Path) -> Iterator[Path]:
    """The translations' sources, assets/locale/LANGUAGE/LC_MESSAGES/miaohui.po."""
    yield from sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(po: Path, mo: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source)
    mo.parent.mkdir(parents=True, exist_ok=True)
    with mo.open("wb") as target:
        write_mo(target, catalogue)


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """The table of this hook in pyproject.toml names the shipped folders: ``shipped``."""

    _compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version == "editable":
            for po in catalogues(root):
                compile_catalogue(po, po.with_suffix(".mo"))
            return
        included = build_data["force_include"]
        for folder in self.config["shipped"]:
            included[str(root / folder)] = f"{BUNDLED}/{folder}"
        self._compiled = Path(tempfile.mkdtemp(prefix="miaohui-locale-"))
        for po in catalogues(root):
            name = po.relative_to(root).with_suffix(".mo")
            compile_catalogue(po, self._compiled / name)
            included[str(self._compiled / name)] = f"{BUNDLED}/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if self._compiled is not None:
            shutil.rmtree(self._compiled, ignore_errors=True)
