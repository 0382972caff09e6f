"""The chat clients: which ones the shop answers in, what Enter does there, and how their windows are recognised."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QWidget

from miaohui.domain.chat_window import ClientRule
from miaohui.domain.emoticon import Client
from miaohui.errors import MiaohuiError
from miaohui.flow.ports import ChatRuleStore
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, button, form_of, line
from miaohui.ui.names import client_name
from miaohui.ui.settings.page import Page, add_row, choice, form, note, show_choice, table

NAME, IN_USE, PASTES = range(3)
_KEY = int(Qt.ItemDataRole.UserRole)


class ClientsPage(Page):
    """``rules_changed`` says that windows are recognised by other rules from now on."""

    rules_changed = Signal()

    def __init__(self, workspace: Workspace, rules: ChatRuleStore, *, can_paste: bool) -> None:
        super().__init__(_("Chat clients"), workspace)
        self._rules = rules
        self._can_paste = can_paste
        clients = workspace.tables.clients.values()
        self.default = choice(
            _("Where no window is recognised"), [(c.id, client_name(c)) for c in clients], self._set_default
        )
        self.clients = table(_("Chat clients"), (_("Chat client"), _("In use"), _("Enter pastes")))
        self.clients.itemChanged.connect(self._tick)
        self.clients.setColumnWidth(NAME, 220)
        self.rules = table(_("Windows"), (_("Chat client"), _("Window"), _("Source")))
        self.rules.setColumnWidth(0, 180)
        self.rules.setColumnWidth(1, 330)
        self.rules.currentItemChanged.connect(self._show_buttons)
        self.rules.itemActivated.connect(self.change_rule)
        self.add_button = button(_("Add…"), self.add_rule)
        self.change_button = button(_("Change…"), self.change_rule)
        self.remove_button = button(_("Remove"), self.remove_rule)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.change_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        rows = form()
        add_row(rows, self.default)
        self.add(rows, self.clients)
        self.title(_("Which window belongs to which client"))
        self.add(note(_("The first rule that fits counts; your own come first.")))
        self.column.addWidget(self.rules, 1)
        self.add(row)
        self.refresh()

    # the clients

    def refresh(self) -> None:
        settings = self.workspace.settings
        show_choice(self.default, self.workspace.client)
        clients = list(self.workspace.tables.clients.values())
        self.clients.blockSignals(True)
        while self.clients.topLevelItemCount() < len(clients):
            self.clients.addTopLevelItem(QTreeWidgetItem())
        for place, client in enumerate(clients):
            item = self.clients.topLevelItem(place)
            assert item is not None
            item.setText(NAME, client_name(client))
            item.setData(NAME, _KEY, client.id)
            item.setCheckState(IN_USE, _checked(settings.uses(client.id)))
            if self._can_paste:
                item.setCheckState(PASTES, _checked(settings.pastes(client.id)))
        self.clients.blockSignals(False)
        _fit_height(self.clients)
        self._show_rules()

    def _set_default(self, client: str) -> None:
        self.set(client=client)

    def _tick(self, item: QTreeWidgetItem, column: int) -> None:
        client, settings = item.data(NAME, _KEY), self.workspace.settings
        on = item.checkState(column) is Qt.CheckState.Checked
        if column == PASTES:
            self.set(paste_in={**settings.paste_in, client: on})
        elif column == IN_USE:
            known = list(self.workspace.tables.clients)
            used = [one for one in known if (on if one == client else settings.uses(one))]
            self.set(clients_in_use=() if used == known else tuple(used))
            self.refresh()  # none at all stands for all of them

    # the rules

    def _show_rules(self) -> None:
        current = self._current
        self.rules.clear()
        own = self._rules.own()
        for place, rule in own.items():
            self._add_rule_item(rule, _("You"), place)
        for rule in self._rules.shipped():
            self._add_rule_item(rule, _("Miaohui"), None)
        if current is not None and current in own:
            self._select(current)
        self._show_buttons()

    def _add_rule_item(self, rule: ClientRule, whose: str, place: int | None) -> None:
        client = self.workspace.tables.clients[rule.client]
        item = QTreeWidgetItem([client_name(client), _described(rule), whose])
        item.setToolTip(1, _described(rule))
        item.setData(0, _KEY, place)
        self.rules.addTopLevelItem(item)

    def _select(self, place: int) -> None:
        for number in range(self.rules.topLevelItemCount()):
            item = self.rules.topLevelItem(number)
            if item is not None and item.data(0, _KEY) == place:
                self.rules.setCurrentItem(item)

    @property
    def _current(self) -> int | None:
        """The place of the chosen rule of the user's own."""
        chosen = self.rules.selectedItems()
        return chosen[0].data(0, _KEY) if chosen else None

    def _show_buttons(self) -> None:
        own = self._current is not None
        self.change_button.setEnabled(own)
        self.remove_button.setEnabled(own)

    def add_rule(self) -> None:
        self._open(None)

    def change_rule(self) -> None:
        if self._current is not None:
            self._open(self._current)

    def remove_rule(self) -> None:
        place = self._current
        if place is not None:
            self.attempt(lambda: self._rules.remove(place))
            self._after_rules()

    def _open(self, place: int | None) -> None:
        rule = self._rules.own().get(place) if place is not None else None
        clients = list(self.workspace.tables.clients.values())

        def save(after: ClientRule) -> None:
            self._rules.put(after, place)
            self._after_rules()

        dialog = RuleDialog(rule, clients, save, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _after_rules(self) -> None:
        self._show_rules()
        self.rules_changed.emit()
        self.done.emit()


class RuleDialog(FormDialog):
    """``save`` takes the rule and raises MiaohuiError to keep the dialog open with the reason."""

    def __init__(
        self,
        rule: ClientRule | None,
        clients: Sequence[Client],
        save: Callable[[ClientRule], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Which window belongs to which client"), 460, parent)
        self.client = QComboBox()
        self.client.setAccessibleName(_("Chat client"))
        for client in clients:
            self.client.addItem(client_name(client), client.id)
        self.title = line(
            _listed(rule.titles) if rule else "", _("Title"), _("such as {example}").format(example="*千牛*")
        )
        self.process = line(_listed(rule.processes) if rule else "", _("Program"), "AliWorkbench.exe")
        self.window_class = line(_listed(rule.classes) if rule else "", _("Window class"), "wechat")
        if rule is not None:
            show_choice(self.client, rule.client)
        hint = note(
            _("* stands for anything, commas separate alternatives. Where several lines are filled in, all must fit.")
        )
        self.lay_out(
            form_of(self.client, self.title, self.process, self.window_class),
            hint,
            accept=_("Save"),
            do=lambda: save(self.rule),
        )

    @property
    def rule(self) -> ClientRule:
        """Raises MiaohuiError ``rule-says-nothing``."""
        made = ClientRule(
            str(self.client.currentData()),
            _patterns(self.window_class.text()),
            _patterns(self.process.text()),
            _patterns(self.title.text()),
        )
        if not (made.classes or made.processes or made.titles):
            raise MiaohuiError("rule-says-nothing")
        return made


def _described(rule: ClientRule) -> str:
    parts = (
        (_("title {patterns}"), rule.titles),
        (_("program {patterns}"), rule.processes),
        (_("class {patterns}"), rule.classes),
    )
    return "  ·  ".join(text.format(patterns=_listed(patterns)) for text, patterns in parts if patterns)


def _listed(patterns: Sequence[str]) -> str:
    return "，".join(patterns)


def _patterns(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, re.split(r"[,，;；]", text)))))


def _checked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _fit_height(tree: QTreeWidget) -> None:
    """All rows in sight: there are few."""
    rows = sum(tree.sizeHintForRow(number) for number in range(tree.topLevelItemCount()))
    tree.setFixedHeight(tree.header().sizeHint().height() + rows + 4)
