"""The middle of the window: the table of what was filtered, the trash in its place, or why there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.flow import trash
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui.editor.filtering import Filtering
from miaohui.ui.editor.nothing import Nothing
from miaohui.ui.editor.reply_model import AS_FOUND, ReplyModel
from miaohui.ui.editor.section import Kind, Section
from miaohui.ui.editor.table import ReplyTable
from miaohui.ui.editor.trash import Trash
from miaohui.ui.theme import Tokens


class Listing(QStackedWidget):
    """``listed`` says that there are other rows or counts; ``all_requested`` that the hits of the whole library are
    wanted, ``new_requested`` that a reply is to be written where there is none."""

    listed = Signal()
    all_requested = Signal()
    new_requested = Signal()

    def __init__(
        self,
        workspace: Workspace,
        find: Find,
        readings: Readings,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._find = find
        self.filtering = Filtering(workspace, find, self)
        self.model = ReplyModel(readings, self)
        self.table = ReplyTable(self.model, tokens)
        self.trash = Trash()
        self.nothing = Nothing()
        for widget in (self.table, self.trash, self.nothing):
            self.addWidget(widget)
        self._sorted = self.model.sorted_by
        self._anew = True
        """Whether the rows that come are another question's answer."""
        self.filtering.filtered.connect(self._show)
        self.nothing.taken.connect(self._accept)

    def search(self, text: str) -> None:
        """The best hits first, until a column is chosen; without a text as it was sorted before."""
        began, ended = text.strip() and not self.filtering.text, self.filtering.text and not text.strip()
        self._anew = True
        if began:
            self._sorted = self.model.sorted_by
            self.model.sort(AS_FOUND, Qt.SortOrder.AscendingOrder)
        self.filtering.search(text)
        if ended and self.model.sorted_by[0] == AS_FOUND:
            self.model.sort(*self._sorted)

    def narrow(self, section: Section) -> None:
        self._anew = True
        self.filtering.narrow(section)

    def refresh(self) -> None:
        """After a change of the library."""
        self.filtering.refresh()

    @property
    def in_trash(self) -> bool:
        return self.filtering.section.kind is Kind.TRASH

    def _show(self) -> None:
        filtering = self.filtering
        if self.in_trash:
            self._show_trash()
        else:
            row, chosen = self.table.row, bool(self.table.ids)
            self.model.show(filtering.library, filtering.replies, self._find.used_lately())
            if self._anew or (chosen and not self.table.ids):
                self.table.choose_row(0 if self._anew else row)
            if chosen and not self.table.ids:
                self.table.settle_soon()
            if self.model.rowCount():
                self.setCurrentWidget(self.table)
            else:
                self._say_nothing()
        self._anew = False
        self.listed.emit()

    def _show_trash(self) -> None:
        text = self.filtering.text.casefold()
        shown = [reply for reply in trash.contents(self.filtering.library) if not text or _holds(reply, text)]
        self.trash.show_replies(shown, self._workspace.clock.now())
        self.setCurrentWidget(self.trash)

    def _say_nothing(self) -> None:
        filtering = self.filtering
        if filtering.text:
            elsewhere = filtering.elsewhere
            told = ngettext("Show {number} in all replies", "Show {number} in all replies", elsewhere)
            offer = told.format(number=elsewhere) if elsewhere else ""
            self.nothing.show_text(_("Nothing fits “{text}” here.").format(text=filtering.text), offer)
        elif filtering.section.kind is Kind.FAVOURITES:
            told = _("Replies with a favourite place stand here: Alt+1…9 pick them in the palette.")
            self.nothing.show_text(told)
        else:
            self.nothing.show_text(_("There is no reply here yet."), _("＋ New reply"))
        self.setCurrentWidget(self.nothing)

    def _accept(self) -> None:
        if self.filtering.text:
            self.all_requested.emit()
        else:
            self.new_requested.emit()

    def focus_rows(self) -> None:
        """Give the keys to what is shown."""
        if self.currentWidget() is self.trash:
            self.trash.table.setFocus()
        elif self.currentWidget() is self.table:
            self.table.setFocus()


def _holds(reply: Reply, text: str) -> bool:
    return any(text in field.casefold() for field in (reply.title, reply.code, reply.search_text))
