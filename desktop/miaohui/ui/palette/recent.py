"""The last ten copies of today: a menu that shows them and copies one again. In memory only."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.delivery import Delivery, of_day, remembered
from miaohui.i18n import _
from miaohui.messages import picture_label

TITLE_WIDTH, TEXT_WIDTH = 160, 420


class Recent(QObject):
    """``chosen`` carries the ``Delivery`` to copy again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._deliveries: tuple[Delivery, ...] = ()
        self._other_customer = False
        self._menu = QMenu(parent)
        self._menu.setAccessibleName(_("Copied today"))
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def add(self, delivery: Delivery) -> None:
        self._deliveries = remembered(self._deliveries, delivery)
        self._other_customer = False

    def customer_changed(self) -> None:
        """What was copied last is another customer's from now on."""
        self._other_customer = True

    def of(self, today: date) -> tuple[Delivery, ...]:
        """The latest first; yesterday's are forgotten by this."""
        self._deliveries = of_day(self._deliveries, today)
        return self._deliveries

    def last(self, today: date) -> Delivery | None:
        """The last one, unless it was another customer's: that is only copied by looking at it."""
        deliveries = self.of(today)
        return deliveries[0] if deliveries and not self._other_customer else None

    def open(self, place: QPoint, today: date) -> bool:
        """Show them below ``place`` (global); False if there are none."""
        self._menu.clear()
        metrics = QFontMetrics(self._menu.font())
        for delivery in self.of(today):
            action = self._menu.addAction(_line(delivery, metrics))
            action.setData(delivery)
            action.setToolTip(f"<p>{escape(_shown(delivery))}</p>".replace("\n", "<br>"))
        actions = self._menu.actions()
        if actions:
            self._menu.setActiveAction(actions[0])
            self._menu.popup(place)
        return bool(actions)


def _line(delivery: Delivery, metrics: QFontMetrics) -> str:
    part = f" {delivery.number}/{delivery.count}" if delivery.count > 1 else ""
    title = metrics.elidedText(delivery.title, Qt.TextElideMode.ElideRight, TITLE_WIDTH)
    text = metrics.elidedText(" ".join(_shown(delivery).split()), Qt.TextElideMode.ElideRight, TEXT_WIDTH)
    return f"{delivery.time:%H:%M}  {title}{part}\t{text}".replace("&", "&&")


def _shown(delivery: Delivery) -> str:
    picture = delivery.message.picture
    return picture_label(picture.alt) if picture is not None else delivery.message.shown
