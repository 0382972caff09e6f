"""A Qt program, with a window only by ``--window``, that copies what it is told, one command a line.

``copy FILE``, ``late-copy FILE`` (another program takes the clipboard just before, and Qt hasn't heard of it yet),
``copy-picture FILE``, ``late-copy-picture FILE``, ``copy-html FILE`` (beside a plain text), ``copy-personal FILE``,
``hand-over``, ``ping``, ``quit``. A copy that did not last is ``lost``.
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
    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        raise MiaohuiError("clipboard-unavailable")

    def set_picture(self, content: bytes) -> None:
        raise MiaohuiError("clipboard-no-pictures")

    put = set_text
    put_picture = set_picture


app = QApplication([])
app.setQuitOnLastWindowClosed(False)
clipboard = QtClipboard(session.read(), Unavailable() if "--alone" in sys.argv else PyperclipClipboard())
clipboard.lost.connect(lambda problem: print(f"lost {problem.id}", flush=True))
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


def copy(name: str, *, picture: bool = False) -> None:
    try:
        content = Path(name).read_bytes()
        clipboard.set_picture(content) if picture else clipboard.set_text(content.decode())
        print("copied", flush=True)
    except MiaohuiError as error:
        print(error.problem.id, flush=True)


def obey() -> None:
    for line in os.read(0, 65536).decode().splitlines():
        match line.split():
            case ["copy", name]:
                copy(name)
            case ["late-copy-picture", name]:
                take_elsewhere("theirs")
                copy(name, picture=True)
            case ["copy-picture", name]:
                copy(name, picture=True)
            case ["late-copy", name]:
                take_elsewhere("theirs")
                copy(name)
            case ["ping"]:
                print("pong", flush=True)
            case ["copy-html", name]:
                clipboard.set_text("纯文本", Path(name).read_text(encoding="utf-8"))
                print("copied", flush=True)
            case ["copy-personal", name]:
                clipboard.set_text(Path(name).read_text(encoding="utf-8"), personal=True)
                print("copied", flush=True)
            case ["hand-over"]:
                print(f"handed over {clipboard.hand_over()}", flush=True)
            case ["quit"]:
                clipboard.close()
                app.quit()


notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(obey)
app.exec()
print("bye", flush=True)
