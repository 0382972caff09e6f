"""One wording: its messages one below the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part, Wording
from miaohui.errors import MiaohuiError, Problem
from miaohui.i18n import _
from miaohui.ui import file_dialog
from miaohui.ui.editor.buttons import link
from miaohui.ui.editor.part_box import PartBox
from miaohui.ui.editor.text_edit import TemplateEdit
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.flow_layout import FlowLayout

_LINE = 24
"""px of the line below the messages."""


class WordingBox(QWidget):
    """``season`` is the id of the one that it is for; ``refused`` carries why a picture can't be taken."""

    edited = Signal()
    refused = Signal(object)

    def __init__(
        self, wording: Wording, tools: TextTools, season: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._season = season
        self._placeholder = placeholder
        self._read_only = False
        self.picker: EmoticonPicker | None = None
        self._last: TemplateEdit | None = None
        self.boxes: list[PartBox] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._text = link(_("+ Message"), self._add_text, _("One more message behind this one (Ctrl+Shift+Enter)"))
        self._image = link(_("+ Picture…"), self._choose_picture, _("A picture as a message of its own"))
        self._variable = link(_("{ } Variable"), self._open_braces, _("Or type { in the text"))
        self._emoticon = link(_("Emoticon"), self.choose_emoticon, _("Insert an emoticon (Ctrl+.)"))
        self._count = QLabel()
        self._count.setObjectName("small")
        self._count.setMinimumHeight(_LINE)
        links = QWidget()
        flow = FlowLayout(links, 10, 0)
        for button in (self._variable, self._emoticon, self._text, self._image):
            flow.insert(flow.count(), button)
        row = QHBoxLayout()
        row.addWidget(links, 1)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._column)
        column.addLayout(row)
        self.show_parts(wording.parts)

    @property
    def wording(self) -> Wording:
        """As it stands here; texts may be empty."""
        return Wording(tuple(box.part for box in self.boxes))

    @property
    def edits(self) -> list[TemplateEdit]:
        """The texts' editors, from top to bottom."""
        return [box.edit for box in self.boxes if box.edit is not None]

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        for box in self.boxes:
            self._let_go(box)
        self.boxes = []
        for part in parts or ("",):
            self._insert(len(self.boxes), part)
        self._number()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for button in (self._variable, self._emoticon, self._text, self._image):
            button.setVisible(not read_only)
        self._number()

    def take_focus(self) -> None:
        self.boxes[0].take_focus()

    # the messages

    def _insert(self, place: int, part: Part) -> PartBox:
        box = PartBox(part, self._tools, self._season, self)
        box.edited.connect(self._was_edited)
        box.moved.connect(self._move)
        box.removed.connect(self._remove)
        box.split.connect(self._split)
        self.boxes.insert(place, box)
        self._column.insertWidget(place, box)
        box.show()
        return box

    def _let_go(self, box: PartBox) -> None:
        if self._last is box.edit:
            self._last = None
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _number(self) -> None:
        for place, box in enumerate(self.boxes):
            box.show_place(place + 1, len(self.boxes), read_only=self._read_only)
            if box.edit is not None:
                box.edit.setPlaceholderText(self._placeholder if len(self.boxes) == 1 else "")
        self._tell_length()

    def _tell_length(self) -> None:
        length = sum(edit.document().characterCount() - 1 for edit in self.edits)
        self._count.setText(_("{number} characters").format(number=length) if length else "")

    def _was_edited(self) -> None:
        self._tell_length()
        self.edited.emit()

    def _changed(self) -> None:
        self._number()
        self.edited.emit()

    def _move(self, box: PartBox, step: int) -> None:
        place = self.boxes.index(box)
        if not 0 <= place + step < len(self.boxes):
            return
        focused = QApplication.focusWidget()
        self.boxes.insert(place + step, self.boxes.pop(place))
        self._column.removeWidget(box)
        self._column.insertWidget(place + step, box)
        if focused is not None and box.isAncestorOf(focused):
            focused.setFocus()
        self._chain_tabs()
        self._changed()

    def _chain_tabs(self) -> None:
        """Tab goes from top to bottom, however the messages were moved."""
        last: QWidget | None = None
        for box in self.boxes:
            for widget in box.findChildren(QWidget):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    if last is not None:
                        QWidget.setTabOrder(last, widget)
                    last = widget
        if last is not None:
            QWidget.setTabOrder(last, self._variable)

    def _remove(self, box: PartBox) -> None:
        place = self.boxes.index(box)
        self.boxes.remove(box)
        self._let_go(box)
        if not self.boxes:
            self._insert(0, "")
        self.boxes[min(place, len(self.boxes) - 1)].take_focus()
        self._chain_tabs()
        self._changed()

    def _split(self, box: PartBox, texts: list[str]) -> None:
        """The first stays where it is, also for undo; the others come behind it."""
        place = self.boxes.index(box)
        if box.edit is not None:
            cursor = box.edit.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(texts[0])
        for number, text in enumerate(texts[1:], place + 1):
            box = self._insert(number, text)
        box.take_focus()
        if box.edit is not None and texts[-1]:
            box.edit.moveCursor(box.edit.textCursor().MoveOperation.End)
        self._chain_tabs()
        self._changed()

    def add_text(self, after: QWidget | None = None) -> None:
        """An empty message behind the one that has the focus, or behind all."""
        focused = after if after is not None else QApplication.focusWidget()
        place = next(
            (n + 1 for n, box in enumerate(self.boxes) if focused is not None and box.isAncestorOf(focused)),
            len(self.boxes),
        )
        self._insert(place, "").take_focus()
        self._chain_tabs()
        self._changed()

    def _add_text(self) -> None:
        self.add_text(self._current())

    # what goes into them

    def _current(self) -> TemplateEdit | None:
        """Where the agent wrote last."""
        return next((edit for edit in self.edits if edit.hasFocus()), None) or (
            self._last if self._last in self.edits else next(reversed(self.edits), None)
        )

    def remember(self, edit: TemplateEdit) -> None:
        """It has the focus now: what is inserted later goes there."""
        self._last = edit

    def _open_braces(self) -> None:
        edit = self._current()
        if edit is None:
            return
        edit.insert("{")
        edit.offer_names()

    def choose_emoticon(self) -> None:
        """The picker, below the text it is for."""
        edit = self._current()
        if self._read_only or edit is None:
            return
        self._last = edit
        if self.picker is None:
            self.picker = self._tools.make_picker(self.window())
            self.picker.picked.connect(self._insert_emoticon)
        self.picker.open_at(self._emoticon)

    def _insert_emoticon(self, text: str) -> None:
        edit = self._current()
        if edit is not None:
            edit.insert(text)

    def _choose_picture(self) -> None:
        kinds = [_("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"), _("All files (*)")]
        dialog = file_dialog.to_open(self.window(), _("Choose a picture"), kinds)
        # No lambda: it would own this dialog, which then died within its own child's end.
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.insert_picture(Path(path))

    def insert_picture(self, path: Path) -> None:
        """As a message behind the one that was written last; the place of an only empty text."""
        try:
            picture = self._tools.pictures.add(path)
        except MiaohuiError as error:
            self.refused.emit(error.problem)
            return
        except ValueError:  # a file's name with line ends or worse
            self.refused.emit(Problem("picture-unreadable", {"picture": path.name}))
            return
        self._put_picture(picture)

    def _put_picture(self, picture: Picture) -> None:
        if len(self.boxes) == 1 and self.boxes[0].part == "":
            self._let_go(self.boxes.pop())
        edit = self._current()
        place = next(
            (n + 1 for n, box in enumerate(self.boxes) if edit is not None and box.edit is edit), len(self.boxes)
        )
        self._insert(place, picture).take_focus()
        self._chain_tabs()
        self._changed()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())
