"""A histogram: how often numbers of each size occur, as bars around a line at zero."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.wording import number_text
from digitpad.inspection.tensors import Statistics

_HEIGHT = 96


class Histogram(QWidget):
    """Shows the counts of `Statistics`; under the pointer, a bar tells its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statistics: Statistics | None = None
        self._hovered = -1
        self.setFont(theme.scaled(self.font(), 0.88))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_statistics(self, statistics: Statistics | None) -> None:
        """Show these counts, or nothing."""
        self._statistics = statistics
        self._hovered = -1
        self.update()

    @property
    def statistics(self) -> Statistics | None:
        """What is shown."""
        return self._statistics

    def readout(self) -> str:
        """What the bar under the pointer stands for."""
        if self._statistics is None or self._hovered < 0:
            return ""
        low, high = self._statistics.edges[self._hovered : self._hovered + 2].tolist()
        count = int(self._statistics.counts[self._hovered])
        text = self.tr("{count} from {low} to {high}")
        return text.format(count=f"{count:,}", low=number_text(low), high=number_text(high))

    def sizeHint(self) -> QSize:
        """A low picture with a line of numbers."""
        return QSize(240, _HEIGHT + 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow."""
        return QSize(140, self.sizeHint().height())

    def _area(self) -> QRectF:
        return QRectF(0, self.fontMetrics().height(), self.width(), _HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the bar under the pointer."""
        if self._statistics is not None and self._area().width() > 0:
            bins = len(self._statistics.counts)
            place = int(event.position().x() / self._area().width() * bins)
            self._hovered = min(max(place, 0), bins - 1)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No bar is under the pointer."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bars, zero and both ends."""
        if self._statistics is None:
            return
        role = QPalette.ColorRole
        painter = QPainter(self)
        area = self._area()
        counts = self._statistics.counts
        # The root shows rare numbers beside very frequent ones.
        heights = np.sqrt(counts / max(1, counts.max())) * area.height()
        width = area.width() / len(counts)
        for place, height in enumerate(heights.tolist()):
            bar = QRectF(area.left() + place * width, area.bottom() - height, width - 1, height)
            is_hovered = place == self._hovered
            painter.fillRect(bar, self.palette().color(role.Accent if is_hovered else role.Dark))
        painter.setPen(QPen(self.palette().color(role.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_numbers(painter, area)

    def _paint_numbers(self, painter: QPainter, area: QRectF) -> None:
        assert self._statistics is not None  # noqa: S101 - painted only when there are any
        role = QPalette.ColorRole
        low, high = self._statistics.edges[[0, -1]].tolist()
        painter.setPen(self.palette().color(role.PlaceholderText))
        line = QRectF(0, area.bottom() + 1, self.width(), self.fontMetrics().height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, number_text(low))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, number_text(high))
        if low < 0 < high:
            zero = area.left() - low / (high - low) * area.width()
            painter.drawLine(QPointF(zero, area.bottom()), QPointF(zero, area.bottom() + 3))
            box = QRectF(zero - 20, line.top(), 40, line.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, "0")
        above = QRectF(0, 0, self.width(), self.fontMetrics().height())
        painter.setPen(self.palette().color(role.WindowText))
        painter.drawText(above, Qt.AlignmentFlag.AlignRight, self.readout())
