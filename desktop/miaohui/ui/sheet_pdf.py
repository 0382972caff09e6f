"""The printed sheet as PDF: A4, category by category, a line for each reply, pages numbered.

Laid out by hand: Qt's rich text breaks tables where a page ends, and leaves headings alone at its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextLayout, QTextLine, QTextOption

from miaohui.flow.transfer.printed import PrintedCategory, PrintedReply
from miaohui.i18n import _

DOTS = 300
"""A metre of paper is measured in dots of this many an inch."""
MARGIN = 15.0
FOOT = 10.0
GAP = 1.3
"""mm: around the page, kept for its number, around a row."""
COLUMNS = ((0.0, 0.15), (0.17, 0.20), (0.39, 0.61))
"""Where code, title and text begin and how wide they are, as shares of the line."""
TEXT_SIZE, HEADING_SIZE, TITLE_SIZE, NUMBER_SIZE = 9.5, 12.0, 18.0, 8.0
"""Points."""
KEPT_LINES = 3
"""Lines of a very long reply that stay with the heading above them."""


@dataclass(frozen=True)
class _Line:
    """A line of text, and how far it reaches down. ``apart`` are those that begin another message."""

    line: QTextLine
    layout: QTextLayout
    """Must live as long as its lines."""
    height: float
    apart: bool = False


@dataclass
class _Page:
    lines: list[tuple[_Line, float, float]] = field(default_factory=list)
    """With their places, from the left and from the top."""
    rules: list[tuple[float, float, bool]] = field(default_factory=list)
    """From the left, from the top, and whether a thin one between messages."""


def sheet_pdf(categories: Iterable[PrintedCategory], families: Sequence[str]) -> bytes:
    """The content of the file. ``families`` are fonts that have the characters, the best first. May run in any
    thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(_("Quick replies"))
    writer.setCreator(_("Miaohui"))
    paper = _Paper(writer, families)
    paper.add(_("Quick replies"), TITLE_SIZE)
    for category in categories:
        paper.add_category(category)
    paper.draw()
    buffer.close()
    return bytes(content.data())


class _Paper:
    def __init__(self, writer: QPdfWriter, families: Sequence[str]) -> None:
        self._writer = writer
        self._families = list(families)
        self._width = float(writer.width())
        self._gap = self._dots(GAP)
        self._bottom = writer.height() - self._dots(FOOT)
        self._pages = [_Page()]
        self._y = 0.0

    def _dots(self, millimetres: float) -> float:
        return millimetres / 25.4 * DOTS

    # --------------------------------------------------------------------------------------------------------- laying

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(self._families)
        font.setPointSizeF(size)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _lines(self, text: str, width: float, font: QFont, *, apart: bool = False) -> list[_Line]:
        """One paragraph, or several with line ends between them, broken to the width."""
        layout = QTextLayout(text.replace("\n", "\u2028"), font, self._writer)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[_Line] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            found.append(_Line(line, layout, line.height() * 1.15, apart and not found))
        layout.endLayout()
        return found

    def add(self, text: str, size: float) -> None:
        """A heading on its own."""
        for line in self._lines(text, self._width, self._font(size, bold=True)):
            self._put(line, 0.0)
        self._y += 2 * self._gap

    def add_category(self, category: PrintedCategory) -> None:
        heading = self._lines(category.name or _("Unfiled"), self._width, self._font(HEADING_SIZE, bold=True))
        rows = [self._cells(reply) for reply in category.replies]
        whole = self._height(rows[0])
        first = whole if whole <= self._bottom else self._height(rows[0], KEPT_LINES)
        above = 4 * self._gap if self._y else 0.0
        if self._y + above + sum(line.height for line in heading) + 2 * self._gap + first > self._bottom:
            self._new_page()
            above = 0.0
        self._y += above
        for line in heading:
            self._put(line, 0.0)
        self._y += self._gap
        self._rule(0.0)
        for cells in rows:
            self._add_row(cells)

    def _cells(self, reply: PrintedReply) -> tuple[list[_Line], ...]:
        code, title, text = (self._width * share for _start, share in COLUMNS)
        plain, bold = self._font(TEXT_SIZE), self._font(TEXT_SIZE, bold=True)
        messages = [
            line
            for number, message in enumerate(reply.messages)
            for line in self._lines(message, text, plain, apart=number > 0)
        ]
        return self._lines(reply.code, code, plain), self._lines(reply.title, title, bold), messages

    def _height(self, cells: Sequence[Sequence[_Line]], most: int | None = None) -> float:
        """Of a row, or of its first lines."""
        tall = [sum(line.height + self._gap * 2 * line.apart for line in lines[:most]) for lines in cells]
        return max(tall) + 2 * self._gap

    def _add_row(self, cells: Sequence[Sequence[_Line]]) -> None:
        height = self._height(cells)
        if self._y + height > self._bottom and (
            height <= self._bottom or self._y + self._height(cells, KEPT_LINES) > self._bottom
        ):
            self._new_page()
        self._y += self._gap
        top, page, lowest = self._y, len(self._pages), self._y
        for (start, _share), lines in zip(COLUMNS, cells, strict=True):
            # Code and title are short; only the text, which comes last, may go on over the next page.
            if len(self._pages) == page:
                self._y = top
            for line in lines:
                if line.apart:
                    self._y += self._gap
                    self._rule(self._width * start, thin=True)
                    self._y += self._gap
                self._put(line, self._width * start)
            lowest = max(lowest, self._y) if len(self._pages) == page else self._y
        self._y = lowest + self._gap
        self._rule(0.0)

    def _put(self, line: _Line, x: float) -> None:
        if self._y + line.height > self._bottom:
            self._new_page()
        self._pages[-1].lines.append((line, x, self._y))
        self._y += line.height

    def _rule(self, x: float, *, thin: bool = False) -> None:
        self._pages[-1].rules.append((x, self._y, thin))

    def _new_page(self) -> None:
        self._pages.append(_Page())
        self._y = 0.0

    # -------------------------------------------------------------------------------------------------------- drawing

    def draw(self) -> None:
        painter = QPainter(self._writer)
        try:
            for number, page in enumerate(self._pages, start=1):
                if number > 1:
                    self._writer.newPage()
                self._draw_page(painter, page, number)
        finally:
            painter.end()

    def _draw_page(self, painter: QPainter, page: _Page, number: int) -> None:
        painter.setPen(Qt.GlobalColor.black)
        for line, x, y in page.lines:
            line.line.draw(painter, QPointF(x, y) - line.line.position())
        for x, y, thin in page.rules:
            grey, width = (Qt.GlobalColor.lightGray, 0.15) if thin else (Qt.GlobalColor.gray, 0.2)
            pen = QPen(grey, self._dots(width), Qt.PenStyle.DashLine if thin else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(self._width, y))
        painter.setPen(Qt.GlobalColor.darkGray)
        told = _("Page {number} of {total}").format(number=number, total=len(self._pages))
        (line, *_more) = self._lines(told, self._width, self._font(NUMBER_SIZE))
        x = (self._width - line.line.naturalTextWidth()) / 2
        line.line.draw(painter, QPointF(x, self._writer.height() - line.height))
