"""A tiny curve of the learning rate over a whole run: up to the left its highest value."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.nn.schedules import SCHEDULES

_POINTS = 100
_SIZE = QSize(120, 34)
_EDGE = 3.0


class ScheduleCurve(QWidget):
    """Shows one of `SCHEDULES`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factors = np.ones(_POINTS)
        self._name, self._rate = "constant", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_SIZE.width() // 2)
        self._translate()

    def sizeHint(self) -> QSize:
        """As high as the control beside it."""
        return _SIZE

    def show_schedule(self, name: str, rate: float) -> None:
        """Show how a rate changes over a run."""
        self._name, self._rate = name, rate
        schedule = SCHEDULES[name]
        self._factors = np.array([schedule(place) for place in np.linspace(0, 1, _POINTS)])
        self._translate()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line on a base line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        x = area.left() + np.linspace(0, 1, _POINTS) * area.width()
        y = area.bottom() - self._factors * area.height()
        line = QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])
        pen = QPen(palette.color(QPalette.ColorRole.Accent), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        text = self.tr("The learning rate from the first step to the last; at most {rate}.")
        text = text.format(rate=f"{self._rate:g}")
        self.setAccessibleName(self.tr("Curve of the learning rate"))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")
