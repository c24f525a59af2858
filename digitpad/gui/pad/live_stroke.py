"""A stroke while it is drawn."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from digitpad.common.types import FloatArray
from digitpad.gui.pad.stroke_painting import stroke_outline, tail_box
from digitpad.ink.strokes import MAX_POINTS, Stroke

_FIRST_ROOM = 256


class LiveStroke:
    """An unfinished stroke.

    Its array grows by doubling and is handed out as views, so that adding a point to a long stroke
    costs no more than to a short one. Beyond `MAX_POINTS`, points are dropped.
    """

    def __init__(self, x: float, y: float, time: float, pressure: float) -> None:
        self._count = 0
        self._rows = np.empty((_FIRST_ROOM, 4), dtype=np.float32)
        self.add(x, y, time, pressure)

    def add(self, x: float, y: float, time: float, pressure: float) -> None:
        """Append a point; a time before the last one counts as the last one's time."""
        if self._count == MAX_POINTS:
            return
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        if self._count:
            time = max(time, float(self._rows[self._count - 1, 2]))
        self._rows[self._count] = (x, y, time, pressure)
        self._count += 1

    @property
    def points(self) -> FloatArray:
        """(P, 2) the points so far."""
        return self._rows[: self._count, :2]

    @property
    def pressures(self) -> FloatArray:
        """(P,) their pressures so far."""
        return self._rows[: self._count, 3]

    def outline(self, pen_width: float, within: QRectF) -> QPainterPath:
        """The filled shape so far, without the pieces that cannot touch the rectangle."""
        return stroke_outline(self.points, self.pressures, pen_width, within)

    def tail_box(self, pen_width: float) -> QRectF:
        """The rectangle that may have changed with the last point."""
        return tail_box(self.points, pen_width)

    def so_far(self) -> Stroke:
        """The stroke as it is now, as views: written entries never change."""
        return Stroke(self.points, self._rows[: self._count, 2], self.pressures)

    def finished(self) -> Stroke:
        """The stroke with its own arrays."""
        return Stroke.of(self.points, self._rows[: self._count, 2], self.pressures)
