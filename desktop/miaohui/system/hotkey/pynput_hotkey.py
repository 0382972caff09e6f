"""The hotkey by pynput, where no grab is built yet: Windows and macOS.

What was tried (on X11, where all of it could be measured): the focused window gets the key as well, supersets of the
combination fire too, letters never fire when it was started under a Cyrillic layout, and nobody learns that another
program uses the same key. X11 has its own backend for these reasons. On Windows RegisterHotKey was seen to work under
Wine (a key that is taken answers error 1409; Qt's native event filter gets WM_HOTKEY twice a press) and should take
this module's place there once it can be tried on a real Windows. macOS could not be tried at all; it asks the user to
allow "input monitoring" first and stays silent until then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from miaohui.errors import MiaohuiError
from miaohui.system.hotkey.keys import KeyCombination, Modifier

if TYPE_CHECKING:
    from pynput.keyboard import GlobalHotKeys

_MODIFIERS = {Modifier.CTRL: "<ctrl>", Modifier.ALT: "<alt>", Modifier.SHIFT: "<shift>", Modifier.META: "<cmd>"}
_KEYS = {
    "Return": "enter", "Ins": "insert", "Del": "delete", "PgUp": "page_up", "PgDown": "page_down",
}  # fmt: skip


def pynput_name(combination: KeyCombination) -> str:
    """As pynput writes it: ``<ctrl>+<alt>+<space>``, ``<alt>+q``."""
    key = combination.key
    name = key.lower() if len(key) == 1 else f"<{_KEYS.get(key, key).lower()}>"
    return "+".join([_MODIFIERS[modifier] for modifier in Modifier if modifier in combination.modifiers] + [name])


class PynputHotkey:
    """``on_pressed`` is called from pynput's thread."""

    def __init__(self, on_pressed: Callable[[], None]) -> None:
        self._on_pressed = on_pressed
        self._listener: GlobalHotKeys | None = None

    def register(self, combination: KeyCombination) -> None:
        try:
            # Imported here: it takes 150 ms, and raises ImportError where there is nothing to listen to.
            from pynput.keyboard import GlobalHotKeys

            listener = GlobalHotKeys({pynput_name(combination): self._on_pressed})
        except ImportError as error:
            raise MiaohuiError("hotkey-none", key=str(combination)) from error
        except ValueError as error:
            raise MiaohuiError("hotkey-unknown", key=str(combination)) from error
        self.unregister()
        listener.daemon = True
        listener.start()
        self._listener = listener

    def unregister(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()

    def close(self) -> None:
        self.unregister()

    def fileno(self) -> int | None:
        return None

    def dispatch(self) -> None: ...
