"""Another program's text window: says when it has the focus, and in JSON all it holds after each change."""

import json
import sys

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QPlainTextEdit

title, place = sys.argv[1:]
width, height, x, y = (int(number) for number in place.split())
app = QApplication([])
edit = QPlainTextEdit()
edit.setWindowTitle(title)
edit.resize(QSize(width, height))
edit.move(QPoint(x, y))
edit.textChanged.connect(lambda: print(f"text {json.dumps(edit.toPlainText())}", flush=True))
app.focusWindowChanged.connect(lambda window: window and print("focused", flush=True))
edit.show()
print(f"window {int(edit.winId())}", flush=True)
app.exec()
