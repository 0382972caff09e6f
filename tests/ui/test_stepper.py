"""Work in slices between the events of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from miaohui.domain.search import Steps
from miaohui.ui.stepper import Stepper


@pytest.fixture
def stepper(qtbot: QtBot) -> Iterator[Stepper[str]]:
    owner = QObject()
    yield Stepper(owner)
    owner.deleteLater()


def endless() -> Steps[str]:
    while True:
        yield


def short(result: str) -> Steps[str]:
    yield
    return result


def test_short_work_is_done_at_once(stepper: Stepper[str]) -> None:
    done: list[str] = []
    stepper.run(short("found"), done.append)
    assert done == ["found"]
    assert not stepper.running


def test_new_work_takes_the_place_of_the_one_before(stepper: Stepper[str]) -> None:
    done: list[str] = []
    before = endless()
    stepper.run(before, done.append)
    assert stepper.running
    stepper.run(short("found"), done.append)
    assert done == ["found"]
    assert next(before, "closed") == "closed"


def test_work_that_fails_is_not_called_done(stepper: Stepper[str]) -> None:
    done: list[str] = []

    def failing() -> Steps[str]:
        yield
        raise RuntimeError

    with pytest.raises(RuntimeError):
        stepper.run(failing(), done.append)
    assert not stepper.running
    QCoreApplication.processEvents()
    assert done == []
