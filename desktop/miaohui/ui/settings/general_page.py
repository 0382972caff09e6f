"""The hotkey, the looks, the language and the starter replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.domain.starter import StarterMode, is_starter
from miaohui.flow import edit
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.form_dialog import button
from miaohui.ui.settings.page import Page, add_row, choice, form, note, show_choice


class GeneralPage(Page):
    """``use_hotkey`` takes the key as text ("Alt+Q") and raises MiaohuiError where it is taken or unknown."""

    def __init__(self, workspace: Workspace, use_hotkey: Callable[[str], None]) -> None:
        super().__init__(_("General"), workspace)
        self._use_hotkey = use_hotkey
        self.hotkey = QKeySequenceEdit()
        self.hotkey.setMaximumSequenceLength(1)
        self.hotkey.setAccessibleName(_("Hotkey"))
        self.hotkey.editingFinished.connect(self._take_hotkey)
        self.hotkey.setMaximumWidth(180)
        proposals = QHBoxLayout()
        proposals.setSpacing(8)
        proposals.addWidget(self.hotkey)
        for proposal in HOTKEY_PROPOSALS:
            proposals.addWidget(button(proposal, partial(self._use, proposal)))
        proposals.addStretch(1)
        self.theme = choice(
            _("Theme"),
            (("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))),
            self._set_theme,
        )
        self.language = choice(
            _("Language"),
            (("auto", _("As the system")), ("zh_CN", "简体中文"), ("en", "English")),
            self._set_language,
        )
        self.starter = choice(
            _("Where they stand"),
            (
                (StarterMode.AUTO, _("Automatic: below mine once I have imported")),
                (StarterMode.MIXED, _("Among mine")),
                (StarterMode.BELOW, _("Below mine")),
                (StarterMode.HIDDEN, _("Hidden")),
            ),
            self._set_starter,
        )
        self.remove_starter = button(_("Remove them"), self._remove_starter)
        self.title(_("Hotkey"))
        self.add(
            note(_("The keys that open Miaohui from any program. Press them here, or take one of these:")), proposals
        )
        self.title(_("Looks"))
        rows = form()
        add_row(rows, self.theme)
        add_row(rows, self.language)
        self.add(rows, note(_("Another language is spoken from the next start on.")))
        self.title(_("Starter replies"))
        rows = form()
        add_row(rows, self.starter)
        remove = QHBoxLayout()
        remove.addWidget(self.remove_starter)
        remove.addWidget(note(_("They go into the trash; Ctrl+Z in the palette brings them back.")), 1)
        self.add(rows, remove)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        settings = self.workspace.settings
        self.hotkey.setKeySequence(QKeySequence(settings.hotkey))
        show_choice(self.theme, settings.theme)
        show_choice(self.language, settings.language)
        show_choice(self.starter, settings.starter)
        self.remove_starter.setEnabled(any(map(is_starter, self.workspace.library.active())))

    def _take_hotkey(self) -> None:
        keys = self.hotkey.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if keys:
            self._use(keys)
        else:
            self.refresh()

    def _use(self, keys: str) -> None:
        if keys != self.workspace.settings.hotkey:
            self.attempt(lambda: self._use_hotkey(keys))

    def _set_theme(self, theme: str) -> None:
        self.set(theme=theme)

    def _set_language(self, language: str) -> None:
        self.set(language=language)

    def _set_starter(self, mode: str) -> None:
        self.set(starter=StarterMode(mode))

    def _remove_starter(self) -> None:
        workspace = self.workspace
        now = workspace.clock.now().astimezone(UTC)
        self.attempt(lambda: workspace.commit(edit.remove_starter(workspace.library, now)))
