"""One writer per home: the app holds the lock for life, a writing command for its duration."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths


class HomeLock:
    """A lock that is held: ``take`` makes it, ``release`` ends it. The system frees it when the process dies."""

    def __init__(self, paths: Paths, lock: FileLock) -> None:
        self.paths = paths
        self._lock = lock

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def release(self) -> None:
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def take(paths: Paths, wait: float = 0.0) -> HomeLock:
    """Lock the home; makes the folder (0700) where there is none. ``wait`` in seconds.

    Raises:
        MiaohuiError: ``home-busy`` when another process has it, ``cannot-write`` when there can't be a lock.
    """
    lock = FileLock(paths.lock, mode=0o600, thread_local=False)
    try:
        paths.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise MiaohuiError("home-busy", path=str(paths.home)) from error
    except OSError as error:
        raise MiaohuiError("cannot-write", path=str(paths.home), reason=error.strerror or str(error)) from error
    return HomeLock(paths, lock)
