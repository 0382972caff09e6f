"""Work in another thread whose result is taken over in this one."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from miaohui.app import garbage
from miaohui.ui.worker import Worker


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_the_result_comes_to_this_thread(owner: QObject, qtbot: QtBot) -> None:
    came: list[tuple[bool, bool]] = []
    here = threading.current_thread()
    Worker(owner).run(
        lambda: threading.current_thread() is here, lambda was: came.append((was, threading.current_thread() is here))
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(False, True)]


def _break() -> None:
    raise KeyError("nobody expected it")


def test_what_goes_wrong_is_raised_in_this_thread(owner: QObject, qtbot: QtBot) -> None:
    with capture_exceptions() as raised:
        Worker(owner).run(_break, lambda _: None)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is KeyError


def test_who_wants_to_know_what_goes_wrong_is_told(owner: QObject, qtbot: QtBot) -> None:
    told: list[Exception] = []
    Worker(owner).run(_break, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], KeyError)


def test_nobody_hears_of_it_when_the_window_is_gone(owner: QObject, qtbot: QtBot) -> None:
    came: list[object] = []
    waiting = threading.Event()
    gone = QObject(owner)
    Worker(gone).run(lambda: waiting.wait(5), came.append)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    waiting.set()
    QThreadPool.globalInstance().waitForDone()
    Worker(owner).run(lambda: "later", came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["later"]


class Cycle:
    """Garbage that only the collector finds; tells in which thread it went."""

    def __init__(self, gone: list[str]) -> None:
        self._gone = gone
        self._itself: Any = self

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


def test_garbage_goes_in_this_thread_alone(owner: QObject) -> None:
    gone: list[str] = []

    def litter() -> None:
        for _ in range(2_000):
            Cycle(gone)

    with garbage.collected_here(owner):
        elsewhere = threading.Thread(target=litter)
        elsewhere.start()
        elsewhere.join()
        assert gone == []
        garbage.collect()
    assert set(gone) == {threading.current_thread().name}
    assert gc.isenabled()
    gc.disable()
