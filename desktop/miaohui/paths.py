"""Where Miaohui keeps its files."""

from __future__ import annotations

import os
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "MIAOHUI_HOME"


@dataclass(frozen=True)
class Paths:
    """All files of one home. ``runtime`` is the user's own folder for sockets."""

    home: Path
    runtime: Path

    @property
    def library(self) -> Path:
        return self.home / "library.json"

    @property
    def journal(self) -> Path:
        return self.home / "journal"

    @property
    def history(self) -> Path:
        return self.home / "history.jsonl"

    @property
    def settings(self) -> Path:
        return self.home / "settings.json"

    @property
    def chat_windows(self) -> Path:
        """The user's own rules for which chat client a window belongs to; made by hand."""
        return self.home / "chat_windows.toml"

    @property
    def variables(self) -> Path:
        return self.home / "variables.toml"

    @property
    def wording(self) -> Path:
        """What the shop makes of the wording rules."""
        return self.home / "wording.toml"

    @property
    def accepted(self) -> Path:
        return self.home / "accepted.jsonl"

    @property
    def usage(self) -> Path:
        return self.home / "usage.jsonl"

    @property
    def drafts(self) -> Path:
        """What was written in the editor and not saved."""
        return self.home / "drafts.json"

    @property
    def misses(self) -> Path:
        return self.home / "misses.jsonl"

    @property
    def pictures(self) -> Path:
        return self.home / "pictures"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def channel(self) -> str:
        """The name of the channel to the running app: the same home gives the same name."""
        home = os.fsencode(self.home.resolve())
        # No secret, only a name: hashlib would bring OpenSSL (some 4 MB) into every process for it.
        return f"miaohui-{zlib.crc32(home):08x}{zlib.crc32(home[::-1]):08x}"


def locate(basedir: str | None = None, env: Mapping[str, str] = os.environ) -> Paths:
    """``basedir``, else ``MIAOHUI_HOME``, else the platform's folder for user data."""
    import platformdirs

    chosen = basedir or env.get(HOME_VARIABLE)
    home = Path(chosen).expanduser() if chosen else platformdirs.user_data_path("miaohui", appauthor=False)
    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR (cron, ssh, su) platformdirs falls back to a folder in /tmp and warns on stderr; the
        # channel checks whose folder it is before it trusts it.
        warnings.simplefilter("ignore")
        runtime = platformdirs.user_runtime_path("miaohui", appauthor=False, ensure_exists=False)
    return Paths(home.absolute(), runtime)
