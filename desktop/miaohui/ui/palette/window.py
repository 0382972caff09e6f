"""The palette's window: built before it is needed, shown over the chat window, gone with Escape."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QIcon,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWindow,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.flow.ports import Pictures
from miaohui.i18n import _
from miaohui.ui import theme
from miaohui.ui.palette.category_bar import CategoryBar
from miaohui.ui.palette.chips import Chip
from miaohui.ui.palette.completion_bar import CompletionBar
from miaohui.ui.palette.customer_strip import CustomerStrip
from miaohui.ui.palette.fill_form import FillForm
from miaohui.ui.palette.follow_row import FollowRow
from miaohui.ui.palette.footer import Footer, Hint
from miaohui.ui.palette.keys import PaletteKeys
from miaohui.ui.palette.nothing import Nothing
from miaohui.ui.palette.placement import Placement, place
from miaohui.ui.palette.preview import Preview
from miaohui.ui.palette.row_model import RowModel
from miaohui.ui.palette.search_field import SearchField
from miaohui.ui.palette.welcome import Welcome
from miaohui.ui.row_delegate import Row, RowDelegate
from miaohui.ui.theme import Tokens

DRAG_PAUSE = 300
"""Milliseconds without a move after which a drag counts as ended (the window manager doesn't tell)."""
LEAST_ROWS = 2
"""In sight, whatever else stands above and below them: the window grows for it."""


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
    edit_requested = Signal(int)
    undo_requested = Signal()
    favourite_requested = Signal(int)
    details_requested = Signal()
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
        self._pictures = pictures
        self._margin = tokens.size("shadow") if composited else 0
        self._placement: Placement | None = None
        self._dragging = False
        self.recalled = ""
        self._drag_timer = QTimer(self)
        self._drag_timer.setSingleShot(True)
        self._drag_timer.timeout.connect(self._drag_ended)
        self.setWindowTitle(_("Miaohui"))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, composited)
        self._build(square=not composited)
        self._wire()

    # building

    def _build(self, *, square: bool) -> None:
        tokens = self._tokens
        self.search = SearchField()
        self.search.setFont(tokens.font("text_search"))
        self.search.setPlaceholderText(_("Find a reply: initials, pinyin or words"))
        self.search.setAccessibleName(_("Search"))
        self.search.installEventFilter(PaletteKeys(self))
        self._magnifier = QLabel()
        self.client_chip = Chip(_("Chat client"), "Ctrl+K")
        self.season_chip = Chip(_("Season"), "Ctrl+S")
        self.pin = QToolButton()
        self.pin.setObjectName("pin")
        self.pin.setCheckable(True)
        self.pin.setAccessibleName(_("Keep open"))
        self.pin.setToolTip(_("Keep open (Ctrl+P): a click copies"))
        self.pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pin.setIconSize(QSize(16, 16))
        self._title = QLabel()
        self._title.setFont(tokens.font("text_title", bold=True))
        self._title.hide()

        header = QHBoxLayout()
        header.setContentsMargins(20, 16, 20, 10)
        header.setSpacing(12)
        header.addWidget(self._magnifier)
        header.addWidget(self.search, 1)
        header.addWidget(self._title, 1)
        header.addWidget(self.client_chip)
        header.addWidget(self.season_chip)
        header.addWidget(self.pin)

        self.bar = CategoryBar(tokens)
        self.completions = CompletionBar()
        bar_row = QHBoxLayout()
        bar_row.setContentsMargins(20, 0, 20, 10)
        bar_row.addWidget(self.bar)
        bar_row.addWidget(self.completions)

        self.model = RowModel(self)
        self.delegate = RowDelegate(tokens, self)
        self.hits = QListView()
        self.hits.setObjectName("hits")
        self.hits.setModel(self.model)
        self.hits.setItemDelegate(self.delegate)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setUniformItemSizes(True)
        self.hits.setMinimumHeight(LEAST_ROWS * tokens.size("row_height"))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.hits.setAccessibleName(_("Replies found"))
        hits_page = QWidget()
        hits_column = QVBoxLayout(hits_page)
        hits_column.setContentsMargins(8, 6, 8, 6)
        hits_column.addWidget(self.hits)

        self.nothing = Nothing()
        self.form = FillForm()
        self._pages = QStackedWidget()
        for page in (hits_page, self.nothing, self.form):
            self._pages.addWidget(page)
        self._hits_page = hits_page

        self.preview = Preview(tokens, self._pictures)
        self.welcome = Welcome()
        self._side = QStackedWidget()
        self._side.addWidget(self.preview)
        self._side.addWidget(self.welcome)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.follow = FollowRow(tokens, self.delegate)
        self._list = QWidget()
        self._list.setMaximumWidth(tokens.size("list_width"))
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        list_column = QVBoxLayout(self._list)
        list_column.setContentsMargins(0, 0, 0, 0)
        list_column.setSpacing(0)
        list_column.addWidget(self.follow)
        list_column.addWidget(self._pages, 1)
        body.addWidget(self._list, 54)
        body.addWidget(_rule(vertical=True))
        body.addWidget(self._side, 46)

        self._notice = QLabel()
        self._notice.setObjectName("warning")
        self._notice.setWordWrap(True)
        self._notice.hide()
        notice_row = QHBoxLayout()
        notice_row.setContentsMargins(12, 0, 12, 8)
        notice_row.addWidget(self._notice)

        self.strip = CustomerStrip()
        self.footer = Footer()
        self.panel = QFrame()
        self.panel.setObjectName("panel")
        for frame in (self.panel, self.footer):
            frame.setProperty("square", square)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(header)
        column.addLayout(bar_row)
        column.addWidget(_rule())
        column.addLayout(body, 1)
        column.addLayout(notice_row)
        column.addWidget(self.strip)
        column.addWidget(self.footer)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        outer.addWidget(self.panel)
        self.resize(tokens.size("palette_width") + 2 * self._margin, tokens.size("palette_height") + 2 * self._margin)

        self._tint()

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        muted, accent = self._tokens.colour("muted"), self._tokens.colour("accent_text")
        self._magnifier.setPixmap(theme.tinted("search", muted, 20, ratio))
        pin = QIcon()
        pin.addPixmap(theme.tinted("pin", muted, 16, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        pin.addPixmap(theme.tinted("pin", accent, 16, ratio), QIcon.Mode.Normal, QIcon.State.On)
        self.pin.setIcon(pin)

    def _wire(self) -> None:
        self.search.queried.connect(self.queried)
        self.bar.chosen.connect(self.category_chosen)
        self.completions.chosen.connect(self.completion_chosen)
        self.nothing.unfiltered_requested.connect(self.unfiltered_requested)
        self.nothing.new_requested.connect(self.new_requested)
        self.hits.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.follow.list.clicked.connect(lambda _index: self.follow_picked.emit())
        self.hits.verticalScrollBar().rangeChanged.connect(self._align_follow)
        self.hits.selectionModel().currentChanged.connect(lambda current, _: self.row_changed.emit(current.row()))

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw with another theme's tokens."""
        self._tokens = tokens
        self.delegate.tokens = tokens
        self.bar.set_tokens(tokens)
        self.preview.set_tokens(tokens)
        self._tint()
        self.hits.viewport().update()
        self.follow.list.viewport().update()

    # showing

    def show_over(self, chat_window: QRect | None, offset: tuple[int, int] | None = None) -> None:
        """Open in the top third of the chat window (logical px), else of the screen under the pointer.

        ``offset`` is where the agent dragged it to (see ``dragged``): px from that window's corner.
        """
        self._place(chat_window, offset)
        self.recalled = ""
        self.search.setText("")  # unlike clear(), this also forgets what Ctrl+Z would bring back
        self.search.set_input_method(on=False)
        self.search.setFocus()
        self.show()
        self.show_again()

    def _place(self, chat_window: QRect | None, offset: tuple[int, int] | None) -> None:
        screen = QGuiApplication.screenAt(self.cursor().pos()) or QGuiApplication.primaryScreen()
        if chat_window is not None and chat_window.isValid():
            screen = QGuiApplication.screenAt(chat_window.center()) or screen
        size = self._tokens.size
        self._placement = place(
            screen.availableGeometry(),
            chat_window,
            offset,
            width=size("palette_width"),
            least=size("palette_least"),
            most=size("palette_height"),
        )
        margin = self._margin
        self.setGeometry(self._placement.geometry.adjusted(-margin, -margin, margin, margin))

    def move_home(self) -> None:
        """To where it opens by itself."""
        if self._placement is not None:
            self.move(self._placement.home - QPoint(self._margin, self._margin))

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
        if self._pages.currentWidget() is not self.form:
            self._pages.setCurrentWidget(self._hits_page if count else self.nothing)
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
        self._title.setText(title)
        self._set_form_shown(shown=True)

    def close_form(self) -> None:
        self._set_form_shown(shown=False)
        self.search.setFocus()

    def _set_form_shown(self, *, shown: bool) -> None:
        for widget in (self._magnifier, self.search, self.bar):
            widget.setVisible(not shown)
        self.completions.hide()
        self._title.setVisible(shown)
        self.follow.setVisible(not shown and self.follow.row is not None)
        self._pages.setCurrentWidget(self.form if shown else self._hits_page if self.model.rowCount() else self.nothing)

    @property
    def form_open(self) -> bool:
        return self._pages.currentWidget() is self.form

    def say(self, sentence: str) -> None:
        """One line above the footer; empty takes it away."""
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def show_welcome(self, *, shown: bool) -> None:
        """The welcome in the preview's place."""
        self._side.setCurrentWidget(self.welcome if shown else self.preview)

    @property
    def welcome_shown(self) -> bool:
        return self._side.currentWidget() is self.welcome

    def show_keys(self, left: Sequence[Hint], right: Sequence[Hint] = ()) -> None:
        self.footer.show_hints(left, right)

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """WORKAROUND: hiding takes the activation from the widget at once, but from its QWindow only when the focus has
        been elsewhere for a while (400 ms on X11). Opened again before, it gets the keys and is never active; its first
        key shows that it truly has the focus."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and watched == self.windowHandle()
            and not self.isActiveWindow()
        ):
            with warnings.catch_warnings():  # deprecated in favour of activateWindow(), which does nothing here
                warnings.simplefilter("ignore", DeprecationWarning)
                QApplication.setActiveWindow(self)
        return False

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self.activated.emit()
        if event.type() is QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            own = _menu_has_focus() or QApplication.activeModalWidget() is not None
            # A form stays while the agent looks something up in the chat.
            if not own and not self.pin.isChecked() and not self.form_open:
                self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The header's empty places are a handle."""
        if event.button() is Qt.MouseButton.LeftButton and self.windowHandle().startSystemMove():
            self._dragging = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to where it opens by itself."""
        self._dragging = False
        self.dragged_back.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._dragging:
            self._drag_timer.start(DRAG_PAUSE)

    def _drag_ended(self) -> None:
        self._dragging = False
        if self._placement is not None:
            offset = self.pos() + QPoint(self._margin, self._margin) - self._placement.corner
            self.dragged.emit(offset.x(), offset.y())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.dismiss()

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


def _menu_has_focus() -> bool:
    """On a busy machine a menu's window gets the focus after the menu was closed, and gives it back at once."""
    focused = cast("QWindow | None", QGuiApplication.focusWindow())  # None while no window of ours has it
    return QApplication.activePopupWidget() is not None or (
        focused is not None and focused.type() is Qt.WindowType.Popup
    )


def _rule(*, vertical: bool = False) -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    if vertical:
        rule.setFixedWidth(1)
    else:
        rule.setFixedHeight(1)
    return rule
