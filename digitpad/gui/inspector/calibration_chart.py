"""How sure a model is against how often it is right: on the diagonal the two are the same."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.inspector.plot import Axis, Plot, percent_axis
from digitpad.gui.wording import percent
from digitpad.inspection.mistakes import Calibration

_TENTHS = (0.0, 0.25, 0.5, 0.75, 1.0)


class CalibrationChart(Plot):
    """A dot for each bin of confidence, larger where more digits are in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Calibration | None = None
        self.y_axis = percent_axis()
        self.translate()

    def translate(self) -> None:
        """Write the axes' titles."""
        self.x_axis = Axis(0, 1, _TENTHS, "{:.0%}".format, self.tr("how sure it is"))

    def show_calibration(self, curve: Calibration) -> None:
        """Show this."""
        self._curve = curve
        self.update()

    def describe(self, place: int) -> str:
        """One dot in words."""
        assert self._curve is not None  # noqa: S101 - asked only where something is shown
        text = self.tr("{count} digits: on average {sure} sure, {right} of them right.")
        return text.format(
            count=f"{self._curve.counts[place]:,}",
            sure=percent(float(self._curve.confidence[place])),
            right=percent(float(self._curve.accuracy[place])),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes, diagonal, dots and the line through them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        role = QPalette.ColorRole
        painter.setPen(QPen(self.colour(role.Dark), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.place(0, 0), self.place(1, 1))
        if self._curve is None:
            return
        dots = self._dots()
        painter.setPen(QPen(self.colour(role.Accent), 1.5))
        painter.drawPolyline([at for at, _ in dots])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(role.Accent))
        for at, radius in dots:
            painter.drawEllipse(at, radius, radius)

    def _dots(self) -> list[tuple[QPointF, float]]:
        """Where each dot is, and its radius."""
        assert self._curve is not None  # noqa: S101
        curve = self._curve
        return [
            (self.place(float(sure), float(right)), 2.5 + 1.2 * math.log10(count))
            for sure, right, count in zip(
                curve.confidence, curve.accuracy, curve.counts, strict=True
            )
        ]

    def event(self, event: QEvent) -> bool:
        """A tooltip for the nearest dot."""
        if isinstance(event, QHelpEvent) and self._curve is not None:
            place = self.nearest(self._curve.confidence.tolist(), event.pos().x())
            QToolTip.showText(event.globalPos(), f"<p>{self.describe(place)}</p>", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
        super().changeEvent(event)
