"""What the palette's window consists of, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
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
from miaohui.ui.palette.footer import Footer
from miaohui.ui.palette.nothing import Nothing
from miaohui.ui.palette.notice import Notice
from miaohui.ui.palette.preview import Preview
from miaohui.ui.palette.row_model import RowModel
from miaohui.ui.palette.search_field import SearchField
from miaohui.ui.palette.welcome import Welcome
from miaohui.ui.row_delegate import RowDelegate
from miaohui.ui.separator import separator
from miaohui.ui.theme import Tokens

LEAST_ROWS = 2
"""In sight, whatever else stands above and below them: the window grows for it."""


class Panel(QFrame):
    """The parts lie open: the window joins them. ``pages`` shows the hits, ``nothing`` or the ``form``; ``side`` the
    preview or the welcome."""

    def __init__(self, tokens: Tokens, pictures: Pictures, *, square: bool) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._tokens = tokens
        self.magnifier = QLabel()
        self.search = SearchField()
        self.search.setFont(tokens.font("text_search"))
        self.search.setPlaceholderText(_("Find a reply: initials, pinyin or words"))
        self.search.setAccessibleName(_("Search"))
        self.title = QLabel()
        self.title.setFont(tokens.font("text_title", bold=True))
        self.title.hide()
        self.client_chip = Chip(_("Chat client"), "Ctrl+K")
        self.season_chip = Chip(_("Season"), "Ctrl+S")
        self.pin = _pin()
        self.bar = CategoryBar(tokens)
        self.completions = CompletionBar()

        self.model = RowModel(self)
        self.delegate = RowDelegate(tokens, self)
        self.hits = _hit_list(self.model, self.delegate, tokens)
        self.hits_page = QWidget()
        self.nothing = Nothing()
        self.form = FillForm()
        self.pages = QStackedWidget()
        self.follow = FollowRow(tokens, self.delegate)
        self.preview = Preview(tokens, pictures)
        self.welcome = Welcome()
        self.side = QStackedWidget()

        self.notice = Notice()
        self.strip = CustomerStrip()
        self.footer = Footer()
        for frame in (self, self.footer):
            frame.setProperty("square", square)
        self._lay_out()
        self.tint()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._header())
        column.addLayout(self._bars())
        column.addWidget(separator())
        column.addLayout(self._body(), 1)
        notice_row = QHBoxLayout()
        notice_row.setContentsMargins(12, 0, 12, 8)
        notice_row.addWidget(self.notice)
        column.addLayout(notice_row)
        column.addWidget(self.strip)
        column.addWidget(self.footer)

    def _header(self) -> QLayout:
        header = QHBoxLayout()
        header.setContentsMargins(20, 16, 20, 10)
        header.setSpacing(12)
        header.addWidget(self.magnifier)
        header.addWidget(self.search, 1)
        header.addWidget(self.title, 1)
        header.addWidget(self.client_chip)
        header.addWidget(self.season_chip)
        header.addWidget(self.pin)
        return header

    def _bars(self) -> QLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 20, 10)
        row.addWidget(self.bar)
        row.addWidget(self.completions)
        return row

    def _body(self) -> QLayout:
        hits_column = QVBoxLayout(self.hits_page)
        hits_column.setContentsMargins(8, 6, 8, 6)
        hits_column.addWidget(self.hits)
        for page in (self.hits_page, self.nothing, self.form):
            self.pages.addWidget(page)
        for page in (self.preview, self.welcome):
            self.side.addWidget(page)
        rows = QWidget()
        rows.setMaximumWidth(self._tokens.size("list_width"))
        rows.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.follow)
        column.addWidget(self.pages, 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(rows, 54)
        body.addWidget(separator(vertical=True))
        body.addWidget(self.side, 46)
        return body

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw with another theme's tokens."""
        self._tokens = tokens
        self.delegate.tokens = tokens
        self.bar.set_tokens(tokens)
        self.preview.set_tokens(tokens)
        self.tint()
        self.hits.viewport().update()
        self.follow.list.viewport().update()

    def tint(self) -> None:
        ratio = self.devicePixelRatioF()
        muted, accent = self._tokens.colour("muted"), self._tokens.colour("accent_text")
        self.magnifier.setPixmap(theme.tinted("search", muted, 20, ratio))
        pin = QIcon()
        pin.addPixmap(theme.tinted("pin", muted, 16, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        pin.addPixmap(theme.tinted("pin", accent, 16, ratio), QIcon.Mode.Normal, QIcon.State.On)
        self.pin.setIcon(pin)


def _pin() -> QToolButton:
    pin = QToolButton()
    pin.setObjectName("pin")
    pin.setCheckable(True)
    pin.setAccessibleName(_("Keep open"))
    pin.setToolTip(_("Keep open (Ctrl+P): a click copies"))
    pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    pin.setIconSize(QSize(16, 16))
    return pin


def _hit_list(model: RowModel, delegate: RowDelegate, tokens: Tokens) -> QListView:
    hits = QListView()
    hits.setObjectName("hits")
    hits.setModel(model)
    hits.setItemDelegate(delegate)
    hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    hits.setUniformItemSizes(True)
    hits.setMinimumHeight(LEAST_ROWS * tokens.size("row_height"))
    hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    hits.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
    hits.setAccessibleName(_("Replies found"))
    return hits
