"""Where the channel to the running app lies: the one rule for its server and its clients."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths

if sys.platform == "win32":

    def address(paths: Paths) -> str:
        """The full name of the named pipe."""
        return rf"\\.\pipe\{paths.channel}"

    def prepare(paths: Paths) -> str:
        """Pipes need no folder."""
        return address(paths)

    def trusted(paths: Paths) -> bool:  # noqa: ARG001
        """The pipe's own access list keeps other users out."""
        return True

else:
    # sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero; QLocalServer wants one byte more.
    LIMIT = 106 if sys.platform == "linux" else 102

    def address(paths: Paths) -> str:
        """The path of the Unix socket: in the runtime folder, or in a short folder of the user's own where that path
        is longer than a socket's address can be."""
        short = f"miaohui-{os.getuid()}"
        folders = (paths.runtime, Path(tempfile.gettempdir(), short), Path("/tmp", short))  # noqa: S108
        candidates = [folder / paths.channel for folder in folders]
        return str(next((path for path in candidates if len(os.fsencode(path)) <= LIMIT), candidates[-1]))

    def prepare(paths: Paths) -> str:
        """The address, in a folder which is there and the user's alone.

        Raises:
            MiaohuiError: ``cannot-write``; also when the folder belongs to somebody else.
        """
        place = address(paths)
        folder = Path(place).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(folder):
                raise PermissionError(f"{folder} belongs to another user")
            folder.chmod(0o700)
        except OSError as error:
            raise MiaohuiError("cannot-write", path=str(folder), reason=error.strerror or str(error)) from error
        return place

    def trusted(paths: Paths) -> bool:
        """False where somebody else could be listening."""
        try:
            return _is_own(Path(address(paths)).parent)
        except OSError:
            return False

    def _is_own(folder: Path) -> bool:
        facts = folder.lstat()
        return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid()
