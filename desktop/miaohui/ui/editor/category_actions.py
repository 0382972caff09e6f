"""What can be done to categories: add, rename, move, give an icon, delete."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Category
from miaohui.errors import MiaohuiError
from miaohui.flow import edit_categories
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui.editor.category_chooser import TO_TRASH, CategoryChooser
from miaohui.ui.editor.category_model import CategoryModel
from miaohui.ui.editor.changing import Changing
from miaohui.ui.editor.icon_menu import IconMenu
from miaohui.ui.editor.section import Kind, Section
from miaohui.ui.editor.tree import CategoryTree


class CategoryActions(QObject):
    def __init__(
        self,
        workspace: Workspace,
        readings: Readings,
        changing: Changing,
        tree: CategoryTree,
        model: CategoryModel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._readings = readings
        self._changing = changing
        self._tree = tree
        self._window = window
        model.renamed.connect(self._rename)
        model.category_moved.connect(self._move)
        tree.add_requested.connect(self.add)
        tree.delete_requested.connect(self.delete)
        tree.menu_requested.connect(self._open_menu)

    def add(self, section: Section) -> None:
        """Beside the section's category, or below it where it is a top; its name is written at once."""
        self._add_below(self._top(section))

    def _add_below(self, parent: str) -> None:
        library = self._workspace.library
        name = _free_name(library, parent)
        made = self._changing.do(lambda here, _now: edit_categories.add_category(here, name, parent))
        if made is not None:
            if parent:
                self._tree.expand_section(Section(Kind.CATEGORY, parent))
            self._tree.rename(Section(Kind.CATEGORY, made.changes[0].id))

    def _top(self, section: Section) -> str:
        return self._workspace.library.top_of(section.category) if section.kind is Kind.CATEGORY else ""

    def _rename(self, category: str, name: str) -> None:
        self._changing.do(
            lambda library, _now: edit_categories.rename_category(library, _known(library, category), name)
        )

    def _move(self, category: str, parent: str, place: int) -> None:
        self._changing.do(
            lambda library, _now: edit_categories.move_category(library, _known(library, category), parent, place)
        )

    def _set_icon(self, category: str, icon: str) -> None:
        self._changing.do(lambda library, _now: edit_categories.set_icon(_known(library, category), icon))

    def delete(self, section: Section) -> None:
        """At once where it holds nothing; else after the question where its replies go."""
        library = self._workspace.library
        category = library.categories.get(section.category)
        if category is None:
            return
        count = len(edit_categories.replies_below(library, category.id))
        if not count:
            self._delete(category, None)
            return
        told = ngettext(
            "“{category}” holds {number} reply. Where shall it go?",
            "“{category}” holds {number} replies. Where shall they go?",
            count,
        )
        gone = frozenset((category.id, *(sub.id for sub in library.subs(category.id))))
        chooser = CategoryChooser(
            _("Delete the category"),
            told.format(category=category.name, number=count),
            _("Delete"),
            library,
            self._readings,
            lambda into: self._delete(category, None if into == TO_TRASH else into),
            without=gone,
            trash=True,
            parent=self._window,
        )
        if category.parent:
            chooser.choose(category.parent)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.open()

    def _delete(self, category: Category, into: str | None) -> None:
        self._changing.do(
            lambda library, now: edit_categories.delete_category(library, _known(library, category.id), now, into)
        )

    def _open_menu(self, section: Section, place: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        category = self._workspace.library.categories.get(section.category)
        menu.addAction(_("New category"), lambda: self._add_below(""))
        if category is not None:
            menu.addAction(_("New category below it"), lambda: self.add(section))
            menu.addSeparator()
            menu.addAction(_("Rename") + "\tF2", lambda: self._tree.rename(section))
            menu.addMenu(IconMenu(lambda icon: self._set_icon(category.id, icon), menu))
            self._add_moves(menu, category)
            menu.addSeparator()
            menu.addAction(_("Delete…") + "\tDel", lambda: self.delete(section))
        menu.popup(place)

    def _add_moves(self, menu: QMenu, category: Category) -> None:
        """What dragging does, for the keyboard."""
        library = self._workspace.library
        sisters = library.subs(category.parent) if category.parent else library.tops()
        place = [sister.id for sister in sisters].index(category.id)
        up = menu.addAction(_("Move up"), lambda: self._move(category.id, category.parent, place - 1))
        up.setEnabled(place > 0)
        down = menu.addAction(_("Move down"), lambda: self._move(category.id, category.parent, place + 1))
        down.setEnabled(place + 1 < len(sisters))
        under = menu.addMenu(_("Move below"))
        under.setEnabled(not library.subs(category.id))
        if category.parent:
            under.addAction(_("No other: a top category"), lambda: self._move(category.id, "", len(library.tops())))
        for top in library.tops():
            if top.id not in (category.id, category.parent):
                under.addAction(top.name, partial(self._move, category.id, top.id, len(library.subs(top.id))))


def _known(library: Library, category: str) -> Category:
    """Raises MiaohuiError ``unknown-category`` for one that was deleted meanwhile."""
    found = library.categories.get(category)
    if found is None:
        raise MiaohuiError("unknown-category", category="")
    return found


def _free_name(library: Library, parent: str) -> str:
    """A name to begin with that no sister has."""
    sisters = {category.name for category in (library.subs(parent) if parent else library.tops())}
    name, number = _("New category"), 1
    while name in sisters:
        number += 1
        name = f"{_('New category')} {number}"
    return name
