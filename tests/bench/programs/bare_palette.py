"""The least that a palette can be: a window built beforehand, a line to type in, a list with a plain filter, one key.

Arguments: the key, a file of lines.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from miaohui.errors import Problem
from miaohui.system.hotkey.keys import parse
from miaohui.system.hotkey.x11 import X11Hotkey

key, file = sys.argv[1:]
rows = Path(file).read_text(encoding="utf-8").splitlines()
folded = [row.lower() for row in rows]

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
window = QWidget(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
window.setGeometry(200, 150, 800, 462)
field = QLineEdit()
model = QStringListModel(rows)
view = QListView()
view.setModel(model)
view.setUniformItemSizes(True)
column = QVBoxLayout(window)
column.addWidget(field)
column.addWidget(view)


def search(text: str) -> None:
    wanted = text.lower()
    model.setStringList([row for row, line in zip(rows, folded, strict=True) if wanted in line])


def toggle() -> None:
    if window.isVisible():
        window.hide()
        return
    field.clear()
    field.setFocus()
    window.show()
    window.raise_()
    window.activateWindow()


def lost(problem: Problem) -> None:
    sys.exit(problem.id)


field.textChanged.connect(search)
QShortcut(QKeySequence("Esc"), window).activated.connect(window.hide)
hotkey = X11Hotkey(None, toggle, lost)
hotkey.register(parse(key))
notifier = QSocketNotifier(hotkey.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(hotkey.dispatch)
QTimer.singleShot(0, lambda: print("ready", flush=True))
app.exec()
