"""What replies may ask for: the shop's own variables to change, the shipped ones to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QTreeWidgetItem,
)

from miaohui.domain.variables import Variable
from miaohui.flow import edit_variables
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui.form_dialog import button, line
from miaohui.ui.names import kind_name, short_label
from miaohui.ui.settings.page import Page, note, table
from miaohui.ui.settings.variable_dialog import VariableDialog, explained

NAME, KIND, USES, WHOSE = range(4)
_KEY = int(Qt.ItemDataRole.UserRole)
MAX_TITLES = 200
"""Replies that are named as using one variable."""


class VariablesPage(Page):
    """``reply_requested`` carries the id of a reply that uses a variable."""

    reply_requested = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("Variables"), workspace)
        self.filter = line("", _("Find a variable"), _("Find a variable"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.refresh)
        self.add_button = button(_("New…"), self.add_variable)
        self.change_button = button(_("Change…"), self.change_variable)
        self.remove_button = button(_("Remove"), self.remove_variable)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        for one in (self.add_button, self.change_button, self.remove_button):
            top.addWidget(one)
        self.list = table(_("Variables"), (_("Name"), _("What it holds"), _("Replies"), _("Source")))
        for column, width in ((NAME, 250), (KIND, 150), (USES, 80)):
            self.list.setColumnWidth(column, width)
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemActivated.connect(self.change_variable)
        self.facts = QLabel()
        self.facts.setObjectName("small")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.used = QLabel()
        self.used.setObjectName("muted")
        self.replies = QListWidget()
        self.replies.setObjectName("settingsList")
        self.replies.setAccessibleName(_("Replies that ask for it"))
        self.replies.setMaximumHeight(130)
        self.replies.itemActivated.connect(self._open_reply)
        self.add(
            note(_("{braces} in a reply is filled in when you copy it. Your own come first.").format(braces="{…}"))
        )
        self.add(top)
        self.column.addWidget(self.list, 1)
        self.add(self.facts, self.used, self.replies)
        self._counts: dict[str, int] = {}
        self._counted: tuple[object, object] = (None, None)
        self.refresh()

    # what is shown

    def refresh(self) -> None:
        library, variables = self.workspace.library, self.workspace.tables.variables
        own = self.workspace.own_variables
        if library is not self._counted[0] or variables is not self._counted[1]:
            self._counts = edit_variables.count_uses(library, variables)
            self._counted = (library, variables)
        current = self.current
        wanted = self.filter.text().strip().casefold()
        self.list.blockSignals(True)
        self.list.clear()
        for variable in variables.by_name.values():
            if _fits(variable, wanted):
                count = self._counts.get(variable.name, 0)
                whose = _("You") if variable.name in own else _("Miaohui")
                item = QTreeWidgetItem([_label(variable), kind_name(variable.kind), str(count or ""), whose])
                item.setData(NAME, _KEY, variable.name)
                self.list.addTopLevelItem(item)
        self.list.blockSignals(False)
        self.select(current.name if current is not None else "")
        self._show_current()

    @property
    def current(self) -> Variable | None:
        chosen = self.list.selectedItems()
        return self.workspace.tables.variables.by_name.get(chosen[0].data(NAME, _KEY)) if chosen else None

    def select(self, name: str) -> None:
        """This variable if it is listed, else the first."""
        items = [item for n in range(self.list.topLevelItemCount()) if (item := self.list.topLevelItem(n)) is not None]
        found = next((item for item in items if item.data(NAME, _KEY) == name), items[0] if items else None)
        if found is not None:
            self.list.setCurrentItem(found)

    def _show_current(self) -> None:
        variable = self.current
        own = variable is not None and variable.name in self.workspace.own_variables
        self.change_button.setEnabled(own)
        self.remove_button.setEnabled(own)
        self.replies.clear()
        for widget in (self.facts, self.used, self.replies):
            widget.setVisible(variable is not None)
        if variable is None:
            return
        explained(self.facts, variable)
        replies = edit_variables.replies_with(self.workspace.library, self.workspace.tables.variables, variable.name)
        self.used.setText(_used(len(replies)))
        self.replies.setVisible(bool(replies))
        for reply in replies[:MAX_TITLES]:
            item = QListWidgetItem(f"{reply.title}  ·  {self.workspace.library.category_name(reply.category)}")
            item.setData(_KEY, reply.id)
            self.replies.addItem(item)

    def _open_reply(self, item: QListWidgetItem) -> None:
        self.reply_requested.emit(item.data(_KEY))

    # changing

    def add_variable(self) -> None:
        self._open(None)

    def change_variable(self) -> None:
        variable = self.current
        if variable is not None and variable.name in self.workspace.own_variables:
            self._open(variable)

    def _open(self, before: Variable | None) -> None:
        dialog = VariableDialog(before, lambda after: self._save(before, after), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _save(self, before: Variable | None, after: Variable) -> None:
        """Raises MiaohuiError."""
        if before is None:
            edit_variables.add(self.workspace, after)
        elif before.name != after.name:
            edit_variables.rename(self.workspace, before.name, after)
        else:
            self.workspace.put_variable(after)
        self.filter.clear()
        self.refresh()
        self.select(after.name)
        self.done.emit()

    def remove_variable(self) -> None:
        """At once where nothing uses it."""
        variable = self.current
        if variable is None or variable.name not in self.workspace.own_variables:
            return
        count = self._counts.get(variable.name, 0)
        if not count:
            self._remove(variable.name)
            return
        box = QMessageBox(QMessageBox.Icon.Warning, _("Remove variable"), _warning(variable.name, count), parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Ok).setText(_("Remove"))
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.accepted.connect(self._removal_agreed)
        box.open()

    def _removal_agreed(self) -> None:
        variable = self.current
        if variable is not None:
            self._remove(variable.name)

    def _remove(self, name: str) -> None:
        self.attempt(lambda: self.workspace.remove_variable(name))
        self.refresh()


def _fits(variable: Variable, wanted: str) -> bool:
    names = (variable.name, variable.label_en, *variable.aliases)
    return any(wanted in name.casefold() for name in names)


def _label(variable: Variable) -> str:
    label = short_label(variable)
    return label if label == variable.name else f"{label} ({variable.name})"


def _used(count: int) -> str:
    if not count:
        return _("No reply asks for it.")
    return ngettext("{number} reply asks for it:", "{number} replies ask for it:", count).format(number=count)


def _warning(name: str, count: int) -> str:
    text = ngettext(
        "{number} reply asks for “{name}”. It will still ask for it, without choices and checks.",
        "{number} replies ask for “{name}”. They will still ask for it, without choices and checks.",
        count,
    )
    return text.format(number=count, name=name)
