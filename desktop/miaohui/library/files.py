"""Writing files so that a power cut leaves the old or the new one, never half of one. Files 0600, folders 0700."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from miaohui.errors import MiaohuiError

_RETRY_DELAYS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds; a virus scanner or a reader holds a file for some milliseconds."""
_TEMPORARY = ".tmp"


def cannot_write(path: Path, error: OSError) -> MiaohuiError:
    return MiaohuiError("cannot-write", path=str(path), reason=_reason(error))


def cannot_read(path: Path, error: OSError) -> MiaohuiError:
    return MiaohuiError("cannot-read", path=str(path), reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def make_private_folder(path: Path) -> None:
    """Raises OSError. A folder that is there already keeps its permissions."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(path.parent)


def write_atomically(path: Path, pieces: Iterable[bytes]) -> None:
    """Replace ``path`` by a file of these pieces, durable on return; until then the old one stays. Raises OSError."""
    temporary = write_beside(path, pieces)
    try:
        replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_beside(path: Path, pieces: Iterable[bytes]) -> Path:
    """A durable temporary file in the folder of ``path``, to be moved there by :func:`replace`. Raises OSError."""
    handle, name = tempfile.mkstemp(_TEMPORARY, f".{path.name}-", path.parent)  # mkstemp makes it 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sweep_temporaries(path: Path) -> None:
    """Remove what writers of ``path`` that were killed left behind. Only for the one who may write it."""
    for temporary in path.parent.glob(f".{path.name}-*{_TEMPORARY}"):
        with suppress(OSError):
            temporary.unlink()


def replace(source: Path, target: Path) -> None:
    """``os.replace``, tried again while Windows says that another process has one of the files open. Raises OSError."""
    for delay in _RETRY_DELAYS:
        try:
            source.replace(target)
            return
        except PermissionError as error:
            # Only Windows knows sharing violations; elsewhere a refusal is final.
            if getattr(error, "winerror", None) is None:
                raise
            time.sleep(delay)
    source.replace(target)


def keep_copy(source: Path, target: Path) -> None:
    """Make ``target`` a second name of ``source`` (a copy where there are no hard links). Raises OSError.

    Only for files that are replaced and never written in place.
    """
    temporary = target.with_name(f".{target.name}{_TEMPORARY}")
    temporary.unlink(missing_ok=True)
    try:
        os.link(source, temporary)
    except OSError:
        shutil.copyfile(source, temporary)
        temporary.chmod(0o600)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
    try:
        replace(temporary, target)
    finally:
        # Renaming one name of a file to another name of the same file does nothing and leaves both.
        temporary.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Make new names in a folder durable, where the system knows how. Raises OSError."""
    try:
        folder = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems without it
            raise
    finally:
        os.close(folder)
