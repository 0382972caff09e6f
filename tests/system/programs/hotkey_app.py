"""A Qt program that takes the wanted key or one of the proposals and says so; ``--churn`` shakes signals first."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from miaohui.errors import Problem
from miaohui.system import session
from miaohui.system.qt.hotkey import QtHotkey
from miaohui.system.session import DisplayServer, OperatingSystem, Session

ROUNDS = 5000

arguments = sys.argv[1:]
churn = "--churn" in arguments
facts = session.read()
if "--pynput" in arguments:
    facts = Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE)
wanted, *proposals = [argument for argument in arguments if not argument.startswith("--")]
app = QApplication([])
hotkey = QtHotkey(facts)
pressed: list[bool] = []
shots: list[bool] = []


def tell(_: object = None) -> None:
    pressed.append(True)
    if not churn:
        print("pressed", flush=True)


def lost(problem: Problem) -> None:
    print(f"lost {problem.id}", flush=True)


hotkey.pressed.connect(tell)
hotkey.lost.connect(lost)
taken = hotkey.take_first_free(wanted, proposals)
print(f"taken {taken.combination}", flush=True)
if taken.problem is not None:
    print(f"problem {taken.problem.id} {dict(taken.problem.args)}", flush=True)
if churn:

    def shake() -> None:
        hotkey.pressed.emit()
        QTimer.singleShot(0, lambda: shots.append(True))
        if len(pressed) < ROUNDS:
            QTimer.singleShot(0, shake)
        else:
            QTimer.singleShot(0, app.quit)

    shake()
    app.exec()
    print(f"emitted {len(pressed)} shot {len(shots)}", flush=True)
    hotkey.close()
    sys.exit(0)
app.exec()
