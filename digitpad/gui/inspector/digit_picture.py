"""Small pictures: a digit or a matrix of numbers in a frame, and a digit beside the pointer."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QToolTip, QWidget

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import InkColours, map_for, text_colour
from digitpad.gui.widgets import column
from digitpad.gui.wording import short_number_text
from digitpad.inspection.activations import Place

_CARD_SIDE = 84
_CARD_OFFSET = 16
"""Pixels between the pointer and the card."""
_CELL_WITH_TEXT = 25
"""Pixels of a cell's side from which on its number is written into it."""


class DigitPicture(QWidget):
    """Shows ink (28, 28), or any numbers (H, W), in a square of fixed size, without smoothing.

    Attributes:
        texts: what is written into the cells, row by row; none where they are too small.
        describe: gives the tooltip of a cell by its row and column; None for no tooltips.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self.image: FloatArray | None = None
        self.is_wrong = False
        self.marked: Place | None = None
        self.texts: list[list[str]] = []
        self.describe: Callable[[int, int], str] | None = None
        self._is_ink = True
        self._side = side
        self.setFixedSize(side, side)

    def show_image(self, image: FloatArray | None, *, is_wrong: bool = False) -> None:
        """Show this ink, or an empty frame; a wrong answer has a coloured frame."""
        self.image, self.is_wrong, self._is_ink = image, is_wrong, True
        self.texts = []
        self.update()

    def show_numbers(self, values: FloatArray | None) -> None:
        """Show these numbers in colours, and in figures if there is room, or an empty frame."""
        self.image, self._is_ink = values, False
        self.texts = []
        if values is not None and max(values.shape) * _CELL_WITH_TEXT <= self._side:
            self.texts = [[short_number_text(value) for value in row] for row in values.tolist()]
        self.update()

    def mark(self, place: Place | None) -> None:
        """Draw a frame around these pixels; None for no frame."""
        self.marked = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture and frames."""
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        square = QRectF(self.rect())
        painter.fillRect(square, palette.color(role.Base))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.image is not None and self.image.size:
            place, pixel = self._place(self.image)
            image = self._colours(self.image)
            painter.drawImage(place, image)
            self._paint_texts(painter, image, place.topLeft().toPoint(), pixel)
            if self.marked is not None:
                top, left, height, width = (pixel * length for length in self.marked)
                painter.setPen(QPen(palette.color(role.Accent), 2))
                painter.drawRect(QRectF(place.left() + left, place.top() + top, width, height))
        width = 2 if self.is_wrong else 1
        painter.setPen(QPen(palette.color(role.BrightText if self.is_wrong else role.Mid), width))
        half = width / 2
        painter.drawRect(square.adjusted(half, half, -half, -half))

    def _paint_texts(self, painter: QPainter, image: QImage, corner: QPoint, pixel: float) -> None:
        font = painter.font()
        font.setPixelSize(max(1, int(pixel / 3.1)))
        painter.setFont(font)
        for y, texts in enumerate(self.texts):
            for x, text in enumerate(texts):
                painter.setPen(text_colour(image.pixel(x, y)))
                left, top = corner.x() + x * pixel, corner.y() + y * pixel
                cell = QRectF(left, top, pixel, pixel)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the cell under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.text_at(event.pos())
            QToolTip.showText(event.globalPos(), text and f"<p>{html.escape(text)}</p>", self)
            return True
        return super().event(event)

    def text_at(self, at: QPoint) -> str:
        """The tooltip of the cell at a position."""
        if self.describe is None or self.image is None or not self.image.size:
            return ""
        place, pixel = self._place(self.image)
        if not place.contains(at):
            return ""
        # The right and the bottom edge belong to the rectangle, but to no cell behind the last.
        rows, columns = self.image.shape
        row = min(int((at.y() - place.top()) / pixel), rows - 1)
        return self.describe(row, min(int((at.x() - place.left()) / pixel), columns - 1))

    def _place(self, image: FloatArray) -> tuple[QRectF, float]:
        """Where the picture lies, and the side of one of its cells."""
        rows, columns = image.shape
        pixel = self._side / max(rows, columns)
        place = QRectF(0, 0, columns * pixel, rows * pixel)
        place.moveCenter(QRectF(self.rect()).center())
        return place, pixel

    def _colours(self, image: FloatArray) -> QImage:
        if self._is_ink:
            return InkColours(self.palette()).image(image)
        return map_for(image, self.palette()).image(image)


class HoverCard(QFrame):
    """A card with one digit that floats above its parent, never under the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent_widget = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setForegroundRole(self.palette().ColorRole.Mid)
        self.picture = DigitPicture(_CARD_SIDE)
        self.text = QLabel()
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines = column(self.picture, self.text, spacing=2, of=self)
        lines.setContentsMargins(*[theme.GAP_SMALL] * 4)
        self.hide()

    def show_digit(self, image: FloatArray, text: str, at: QPoint) -> None:
        """Show a digit beside a position in the parent."""
        self.picture.show_image(image)
        self.text.setText(text)
        self.adjustSize()
        room = self._parent_widget.size()
        x, y = at.x() + _CARD_OFFSET, at.y() + _CARD_OFFSET
        if x + self.width() > room.width():
            x = at.x() - _CARD_OFFSET - self.width()
        if y + self.height() > room.height():
            y = at.y() - _CARD_OFFSET - self.height()
        self.move(max(0, x), max(0, y))
        self.show()
        self.raise_()
