"""Probabilities over time: stacked to 100 %, as lines, or as a heatmap with a row for each class.

The upright line is the moment that is looked at; it is drawn along with the mouse or moved with
the arrow keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.colour_maps import Scale, sequential
from digitpad.gui.inspector.plot import Axis, Plot, percent_axis, round_steps
from digitpad.types import FloatArray

_FADED = 0.12
_ROOM_FOR_NAME = 0.35
"""A stacked class is named where it is at least so high."""


class Kind(Enum):
    """How probabilities over time are shown."""

    STACKED = "stacked"
    LINES = "lines"
    HEATMAP = "heatmap"


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Answers at several moments.

    Attributes:
        moments: (T,) ascending; seconds, or epochs.
        probabilities: (T, classes) float32.
        non_digit: (T,) float32.
        marks: moments at which something began, such as a stroke.
        names: of the classes.
        whole: whether moments are whole numbers.
    """

    moments: FloatArray
    probabilities: FloatArray
    non_digit: FloatArray
    marks: tuple[float, ...]
    names: Sequence[str]
    whole: bool = False


class TimeChart(Plot):
    """Shows a `Timeline`.

    `moment_chosen` carries the place of the moment that is looked at; `laid_out` says that the
    axes have moved.
    """

    moment_chosen = Signal(int)
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline: Timeline | None = None
        self.kind = Kind.STACKED
        self.moment = -1
        self._only = -1
        self.y_axis = percent_axis()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_timeline(self, timeline: Timeline, title: str) -> None:
        """Show this; `title` says what its moments are measured in."""
        self.timeline = timeline
        first, last = float(timeline.moments[0]), float(timeline.moments[-1])
        last = last if last > first else first + 1
        ticks = round_steps(first, last, 8)
        if timeline.whole:
            ticks = tuple(tick for tick in ticks if tick == round(tick))
        self.x_axis = Axis(first, last, ticks, "{:g}".format, title)
        self._set_rows()
        self.moment = min(self.moment, len(timeline.moments) - 1)
        self.laid_out.emit()
        self.update()

    def show_kind(self, kind: Kind) -> None:
        """Show the same in another way."""
        self.kind = kind
        self._set_rows()
        self.laid_out.emit()
        self.update()

    def show_only(self, place: int) -> None:
        """Let all classes but one fade; -1: none."""
        self._only = place
        self.update()

    def look_at(self, moment: int) -> None:
        """Move the upright line."""
        if self.timeline is not None:
            moment = min(max(moment, 0), len(self.timeline.moments) - 1)
            if moment != self.moment:
                self.moment = moment
                self.moment_chosen.emit(moment)
                self.update()

    def _set_rows(self) -> None:
        """A heatmap has classes at its y axis, all else shares."""
        if self.kind is not Kind.HEATMAP or self.timeline is None:
            self.y_axis = percent_axis()
            return
        names = list(self.timeline.names)
        count = len(names)
        ticks = tuple(place + 0.5 for place in range(count))
        self.y_axis = Axis(0, count, ticks, lambda tick: names[count - 1 - int(tick)])

    # What it looks like

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes, answers, marks and the moment looked at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.timeline is None:
            return
        self.paint_frame(painter)
        paint = {
            Kind.STACKED: self._paint_stack,
            Kind.LINES: self._paint_lines,
            Kind.HEATMAP: self._paint_heatmap,
        }
        paint[self.kind](painter, self.timeline)
        self._paint_marks(painter, self.timeline)
        self._paint_moment(painter, self.timeline)

    def _colour_of(self, place: int) -> QColor:
        colours = theme.class_colours(self.palette())
        colour = QColor(colours[place % len(colours)])
        if self._only not in (-1, place):
            colour.setAlphaF(_FADED)
        return colour

    def _paint_stack(self, painter: QPainter, timeline: Timeline) -> None:
        upper: FloatArray = np.cumsum(timeline.probabilities, axis=1).clip(0, 1)
        lower: FloatArray = upper - timeline.probabilities
        moments = timeline.moments.tolist()
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Window), 0.8))
        for place in range(upper.shape[1]):
            top = [self.place(x, y) for x, y in zip(moments, upper[:, place], strict=True)]
            bottom = [self.place(x, y) for x, y in zip(moments, lower[:, place], strict=True)]
            painter.setBrush(self._colour_of(place))
            painter.drawPolygon(QPolygonF([*top, *reversed(bottom)]))
        middles = (0.5 * (upper + lower)).astype(np.float32)
        self._name_stacked(painter, timeline, middles)

    def _name_stacked(self, painter: QPainter, timeline: Timeline, middles: FloatArray) -> None:
        """Each class's name where it is highest, if it is high enough there."""
        painter.setFont(theme.weighted(theme.scaled(self.font(), 1.3), QFont.Weight.DemiBold))
        painter.setPen(self.colour(QPalette.ColorRole.Base))
        area = self.area().adjusted(10, 0, -10, 0)
        for place, name in enumerate(timeline.names):
            column = timeline.probabilities[:, place]
            highest = np.flatnonzero(column >= column.max() - 0.02)
            at = int(highest[len(highest) // 2])
            if column[at] >= _ROOM_FOR_NAME:
                point = self.place(float(timeline.moments[at]), float(middles[at, place]))
                x = min(max(point.x(), area.left()), area.right())
                box = QRectF(x - 20, point.y() - 20, 40, 40)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_lines(self, painter: QPainter, timeline: Timeline) -> None:
        moments = timeline.moments.tolist()
        for place, name in enumerate(timeline.names):
            column = timeline.probabilities[:, place].tolist()
            points = [self.place(x, y) for x, y in zip(moments, column, strict=True)]
            painter.setPen(QPen(self._colour_of(place), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(points)
            highest = int(np.argmax(column))
            if column[highest] >= _ROOM_FOR_NAME:
                box = QRectF(points[highest].x() - 20, points[highest].y() + 2, 40, self._line())
                box.moveLeft(min(max(box.left(), self.area().left()), self.area().right() - 20))
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, name)
        if timeline.non_digit.max() > 0.01:
            column = timeline.non_digit.tolist()
            points = [self.place(x, y) for x, y in zip(moments, column, strict=True)]
            painter.setPen(QPen(self.colour(QPalette.ColorRole.Text), 1.2, Qt.PenStyle.DashLine))
            painter.drawPolyline(points)

    def _paint_heatmap(self, painter: QPainter, timeline: Timeline) -> None:
        """A cell for each class and moment; where moments lie, columns have their middles."""
        image = sequential(self.palette()).image(
            np.ascontiguousarray(timeline.probabilities.T), Scale(0, 1)
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(self.area(), image)

    def _paint_marks(self, painter: QPainter, timeline: Timeline) -> None:
        """Dotted lines where a stroke begins."""
        area = self.area()
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Text), 1, Qt.PenStyle.DotLine))
        for mark in timeline.marks:
            x = self.place(mark, 0).x()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_moment(self, painter: QPainter, timeline: Timeline) -> None:
        if self.moment < 0:
            return
        area, x = self.area(), self.place(float(timeline.moments[self.moment]), 0).x()
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Base), 4))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(QPen(self.colour(QPalette.ColorRole.Text), 2))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The axes move."""
        super().resizeEvent(event)
        self.laid_out.emit()

    # Moving along

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the moment under the pointer."""
        self._look_under(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the line along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_under(event)

    def _look_under(self, event: QMouseEvent) -> None:
        if self.timeline is not None:
            self.look_at(self.nearest(self.timeline.moments.tolist(), event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From moment to moment, to the start and to the end."""
        last = 0 if self.timeline is None else len(self.timeline.moments) - 1
        places = {
            Qt.Key.Key_Left: self.moment - 1,
            Qt.Key.Key_Right: self.moment + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in places:
            self.look_at(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
