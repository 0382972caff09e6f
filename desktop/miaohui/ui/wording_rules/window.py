"""The wording rules: which are on, how grave they are and where they count; a shop's own words and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.wording import Level, OwnException, OwnRules, OwnWord, Rule, Switch
from miaohui.domain.wording.own import MAX_WORD
from miaohui.errors import MiaohuiError
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.form_dialog import button, line
from miaohui.ui.names import client_name
from miaohui.ui.theme import Theme
from miaohui.ui.wording_names import LEVEL_TOKENS, level_name, suggestion, why
from miaohui.ui.wording_rules.places import Places

SIZE = (820, 600)
EXAMPLE_WIDTH = 200
"""px"""
ID = int(Qt.ItemDataRole.UserRole)
LEVELS = tuple(Level)


class WordingRulesWindow(QWidget):
    """Every change is kept at once, in the shop's file."""

    def __init__(self, workspace: Workspace, proofreading: Proofreading, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._proofreading = proofreading
        self._theme = theme
        self._filling = False
        self.setObjectName("wordingRules")
        self.setWindowTitle(_("Wording rules"))
        self.resize(*SIZE)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._rules_page(), _("Rules"))
        self.tabs.addTab(self._words_page(), _("Own words"))
        self.tabs.addTab(self._exceptions_page(), _("Exceptions"))
        self.tabs.addTab(self._accepted_page(), _("Accepted"))
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.error)
        QShortcut(QKeySequence("Escape"), self, self.close)
        proofreading.watch(self._follow)
        theme.changed.connect(self._follow)

    # the pages

    def _rules_page(self) -> QWidget:
        self.levels = {level: QCheckBox(_("Show {level}").format(level=_plural(level))) for level in LEVELS}
        for box in self.levels.values():
            box.setChecked(True)
            box.toggled.connect(self._keep_levels)
        self.rules = _table(_("Rules"), (_("Rule"), _("Example"), _("Level")))
        self.rules.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.rules.setColumnWidth(1, EXAMPLE_WIDTH)
        self.rules.itemChanged.connect(self._keep_checked)
        self.rules.currentItemChanged.connect(self._show_rule)
        self.rule_text = QLabel()
        self.rule_text.setObjectName("muted")
        self.rule_text.setWordWrap(True)
        self.rule_text.setTextFormat(Qt.TextFormat.PlainText)
        self.rule_level = QComboBox()
        self.rule_level.setAccessibleName(_("Level"))
        self.rule_level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rule_level.activated.connect(self._keep_rule)
        self.rule_categories = Places(_("Categories"))
        self.rule_clients = Places(_("Chat clients"))
        self.rule_clients.offer(self._clients())
        for places in (self.rule_categories, self.rule_clients):
            places.changed.connect(self._keep_rule)
        return _page(
            _row(*self.levels.values()),
            self.rules,
            self.rule_text,
            _row(self.rule_level, self.rule_categories, self.rule_clients),
        )

    def _words_page(self) -> QWidget:
        hint = _muted(_("What your shop doesn't write. A word stands for itself; disguises of it are found too."))
        self.words = _table(_("Own words"), (_("Word"), _("Level"), _("Write instead"), _("Reason")))
        self.words.currentItemChanged.connect(self._show_word)
        self.word = line("", _("Word"))
        self.word.setMaxLength(MAX_WORD)
        self.fix = line("", _("Write instead"), _("Empty: only a hint to change it"))
        self.reason = line("", _("Reason"), _("Empty: the shop doesn't write this"))
        self.word_level = QComboBox()
        self.word_level.setAccessibleName(_("Level"))
        for level in LEVELS:
            self.word_level.addItem(level_name(level), level)
        self.word_level.setCurrentIndex(1)
        self.word_categories = Places(_("Categories"))
        self.word_clients = Places(_("Chat clients"))
        self.word_clients.offer(self._clients())
        self.add_word = button(_("Add"), self._add_word)
        self.remove_word = button(_("Remove"), self._remove_word)
        for field in (self.word, self.fix, self.reason):
            field.returnPressed.connect(self._add_word)
        self.word.textChanged.connect(self._name_actions)
        return _page(
            hint,
            self.words,
            _row(_named(self.word), _named(self.fix), self.word_level),
            _row(_named(self.reason)),
            _row(self.word_categories, self.word_clients, None, self.remove_word, self.add_word),
        )

    def _exceptions_page(self) -> QWidget:
        hint = _muted(_("What is harmless in your shop though a rule finds it: a brand's name, your own hotline."))
        self.exceptions = _table(_("Exceptions"), (_("Word"), _("For")))
        self.exceptions.currentItemChanged.connect(self._show_exception)
        self.exception = line("", _("Word"))
        self.exception.setMaxLength(MAX_WORD)
        self.exception.returnPressed.connect(self._add_exception)
        self.exception.textChanged.connect(self._name_actions)
        self.exception_rule = QComboBox()
        self.exception_rule.setAccessibleName(_("For"))
        self.exception_rule.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.exception_rule.setMinimumContentsLength(24)
        self.add_exception = button(_("Add"), self._add_exception)
        self.remove_exception = button(_("Remove"), self._remove_exception)
        return _page(
            hint,
            self.exceptions,
            _row(_named(self.exception), self.exception_rule, None, self.remove_exception, self.add_exception),
        )

    def _accepted_page(self) -> QWidget:
        hint = _muted(_("What somebody has looked at and wants to keep. Taken back, it is shown again."))
        self.accepted = _table(_("Accepted"), (_("Reply"), _("Rule"), _("Level")))
        self.accepted.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.accepted.currentItemChanged.connect(self._show_take_back)
        self.take_back = button(_("Take back"), self._take_back)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.accepted, self._take_back)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        return _page(hint, self.accepted, _row(None, self.take_back))

    def _categories(self) -> list[tuple[str, str]]:
        return [(one.id, one.name) for one in self._workspace.library.tops()]

    def _clients(self) -> list[tuple[str, str]]:
        return [(one.id, client_name(one)) for one in self._workspace.tables.clients.values()]

    # showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._proofreading.refresh()
        self._proofreading.load()
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible() and not self._filling:
            self.refresh()

    def refresh(self) -> None:
        """Show what is in force."""
        own = self._proofreading.own
        self._filling = True
        try:
            for categories in (self.rule_categories, self.word_categories):
                categories.offer(self._categories())
            for level, box in self.levels.items():
                box.setChecked(level not in own.off)
            self._fill_rules(own)
            _fill(self.words, [(one.text, (one.text, level_name(one.level), one.fix, one.why)) for one in own.words])
            names = {rule.id: why(rule) for rule in self._proofreading.rules}
            _fill(
                self.exceptions,
                [
                    (one.text, (one.text, " ".join(names.get(rule, rule) for rule in one.rules) or _("all rules")))
                    for one in own.exceptions
                ],
            )
            self._fill_accepted()
            if not self.exception_rule.count():
                self.exception_rule.addItem(_("For all rules"), "")
                for rule in self._ordered():
                    self.exception_rule.addItem(why(rule), rule.id)
        finally:
            self._filling = False
        self._show_rule()
        self._name_actions()
        self._say_problems()

    def _ordered(self) -> Sequence[Rule]:
        return sorted(self._proofreading.rules, key=lambda rule: -rule.level.weight)

    def _fill_rules(self, own: OwnRules) -> None:
        # The items stay: one of them may be just being ticked.
        for place, rule in enumerate(self._ordered()):
            item = self.rules.topLevelItem(place)
            if item is None:
                item = QTreeWidgetItem()
                self.rules.addTopLevelItem(item)
            switch = own.switches.get(rule.id, Switch(rule.id))
            level = switch.level or rule.level
            changed = "" if switch.is_idle else " *"
            for column, text in enumerate((f"{why(rule)}{changed}", next(iter(rule.fires), ""), level_name(level))):
                item.setText(column, text)
            item.setData(0, ID, rule.id)
            item.setToolTip(0, f"{why(rule)}\n{rule.id} · {suggestion(rule)}")
            item.setCheckState(0, Qt.CheckState.Checked if switch.on else Qt.CheckState.Unchecked)
            item.setForeground(1, self._theme.tokens.colour("muted"))
            item.setForeground(2, self._theme.tokens.colour(LEVEL_TOKENS[level]))
        if not _current(self.rules):
            self.rules.setCurrentIndex(self.rules.model().index(0, 0))

    def _fill_accepted(self) -> None:
        place = self.accepted.currentIndex().row()
        self.accepted.clear()
        for reply, rule in self._proofreading.accepted():
            item = QTreeWidgetItem([reply.title, why(rule), level_name(rule.level)])
            item.setData(0, ID, reply.id)
            item.setData(1, ID, rule.id)
            item.setForeground(2, self._theme.tokens.colour(LEVEL_TOKENS[rule.level]))
            self.accepted.addTopLevelItem(item)
        last = self.accepted.topLevelItemCount() - 1
        self.accepted.setCurrentIndex(self.accepted.model().index(min(max(place, 0), last), 0))
        self._show_take_back()

    def _show_take_back(self) -> None:
        self.take_back.setEnabled(self.accepted.currentItem() is not None)

    def _rule(self) -> Rule | None:
        current = _current(self.rules)
        return next((rule for rule in self._proofreading.rules if rule.id == current), None)

    def _show_rule(self) -> None:
        rule = self._rule()
        if rule is None or self._filling:
            return
        switch = self._proofreading.own.switches.get(rule.id, Switch(rule.id))
        examples = "  ".join(f"“{text}”" for text in rule.fires[:3])
        self.rule_text.setText("\n".join(filter(None, (suggestion(rule), examples))))
        self.rule_level.clear()
        self.rule_level.addItem(_("As usual: {level}").format(level=level_name(rule.level)), None)
        for level in LEVELS:
            self.rule_level.addItem(level_name(level), level)
        self.rule_level.setCurrentIndex(0 if switch.level is None else 1 + LEVELS.index(switch.level))
        ids = [self._category(name) for name in switch.categories]
        without = [self._category(name) for name in switch.except_categories]
        self.rule_categories.show_places(ids or rule.categories, (*without, *rule.except_categories))
        self.rule_clients.show_places(switch.clients or rule.clients, (*switch.except_clients, *rule.except_clients))

    def _category(self, name: str) -> str:
        found = self._workspace.library.find_category(name)
        return name if found is None else found.id

    def _name_actions(self) -> None:
        """What the buttons below the words and exceptions would do."""
        own = self._proofreading.own
        for button_, field, known in (
            (self.add_word, self.word, [one.text for one in own.words]),
            (self.add_exception, self.exception, [one.text for one in own.exceptions]),
        ):
            button_.setText(_("Save") if field.text().strip() in known else _("Add"))
            button_.setEnabled(bool(field.text().strip()))
        self.remove_word.setEnabled(bool(_current(self.words)))
        self.remove_exception.setEnabled(bool(_current(self.exceptions)))

    def _show_word(self) -> None:
        self._name_actions()
        word = next((one for one in self._proofreading.own.words if one.text == _current(self.words)), None)
        if word is None or self._filling:
            return
        self.word.setText(word.text)
        self.fix.setText(word.fix)
        self.reason.setText(word.why)
        self.word_level.setCurrentIndex(LEVELS.index(word.level))
        self.word_categories.show_places([self._category(name) for name in word.categories], ())
        self.word_clients.show_places(word.clients, ())

    def _show_exception(self) -> None:
        self._name_actions()
        text = _current(self.exceptions)
        one = next((one for one in self._proofreading.own.exceptions if one.text == text), None)
        if one is None or self._filling:
            return
        self.exception.setText(one.text)
        self.exception_rule.setCurrentIndex(max(0, self.exception_rule.findData(one.rules[0] if one.rules else "")))

    # keeping

    def _keep(self, own: OwnRules) -> bool:
        """Whether it is in the file now; else what is in force is shown again, with the reason."""
        self._filling = True
        try:
            self._proofreading.save(own)
        except MiaohuiError as error:
            self._filling = False
            self.refresh()
            self._say(sentence(error.problem))
            return False
        self._filling = False
        self.refresh()
        return True

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _say_problems(self) -> None:
        self._say("\n".join(map(sentence, self._proofreading.problems)))

    def _keep_levels(self) -> None:
        if not self._filling:
            off = frozenset(level for level, box in self.levels.items() if not box.isChecked())
            self._keep(replace(self._proofreading.own, off=off))

    def _keep_checked(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == 0:
            rule, on = str(item.data(0, ID)), item.checkState(0) is Qt.CheckState.Checked
            self._switch(rule, lambda switch: replace(switch, on=on))

    def _keep_rule(self) -> None:
        rule = self._rule()
        if rule is None or self._filling:
            return
        level = self.rule_level.currentData()

        def changed(switch: Switch) -> Switch:
            return replace(
                switch,
                level=None if level is None else Level(level),
                categories=(),
                except_categories=_beside(self.rule_categories, rule.categories, rule.except_categories),
                clients=(),
                except_clients=_beside(self.rule_clients, rule.clients, rule.except_clients),
            )

        self._switch(rule.id, changed)

    def _switch(self, rule: str, changed: Callable[[Switch], Switch]) -> None:
        own = self._proofreading.own
        switch = changed(own.switches.get(rule, Switch(rule)))
        self._keep(replace(own, switches={**own.switches, rule: switch}))

    def _add_word(self) -> None:
        """Or change the one of this name."""
        text = self.word.text().strip()
        own = self._proofreading.own
        if not text:
            return
        before = next((one for one in own.words if one.text == text), OwnWord(text))
        word = replace(
            before,
            level=Level(self.word_level.currentData()),
            why=self.reason.text().strip(),
            fix=self.fix.text().strip(),
            categories=self.word_categories.chosen,
            clients=self.word_clients.chosen,
        )
        words = (*(one for one in own.words if one.text != text), word)
        if self._keep(replace(own, words=words)):
            _clear(self.word, self.fix, self.reason)
            for places in (self.word_categories, self.word_clients):
                places.show_places((), ())
            self.word.setFocus()

    def _remove_word(self) -> None:
        own, text = self._proofreading.own, _current(self.words)
        if text:
            self._keep(replace(own, words=tuple(one for one in own.words if one.text != text)))
            _clear(self.word, self.fix, self.reason)

    def _add_exception(self) -> None:
        text = self.exception.text().strip()
        own, rule = self._proofreading.own, self.exception_rule.currentData()
        if text:
            others = tuple(one for one in own.exceptions if one.text != text)
            one = OwnException(text, (rule,) if rule else ())
            if self._keep(replace(own, exceptions=(*others, one))):
                _clear(self.exception)
                self.exception.setFocus()

    def _take_back(self) -> None:
        item: QTreeWidgetItem | None = self.accepted.currentItem()
        if item is not None:
            try:
                self._proofreading.take_back(str(item.data(0, ID)), str(item.data(1, ID)))
            except MiaohuiError as error:
                self._say(sentence(error.problem))

    def _remove_exception(self) -> None:
        own, text = self._proofreading.own, _current(self.exceptions)
        if text:
            self._keep(replace(own, exceptions=tuple(one for one in own.exceptions if one.text != text)))
            _clear(self.exception)


def _plural(level: Level) -> str:
    return {Level.ERROR: _("errors"), Level.WARNING: _("warnings"), Level.HINT: _("hints")}[level]


def _beside(places: Places, only: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    """What somebody has left out of the places in which the rule counts by itself."""
    return tuple(one for one in places.left_out if (not only or one in only) and one not in without)


def _table(name: str, headings: Sequence[str]) -> QTreeWidget:
    table = QTreeWidget()
    table.setObjectName("findings")
    table.setAccessibleName(name)
    table.setColumnCount(len(headings))
    table.setHeaderLabels(list(headings))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    header = table.header()
    header.setStretchLastSection(False)
    for column in range(len(headings)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTreeWidget, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    current = _current(table)
    table.clear()
    for id_, cells in rows:
        item = QTreeWidgetItem(list(cells))
        item.setData(0, ID, id_)
        table.addTopLevelItem(item)
        if id_ == current:
            table.setCurrentItem(item)


def _current(table: QTreeWidget) -> str:
    item: QTreeWidgetItem | None = table.currentItem()
    return "" if item is None else str(item.data(0, ID))


def _page(*rows: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(10)
    for row in rows:
        column.addWidget(row, 1 if isinstance(row, QTreeWidget) else 0)
    return page


def _row(*widgets: QWidget | None) -> QWidget:
    """Beside each other; None takes the room that is left, else the end does."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    if None not in widgets and not row.findChildren(QLineEdit):
        line.addStretch(1)
    return row


def _named(field: QLineEdit) -> QWidget:
    """A field beside its name."""
    label = QLabel(field.accessibleName())
    label.setObjectName("muted")
    label.setBuddy(field)
    return _row(label, field)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label


def _clear(*fields: QLineEdit) -> None:
    for field in fields:
        field.clear()
