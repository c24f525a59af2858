"""Changing numbers that do not jump: every figure takes the place of the widest one.

Many typefaces have narrow ones. A font feature could ask for equal widths, but not every typeface
has it, so the places are measured here.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

FIGURES = "0123456789"


def place_width(font: QFont) -> float:
    """The width of the widest figure, in pixels."""
    metrics = QFontMetricsF(font)
    return max(metrics.horizontalAdvance(figure) for figure in FIGURES)


def text_width(text: str, font: QFont) -> float:
    """The width of `text` when painted by `paint_right_aligned`, in pixels."""
    metrics, place = QFontMetricsF(font), place_width(font)
    return sum(place if sign in FIGURES else metrics.horizontalAdvance(sign) for sign in text)


def paint_right_aligned(painter: QPainter, area: QRectF, text: str) -> None:
    """Paint `text` with the painter's font so that it ends at the right of `area`."""
    metrics, place = QFontMetricsF(painter.font()), place_width(painter.font())
    right = area.right()
    for sign in reversed(text):
        width = place if sign in FIGURES else metrics.horizontalAdvance(sign)
        right -= width
        painter.drawText(
            QRectF(right, area.top(), width, area.height()), Qt.AlignmentFlag.AlignCenter, sign
        )
