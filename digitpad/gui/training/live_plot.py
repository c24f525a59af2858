"""A plot of what goes on: a line that grows, marks for epochs, and dotted lines for changes.

All but the line changes seldom. It is kept as a picture, so that a new state of the line costs the
event loop, and with it the pen on the pad, less than a millisecond.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.plot import Axis, Plot, round_steps
from digitpad.gui.polyline import polyline
from digitpad.gui.training.pacing import Pacing
from digitpad.gui.training.thinned import Line

_AXIS_WIDTH = 52.0
_RIGHT_AIR = 14.0
_FAINT = 0.45
_MARK_RADIUS = 3.5


class LivePlot(Plot):
    """Values over epochs, seen from 0 to the last epoch.

    Args:
        pacing: is told how long painting takes.
        ticks: the numbers to write at the y axis, for its range.
        text: how they are written, for the same numbers.
        is_faint: the line stands back behind the marks.
    """

    def __init__(
        self,
        pacing: Pacing,
        ticks: Callable[[float, float], tuple[float, ...]],
        text: Callable[[tuple[float, ...]], Callable[[float], str]],
        *,
        is_faint: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pacing, self._ticks, self._text, self._is_faint = pacing, ticks, text, is_faint
        self._line_shown = QPolygonF()
        self._marks = np.empty((0, 2))
        self._changes: tuple[float, ...] = ()
        self._seen: tuple[float, float, float] | None = None
        self._picture: QPixmap | None = None
        self._room: QRectF | None = None
        # What lies beneath need not be painted before.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_line(self, x: Line, y: Line) -> None:
        """Draw this line."""
        self._line_shown = polyline(x, y)
        self.update()

    def show_marks(self, of_epochs: Line) -> None:
        """Mark what came of the epochs: (epochs, 2), of digits learned from and held out."""
        before, self._marks = self._marks, of_epochs
        if not np.array_equal(of_epochs[: len(before)], before, equal_nan=True):
            self._paint_anew()
        elif self._picture is not None and len(of_epochs) > len(before):
            painter = self._begin(self._picture)
            self._paint_marks(painter, max(0, len(before) - 1))
            painter.end()
            self.update()

    def show_changes(self, places: Sequence[float]) -> None:
        """A dotted line where somebody changed something."""
        if tuple(places) != self._changes:
            self._changes = tuple(places)
            self._paint_anew()

    def look_at(self, right: float, low: float, high: float) -> None:
        """Show x from 0 to `right` and y from `low` to `high`."""
        if (right, low, high) == self._seen:
            return
        self._seen = right, low, high
        across, up = 0.02 * right, 0.06 * (high - low)
        ticks = self._ticks(low, high)
        self.x_axis = Axis(-across, right + across, round_steps(0, right, 6))
        self.y_axis = Axis(low - up, high + up, ticks, self._text(ticks))
        self._paint_anew()

    def area(self) -> QRectF:
        """Plots above each other begin at the same place, whatever numbers stand beside them."""
        if self._room is None:
            self._room = self._find_room()
        return self._room

    def _find_room(self) -> QRectF:
        room = QRectF(self.rect())
        return room.adjusted(_AXIS_WIDTH, 0.5 * self._line(), -_RIGHT_AIR, -self.below())

    def _paint_anew(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint, and note how long that takes."""
        with self._pacing.painting():
            if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatio():
                self._picture = self._painted()
            painter = QPainter(self)
            painter.drawPixmap(0, 0, self._picture)
            self._paint_line(painter)

    def _paint_line(self, painter: QPainter) -> None:
        colour = QColor(theme.series_colours(self.palette())[0])
        if self._is_faint:
            colour.setAlphaF(_FAINT)
        # A thicker one takes ten times as long.
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setClipRect(self.area())
        painter.setTransform(self._from_values())
        painter.drawPolyline(self._line_shown)

    def _from_values(self) -> QTransform:
        """Takes epochs and values to places in the widget."""
        start, end = self.place(0, 0), self.place(1, 1)
        across, up = end.x() - start.x(), end.y() - start.y()
        return QTransform(across, 0, 0, up, start.x(), start.y())

    def _painted(self) -> QPixmap:
        """All but the line."""
        ratio = self.devicePixelRatio()
        # Rounded up, since it has to cover the widget at ratios such as 1.25 too.
        picture = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.colour(QPalette.ColorRole.Base))
        painter = self._begin(picture)
        painter.setClipping(False)
        self.paint_frame(painter)
        painter.setClipping(True)
        quiet = self.colour(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(quiet, 1, Qt.PenStyle.DotLine))
        for change in self._changes:
            x = self.place(change, 0).x()
            painter.drawLine(QLineF(x, 0, x, self.height()))
        self._paint_marks(painter, 0)
        painter.end()
        return picture

    def _begin(self, picture: QPixmap) -> QPainter:
        """A painter for what lies between the axes."""
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.area())
        return painter

    def _paint_marks(self, painter: QPainter, first: int) -> None:
        """Those of an epoch and of all after it, joined by lines."""
        colours = theme.series_colours(self.palette())
        for colour, values in zip(colours, self._marks.T, strict=False):
            known = first + np.flatnonzero(np.isfinite(values[first:]))
            places = [self.place(epoch + 1, values[epoch]) for epoch in known.tolist()]
            painter.setPen(QPen(colour, 2))
            painter.drawPolyline(places)
            painter.setPen(QPen(self.colour(QPalette.ColorRole.Base), 1))
            painter.setBrush(colour)
            for place in places:
                painter.drawEllipse(place, _MARK_RADIUS, _MARK_RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another picture."""
        self._room = None
        self._paint_anew()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._room = None
            self._paint_anew()
        super().changeEvent(event)
