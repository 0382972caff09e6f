"""The form on real files, in a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.flow.workspace import Workspace
from miaohui.library.pictures import PictureStore
from miaohui.library.unsaved_store import JsonUnsavedReplies
from miaohui.paths import Paths
from miaohui.ui.editor.form import ReplyForm
from miaohui.ui.editor.form_tools import FormTools
from miaohui.ui.editor.text_edit import TemplateEdit
from miaohui.ui.emoticon_picker import EmoticonPicker, Recent
from miaohui.ui.theme import Theme

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """The form and what stands behind it. ``own`` are the replies whose own wording was asked for."""

    form: ReplyForm
    workspace: Workspace
    paths: Paths
    drafts: JsonUnsavedReplies
    tools: FormTools
    qtbot: QtBot
    own: list[Reply] = field(default_factory=list)

    @property
    def text(self) -> TemplateEdit:
        """The first message of what is shown."""
        return self.form.texts.box.edits[0]

    def focus(self, widget: QWidget) -> None:
        widget.setFocus()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER, widget: QWidget | None = None) -> None:
        QTest.keyClick(widget or QApplication.focusWidget() or self.form, key, modifier)

    def type(self, widget: QWidget, text: str) -> None:
        """At the cursor, as an input method commits it; Enter where there is a line end."""
        widget.setFocus()
        for number, piece in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            if piece.isascii():
                QTest.keyClicks(widget, piece)
            else:
                event = QInputMethodEvent()
                event.setCommitString(piece)
                QApplication.sendEvent(widget, event)

    def drawn(self) -> list[str]:
        """The previewed messages, once the preview has caught up."""
        self.qtbot.waitUntil(lambda: not self.form.preview.pending)
        draft = self.form.preview.draft
        return list(draft.texts) if draft is not None else []

    def another(self) -> ReplyForm:
        """A form as the next start of the program has it: it knows what is in the file and nothing else."""
        self.form.close_drafts()
        form = ReplyForm(self.workspace, replace(self.tools, drafts=JsonUnsavedReplies(self.paths)))
        self.qtbot.addWidget(form)
        form.show()
        return form


@pytest.fixture
def desk(
    qtbot: QtBot, workspace: Workspace, theme: Theme, readings: Readings, catalogue: Catalogue, tmp_path: Path
) -> Iterator[Desk]:
    paths = Paths(tmp_path / "home", tmp_path / "run")
    drafts = JsonUnsavedReplies(paths)
    own: list[Reply] = []

    def find(text: str) -> list[Reply]:
        return [reply for reply in workspace.library.active() if text in reply.title or reply.code.startswith(text)]

    tools = FormTools(
        theme,
        PictureStore(paths),
        drafts,
        lambda: readings,
        lambda parent: EmoticonPicker(catalogue, {}, Recent(), parent),
        find,
        own.append,
    )
    form = ReplyForm(workspace, tools)
    qtbot.addWidget(form)
    form.resize(600, 720)
    form.show()
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    yield Desk(form, workspace, paths, drafts, tools, qtbot, own)
    form.close_drafts()
