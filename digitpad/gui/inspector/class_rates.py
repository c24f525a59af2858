"""Precision and recall of every class: two marks on one upright line, close together at best."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.inspector.plot import Axis, Plot, percent_axis
from digitpad.inspection.mistakes import Examination

_RADIUS = 4.0
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""How far below 100 % the axis may begin."""


class ClassRates(Plot):
    """A filled circle for precision, an open square for recall; the axis begins near the worst."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Examination | None = None
        self._names: list[str] = []

    def show_examination(self, found: Examination, names: list[str]) -> None:
        """Show the rates of all classes, which have these names."""
        self._found, self._names = found, names
        rates = np.concatenate([found.precision, found.recall])
        lowest = float(np.nanmin(rates)) if np.isfinite(rates).any() else 0.0
        depth = next((step for step in _STEPS if 1 - step <= lowest), 1.0)
        self.y_axis = percent_axis(1 - depth)
        places = tuple(float(place) for place in range(len(names)))
        self.x_axis = Axis(-0.5, len(names) - 0.5, places, lambda place: names[int(place)])
        self.update()

    def describe(self, place: int) -> str:
        """One class in words."""
        assert self._found is not None  # noqa: S101 - asked only where something is shown
        precision, recall = self._found.precision[place], self._found.recall[place]
        text = self.tr(
            "{name}: of the answers “{name}” {precision} are right; of the digits {name} "
            "{recall} are found."
        )
        return text.format(
            name=self._names[place], precision=_text(precision), recall=_text(recall)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes, and two marks for each class."""
        if self._found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        role = QPalette.ColorRole
        for place, (precision, recall) in enumerate(
            zip(self._found.precision, self._found.recall, strict=True)
        ):
            if math.isnan(precision) or math.isnan(recall):
                continue
            first, second = self.place(place, precision), self.place(place, recall)
            painter.setPen(QPen(self.colour(role.Dark), 1.5))
            painter.drawLine(first, second)
            paint_square(painter, second, self)
            paint_circle(painter, first, self)

    def event(self, event: QEvent) -> bool:
        """A tooltip for the class under the pointer."""
        if isinstance(event, QHelpEvent) and self._found is not None:
            place = self.nearest(self.x_axis.ticks, event.pos().x())
            QToolTip.showText(event.globalPos(), f"<p>{self.describe(place)}</p>", self)
            return True
        return super().event(event)


def paint_circle(painter: QPainter, at: QPointF, widget: QWidget) -> None:
    """The mark of precision."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(widget.palette().color(QPalette.ColorRole.Accent))
    painter.drawEllipse(at, _RADIUS, _RADIUS)


def paint_square(painter: QPainter, at: QPointF, widget: QWidget) -> None:
    """The mark of recall."""
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Text), 1.5))
    painter.setBrush(widget.palette().color(QPalette.ColorRole.Window))
    side = 2 * _RADIUS
    painter.drawRect(QRectF(at.x() - _RADIUS, at.y() - _RADIUS, side, side))


def _text(rate: float) -> str:
    return "–" if math.isnan(rate) else f"{rate:.2%}"
