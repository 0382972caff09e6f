"""Adding and changing a variable of the shop's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variable, split_list
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.form_dialog import FormDialog, form_of, line
from miaohui.ui.names import kind_name
from miaohui.ui.settings.page import note


class VariableDialog(FormDialog):
    """``save`` takes the variable and raises MiaohuiError to keep the dialog open with the reason."""

    def __init__(
        self, variable: Variable | None, save: Callable[[Variable], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("New variable") if variable is None else _("Change variable"), 480, parent)
        self._before = variable or Variable("")
        before = self._before
        self.name = line(
            before.name, _("Name"), _("What stands in the braces, such as {example}").format(example="会员号")
        )
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What it holds"))
        for kind in VariableKind:
            self.kind.addItem(kind_name(kind), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(before.kind.value))
        self.aliases = line("，".join(before.aliases), _("Other names"), _("Separated by commas"))
        self.choices = line("，".join(before.choices), _("Choices"), _("Separated by commas"))
        self.default = line(before.default, _("Default"), _("Empty: it is asked for"))
        self.pattern = line(before.pattern, _("Looks like"), "VIP######")
        self.identifying = QCheckBox(_("It belongs to one customer: never fill it in for the next one"))
        self.identifying.setChecked(before.identifying)
        self.identifying.setAccessibleName(self.identifying.text())
        self._checked = note("")
        self.kind.currentIndexChanged.connect(self._show_check)
        self._show_check()
        self.lay_out(
            form_of(self.name, self.kind, self.aliases, self.choices, self.default, self.pattern),
            self._checked,
            self.identifying,
            accept=_("Save"),
            do=lambda: save(self.variable),
        )

    @property
    def variable(self) -> Variable:
        return replace(
            self._before,
            name=self.name.text().strip().strip("{}｛｝").strip(),
            kind=VariableKind(self.kind.currentData()),
            aliases=split_list(self.aliases.text()),
            choices=split_list(self.choices.text()),
            default=self.default.text().strip(),
            pattern=self.pattern.text().strip(),
            identifying=self.identifying.isChecked(),
        )

    def _show_check(self) -> None:
        """How values of this kind are looked at; nothing is ever refused."""
        problem = Variable("", kind=VariableKind(self.kind.currentData())).doubt("·")
        text = _("In “Looks like” # is a digit, @ a letter, ? anything. What looks different is marked, not refused.")
        self._checked.setText("  ".join(filter(None, (sentence(problem) if problem else "", text))))


def explained(label: QLabel, variable: Variable) -> None:
    """What the label says about a variable."""
    lines = [
        (_("Other names: {names}"), {"names": "、".join(variable.aliases)}, bool(variable.aliases)),
        (_("Choices: {choices}"), {"choices": "、".join(variable.choices)}, bool(variable.choices)),
        (_("Default: {default}"), {"default": variable.default}, bool(variable.default)),
        (_("Looks like: {pattern}"), {"pattern": variable.pattern}, bool(variable.pattern)),
    ]
    label.setText("\n".join(text.format(**values) for text, values, there in lines if there))
    label.setVisible(bool(label.text()))
