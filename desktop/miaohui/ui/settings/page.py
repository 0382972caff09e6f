"""What the pages of the settings have in common: changes hold at once, and a failure says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLayout,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace

MOST_WIDTH = 560
"""px of a form's editors; lists take all there is."""
LABEL_WIDTH = 96
"""px at least, so that the forms of a page stand below each other."""


class Page(QWidget):
    """``failed`` carries the Problem why a change doesn't hold, ``done`` says that one does. :meth:`refresh` shows what
    is in force; it is called after every change, whoever made it."""

    failed = Signal(object)
    done = Signal()

    def __init__(self, name: str, workspace: Workspace) -> None:
        super().__init__()
        self.name = name
        self.workspace = workspace
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 24, 28, 20)
        self.column.setSpacing(10)
        heading = QLabel(name)
        heading.setObjectName("heading")
        self.column.addWidget(heading)

    def refresh(self) -> None:
        raise NotImplementedError

    def attempt(self, action: Callable[[], object]) -> None:
        """What fails is said, and the page shows what is in force still."""
        try:
            action()
        except MiaohuiError as error:
            self.failed.emit(error.problem)
            self.refresh()
        else:
            self.done.emit()

    def set(self, **changes: Any) -> None:  # noqa: ANN401 — the fields of Settings
        settings = replace(self.workspace.settings, **changes)
        if settings != self.workspace.settings:
            self.attempt(lambda: self.workspace.set(settings))

    # building

    def add(self, *parts: QWidget | QLayout) -> None:
        for part in parts:
            if isinstance(part, QLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)

    def title(self, text: str) -> None:
        """Of a group of settings."""
        label = QLabel(text)
        label.setObjectName("settingsTitle")
        self.column.addSpacing(8)
        self.column.addWidget(label)


def note(text: str) -> QLabel:
    """A sentence that explains, below or above what it is about."""
    label = QLabel(text)
    label.setObjectName("small")
    label.setWordWrap(True)
    return label


def switch(text: str, chosen: Callable[[bool], object]) -> QCheckBox:
    """``chosen`` is called when the agent has clicked it."""
    box = QCheckBox(text)
    box.setAccessibleName(text)
    box.clicked.connect(chosen)
    return box


def choice(name: str, choices: Iterable[tuple[str, str]], chosen: Callable[[str], object]) -> QComboBox:
    """``choices`` are (id, name); ``chosen`` gets the id when the agent has chosen."""
    box = QComboBox()
    box.setAccessibleName(name)
    for key, text in choices:
        box.addItem(text, key)
    box.activated.connect(lambda index: chosen(str(box.itemData(index))))
    return box


def show_choice(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(max(0, box.findData(key)))


def form() -> QFormLayout:
    made = QFormLayout()
    made.setHorizontalSpacing(14)
    made.setVerticalSpacing(10)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made


def add_row(to: QFormLayout, editor: QWidget) -> None:
    """The editor beside its accessible name."""
    label = QLabel(editor.accessibleName())
    label.setObjectName("muted")
    label.setBuddy(editor)
    label.setMinimumWidth(LABEL_WIDTH)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    editor.setMaximumWidth(MOST_WIDTH)
    to.addRow(label, editor)


def table(name: str, columns: Iterable[str]) -> QTreeWidget:
    """A list with headings; its items are of one level."""
    made = QTreeWidget()
    made.setObjectName("settingsList")
    made.setAccessibleName(name)
    made.setHeaderLabels(list(columns))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setIndentation(0)
    return made
