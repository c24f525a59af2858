"""The probabilities of one moment: a row for each class, in the colours of the chart beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.figures import Figures
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

_ROW = 22
_BAR = 8.0


class MomentBars(QWidget):
    """Names, bars and probabilities; the likeliest class stands out by weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self.probabilities: FloatArray | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()

    def show_probabilities(self, names: Sequence[str], probabilities: FloatArray) -> None:
        """Show (classes,) probabilities of classes with these names."""
        if len(names) != len(self._names):
            self.updateGeometry()
        self._names, self.probabilities = names, probabilities
        best = int(probabilities.argmax())
        self.setAccessibleDescription(f"{names[best]}: {percent(float(probabilities[best]))}")
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each class, ten before there are any."""
        return QSize(180, _ROW * (len(self._names) or 10))

    def minimumSizeHint(self) -> QSize:
        """Rows may become a little tighter."""
        return QSize(140, 16 * (len(self._names) or 10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all rows."""
        if self.probabilities is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() / len(self._names)
        best = int(np.argmax(self.probabilities))
        for place, probability in enumerate(self.probabilities.tolist()):
            row = QRectF(0, place * height, self.width(), height)
            self._paint_row(painter, row, place, probability, is_best=place == best)

    def _paint_row(
        self, painter: QPainter, row: QRectF, place: int, probability: float, *, is_best: bool
    ) -> None:
        role, palette = QPalette.ColorRole, self.palette()
        figures = self._strong if is_best else self._plain
        metrics = QFontMetricsF(figures.font)
        painter.setFont(figures.font)
        painter.setPen(palette.color(role.WindowText if is_best else role.PlaceholderText))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, left, self._names[place])
        figures.paint(painter, row, percent(probability))
        start = max(metrics.horizontalAdvance(name) for name in self._names) + theme.GAP
        track = QRectF(
            start, 0, row.width() - start - self._strong.width(percent(1.0)) - theme.GAP, _BAR
        )
        track.moveTop(row.center().y() - _BAR / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(role.AlternateBase))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        colours = theme.class_colours(palette)
        painter.setBrush(colours[place % len(colours)])
        bar = QRectF(track)
        bar.setWidth(track.width() * probability)
        painter.setClipRect(bar)
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.setClipping(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        self._plain = Figures(self.font())
        self._strong = Figures(theme.weighted(self.font(), QFont.Weight.Bold))
