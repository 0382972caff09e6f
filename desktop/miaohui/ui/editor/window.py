"""“My replies”: the category tree, the table and the form in one window."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from miaohui.domain.history import with_content
from miaohui.domain.overlay import overlay_of
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply, Scope, Wording
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit
from miaohui.flow.find import Find
from miaohui.flow.ports import UsageLog
from miaohui.flow.problems import ProblemSearch
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.editor.bulk.tools import BulkTools
from miaohui.ui.editor.category_actions import CategoryActions
from miaohui.ui.editor.category_delegate import ARROW, MARGIN
from miaohui.ui.editor.category_model import CategoryModel
from miaohui.ui.editor.changing import Changing
from miaohui.ui.editor.form import ReplyForm
from miaohui.ui.editor.head import Head
from miaohui.ui.editor.history import History
from miaohui.ui.editor.listing import Listing
from miaohui.ui.editor.notice import Notice
from miaohui.ui.editor.pane import Pane
from miaohui.ui.editor.reply_actions import ReplyActions
from miaohui.ui.editor.section import ALL, Kind, section_of
from miaohui.ui.editor.tree import CategoryTree
from miaohui.ui.front import bring
from miaohui.ui.theme import Theme

SIZE = (1180, 720)
PANES = (196, 400, 584)
"""px of tree, table and form at first; the form gets what the window gains."""
WINDOW_SIZE, PANE_SIZES = "editor", "editor panes"
"""What they are called in ``Settings.sizes``."""


@dataclass(frozen=True)
class Surroundings:
    """What the window needs beside the workspace. ``make_form`` makes the form of a window, ``make_search`` what looks
    for problems."""

    find: Find
    readings: Readings
    usage: UsageLog
    theme: Theme
    make_form: Callable[[QWidget], ReplyForm]
    make_search: Callable[[], ProblemSearch]


class EditorWindow(QWidget):
    """One window for the program's life: closed it is only hidden, and keeps what was chosen. Its sizes are kept for
    the next start."""

    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, workspace: Workspace, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, readings = around.theme, around.readings
        self.workspace = workspace
        self._theme = theme
        self._stale = False
        self._shown: Reply | None = None
        """What the form shows; None for a new reply."""
        self.setObjectName("editor")
        self.setWindowTitle(_("My replies"))
        self.setMinimumSize(860, 480)
        self.head = Head()
        self.notice = Notice()
        self.category_model = CategoryModel(workspace.library, self)
        self.tree = CategoryTree(self.category_model, theme.tokens)
        self.listing = Listing(workspace, around.find, readings, theme.tokens)
        self.table = self.listing.table
        self.form = around.make_form(self)
        self.history = History(workspace.tables.seasons, theme.tokens)
        self.pane = Pane(self.form, self.history)
        changing = self._changing = Changing(workspace, self.notice)
        self.categories = CategoryActions(workspace, readings, changing, self.tree, self.category_model, self)
        self.replies = ReplyActions(workspace, readings, changing, self.notice, self)
        self.tools = BulkTools(workspace, around.usage, around.make_search, changing, self.listing, theme, self)
        self._lay_out()
        self._take_sizes()
        self._wire()
        self._add_shortcuts()
        workspace.watch(self._follow)
        self.refresh()

    def _lay_out(self) -> None:
        side = QFrame()
        side.setObjectName("side")
        add = QToolButton()
        add.setObjectName("link")
        add.setText(_("＋ New category"))
        add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add.clicked.connect(self._add_category)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN + ARROW - 2, 0, 0, 0)
        foot.addWidget(add)
        foot.addStretch(1)
        column.addLayout(foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("panes")
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        for widget, least in ((side, 150), (self.listing, 260), (self.pane, 360)):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(2, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.head)
        rows.addWidget(self.notice)
        rows.addWidget(self.splitter, 1)

    def _take_sizes(self) -> None:
        """Those that it was left with."""
        sizes = self.workspace.settings.sizes
        size, panes = sizes.get(WINDOW_SIZE, SIZE), sizes.get(PANE_SIZES, PANES)
        self.resize(*(size if len(size) == len(SIZE) else SIZE))
        self.splitter.setSizes(list(panes if len(panes) == len(PANES) else PANES))

    def keep_sizes(self) -> None:
        """Where they can't be written they hold as long as the program."""
        settings, size = self.workspace.settings, self.normalGeometry().size()
        sizes = {
            **settings.sizes,
            WINDOW_SIZE: (size.width(), size.height()),
            PANE_SIZES: tuple(self.splitter.sizes()),
        }
        if sizes != settings.sizes and not size.isEmpty():
            with contextlib.suppress(MiaohuiError):
                self.workspace.set(replace(settings, sizes=sizes))

    def _wire(self) -> None:
        head, tree, table, listing = self.head, self.tree, self.table, self.listing
        head.searched.connect(listing.search)
        head.left_search.connect(listing.focus_rows)
        head.import_requested.connect(self.import_requested)
        head.export_requested.connect(self.export_requested)
        self.tools.add_to(head)
        self.tools.shown.connect(self.show_reply)
        head.undo_requested.connect(self._changing.undo)
        head.redo_requested.connect(self._changing.redo)
        head.new_requested.connect(self._new_here)
        tree.chosen.connect(listing.narrow)
        tree.entered.connect(listing.focus_rows)
        listing.listed.connect(self._show_counts)
        listing.all_requested.connect(self._show_all)
        listing.new_requested.connect(self._new_here)
        table.chosen.connect(self._show_chosen)
        table.entered.connect(self.edit_chosen)
        table.left.connect(tree.setFocus)
        table.delete_requested.connect(self._delete_chosen)
        table.menu_requested.connect(self._open_menu)
        trash = listing.trash
        trash.restore_requested.connect(self.replies.restore)
        trash.empty_requested.connect(self.replies.empty_trash)
        trash.leave_requested.connect(tree.setFocus)
        trash.chosen.connect(self._show_chosen)
        self.category_model.replies_dropped.connect(self.replies.drop)
        self.replies.edit_requested.connect(self._edit)
        self.replies.duplicate_requested.connect(self.duplicate)
        self.replies.history_requested.connect(self.show_history)
        self.pane.several.move_requested.connect(self._move_chosen)
        self.pane.several.tag_requested.connect(self._tag_chosen)
        self.pane.several.delete_requested.connect(self._delete_chosen)
        self.form.saved.connect(self._saved)
        self.form.let_go.connect(self._let_go)
        self.form.history_requested.connect(self.show_history)
        self.history.left.connect(self._leave_history)
        self.history.restore_requested.connect(self._restore_version)
        self._theme.changed.connect(self._retheme)

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+F", self._focus_search),
            ("Ctrl+N", self._new_here),
            ("Ctrl+Z", self._changing.undo),
            ("Ctrl+Y", self._changing.redo),
            ("Ctrl+Shift+Z", self._changing.redo),
            ("F6", self._next_pane),
            ("Shift+F6", self._previous_pane),
        ):
            QShortcut(QKeySequence(keys), self, action)
        for keys, action in (
            ("Ctrl+D", self._duplicate_chosen),
            ("Ctrl+H", self._history_of_chosen),
            ("Ctrl+M", self._move_chosen),
            ("Ctrl+T", self._tag_chosen),
        ):
            QShortcut(QKeySequence(keys), self.table, action, context=Qt.ShortcutContext.WidgetShortcut)

    # opening

    def open(self) -> None:
        bring(self)
        if self.focusWidget() is None:
            self.table.setFocus()

    def show_reply(self, reply_id: str) -> None:
        """Open the window with this reply in the form; with nothing but a line where it is gone."""
        self.open()
        if not self._choose(reply_id):
            self.notice.refuse(Problem("reply-gone"))
            return
        self.edit_chosen()

    def new_reply(self, title: str = "", body: str = "") -> None:
        """Open the window with a new reply in the form."""
        self.open()
        category = self._category_for_new()
        wordings = (Wording((body,)),) if body else (Wording(("",)),)
        self._begin(Reply(id="", code="", title=title, category=category, wordings=wordings))

    def duplicate(self, reply_id: str) -> None:
        """A new reply with the contents of this one; its code is proposed anew."""
        reply = self.workspace.library.replies.get(reply_id)
        if reply is not None:
            title = _("{title} (copy)").format(title=reply.title)
            copy = replace(reply, id="", code="", title=title, favourite=None, locked=False, source="")
            self._begin(replace(copy, scope=Scope.PERSONAL))

    def word_anew(self, shop_id: str) -> None:
        """Open the window with the agent's own wording of a shop's reply in the form."""
        shop = self.workspace.library.replies.get(shop_id)
        if shop is not None and shop.deleted is None:
            self.open()
            self.begin_own_wording(shop)

    def begin_own_wording(self, shop: Reply) -> None:
        """The agent's own wording of a shop's reply: the one that there is, or a new one."""
        mine = self.workspace.library.overlays.get(shop.id)
        if mine is not None:
            self.show_reply(mine.id)
        else:
            self._begin(overlay_of(shop))

    def _begin(self, blank: Reply) -> None:
        self.table.clearSelection()
        self.table.settle()
        self._shown = None
        self.form.show_reply(None, blank=blank)
        self.pane.setCurrentWidget(self.form)
        self.form.focus_title()

    def _new_here(self) -> None:
        self.new_reply()

    def _category_for_new(self) -> str:
        section, tops = self.tree.section, self.workspace.library.tops()
        if section.kind is Kind.CATEGORY:
            return section.category
        chosen = self.table.ids
        if chosen:
            return self.workspace.library.replies[chosen[0]].category
        return tops[0].id if tops else ""

    def _choose(self, reply_id: str) -> bool:
        """Select the reply, in its category where it isn't listed."""
        library = self.workspace.library
        reply = library.replies.get(reply_id)
        if reply is None or reply.deleted is not None:
            return False
        if self.listing.model.row_of(reply_id) is None or self.listing.in_trash:
            self.head.search.clear()
            category = library.categories.get(reply.category)
            self.tree.choose(section_of(category) if category is not None else ALL)
        self.table.choose([reply_id])
        self.table.settle()
        return True

    # what is shown

    def refresh(self) -> None:
        self._stale = False
        self.head.show_steps(self.workspace)
        self.listing.refresh()
        self._follow_form()

    def _follow(self) -> None:
        """The library or the settings have changed, here or from the command line."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.keep_sizes()
        super().hideEvent(event)

    def _show_counts(self) -> None:
        filtering = self.listing.filtering
        self.category_model.follow(filtering.library, filtering.counts)
        if self.tree.section != filtering.section:  # its category is gone
            self.tree.choose(ALL)

    def _show_chosen(self) -> None:
        """The one chosen reply in the form. What was written there and not saved is kept by the form."""
        replies = self.listing.trash.replies if self.listing.in_trash else self._chosen
        if len(replies) == 1:
            self._show_in_form(replies[0])
        elif replies and not self.listing.in_trash:
            self._shown = None
            self.pane.several.show_count(len(replies))
            self.pane.setCurrentWidget(self.pane.several)
        elif not self._is_new:
            self._show_nothing()

    @property
    def _chosen(self) -> list[Reply]:
        replies = self.workspace.library.replies
        return [replies[one] for one in self.table.ids if one in replies]

    @property
    def _is_new(self) -> bool:
        """Whether the form holds a reply that isn't in the library yet."""
        return self.pane.has_form and self._shown is None

    def _show_nothing(self) -> None:
        self._shown = None
        self.pane.setCurrentWidget(self.pane.nothing)

    def _show_in_form(self, reply: Reply) -> None:
        if self._shown is None or self._shown.id != reply.id:
            self.form.show_reply(reply)
        self._shown = reply
        self.pane.setCurrentWidget(self.form)

    def _follow_form(self) -> None:
        """The form follows its reply by itself; one that is gone leaves it, unless something unsaved stands there."""
        if self._shown is None:
            return
        now = self.workspace.library.replies.get(self._shown.id)
        if now is not None and (now.deleted is None) == (self._shown.deleted is None):
            self._shown = now
        elif self.pane.has_form and not self.form.is_dirty:
            self._show_nothing()

    def _let_go(self) -> None:
        self._show_nothing()
        self._show_chosen()

    def _saved(self, reply_id: str) -> None:
        self._shown = self.workspace.library.replies.get(reply_id)
        self._choose(reply_id)

    def _show_all(self) -> None:
        self.tree.choose(ALL)

    # the chosen replies

    def edit_chosen(self) -> None:
        """Put the cursor into the form."""
        self.table.settle()
        if self.pane.has_form:
            self.form.focus_title()

    def _edit(self, reply_id: str) -> None:
        if self._choose(reply_id):
            self.edit_chosen()

    def _delete_chosen(self) -> None:
        self.replies.delete(self.table.ids)

    def _move_chosen(self) -> None:
        self.replies.ask_move(self.table.ids)

    def _tag_chosen(self) -> None:
        self.replies.ask_tags(self.table.ids)

    def _duplicate_chosen(self) -> None:
        for reply in self._chosen[:1]:
            self.duplicate(reply.id)

    def _history_of_chosen(self) -> None:
        for reply in self._chosen[:1]:
            self.show_history(reply.id)

    def _open_menu(self, place: QPoint) -> None:
        self.replies.open_menu(self.table.ids, place)

    def _add_category(self) -> None:
        self.categories.add(ALL)

    # history

    def show_history(self, reply_id: str) -> None:
        """The reply's earlier versions in the form's place."""
        reply = self.workspace.library.replies.get(reply_id)
        if reply is not None:
            versions = self.workspace.history(reply_id)
            self.history.show_versions(reply, versions, self.workspace.clock.now())
            self.pane.setCurrentWidget(self.history)
            self.history.setFocus()

    def _leave_history(self) -> None:
        self.pane.setCurrentWidget(self.pane.nothing)
        self._show_chosen()
        self.table.setFocus()

    def _restore_version(self, reply: Reply, earlier: Reply) -> None:
        if self._changing.do(lambda library, now: edit.revise(library, reply, with_content(reply, earlier), now)):
            self._leave_history()

    # keys

    def _focus_search(self) -> None:
        self.head.search.setFocus()
        self.head.search.selectAll()

    def _next_pane(self) -> None:
        self._step_pane(1)

    def _previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes: list[tuple[QWidget, Callable[[], object]]] = [
            (self.head, self._focus_search),
            (self.tree, self.tree.setFocus),
            (self.listing, self.listing.focus_rows),
            (self.pane, self.form.focus_title),
        ]
        focused = cast("QWidget | None", self.focusWidget())
        here = next((n for n, (pane, _focus) in enumerate(panes) if focused is not None and _is_in(focused, pane)), 0)
        panes[(here + step) % len(panes)][1]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._press_button():
                pass
            case Qt.Key.Key_Escape if self.pane.currentWidget() is self.history:
                self._leave_history()
            case Qt.Key.Key_Escape if self.notice.text:
                self.notice.clear()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def _press_button(self) -> bool:
        """The one that has the focus: outside dialogs Qt presses buttons by the space bar alone."""
        focused = self.focusWidget()
        if not isinstance(focused, QAbstractButton):
            return False
        focused.click()
        return True

    def close_drafts(self) -> None:
        """Before the program ends: what is unsaved is kept, and the sizes of an open window."""
        if self.isVisible():
            self.keep_sizes()
        self.form.close_drafts()

    def _retheme(self) -> None:
        self.tree.set_tokens(self._theme.tokens)
        self.table.set_tokens(self._theme.tokens)
        self.history.set_tokens(self._theme.tokens)


def _is_in(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)
