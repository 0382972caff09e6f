"""What was written before and not saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from miaohui.i18n import _
from miaohui.ui.editor.form_notice import FormNotice


class RestoredNotice(FormNotice):
    """``another_requested`` leaves the unsaved new reply for one more, ``resume_requested`` goes on with it."""

    discard_requested = Signal()
    another_requested = Signal()
    resume_requested = Signal()

    def say_restored(self, time: datetime, *, is_new: bool) -> None:
        """It is shown again; ``time`` is when it was written, on the agent's clock."""
        text = _("What you wrote on {time} and did not save is here again.").format(time=f"{time:%m-%d %H:%M}")
        another = ((_("Begin another"), self.another_requested.emit),) if is_new else ()
        self.say(text, (_("Discard"), self.discard_requested.emit), *another)

    def say_waiting(self, title: str) -> None:
        """A new reply of this title is unsaved, and another one is shown."""
        text = _("A new reply is still unsaved: {title}").format(title=title or _("without a title"))
        self.say(text, (_("Go on with it"), self.resume_requested.emit))
