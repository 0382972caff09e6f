"""The clipboard without a window: for the command line, and where Qt can't set it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator

import pyperclip

from miaohui.errors import MiaohuiError
from miaohui.system.clipboard import picture_tools

ATTEMPTS = 3
READS = 5
"""xclip returns a moment before the one that stays behind has taken the clipboard."""

READ_LIMIT = 2.0
"""Seconds to wait for the text to be read back: a program that took the clipboard and hangs would never answer."""


class PyperclipClipboard:
    """Sets the clipboard by the tools that pyperclip finds now (xclip, xsel, wl-copy) and reads it back. It knows no
    pictures: those go to the same tools without it."""

    def __init__(self, read_limit: float = READ_LIMIT) -> None:
        self._read_limit = read_limit

    def put(self, text: str) -> None:
        """Set it without reading back: for a caller that owns the clipboard itself and would be asked.

        Raises:
            MiaohuiError: ``clipboard-unavailable`` (no display), ``clipboard-no-tool``.
        """
        copy, _ = _tools()
        _put(copy, text)

    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:  # noqa: ARG002
        """As plain text only: the tools know no other forms beside it, and no hint to those who keep a history.

        Raises:
            MiaohuiError: ``clipboard-unavailable`` (no display), ``clipboard-no-tool`` or ``clipboard-held``.
        """
        copy, paste = _tools()
        for _ in range(ATTEMPTS):
            _put(copy, text)
            for _ in range(READS):
                read = _within(self._read_limit, paste)
                if read == text:
                    return
                if read is None:  # whoever has taken it over doesn't answer
                    raise MiaohuiError("clipboard-held")
        raise MiaohuiError("clipboard-held" if _display_answers() else "clipboard-unavailable")

    def put_picture(self, content: bytes) -> None:
        """As :meth:`put`. Raises MiaohuiError ``clipboard-unavailable`` or ``clipboard-no-pictures``."""
        picture_tools.put(content)

    def set_picture(self, content: bytes) -> None:
        """Raises MiaohuiError as :meth:`put_picture`, or ``clipboard-held``."""
        picture_tools.put_and_verify(content, self._read_limit)


def _put(copy: Callable[[str], None], text: str) -> None:
    try:
        with _own_output():
            copy(text)
    except (pyperclip.PyperclipException, OSError) as error:
        raise MiaohuiError("clipboard-unavailable") from error


def _tools() -> tuple[Callable[[str], None], Callable[[], str]]:
    if sys.platform == "linux":
        # Without these pyperclip goes on to start a second Qt, whose text would die with this process.
        wayland = os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-copy") and shutil.which("wl-paste")
        x11 = os.environ.get("DISPLAY") and (shutil.which("xclip") or shutil.which("xsel"))
        if not wayland and not x11:
            has_display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
            raise MiaohuiError("clipboard-no-tool" if has_display else "clipboard-unavailable")
    return pyperclip.determine_clipboard()


def _display_answers() -> bool:
    """Tells a display which is gone from one where somebody else holds the clipboard; only asked after a failure."""
    if sys.platform == "linux" and not os.environ.get("WAYLAND_DISPLAY"):
        from Xlib.display import Display
        from Xlib.error import DisplayError

        try:
            Display().close()
        except (DisplayError, OSError):
            return False
    return True


def _within(limit: float, read: Callable[[], str]) -> str | None:
    """None when nothing was read within ``limit`` seconds; the reader is left behind then."""
    result: list[str] = []

    def work() -> None:
        with contextlib.suppress(pyperclip.PyperclipException, OSError, UnicodeDecodeError):
            result.append(read())

    thread = threading.Thread(target=work, name="clipboard-reader", daemon=True)
    thread.start()
    thread.join(limit)
    if thread.is_alive():
        return None
    return result[0] if result else ""


if sys.platform == "win32":

    def _own_output() -> contextlib.AbstractContextManager[None]:
        """No tool is started there."""
        return contextlib.nullcontext()

else:

    @contextlib.contextmanager
    def _own_output() -> Iterator[None]:
        """xclip and wl-copy stay behind to serve the text and keep what they inherited: a pipe that this process
        writes to would never end for its reader. pyperclip gives no way to pass them another output."""
        saved: list[tuple[int, int]] = []
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                for descriptor in (1, 2):
                    with contextlib.suppress(OSError):  # closed already: nothing to inherit
                        saved.append((descriptor, os.dup(descriptor)))
                        os.dup2(nowhere, descriptor)
            finally:
                os.close(nowhere)
            yield
        finally:
            for descriptor, copy in saved:
                os.dup2(copy, descriptor)
                os.close(copy)
