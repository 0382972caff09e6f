"""A reply's earlier versions, what is different now, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.difference import Difference, differences
from miaohui.domain.history import Version
from miaohui.domain.reply import Reply
from miaohui.domain.season import Seasons
from miaohui.i18n import _
from miaohui.messages import label
from miaohui.ui.changes import marked
from miaohui.ui.editor.when import spoken
from miaohui.ui.form_dialog import button
from miaohui.ui.names import season_name
from miaohui.ui.theme import Tokens


class History(QWidget):
    """``restore_requested`` carries the reply and what it was; ``left`` asks for the form again."""

    restore_requested = Signal(object, object)
    left = Signal()

    def __init__(self, seasons: Seasons, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seasons = seasons
        self._tokens = tokens
        self._reply: Reply | None = None
        self._versions: Sequence[Version] = ()
        self._title = QLabel()
        self._title.setObjectName("heading")
        back = QToolButton()
        back.setObjectName("link")
        back.setText(_("← Back"))
        back.setToolTip(_("Back (Esc)"))
        back.clicked.connect(self.left)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(_("Versions"))
        self.list.setMaximumHeight(190)
        self.list.currentRowChanged.connect(self._show_version)
        told = QLabel(_("What is different now"))
        told.setObjectName("small")
        self.text = QTextBrowser()
        self.text.setObjectName("difference")
        self.text.setAccessibleName(_("What is different now"))
        self.restore = button(_("Restore this version"), self._restore)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(back)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(told)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.list)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._show_version(self.list.currentRow())

    def show_versions(self, reply: Reply, versions: Sequence[Version], now: datetime) -> None:
        """``versions`` come newest first; ``now`` is local."""
        self._reply, self._versions = reply, versions
        self._title.setText(_("History of “{title}”").format(title=reply.title))
        self.list.clear()
        for version in versions:
            when = spoken(version.time, now) if version.time is not None else ""
            words = (str(version.number), when, label(version.label) if version.label else "")
            self.list.addItem(QListWidgetItem("  ·  ".join(word for word in words if word)))
        if versions:
            self.list.setCurrentRow(min(1, len(versions) - 1))
        else:
            self._show_version(-1)

    @property
    def version(self) -> Version | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _show_version(self, _row: int) -> None:
        version = self.version
        found = list(differences(version.reply, self._reply)) if version is not None and self._reply is not None else []
        self.restore.setEnabled(bool(found))
        if found:
            self.text.setHtml("".join(map(self._html, found)))
        elif version is None:
            self.text.setPlainText(_("There are no earlier versions yet."))
        else:
            self.text.setPlainText(_("Nothing: this is how the reply is now."))

    def _html(self, difference: Difference) -> str:
        shown = marked(difference.pieces, self._tokens)
        muted, size = self._tokens.colours["muted"], self._tokens.size("text_small")
        name = f'<p style="color:{muted}; font-size:{size}px; margin:10px 0 2px 0">{escape(self._name(difference))}</p>'
        return f'{name}<p style="margin:0; line-height:145%">{shown}</p>'

    def _name(self, difference: Difference) -> str:
        names = {
            "title": _("Title"),
            "code": _("Code"),
            "wordings": _("Text"),
            "variants": _("Text"),
            "aliases": _("How buyers ask"),
            "tags": _("Tags"),
            "channel": _("Channel"),
            "only_in": _("Only in"),
            "next": _("What follows"),
            "look": _("Look"),
            "level": _("Level"),
        }
        words = [names.get(difference.field, difference.field)]
        for key in difference.key.split():
            season = self._seasons.find(key)
            words.append(key if season is None else season_name(season, self._seasons))
        return " ".join(word for word in words if word != "1")

    def _restore(self) -> None:
        version = self.version
        if version is not None and self._reply is not None:
            self.restore_requested.emit(self._reply, version.reply)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.restore.isEnabled():
            self._restore()
        else:
            super().keyPressEvent(event)
