"""Changing numbers that do not jump: every figure takes the place of the widest one.

Many typefaces have narrow ones. A font feature could ask for equal widths, but not every typeface
has it, so the places are measured here, once for each font.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

_FIGURES = "0123456789"
_SIGNS = _FIGURES + ".%"


class Figures:
    """Numbers in one font; made of figures, point and per cent sign."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        widths = {sign: metrics.horizontalAdvance(sign) for sign in _SIGNS}
        self.place = max(widths[figure] for figure in _FIGURES)
        """The width of the widest figure, in pixels."""
        self._widths = widths | dict.fromkeys(_FIGURES, self.place)

    def width(self, text: str) -> float:
        """The width of `text`, in pixels."""
        return sum(self._widths[sign] for sign in text)

    def paint(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Paint `text` so that it ends at the right of `area`, in the painter's colour."""
        painter.setFont(self.font)
        left = area.right() - self.width(text)
        for sign in text:
            width = self._widths[sign]
            place = QRectF(left, area.top(), width, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)
            left += width
