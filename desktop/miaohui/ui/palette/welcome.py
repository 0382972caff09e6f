"""The first start: a small card in the preview's place. Every line can be skipped, and nothing stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from miaohui.i18n import _


class Welcome(QWidget):
    """``finished`` carries nickname and shop, empty where they were skipped."""

    finished = Signal(str, str)
    left = Signal()
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(_("Welcome to Miaohui"))
        title.setObjectName("heading")
        self._hint = QLabel()
        self._hint.setObjectName("small")
        self._hint.setWordWrap(True)
        self._nickname = self._line(_("My nickname"), _("how buyers know me"))
        self._shop = self._line(_("My shop"), _("its name"))

        bring = QPushButton(_("Import my phrases…"))
        bring.clicked.connect(self.import_requested)
        done = QPushButton(_("Done"))
        done.setDefault(True)
        done.clicked.connect(self._finish)
        for button in (bring, done):
            button.installEventFilter(self)
        buttons = QHBoxLayout()
        buttons.addWidget(bring)
        buttons.addStretch(1)
        buttons.addWidget(done)

        card = QWidget()
        card.setObjectName("fields")
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self._hint)
        column.addSpacing(4)
        for line in (self._nickname, self._shop):
            label = QLabel(line.accessibleName())
            label.setObjectName("small")
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        column.addStretch(1)
        column.addLayout(buttons)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("field")
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.installEventFilter(self)
        return line

    def show_hotkey(self, hotkey: str) -> None:
        self._hint.setText(
            _("Type hy and press Enter to try it; {key} opens this from anywhere. All of this can be skipped.").format(
                key=hotkey or "miaohui toggle"
            )
        )

    def start(self) -> None:
        self._nickname.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _finish(self) -> None:
        self.finished.emit(self._nickname.text().strip(), self._shop.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self._nickname:
                self._shop.setFocus(Qt.FocusReason.TabFocusReason)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self._shop:
                self._finish()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(watched, QPushButton):
                watched.click()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True
