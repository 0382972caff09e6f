"""The box for a bug stays until it was read."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from miaohui.errors import Problem
from miaohui.ui import error_box


def boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


def test_a_bug_is_shown_in_one_sentence_with_details_to_copy(qtbot: QtBot) -> None:
    error_box.show_bug(Problem("unexpected", {"path": "/home/a/log"}), "the stack")
    gc.collect()
    (box,) = boxes()
    assert "/home/a/log" in box.text()
    assert box.detailedText() == "the stack"
    box.close()
    assert boxes() == []


def test_many_bugs_are_one_box(qtbot: QtBot) -> None:
    for _ in range(3):
        error_box.show_bug(Problem("unexpected", {"path": "log"}), "")
    (box,) = boxes()
    box.close()
