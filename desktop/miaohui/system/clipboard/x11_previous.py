"""All that is on the clipboard on X11, read before a reply takes its place: for a worker thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from miaohui.system.clipboard.x11_selection import TooMuchError, open_selection

READ_LIMIT = 1.0
"""Seconds. An agent takes longer from the hotkey to Enter; an owner who hasn't answered by then is left alone."""

_TEXT = "UTF8_STRING"
_PNG = "image/png"


def read_all(display_name: str | None) -> Mapping[str, bytes]:
    """Its forms by X target (``UTF8_STRING`` and MIME types), what follows from another one left out; empty where there
    is nothing, or not all of it could be read within the limits."""
    try:
        with open_selection(display_name, READ_LIMIT) as selection:
            owner = selection.owner
            if not owner:
                return {}
            read = {target: selection.read(target) for target in wanted(selection.targets())}
            if selection.owner != owner:
                return {}
    except TooMuchError:
        return {}
    return {target: content for target, content in read.items() if content is not None}


def wanted(targets: Sequence[str]) -> list[str]:
    """Those that make up the whole: of several encodings of a text one, of several pictures the PNG where there is one
    (Qt makes the others from it), no requests to the owner (``TARGETS``, ``DELETE``, …)."""
    chosen = [target for target in targets if "/" in target and not target.startswith(("text/plain", "image/"))]
    chosen = [target for target in chosen if target != "application/x-qt-image"]
    pictures = [target for target in targets if target.startswith("image/")]
    chosen += [_PNG] if _PNG in pictures else pictures
    texts = [target for target in (_TEXT, "text/plain;charset=utf-8", "text/plain") if target in targets]
    return texts[:1] + chosen
