"""The chat window of demo.py: keeps in a file what is in its input, from the moment on that it has the focus."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget


def main(record: Path) -> int:
    app = QApplication([])
    window = QWidget()
    window.setWindowTitle("客服聊天窗口")
    window.resize(1080, 700)
    talk = QTextBrowser()
    talk.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    talk.setPlainText("买家  10:24\n在吗？想问一下这款今天能发货吗")
    chat = QPlainTextEdit()
    chat.setMaximumHeight(140)
    layout = QVBoxLayout(window)
    layout.addWidget(talk)
    layout.addWidget(chat)

    def keep() -> None:
        # Replaced at once, so that nobody reads half of it.
        written = record.with_suffix(".new")
        written.write_text(chat.toPlainText(), "utf-8")
        written.replace(record)

    chat.textChanged.connect(keep)
    app.focusWindowChanged.connect(lambda focused: keep() if focused else None)
    window.show()
    window.activateWindow()
    chat.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
