"""A Qt program that copies and pastes as the palette does, one command a line. ``--limit MS`` is how long it waits.

``open``: remember the target and show a window that takes the focus, whatever a window manager thinks of windows that
come while somebody types. ``pick FILE``: copy the file's text, hide, paste. ``keep``: what is on the clipboard.
``restoring``: put it back after each paste from now on.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from miaohui.errors import MiaohuiError
from miaohui.flow.ports import Pasted, PasteOutcome, Target
from miaohui.system import session
from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard
from miaohui.system.qt.clipboard import QtClipboard
from miaohui.system.qt.paste import LIMIT, QtPaster
from miaohui.system.qt.previous import QtPreviousClipboard
from tests.pasting import Hand

limit = int(sys.argv[sys.argv.index("--limit") + 1]) if "--limit" in sys.argv else LIMIT
app = QApplication([])
app.setQuitOnLastWindowClosed(False)
clipboard = QtClipboard(session.read(), PyperclipClipboard())
paster = QtPaster(session.read(), limit=limit)
palette = QWidget(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
palette.resize(300, 200)
previous = QtPreviousClipboard(session.read(), clipboard)
previous.kept.connect(lambda: print("kept", flush=True))
previous.ended.connect(lambda put_back: print("restored" if put_back else "left", flush=True))
restoring = False
target: Target | None = None
hand = Hand(os.environ["DISPLAY"])
insisting = QTimer()


def insist() -> None:
    if hand.focused() == palette.winId():
        insisting.stop()
        print("open", flush=True)
    else:
        hand.activate(palette.winId())


def told(outcome: PasteOutcome) -> None:
    if restoring and target is not None and isinstance(outcome, Pasted):
        previous.restore(target)
    print("pasted" if isinstance(outcome, Pasted) else f"copied only {outcome.problem.id}", flush=True)


def obey() -> None:
    global target, restoring
    for line in os.read(0, 65536).decode().splitlines():
        match line.split():
            case ["open"]:
                target = paster.target()
                print("no target" if target is None else f"target {target.window}", flush=True)
                palette.show()
                insisting.start(10)
            case ["pick", name]:
                try:
                    clipboard.set_text(Path(name).read_text(encoding="utf-8"))
                except MiaohuiError as error:
                    print(error.problem.id, flush=True)
                insisting.stop()
                palette.hide()
                if target is not None:
                    paster.paste(target, told)
            case ["keep"]:
                previous.keep()
            case ["restoring"]:
                restoring = True
            case ["target"]:
                target = paster.target()
            case ["quit"]:
                app.quit()


insisting.timeout.connect(insist)
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(obey)

QTimer.singleShot(0, lambda: print("ready", flush=True))
app.exec()
previous.close()
paster.close()
clipboard.close()
