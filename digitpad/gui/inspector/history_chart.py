"""The record of a training: how many digits were read right after each epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.plot import Axis, Plot, percent_axis, round_steps
from digitpad.model_record import EpochRecord

_DEPTHS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


class HistoryChart(Plot):
    """Accuracy over epochs, on the training digits and, where there were any, the held-out ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, list[tuple[float, float]]]] = []

    def show_history(self, history: Sequence[EpochRecord]) -> None:
        """Show the epochs of a training."""
        training = [(float(one.epoch), one.accuracy) for one in history]
        held_out = [
            (float(one.epoch), one.validation_accuracy)
            for one in history
            if one.validation_accuracy is not None
        ]
        self._lines = [(self.tr("training digits"), training)]
        if held_out:
            self._lines.append((self.tr("held-out digits"), held_out))
        values = [value for _, line in self._lines for _, value in line if math.isfinite(value)]
        lowest = min(values, default=0.0)
        depth = next((depth for depth in _DEPTHS if 1 - depth <= lowest), 1.0)
        self.y_axis = percent_axis(1 - depth, self.tr("read right"))
        last = max(len(history), 2)
        ticks = tuple(tick for tick in round_steps(1, last, 8) if tick == round(tick))
        self.x_axis = Axis(1, last, ticks, "{:g}".format, self.tr("epoch"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes and lines, each with its name at the end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        colours = theme.series_colours(self.palette())
        for (name, line), colour in zip(self._lines, colours, strict=False):
            points = [self.place(x, y) for x, y in line]
            painter.setPen(QPen(colour, 2))
            painter.drawPolyline(points)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for point in points:
                painter.drawEllipse(point, 2.5, 2.5)
            self._paint_name(painter, name, points[-1])

    def _paint_name(self, painter: QPainter, name: str, end: QPointF) -> None:
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        box = QRectF(end.x() - 220, end.y() + 0.7 * self._line(), 216, self._line())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, name)
