"""Pictures on the clipboard by the tools that go on serving them after us: wl-copy and xclip. xsel knows text only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from miaohui.domain.picture import MIME_TYPES, picture_format
from miaohui.errors import MiaohuiError

ATTEMPTS = 3
PUT_LIMIT = 10.0
"""Seconds for a tool to take the picture in."""


def put(content: bytes) -> None:
    """Set the clipboard without reading back. Other programs are offered the picture's own format and no other.

    Raises:
        MiaohuiError: ``clipboard-no-pictures`` (no such tool), ``clipboard-unavailable`` (no display).
    """
    copy, _ = _commands(content)
    _put(copy, content)


def put_and_verify(content: bytes, read_limit: float) -> None:
    """Raises MiaohuiError as :func:`put`, or ``clipboard-held``."""
    copy, paste = _commands(content)
    for _ in range(ATTEMPTS):
        _put(copy, content)
        for _ in range(ATTEMPTS):
            try:
                read = subprocess.run(  # noqa: S603
                    paste, stdin=subprocess.DEVNULL, capture_output=True, timeout=read_limit, check=False
                )
            except (subprocess.TimeoutExpired, OSError) as error:
                raise MiaohuiError("clipboard-held") from error
            if read.stdout == content:
                return
    raise MiaohuiError("clipboard-held")


def _put(copy: list[str], content: bytes) -> None:
    try:
        # The tool stays behind: with our outputs their readers would wait for it.
        subprocess.run(  # noqa: S603
            copy, input=content, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PUT_LIMIT, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise MiaohuiError("clipboard-unavailable") from error


def _commands(content: bytes) -> tuple[list[str], list[str]]:
    """To copy and to paste."""
    mime_type = MIME_TYPES.get(picture_format(content))
    if mime_type is None:
        raise MiaohuiError("picture-damaged")
    if sys.platform != "linux":
        raise MiaohuiError("clipboard-no-pictures")
    if not os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY"):
        raise MiaohuiError("clipboard-unavailable")
    wl_copy, wl_paste, xclip = map(shutil.which, ("wl-copy", "wl-paste", "xclip"))
    if os.environ.get("WAYLAND_DISPLAY") and wl_copy and wl_paste:
        return [wl_copy, "--type", mime_type], [wl_paste, "--no-newline", "--type", mime_type]
    if os.environ.get("DISPLAY") and xclip:
        xclip_on = [xclip, "-selection", "clipboard", "-target", mime_type]
        return [*xclip_on, "-in"], [*xclip_on, "-out"]
    raise MiaohuiError("clipboard-no-pictures")
