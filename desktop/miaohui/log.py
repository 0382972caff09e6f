"""The log: ids and numbers only; reply bodies and customers' values never reach it."""

from __future__ import annotations

import logging
from pathlib import Path

logger = logging.getLogger("miaohui")
logger.addHandler(logging.NullHandler())  # without a file nothing is printed either

MAX_BYTES = 500_000
"""A larger log is put aside when the next one is begun."""


def to_file(folder: Path) -> None:
    """Write the log to ``folder``; without a writable folder the app goes on with none."""
    logger.setLevel(logging.INFO)
    file = folder / "miaohui.log"
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # the mode is not for parents made on the way
        folder.mkdir(mode=0o700, exist_ok=True)
        if file.exists() and file.stat().st_size > MAX_BYTES:
            file.replace(folder / "miaohui.log.1")
        handler = logging.FileHandler(file, encoding="utf-8")
        file.chmod(0o600)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)


def unexpected(folder: Path, error: BaseException) -> Path | None:
    """Log a bug once; the file it went to, None where nothing can be written.

    Its kind and where it happened only: an exception's message may hold a customer's words.
    """
    import traceback  # only a bug needs it

    if _file() is None:
        to_file(folder)
    cause: BaseException | None = error
    while cause is not None:
        logger.error("unexpected %s\n%s", type(cause).__name__, "".join(traceback.format_tb(cause.__traceback__)))
        cause = cause.__cause__ or cause.__context__
    return _file()


def _file() -> Path | None:
    handler = next((handler for handler in logger.handlers if isinstance(handler, logging.FileHandler)), None)
    return None if handler is None else Path(handler.baseFilename)
