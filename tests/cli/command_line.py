"""The command line as tests call it: in this process, or as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def sentence(self) -> str:
        """What was said: one line and no traceback."""
        (line,) = self.err.splitlines()
        return line


class Run(Protocol):
    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Ended: ...


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "miaohui", *arguments]


def environment(**more: str) -> dict[str, str]:
    """Buffered, as everywhere outside of containers."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONPATH": str(REPOSITORY / "desktop"), **more}


def process(*arguments: str, prefix: Sequence[str] = (), stdin: bytes = b"", **env: str) -> Ended:
    done = subprocess.run(
        [*prefix, *command(*arguments)],
        input=stdin,
        env=environment(**env),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


class Input:
    """A standard input with these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)
