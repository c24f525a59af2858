"""What the left button, the pen's tip or a finger does on the pad, and what the pointer shows."""

from enum import Enum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

SMALLEST_ERASER = 12.0
"""Radius in pad units."""


class Tool(Enum):
    """The tool in the hand."""

    PEN = "pen"
    ERASER = "eraser"


def eraser_radius(pen_width: float) -> float:
    """As wide as the pen, and never so small that erasing is a game of skill. In pad units."""
    return max(SMALLEST_ERASER, 0.7 * pen_width)


def eraser_cursor(radius: float, ratio: float) -> QCursor:
    """A ring as large as the eraser, seen on light and dark alike."""
    side = int(2 * radius) + 5
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(side / 2, side / 2)
    for colour, width in ((QColor(255, 255, 255, 230), 3.0), (QColor(40, 44, 50), 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, radius, radius)
    painter.end()
    return QCursor(pixmap, side // 2, side // 2)
