"""Give several replies tags, or take some from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from miaohui.domain.library import Library
from miaohui.flow import bulk
from miaohui.i18n import _, ngettext
from miaohui.ui.editor.category_chooser import CHOICE
from miaohui.ui.editor.changing import Changing
from miaohui.ui.form_dialog import FormDialog, line

SEPARATORS = "，,、;；"


class Tagging(FormDialog):
    """A tag that only some of the replies have is half ticked, and stays as it is unless it is clicked."""

    def __init__(self, library: Library, ids: Sequence[str], changing: Changing, parent: QWidget) -> None:
        super().__init__(_("Tags"), 360, parent)
        self._ids = ids
        self._changing = changing
        replies = [library.replies[one] for one in ids if one in library.replies]
        counts = Counter(tag for reply in replies for tag in reply.tags)
        told = ngettext("Tags of {number} reply", "Tags of {number} replies", len(replies))
        heading = QLabel(told.format(number=len(replies)))
        self.new = line("", _("New tags"), _("New tags, separated by commas"))
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(_("Tags"))
        self.list.setMinimumHeight(180)
        self._before: dict[str, Qt.CheckState] = {}
        for tag in sorted({tag for reply in library.active() for tag in reply.tags}, key=lambda t: (-counts[t], t)):
            state = Qt.CheckState.Unchecked
            if counts[tag]:
                state = Qt.CheckState.Checked if counts[tag] == len(replies) else Qt.CheckState.PartiallyChecked
            item = QListWidgetItem(tag)
            item.setSizeHint(QSize(0, CHOICE))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(state)
            self._before[tag] = state
            self.list.addItem(item)
        self.list.setVisible(bool(self._before))
        self.lay_out(heading, self.new, self.list, accept=_("Save"), do=self._save)
        self.new.setFocus()

    def tick(self, tag: str, *, ticked: bool) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).text() == tag:
                self.list.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _save(self) -> None:
        typed = self.new.text().translate(dict.fromkeys(map(ord, SEPARATORS), "\n")).split("\n")
        add = [tag.strip() for tag in typed if tag.strip()]
        remove: list[str] = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.checkState() is not self._before[item.text()]:
                (add if item.checkState() is Qt.CheckState.Checked else remove).append(item.text())

        def told(count: int) -> str:
            return ngettext("Tags of {number} reply changed.", "Tags of {number} replies changed.", count).format(
                number=count
            )

        def tagged(library: Library, now: datetime) -> bulk.Bulk:
            return bulk.tag([library.replies[one] for one in self._ids if one in library.replies], add, remove, now)

        self._changing.do_many(tagged, told)
