"""The log: ids and numbers only; reply bodies and customers' values never reach it."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

logger = logging.getLogger("miaohui")


def to_file(folder: Path) -> None:
    """Write the log to ``folder``; without a writable folder the app goes on with none."""
    logger.setLevel(logging.INFO)
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # the mode is not for parents made on the way
        folder.mkdir(mode=0o700, exist_ok=True)
        handler = RotatingFileHandler(folder / "miaohui.log", maxBytes=500_000, backupCount=2, encoding="utf-8")
        (folder / "miaohui.log").chmod(0o600)
    except OSError:
        logger.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)


def unexpected(folder: Path, error: BaseException) -> Path | None:
    """Log a bug once; the file it went to, None where nothing can be written.

    Its kind and where it happened only: an exception's message may hold a customer's words.
    """
    if not any(isinstance(handler, RotatingFileHandler) for handler in logger.handlers):
        to_file(folder)
    cause: BaseException | None = error
    while cause is not None:
        logger.error("unexpected %s\n%s", type(cause).__name__, "".join(traceback.format_tb(cause.__traceback__)))
        cause = cause.__cause__ or cause.__context__
    handler = next((h for h in logger.handlers if isinstance(h, RotatingFileHandler)), None)
    return None if handler is None else Path(handler.baseFilename)
