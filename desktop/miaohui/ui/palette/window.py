"""The palette's window: built before it is needed, shown over the chat window, gone with Escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from miaohui.flow.ports import Pictures
from miaohui.i18n import _
from miaohui.ui.palette.activation import Activation
from miaohui.ui.palette.footer import Hint
from miaohui.ui.palette.keys import PaletteKeys
from miaohui.ui.palette.panel import Panel
from miaohui.ui.palette.placing import Placing
from miaohui.ui.row_delegate import Row
from miaohui.ui.theme import Tokens


class PaletteWindow(QWidget):
    """Only shows and signals; what a pick does is decided by the controller."""

    queried = Signal(str)
    category_chosen = Signal(str)
    row_changed = Signal(int)
    picked = Signal(int)
    picked_otherwise = Signal(int)
    whole_picked = Signal(int)
    collected = Signal(int)
    follow_picked = Signal()
    follow_picked_otherwise = Signal()
    follow_whole_picked = Signal()
    wording_stepped = Signal(int, int)
    pick_undo_requested = Signal()
    again_requested = Signal()
    recent_requested = Signal()
    escaped = Signal()
    number_pressed = Signal(int)
    form_requested = Signal(int)
    new_requested = Signal()
    copied_requested = Signal()
    edit_requested = Signal(int)
    personal_requested = Signal(int)
    undo_requested = Signal()
    favourite_requested = Signal(int)
    favourite_placed = Signal(int, int)
    menu_requested = Signal(int, QPoint)
    details_requested = Signal()
    auto_replies_requested = Signal()
    notice_clicked = Signal()
    dragged = Signal(int, int)
    dragged_back = Signal()
    input_method_toggled = Signal()
    recall_requested = Signal()
    completion_chosen = Signal(int)
    unfiltered_requested = Signal()
    dismissed = Signal()
    activated = Signal()
    client_chosen = Signal(str)

    def __init__(self, tokens: Tokens, pictures: Pictures, *, composited: bool) -> None:
        super().__init__(
            None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self._tokens = tokens
        self._margin = tokens.size("shadow") if composited else 0
        self.recalled = ""
        self.setWindowTitle(_("Miaohui"))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, composited)
        self.panel = panel = Panel(tokens, pictures, square=not composited)
        self.search, self.pin = panel.search, panel.pin
        self.client_chip, self.season_chip = panel.client_chip, panel.season_chip
        self.bar, self.completions = panel.bar, panel.completions
        self.hits, self.model, self.follow = panel.hits, panel.model, panel.follow
        self.nothing, self.form = panel.nothing, panel.form
        self.preview, self.welcome = panel.preview, panel.welcome
        self.strip, self.footer = panel.strip, panel.footer
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        outer.addWidget(panel)
        self.resize(tokens.size("palette_width") + 2 * self._margin, tokens.size("palette_height") + 2 * self._margin)
        self._placing = Placing(self, tokens, self._margin)
        self._activation = Activation(self)
        self._wire()

    def _wire(self) -> None:
        self.search.installEventFilter(PaletteKeys(self))
        self.search.queried.connect(self.queried)
        self.bar.chosen.connect(self.category_chosen)
        self.panel.notice.clicked.connect(self.notice_clicked)
        self.completions.chosen.connect(self.completion_chosen)
        self.nothing.unfiltered_requested.connect(self.unfiltered_requested)
        self.nothing.new_requested.connect(self.new_requested)
        self.nothing.copied_requested.connect(self.copied_requested)
        self.hits.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.follow.list.clicked.connect(lambda _index: self.follow_picked.emit())
        self.hits.verticalScrollBar().rangeChanged.connect(self._align_follow)
        self.hits.selectionModel().currentChanged.connect(lambda current, _: self.row_changed.emit(current.row()))
        self.hits.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.hits.customContextMenuRequested.connect(self._open_menu_at)
        self._placing.dragged.connect(self.dragged)
        self._placing.dragged_back.connect(self.dragged_back)
        self._activation.gained.connect(self.activated)
        self._activation.lost.connect(self._leave)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw with another theme's tokens."""
        self._tokens = tokens
        self.panel.set_tokens(tokens)

    # showing

    def show_over(self, chat_window: QRect | None, offset: tuple[int, int] | None = None) -> None:
        """Open in the top third of the chat window (logical px), else of the screen under the pointer.

        ``offset`` is where the agent dragged it to (see ``dragged``): px from that window's corner.
        """
        self._placing.place(chat_window, offset)
        self.recalled = ""
        self.search.setText("")  # unlike clear(), this also forgets what Ctrl+Z would bring back
        self.search.set_input_method(on=False)
        self.search.setFocus()
        self.show()
        self.show_again()

    def move_home(self) -> None:
        """To where it opens by itself."""
        self._placing.move_home()

    def show_again(self) -> None:
        """To the front, as it was left."""
        self.raise_()
        self.activateWindow()

    def recall(self, query: str) -> None:
        """An earlier query; Up on its first hit asks for the one before."""
        self.recalled = query
        self.search.setText(query)

    def show_hits(self, count: int, make: Callable[[int], Row], row: int = 0) -> None:
        """``make(index)`` returns a Row, ``row`` is the current one, -1 for the row above the list; where there are
        none, :attr:`nothing` is shown."""
        self.model.show_rows(count, make)
        if self.panel.pages.currentWidget() is not self.form:
            self.panel.pages.setCurrentWidget(self.panel.hits_page if count else self.nothing)
        if count or (row < 0 and self._can_follow):
            self.select(row)
        else:
            self.follow.set_selected(selected=False)
            self.row_changed.emit(-1)

    def select(self, row: int) -> None:
        """-1 for the row above the list, if Enter can take it; else the first."""
        count = self.model.rowCount()
        following = row < 0 and self._can_follow
        self.follow.set_selected(selected=following)
        if following:
            self.hits.selectionModel().clear()
            self.hits.scrollToTop()
            self.row_changed.emit(-1)
        elif count:
            index = self.model.index(max(0, min(row, count - 1)), 0)
            self.hits.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.hits.scrollTo(index)

    def step(self, step: int) -> None:
        """To the next or previous row; from the last to the first."""
        count = self.model.rowCount() - self.first_row
        if count:
            self.select((self.row - self.first_row + step) % count + self.first_row)

    @property
    def row(self) -> int:
        """-1 where there is none, or the one above the list is it."""
        return self.hits.currentIndex().row()

    @property
    def first_row(self) -> int:
        return -1 if self._can_follow else 0

    def open_menu(self) -> None:
        """What can be done with the current row, right below it."""
        if self.row >= 0:
            rect = self.hits.visualRect(self.hits.currentIndex())
            self.menu_requested.emit(self.row, self.hits.viewport().mapToGlobal(rect.bottomLeft() + QPoint(40, 0)))

    def _open_menu_at(self, place: QPoint) -> None:
        """Of the row under the pointer."""
        index = self.hits.indexAt(place)
        if index.isValid():
            self.select(index.row())
            self.menu_requested.emit(index.row(), self.hits.viewport().mapToGlobal(place))

    def show_follow(self, row: Row | None) -> None:
        """The row above the list, None for none. What is new there is the current one, as long as nothing is typed."""
        was_selected, is_new = self.follow_selected, self.follow.row is None and row is not None
        self.follow.offer(row)
        self.follow.setVisible(row is not None and not self.form_open)
        if self.isVisible() and (was_selected or (is_new and self._can_follow)):
            self.select(-1)

    def _align_follow(self, low: int, high: int) -> None:
        self.follow.leave_room(self.hits.verticalScrollBar().sizeHint().width() if high > low else 0)

    @property
    def _can_follow(self) -> bool:
        """Enter on the empty query takes the row above the list; typing is for the list."""
        return self.follow.row is not None and not self.search.query

    @property
    def follow_selected(self) -> bool:
        return self._can_follow and self.follow.selected

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.hits.height() // self._tokens.size("row_height"))

    def open_form(self, title: str) -> None:
        """Show the form (already asked) in the place of the hits."""
        self.panel.title.setText(title)
        self._set_form_shown(shown=True)

    def close_form(self) -> None:
        self._set_form_shown(shown=False)
        self.search.setFocus()

    def _set_form_shown(self, *, shown: bool) -> None:
        for widget in (self.panel.magnifier, self.search, self.bar):
            widget.setVisible(not shown)
        self.completions.hide()
        self.panel.title.setVisible(shown)
        self.follow.setVisible(not shown and self.follow.row is not None)
        self.panel.pages.setCurrentWidget(
            self.form if shown else self.panel.hits_page if self.model.rowCount() else self.nothing
        )

    @property
    def form_open(self) -> bool:
        return self.panel.pages.currentWidget() is self.form

    def say(self, sentence: str) -> None:
        """One line above the footer; empty takes it away."""
        self.panel.notice.setText(sentence)
        self.panel.notice.setVisible(bool(sentence))

    def show_welcome(self, *, shown: bool) -> None:
        """The welcome in the preview's place."""
        self.panel.side.setCurrentWidget(self.welcome if shown else self.preview)

    @property
    def welcome_shown(self) -> bool:
        return self.panel.side.currentWidget() is self.welcome

    def show_keys(self, left: Sequence[Hint], right: Sequence[Hint] = ()) -> None:
        self.footer.show_hints(left, right)

    def show_completions(self, words: Sequence[str]) -> None:
        """What the filter that is being typed may become; without any, the categories are shown."""
        self.completions.show_words(words)
        self.completions.setVisible(bool(words))
        self.bar.setVisible(not words and not self.form_open)

    @property
    def completing(self) -> bool:
        return not self.completions.isHidden()

    def dismiss(self) -> None:
        """Go away and give the focus back; silent."""
        self.hide()
        self.dismissed.emit()

    def _leave(self) -> None:
        """A form stays while the agent looks something up in the chat."""
        if not self.pin.isChecked() and not self.form_open:
            self.dismiss()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        while (popup := QApplication.activePopupWidget()) is not None:  # it would keep the keyboard for itself
            popup.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never refused: the program couldn't end while the palette is open."""
        self.dismiss()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shadow, drawn by us where the compositor lets the margin shine through."""
        if not self._margin:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(self._tokens.colour("shadow"))
        panel, radius = self.panel.geometry(), self._tokens.size("radius_window")
        for step in range(self._margin - 8, 0, -2):
            colour.setAlphaF(0.010 if not self._tokens.dark else 0.028)
            painter.setBrush(colour)
            painter.drawRoundedRect(panel.adjusted(-step, -step + 6, step, step + 6), radius + step, radius + step)
