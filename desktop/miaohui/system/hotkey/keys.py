"""Key combinations as people write them. Names and order are those of QKeySequence's portable text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miaohui.errors import MiaohuiError


class Modifier(StrEnum):
    """In the order of writing."""

    META = "Meta"  # the Windows key; Command on a Mac
    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"


@dataclass(frozen=True)
class KeyCombination:
    """``key`` is the canonical name of one key: ``A``-``Z``, ``0``-``9``, ``F1``-``F24``, a sign that needs no Shift on
    a US keyboard, or one of NAMED_KEYS."""

    modifiers: frozenset[Modifier]
    key: str

    def __str__(self) -> str:
        return "+".join([modifier for modifier in Modifier if modifier in self.modifiers] + [self.key])


SIGNS = "`-=[]\\;',./"
FUNCTION_KEYS = frozenset(f"F{number}" for number in range(1, 25))
NAMED_KEYS = frozenset(
    "Space Tab Return Esc Backspace Ins Del Home End PgUp PgDown Left Right Up Down Pause".split()  # noqa: SIM905
)
LONE_KEYS = FUNCTION_KEYS | {"Pause"}
"""What may stand without Ctrl, Alt or Meta: anything else would be taken from the agent's typing."""

_MODIFIERS = {modifier.casefold(): modifier for modifier in Modifier} | {
    "control": Modifier.CTRL,
    "option": Modifier.ALT,
    "win": Modifier.META,
    "super": Modifier.META,
    "cmd": Modifier.META,
}
_KEYS = {key.casefold(): key for key in NAMED_KEYS | FUNCTION_KEYS | set(SIGNS)} | {
    "enter": "Return",
    "escape": "Esc",
    "insert": "Ins",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDown",
}


def parse(text: str) -> KeyCombination:
    """Read "Alt+Q", "ctrl+`", "F9", "Ctrl+Alt+Space".

    Raises:
        MiaohuiError: ``hotkey-unknown``; also for keys that can't be a hotkey on their own.
    """
    *named, key_name = [part.strip().casefold() for part in text.split("+")]
    key = key_name.upper() if len(key_name) == 1 and key_name.isascii() and key_name.isalnum() else _KEYS.get(key_name)
    modifiers = frozenset(_MODIFIERS[name] for name in named if name in _MODIFIERS)
    alone = not modifiers - {Modifier.SHIFT}
    if key is None or len(modifiers) != len(named) or (alone and key not in LONE_KEYS):
        raise MiaohuiError("hotkey-unknown", key=text)
    return KeyCombination(modifiers, key)
