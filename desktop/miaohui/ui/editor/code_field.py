"""The code of a reply, proposed from its title until the agent types one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QWidget

from miaohui.domain.codes import propose_code, taken_codes
from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import MAX_CODE, Scope
from miaohui.ui.editor.field import whole


class CodeField(QLineEdit):
    """``library`` gives what there is now, ``scope`` whose codes a proposed one must differ from."""

    def __init__(
        self,
        library: Callable[[], Library],
        readings: Callable[[], Readings],
        scope: Callable[[], Scope],
        font: QFont,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._readings = readings
        self._scope = scope
        self._is_own = False
        self._taken: tuple[Library | None, Scope, frozenset[str]] = (None, Scope.PERSONAL, frozenset())
        self.setObjectName("field")
        self.setMaxLength(4 * MAX_CODE)
        self.setFont(font)
        self.textEdited.connect(self._typed)

    @property
    def code(self) -> str:
        return whole(self.text()).strip()

    @property
    def is_own(self) -> bool:
        """Whether it is the agent's, and follows the title no more."""
        return self._is_own

    @property
    def proposed(self) -> str:
        """What stands here by proposal; empty for the agent's own."""
        return "" if self._is_own else self.code

    def show_code(self, code: str, title: str) -> None:
        self.setText(code)
        self._is_own = bool(code) and code != self._proposal(title)

    def follow(self, title: str) -> None:
        """Propose one for this title."""
        self.setText(self._proposal(title))

    def _typed(self, text: str) -> None:
        self._is_own = bool(text.strip())

    def _proposal(self, title: str) -> str:
        if not title.strip():
            return ""
        library, scope = self._library(), self._scope()
        if self._taken[0] is not library or self._taken[1] is not scope:
            self._taken = (library, scope, taken_codes(library, scope))
        return propose_code(title, self._readings(), self._taken[2])
