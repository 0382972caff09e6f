"""From the search field and the chosen section to the replies that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.ui.editor.section import ALL, FAVOURITES, TRASH, Kind, Section, counted, within
from miaohui.ui.stepper import Stepper


class Filtering(QObject):
    """``filtered`` says that there is another answer: ``replies``, and ``counts`` of every section.

    A text is searched for in slices between the events of the window; until they are done the answer before stays.
    """

    filtered = Signal()

    def __init__(self, workspace: Workspace, find: Find, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._find = find
        self._stepper: Stepper[Sequence[Reply]] = Stepper(self)
        self._found: Sequence[Reply] | None = None
        """What fits the text, whatever section it is in; None without a text."""
        self.text = ""
        self.section = ALL
        self.library: Library = workspace.library
        """The one that the answer is about."""
        self.replies: Sequence[Reply] = ()
        self.counts: Counter[Section] = Counter()

    def search(self, text: str) -> None:
        self.text = text.strip()
        self._ask()

    def narrow(self, section: Section) -> None:
        """To the replies of this section; a category in the text goes before it."""
        self.section = section
        if not self._stepper.running:
            self._answer()

    def refresh(self) -> None:
        """Ask the same of the library as it is now."""
        self._ask()

    @property
    def elsewhere(self) -> int:
        """How many replies fit the text in the whole library, where none is listed."""
        return self.counts[ALL] if self.text and not self.replies and self.section.kind is not Kind.TRASH else 0

    def _ask(self) -> None:
        self._stepper.drop()
        if self.text:
            self._stepper.run(self._find.filtering(self.text), self._take)
        else:
            self._take(None)

    def _take(self, found: Sequence[Reply] | None) -> None:
        self._found = found
        self.library = self._workspace.library
        replies = self.library.replies
        if found is not None:  # a change may have come between the search's slices
            self._found = [one for one in (replies.get(reply.id) for reply in found) if one and one.deleted is None]
        self._answer()

    def _answer(self) -> None:
        library = self.library
        every = library.replies.values()
        found = every if self._found is None else self._found
        self.counts = counted(found, library)
        self.counts[TRASH] = sum(reply.deleted is not None for reply in every)
        section = self.section
        if section.kind is Kind.CATEGORY and self.text and self._find.filtered(self.text).category:
            section = ALL
        self.replies = [] if section.kind is Kind.TRASH else list(within(section, found, library))
        if self._found is None:
            key = _place if section is FAVOURITES else _order
            self.replies.sort(key=key)
        self.filtered.emit()


def _order(reply: Reply) -> tuple[str, int]:
    """The agent's own before the shop's, each in their order."""
    return reply.scope, reply.order


def _place(reply: Reply) -> tuple[str, int]:
    return "", reply.favourite or 0
