"""The real program with a clock that a test sets: a line on stdin is the local time from now on, and the time zone.

``clocked_app.py 2026-12-07T08:00 Asia/Shanghai``; then ``2026-12-07T23:59:59 Asia/Shanghai`` and so on. It looks at the
calendar more often than it would, and says what tray and palette show of the season, and every notice.
"""

from __future__ import annotations

import sys
import threading
from datetime import datetime, tzinfo
from unittest import mock
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from miaohui import app, i18n, paths
from miaohui.app import seasons
from miaohui.system import session
from miaohui.system.instance import lock
from miaohui.system.qt.unix_signals import on_termination
from miaohui.ui.season_menu import SeasonState
from miaohui.ui.tray import Tray


class SetClock:
    """Stands still until it is set."""

    def __init__(self, text: str) -> None:
        self.set(text)

    def set(self, text: str) -> None:
        moment, name = text.split()
        self.zone: tzinfo = ZoneInfo(name)
        self._moment = datetime.fromisoformat(moment).replace(tzinfo=self.zone)

    def now(self) -> datetime:
        return self._moment


class Lines(QObject):
    """What comes on stdin, in the main thread."""

    read = Signal(str)

    def start(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.read.emit(line.strip())


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class SpeakingTray(Tray):
    def show_season(self, state: SeasonState) -> None:
        super().show_season(state)
        say(f"tray {'▲' if state.is_peak else '●'} {state.sentence}")

    def say(self, sentence: str) -> None:
        super().say(sentence)
        say(f"message {sentence}")


def main() -> None:
    clock = SetClock(" ".join(sys.argv[1:]))
    seasons.LOOK_EVERY = 50
    i18n.install("en")
    home = paths.locate()
    here = session.read()
    session.prepare_environment()
    qt = QApplication(["miaohui"])
    qt.setQuitOnLastWindowClosed(False)
    lines = Lines()
    with lock.take(home) as held, mock.patch("miaohui.app.program.Tray", SpeakingTray):
        running = app.build(home, here, held, qt, clock)
        lines.read.connect(clock.set, Qt.ConnectionType.QueuedConnection)
        lines.start()
        QTimer.singleShot(0, lambda: say("runs"))
        with on_termination(qt.quit):
            qt.exec()
        running.close()


main()
