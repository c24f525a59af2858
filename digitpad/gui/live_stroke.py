"""The stroke under the pen: points are added one by one and read as a whole after each.

The room for points grows by doubling and is handed out as it is, so that a point of a long stroke
costs no more than one of a short one: a quick mouse sends a thousand a second.
"""

import numpy as np

from digitpad.ink import MAX_POINTS, Stroke
from digitpad.types import FloatArray

_FIRST_ROOM = 256


class LiveStroke:
    """Collects the points of one stroke, with time (seconds) and pressure (0..1)."""

    def __init__(self, x: float, y: float, time: float, pressure: float) -> None:
        self._count = 0
        self._rows = np.empty((_FIRST_ROOM, 4), dtype=np.float32)
        self.add(x, y, time, pressure)

    def add(self, x: float, y: float, time: float, pressure: float) -> None:
        """Append one point; a clock that steps back counts as standing still.

        After `MAX_POINTS`, minutes of uninterrupted scribbling, further points are left out.
        """
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
        """(P, 2) so far."""
        return self._rows[: self._count, :2]

    @property
    def times(self) -> FloatArray:
        """(P,) so far."""
        return self._rows[: self._count, 2]

    @property
    def pressures(self) -> FloatArray:
        """(P,) so far."""
        return self._rows[: self._count, 3]

    @property
    def last(self) -> tuple[float, float]:
        """Where the pen is."""
        x, y = self._rows[self._count - 1, :2].tolist()
        return x, y

    def so_far(self) -> Stroke:
        """The stroke as it is now, without copying: places once written never change."""
        return Stroke(self.points, self.times, self.pressures)

    def finished(self) -> Stroke:
        """The whole stroke, in arrays of its own."""
        return Stroke.of(self.points, self.times, self.pressures)
