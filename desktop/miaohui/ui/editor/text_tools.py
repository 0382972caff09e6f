"""What writing a text takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from miaohui.flow.ports import Pictures
from miaohui.ui.editor.proof import Proof
from miaohui.ui.editor.text_edit import Language
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.theme import Theme


@dataclass(frozen=True)
class TextTools:
    """``make_picker`` makes the emoticon picker of a window when it is first wanted; ``proof`` checks the wording, None
    for no check."""

    language: Language
    theme: Theme
    pictures: Pictures
    make_picker: Callable[[QWidget], EmoticonPicker]
    proof: Proof | None = None
