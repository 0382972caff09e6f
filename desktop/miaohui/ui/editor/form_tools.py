"""What the form of a reply takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.flow.ports import Pictures, UnsavedReplies
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.workspace import Workspace
from miaohui.ui.editor.completing import Completing
from miaohui.ui.editor.next_field import FindReplies
from miaohui.ui.editor.proof import Proof
from miaohui.ui.editor.text_edit import Language
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.theme import Theme


@dataclass(frozen=True)
class FormTools:
    """What the form needs beside the workspace. ``readings`` are fetched when letters are first looked for;
    ``make_picker`` makes the emoticon picker of a window; ``find`` searches replies; ``own_wording`` begins the agent's
    own wording of a shop's reply; without ``proofreading`` the wording isn't checked."""

    theme: Theme
    pictures: Pictures
    drafts: UnsavedReplies
    readings: Callable[[], Readings]
    make_picker: Callable[[QWidget], EmoticonPicker]
    find: FindReplies
    own_wording: Callable[[Reply], None]
    proofreading: Proofreading | None = None

    def writing(self, workspace: Workspace, parent: QObject) -> TextTools:
        """What its texts take; ``parent`` owns the wording check."""
        completing = Completing(workspace, self.readings)
        language = Language(completing.variables, completing.completion, workspace.tables.emoticons)
        proof = Proof(self.proofreading, self.theme, parent) if self.proofreading is not None else None
        return TextTools(language, self.theme, self.pictures, self.make_picker, proof)
