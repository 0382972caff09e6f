"""What can be done to the chosen replies: duplicate, move, tag, a favourite place, delete, restore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.domain.validity import MAX_FAVOURITES
from miaohui.flow import bulk, edit, trash
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui.editor.bulk.tagging import Tagging
from miaohui.ui.editor.category_chooser import CategoryChooser
from miaohui.ui.editor.changing import Changing
from miaohui.ui.editor.notice import Notice
from miaohui.ui.editor.section import Kind, Section


class ReplyActions(QObject):
    """``edit_requested``, ``duplicate_requested`` and ``history_requested`` carry a reply's id."""

    edit_requested = Signal(str)
    duplicate_requested = Signal(str)
    history_requested = Signal(str)

    def __init__(
        self, workspace: Workspace, readings: Readings, changing: Changing, notice: Notice, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._readings = readings
        self._changing = changing
        self._notice = notice
        self._window = window

    def delete(self, ids: Iterable[str]) -> None:
        """Into the trash, all as one change."""
        some = tuple(ids)
        if some and self._changing.do(lambda library, now: trash.delete_all(_known(library, some), now)):
            count = len(some)
            told = ngettext("{number} reply is in the trash.", "{number} replies are in the trash.", count)
            self._notice.tell(told.format(number=count), _("Undo"), self._changing.undo)

    def restore(self, ids: Iterable[str]) -> None:
        some = tuple(ids)
        if some and self._changing.do(lambda library, now: trash.restore_all(library, _known(library, some), now)):
            told = ngettext("{number} reply is back.", "{number} replies are back.", len(some))
            self._notice.tell(told.format(number=len(some)), _("Undo"), self._changing.undo)

    def empty_trash(self) -> None:
        self._changing.do(lambda library, _now: trash.empty(library))

    def drop(self, ids: Sequence[str], section: Section) -> None:
        """What dragging replies onto a section of the tree does."""
        match section.kind:
            case Kind.CATEGORY:
                self.move(ids, section.category)
            case Kind.TRASH:
                self.delete(ids)
            case Kind.FAVOURITES:
                self._add_favourites(ids)

    def move(self, ids: Sequence[str], category: str) -> None:
        name = self._workspace.library.category_name(category).replace("/", " / ")

        def told(count: int) -> str:
            done = ngettext(
                "{number} reply is in “{category}” now.", "{number} replies are in “{category}” now.", count
            )
            return done.format(number=count, category=name)

        self._changing.do_many(lambda library, now: bulk.move(library, _known(library, ids), category, now), told)

    def ask_move(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        question = ngettext("Move {number} reply to", "Move {number} replies to", len(ids))
        chooser = CategoryChooser(
            _("Move"),
            question.format(number=len(ids)),
            _("Move"),
            self._workspace.library,
            self._readings,
            lambda category: self.move(ids, category),
            parent=self._window,
        )
        self._open(chooser)

    def ask_tags(self, ids: Sequence[str]) -> None:
        if ids:
            self._open(Tagging(self._workspace.library, ids, self._changing, self._window))

    def _add_favourites(self, ids: Iterable[str]) -> None:
        """One after the other into the free places."""
        for one in ids:
            reply = self._workspace.library.replies.get(one)
            if reply is None or reply.favourite is not None:
                continue
            if not self._add_favourite(reply):
                return

    def _add_favourite(self, reply: Reply) -> bool:
        return self._changing.do(lambda library, _now: edit.toggle_favourite(library, reply)) is not None

    def _place(self, reply: Reply, place: int | None) -> None:
        self._changing.do(lambda library, _now: edit.place_favourite(library, reply, place))

    def _open(self, dialog: CategoryChooser | Tagging) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_menu(self, ids: Sequence[str], place: QPoint) -> None:
        replies = [reply for one in ids if (reply := self._workspace.library.replies.get(one)) is not None]
        if not replies:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(text: str, keys: str, action: Callable[[], object]) -> None:
            menu.addAction(f"{text}\t{keys}" if keys else text, action)

        if len(replies) == 1:
            one = replies[0]
            add(_("Edit"), _("Enter"), lambda: self.edit_requested.emit(one.id))
            add(_("Duplicate"), "Ctrl+D", lambda: self.duplicate_requested.emit(one.id))
            add(_("History…"), "Ctrl+H", lambda: self.history_requested.emit(one.id))
            menu.addSeparator()
        add(_("Move…"), "Ctrl+M", lambda: self.ask_move(ids))
        add(_("Tags…"), "Ctrl+T", lambda: self.ask_tags(ids))
        if len(replies) == 1:
            menu.addMenu(self._places(replies[0], menu))
        menu.addSeparator()
        add(_("Delete"), "Del", lambda: self.delete(ids))
        menu.popup(place)

    def _places(self, reply: Reply, menu: QMenu) -> QMenu:
        """Alt+1…9, and who has each."""
        places = QMenu(_("Favourite place"), menu)
        holders = {other.favourite: other.title for other in self._workspace.library.active()}
        for place in range(1, MAX_FAVOURITES + 1):
            title = holders.get(place, "")
            shown = title if len(title) <= 16 else f"{title[:15]}…"
            action = places.addAction(f"{place}  {shown}\tAlt+{place}", partial(self._place, reply, place))
            action.setCheckable(True)
            action.setChecked(reply.favourite == place)
        places.addSeparator()
        places.addAction(_("None"), lambda: self._place(reply, None)).setEnabled(reply.favourite is not None)
        return places


def _known(library: Library, ids: Iterable[str]) -> list[Reply]:
    """Without those that are gone by now."""
    return [library.replies[one] for one in ids if one in library.replies]
