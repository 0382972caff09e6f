"""A Qt program that reads what others put on the clipboard: ``read``, or ``copy`` to hold it itself, one a line."""

import os

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from miaohui.system import session
from miaohui.system.qt.clipboard_reader import open_clipboard_reader

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
reader = open_clipboard_reader(session.read(), app)


def tell(text: str) -> None:
    print(f"text {text!r}", flush=True)


def obey() -> None:
    typed = os.read(0, 65536).decode()
    if not typed:
        app.quit()
    for line in typed.splitlines():
        if line == "read":
            reader.read(tell)
            print("asked", flush=True)
        else:
            QApplication.clipboard().setText("ours")
            print("copied", flush=True)


notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(obey)
print("ready", flush=True)
app.exec()
reader.close()
