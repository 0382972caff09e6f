"""The last page: what was taken in, what happens to the starter replies, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from miaohui.domain.starter import StarterMode
from miaohui.flow.transfer import Plan
from miaohui.i18n import _, ngettext
from miaohui.ui.form_dialog import button, label
from miaohui.ui.import_wizard.page import Page

REMOVE = "remove"
"""Besides the modes: the starter replies go to the trash."""


class DonePage(Page):
    """``starter_chosen`` with a StarterMode's id or :data:`REMOVE`."""

    starter_chosen = Signal(str)
    undo_requested = Signal()
    again_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Done"))
        self.result = label(name="result")
        self.details = label(name="muted")
        self.undo = button(_("Undo the import"), self.undo_requested.emit)
        self.again = button(_("Import another file"), self.again_requested.emit)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        self._starter = label(_("The replies that came with Miaohui"), "heading")
        self.modes = {
            mode: QRadioButton(text)
            for mode, text in (
                (StarterMode.BELOW.value, _("Below mine: found when mine don't fit")),
                (StarterMode.MIXED.value, _("Among mine")),
                (StarterMode.HIDDEN.value, _("Hidden")),
                (REMOVE, _("Removed: to the trash")),
            )
        }
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._chosen)
        self.column.addWidget(self.result)
        self.column.addWidget(self.details)
        self.column.addLayout(buttons)
        self.column.addSpacing(20)
        self.column.addWidget(self._starter)
        for one in self.modes.values():
            self._group.addButton(one)
            self.column.addWidget(one)
        self.column.addWidget(self._error)
        self.column.addStretch(1)

    def _chosen(self, _button: QWidget) -> None:
        self.starter_chosen.emit(next(mode for mode, one in self.modes.items() if one.isChecked()))

    def show_plan(self, plan: Plan) -> None:
        number = plan.new + plan.changed
        told = ngettext("{number} row is in your library.", "{number} rows are in your library.", number)
        self.result.setText(told.format(number=number))
        counts = [
            ngettext("{number} new", "{number} new", plan.new).format(number=plan.new),
            ngettext("{number} changed", "{number} changed", plan.changed).format(number=plan.changed),
            ngettext("{number} already here", "{number} already here", plan.same).format(number=plan.same),
            ngettext("{number} row left out", "{number} rows left out", plan.skipped).format(number=plan.skipped),
        ]
        if plan.trashed:
            trashed = ngettext("{number} went to the trash", "{number} went to the trash", plan.trashed)
            counts.append(trashed.format(number=plan.trashed))
        self.details.setText(" · ".join(counts))
        self.say(None)
        self.undo.setEnabled(True)
        self.set_ready(True)

    def show_starter(self, mode: StarterMode, *, there: bool) -> None:
        """``there`` is whether any of them is in the library."""
        for one in (self._starter, *self.modes.values()):
            one.setVisible(there)
        self.modes[mode.value if mode.value in self.modes else StarterMode.BELOW.value].setChecked(True)

    def show_undone(self) -> None:
        self.result.setText(_("The import was taken back: the library is as it was before."))
        self.details.clear()
        self.undo.setEnabled(False)
        for one in (self._starter, *self.modes.values()):
            one.hide()
