"""The frame of a chart: two axes with numbers at them, faint lines, and where a point comes to lie.

100% |---------
     |---------     subclasses paint between `paint_frame` and the end
  0% |_________
     0    0.5   1
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme

_SMALL = 0.88
_AIR = 4.0


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of numbers, those that are written at it, and how they are written."""

    low: float
    high: float
    ticks: tuple[float, ...]
    text: Callable[[float], str] = "{:g}".format
    title: str = ""

    def share(self, value: float) -> float:
        """Where a number lies between low (0) and high (1)."""
        return (value - self.low) / ((self.high - self.low) or 1.0)


def round_steps(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """At most about `most` round numbers (1, 2 or 5 times a power of ten) within a range."""
    if high <= low:
        return (low,)
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def percent_axis(low: float = 0.0, title: str = "") -> Axis:
    """Shares up to 100 %."""
    steps = round_steps(low, 1.0, 4)
    decimals = max(0, min(3, math.ceil(-math.log10((1.0 - low) / 4)) - 2)) if low < 1 else 0
    return Axis(low, 1.0, steps, lambda value: f"{value:.{decimals}%}", title)


class Plot(QWidget):
    """A widget with axes. Subclasses set `x_axis` and `y_axis` and paint what lies between."""

    x_axis: Axis = Axis(0, 1, (0, 1))
    y_axis: Axis = Axis(0, 1, (0, 1))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.scaled(self.font(), _SMALL))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As wide as three axes' numbers and about as high."""
        return QSize(300, 190)

    def minimumSizeHint(self) -> QSize:
        """Less says nothing."""
        return QSize(160, 110)

    # Where things are

    def below(self) -> float:
        """The room beneath the x axis, in pixels."""
        return self._line() * (2 if self.x_axis.title else 1) + _AIR

    def area(self) -> QRectF:
        """Between the axes."""
        metrics = QFontMetricsF(self.font())
        numbers = [metrics.horizontalAdvance(self.y_axis.text(tick)) for tick in self.y_axis.ticks]
        left = max(numbers, default=0.0) + 2 * _AIR
        top = self._line() * (1.8 if self.y_axis.title else 0.5)
        right = 0.5 * max(
            (metrics.horizontalAdvance(self.x_axis.text(t)) for t in self.x_axis.ticks), default=0
        )
        room = QRectF(self.rect()).adjusted(left, top, -max(right, _AIR), -self.below())
        return room if room.width() > 1 and room.height() > 1 else QRectF(0, 0, 1, 1)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of the chart lies in the widget."""
        area = self.area()
        return QPointF(
            area.left() + self.x_axis.share(x) * area.width(),
            area.bottom() - self.y_axis.share(y) * area.height(),
        )

    def nearest(self, xs: Sequence[float], at: float) -> int:
        """Which of these numbers on the x axis lies nearest to a place in the widget."""
        return min(range(len(xs)), key=lambda i: abs(self.place(xs[i], 0).x() - at))

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    # How it is painted

    def colour(self, role: QPalette.ColorRole) -> QColor:
        """One of the theme's colours."""
        return self.palette().color(role)

    def paint_frame(self, painter: QPainter) -> None:
        """Lines at the numbers of the y axis, the numbers, the titles."""
        role, area, line = QPalette.ColorRole, self.area(), self._line()
        painter.setFont(self.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self.y_axis.ticks:
            height = round(self.place(0, tick).y()) + 0.5
            painter.setPen(QPen(self.colour(role.Mid), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(self.colour(role.PlaceholderText))
            box = QRectF(0, height - line / 2, area.left() - _AIR, line)
            painter.drawText(box, right, self.y_axis.text(tick))
        self.paint_x_numbers(painter)
        if self.x_axis.title:
            box = QRectF(area.left(), self.height() - line, area.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.x_axis.title)
        if self.y_axis.title:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(QRectF(0, 0, self.width(), line), left, self.y_axis.title)

    def paint_x_numbers(self, painter: QPainter) -> None:
        """The numbers of the x axis, each centred at its place."""
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        for tick in self.x_axis.ticks:
            middle, top = self.place(tick, 0).x(), self.area().bottom() + _AIR
            box = QRectF(middle - 40, top, 80, self._line())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, self.x_axis.text(tick))
