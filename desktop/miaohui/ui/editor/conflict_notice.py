"""What was done to the reply elsewhere while it is edited, and what becomes of the edit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from miaohui.domain.reply import Reply
from miaohui.i18n import _
from miaohui.ui.editor.form_notice import FormNotice


class ConflictNotice(FormNotice):
    """``give_up_requested`` lets the edit go, the others keep it: in the reply as it is now, or in a new one."""

    keep_requested = Signal()
    keep_as_new_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(urgent=True, parent=parent)

    @property
    def stands(self) -> bool:
        """Whether there is still something to be decided."""
        return not self.isHidden()

    def show_now(self, now: Reply | None) -> None:
        """``now`` is the reply as it is in the library, None if it is gone."""
        if now is None or now.deleted is not None:
            self.say(
                _("This reply was deleted meanwhile."),
                (_("Keep mine as a new reply"), self.keep_as_new_requested.emit),
                (_("Let it go"), self.give_up_requested.emit),
            )
        else:
            self.say(
                _("This reply was changed elsewhere meanwhile."),
                (_("Keep mine"), self.keep_requested.emit),
                (_("Take theirs"), self.give_up_requested.emit),
            )
