"""The agent's own facts: nickname, shop, cut-off and what else replies fill in by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QWidget

from miaohui.domain.variables import ProfileField
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, form_of, line
from miaohui.ui.names import profile_label


class ProfileDialog(FormDialog):
    """``save`` takes the values by name and raises MiaohuiError where they can't be kept."""

    def __init__(
        self,
        fields: Iterable[ProfileField],
        values: Mapping[str, str],
        save: Callable[[dict[str, str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("My details"), 420, parent)
        self.lines = {
            field.name: line(values.get(field.name, ""), profile_label(field), _unfilled(field)) for field in fields
        }
        self.lay_out(form_of(*self.lines.values()), accept=_("Save"), do=lambda: save(self._values()))

    def _values(self) -> dict[str, str]:
        return {name: text for name, edit in self.lines.items() if (text := edit.text().strip())}


def _unfilled(field: ProfileField) -> str:
    """What an empty line shows: the value that is used then, else how one is written."""
    if field.default or not field.example:
        return field.default
    return _("such as {example}").format(example=field.example)
