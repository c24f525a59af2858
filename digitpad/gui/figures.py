"""Changing numbers that do not jump: every figure takes the place of the widest one.

Many typefaces have narrow ones. A font feature could ask for equal widths, but not every typeface
has it, so the places are measured here, once for each font.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText

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
        self._height = metrics.height()
        # Laid out once: they are painted ten times in every frame.
        self._signs: dict[str, tuple[QStaticText, float]] = {}
        for sign, width in widths.items():
            text = QStaticText(sign)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            text.prepare(font=font)
            self._signs[sign] = text, (self._widths[sign] - width) / 2

    def width(self, text: str) -> float:
        """The width of `text`, in pixels."""
        return sum(self._widths[sign] for sign in text)

    def paint(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Paint `text` so that it ends at the right of `area`, in the painter's colour."""
        self._paint_from(painter, area, area.right() - self.width(text), text)

    def paint_at_left(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Paint `text` so that it begins at the left of `area`, in the painter's colour."""
        self._paint_from(painter, area, area.left(), text)

    def _paint_from(self, painter: QPainter, area: QRectF, left: float, text: str) -> None:
        painter.setFont(self.font)
        top = area.center().y() - self._height / 2
        for sign in text:
            static, indent = self._signs[sign]
            painter.drawStaticText(QPointF(left + indent, top), static)
            left += self._widths[sign]
