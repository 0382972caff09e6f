"""The editor's window over a home, scrolled, filtered and edited by itself: ``python editor_blocks.py HOME ROUNDS``.

Prints one JSON object: by what was done, for each time the longest event of the GUI thread in ms.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from miaohui import i18n
from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.search import TextSearch
from miaohui.flow.find import Find
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library import tables
from miaohui.library.history import JsonlHistory
from miaohui.library.pictures import PictureStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.store import JsonLibraryStore
from miaohui.library.unsaved_store import JsonUnsavedReplies
from miaohui.library.usage_log import JsonlUsageLog
from miaohui.paths import Paths
from miaohui.system.clock import SystemClock
from miaohui.ui.editor.form import ReplyForm
from miaohui.ui.editor.form_tools import FormTools
from miaohui.ui.editor.window import EditorWindow, Surroundings
from miaohui.ui.theme import Theme

IDLE = 150
"""Milliseconds without work after which nothing more is to come."""
WORDS = ("fahuo", "tui", "wl", "发票", "尺码推荐", "48 小时")


class Watched(QApplication):
    """Knows how long the longest event took since it was last asked."""

    longest = 0.0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        start = time.perf_counter()
        done = super().notify(receiver, event)
        self.longest = max(self.longest, (time.perf_counter() - start) * 1000)
        return done

    def during(self, action: Callable[[], object], settled: Callable[[], bool]) -> float:
        """The longest event from this action until its consequences are drawn, in ms."""
        QTest.qWait(IDLE)
        self.longest = 0.0
        QTimer.singleShot(0, action)
        QTest.qWait(20)
        while not settled():
            QTest.qWait(10)
        QTest.qWait(IDLE)
        return self.longest


def editor(workspace: Workspace, paths: Paths, app: QApplication) -> EditorWindow:
    readings = tables.load_readings()
    usage = JsonlUsageLog(paths.usage)
    find = Find(workspace, TextSearch(readings, workspace.tables.seasons, tables.load_simplified()), usage, readings)
    find.load()  # the palette has done so by then
    theme = Theme("light", app)

    def unwanted(*_: object) -> NoReturn:
        raise NotImplementedError

    def make_form(parent: QWidget) -> ReplyForm:
        tools = FormTools(
            theme=theme,
            pictures=PictureStore(paths),
            drafts=JsonUnsavedReplies(paths),
            readings=lambda: readings,
            make_picker=unwanted,
            find=lambda text: [hit.reply for hit in find(text).hits],
            own_wording=lambda _reply: None,
        )
        return ReplyForm(workspace, tools, parent)

    return EditorWindow(workspace, Surroundings(find, readings, usage, theme, make_form, unwanted))


def main(home: str, rounds: int) -> None:
    app = Watched(["editor"])
    i18n.install("en")
    paths = Paths(Path(home), Path(home).parent)
    clock = SystemClock()
    store = JsonLibraryStore(paths, clock, lambda: ChangeSet("import", ()))
    workspace = Workspace(
        Stores(store, JsonSettingsStore(paths, clock), history=JsonlHistory(paths)), tables.load_tables(), clock
    )
    window = editor(workspace, paths, app)
    gc.freeze()  # as app.run does
    listing, table = window.listing, window.table

    def settled() -> bool:
        return not listing.filtering._stepper.running

    blocks: dict[str, list[float]] = {"open": [app.during(window.open, settled)]}
    blocks["first search"] = [app.during(lambda: window.head.search.setText("fh"), settled)]
    app.during(window.head.search.clear, settled)
    bar = table.verticalScrollBar()
    blocks["scroll"] = [
        app.during(lambda n=n: bar.setValue(bar.maximum() * (n + 1) // rounds), settled)  # type: ignore[misc]
        for n in range(rounds)
    ]
    table.setFocus()
    blocks["arrow down"] = [app.during(lambda: QTest.keyClick(table, Qt.Key.Key_Down), settled) for _ in range(rounds)]
    blocks["filter"] = []
    for number in range(rounds):
        word = WORDS[number % len(WORDS)]
        for end in range(1, len(word) + 1):
            text = word[:end]
            blocks["filter"].append(app.during(lambda text=text: window.head.search.setText(text), settled))  # type: ignore[misc]
        app.during(window.head.search.clear, settled)
    blocks["sort"] = [
        app.during(lambda n=n: listing.model.sort(n % 4, Qt.SortOrder.AscendingOrder), settled)  # type: ignore[misc]
        for n in range(rounds)
    ]
    ids = list(workspace.library.replies)

    def edit(number: int) -> None:
        before = workspace.library.replies[ids[number * 7]]
        after = replace(before, title=f"{before.title}!", rev=before.rev + 1)
        workspace.commit(ChangeSet("edit", (Change(before, after),)))

    blocks["edit"] = [app.during(lambda n=n: edit(n), settled) for n in range(rounds)]  # type: ignore[misc]
    some = list(listing.model.ids[:300])
    blocks["delete 300"] = [app.during(lambda: window.replies.delete(some), settled)]
    blocks["undo it"] = [app.during(window.head.undo.click, settled)]
    store.close()
    print(json.dumps(blocks))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
