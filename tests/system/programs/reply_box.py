"""A chat client's reply box in which formatted text can be pasted: prints what is in it as JSON after each change."""

import json
import sys

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QTextEdit


def show() -> None:
    cursor = box.textCursor()
    font = cursor.charFormat().font()
    state = {"text": box.toPlainText(), "bold": font.weight() >= QFont.Weight.Bold, "size": font.pointSizeF()}
    print(json.dumps(state, ensure_ascii=False), flush=True)


app = QApplication([])
box = QTextEdit()
box.setWindowTitle(sys.argv[1])
box.resize(700, 500)
box.textChanged.connect(show)
app.focusWindowChanged.connect(lambda focused: focused and print("focused", flush=True))
box.show()
box.activateWindow()
print(f"window {int(box.winId())}", flush=True)
app.exec()
