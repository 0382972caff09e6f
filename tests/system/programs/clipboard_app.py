"""A Qt program, with a window only by ``--window``, that copies what it is told, one command a line.

``copy FILE``, ``late-copy FILE`` (another program takes the clipboard just before, and Qt hasn't heard of it yet),
``hand-over``, ``quit``.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget
from Xlib import X, Xatom
from Xlib.display import Display

from miaohui.errors import MiaohuiError
from miaohui.system import session
from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard
from miaohui.system.qt.clipboard import QtClipboard


class Unavailable:
    def set_text(self, text: str) -> None:
        raise MiaohuiError("clipboard-unavailable")

    put = set_text


app = QApplication([])
app.setQuitOnLastWindowClosed(False)
clipboard = QtClipboard(session.read(), Unavailable() if "--alone" in sys.argv else PyperclipClipboard())
others: list[Display] = []
if "--window" in sys.argv:
    window = QWidget()
    app.focusWindowChanged.connect(lambda focused: focused and print("focused", flush=True))
    window.show()
    window.activateWindow()
print("ready", flush=True)


def take_elsewhere(text: str) -> None:
    """By another connection, as another program would: without Qt's handling an event."""
    other = Display()
    window = other.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
    window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, text.encode())
    now = other.next_event().time
    window.set_selection_owner(other.intern_atom("CLIPBOARD"), now)
    other.sync()
    others.append(other)


def copy(name: str) -> None:
    try:
        clipboard.set_text(Path(name).read_bytes().decode())
        print("copied", flush=True)
    except MiaohuiError as error:
        print(error.problem.id, flush=True)


def obey() -> None:
    for line in os.read(0, 65536).decode().splitlines():
        match line.split():
            case ["copy", name]:
                copy(name)
            case ["late-copy", name]:
                take_elsewhere("theirs")
                copy(name)
            case ["hand-over"]:
                print(f"handed over {clipboard.hand_over()}", flush=True)
            case ["quit"]:
                clipboard.close()
                app.quit()


notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(obey)
app.exec()
print("bye", flush=True)
