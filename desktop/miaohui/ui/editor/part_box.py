"""One message of a wording: a text or a picture, and what moves it among the others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part
from miaohui.flow.ports import Pictures
from miaohui.i18n import _
from miaohui.messages import picture_label
from miaohui.ui import thumbnails
from miaohui.ui.editor.buttons import sign
from miaohui.ui.editor.field import whole
from miaohui.ui.editor.text_edit import TemplateEdit
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.theme import set_look

_PICTURE = QSize(120, 90)


class PartBox(QWidget):
    """``moved`` carries it and -1 or 1, ``split`` it and the texts that are several messages now."""

    edited = Signal()
    moved = Signal(object, int)
    removed = Signal(object)
    split = Signal(object, list)

    def __init__(self, part: Part, tools: TextTools, season: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = part if isinstance(part, Picture) else None
        self.edit: TemplateEdit | None = None
        self._alt: QLineEdit | None = None
        self._heading = QLabel()
        self._heading.setObjectName("small")
        up = sign("↑", _("Move up"), self._up, "Alt+↑")
        down = sign("↓", _("Move down"), self._down, "Alt+↓")
        remove = sign("×", _("Remove this message"), self._remove)
        self._buttons = (up, down, remove)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._heading, 1)
        for button in self._buttons:
            row.addWidget(button)
        self._head = QWidget()
        self._head.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        if self._picture is None:
            assert isinstance(part, str)
            self.edit = TemplateEdit(part, tools.language, tools.theme, self)
            self.edit.edited.connect(self.edited)
            self.edit.split.connect(self._was_split)
            column.addWidget(self.edit)
            if tools.proof is not None:
                column.addWidget(tools.proof.strip(self.edit, season))
        else:
            column.addWidget(self._frame(self._picture, tools.pictures))

    def _frame(self, picture: Picture, pictures: Pictures) -> QFrame:
        frame = QFrame()
        frame.setObjectName("pictureBox")
        shown = QLabel()
        shown.setAccessibleName(picture_label(picture.alt))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        path, ratio = pictures.path(picture), self.devicePixelRatioF()
        size = thumbnails.size(path, _PICTURE)
        pixmap = (
            thumbnails.cached(path, size, ratio) or thumbnails.load(path, size, ratio) if size.width() > 0 else None
        )
        if pixmap is None or pixmap.isNull():
            shown.setText(_("{picture} can't be shown").format(picture=picture_label(picture.alt)))
            shown.setObjectName("wrong")
            shown.setWordWrap(True)
        else:
            shown.setPixmap(pixmap)
        self._alt = QLineEdit(picture.alt)
        self._alt.setObjectName("field")
        self._alt.setAccessibleName(_("What is to be seen"))
        self._alt.setPlaceholderText(_("What is to be seen"))
        self._alt.setToolTip(_("For the search; the buyer doesn't see it"))
        self._alt.textEdited.connect(self.edited)
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(shown)
        row.addWidget(self._alt, 1)
        return frame

    @property
    def part(self) -> Part:
        """As it stands here; a text may be empty."""
        if self._picture is not None and self._alt is not None:
            return Picture(self._picture.name, " ".join(whole(self._alt.text()).split()))
        return self.edit.text if self.edit is not None else ""

    def show_place(self, number: int, count: int, *, read_only: bool) -> None:
        """Number and buttons stand where there are several messages, or one that is a picture."""
        several = count > 1 or self._picture is not None
        self._head.setVisible(several)
        kind = _("Message {number} · picture") if self._picture is not None else _("Message {number}")
        self._heading.setText(kind.format(number=number))
        self._buttons[0].setEnabled(number > 1)
        self._buttons[1].setEnabled(number < count)
        for button in self._buttons:
            button.setVisible(not read_only)
        if self.edit is not None:
            set_look(self.edit, "readOnly", read_only)
            self.edit.setAccessibleName(self._heading.text() if several else _("Text"))
        if self._alt is not None:
            self._alt.setReadOnly(read_only)

    def take_focus(self) -> None:
        editor = self.edit if self.edit is not None else self._alt
        if editor is not None:
            editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and not self._buttons[2].isHidden():
            if event.key() == Qt.Key.Key_Up:
                self._up()
                return
            if event.key() == Qt.Key.Key_Down:
                self._down()
                return
        super().keyPressEvent(event)

    def _up(self) -> None:
        self.moved.emit(self, -1)

    def _down(self) -> None:
        self.moved.emit(self, 1)

    def _remove(self) -> None:
        self.removed.emit(self)

    def _was_split(self, texts: list[str]) -> None:
        self.split.emit(self, texts)
