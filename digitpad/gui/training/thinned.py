"""A curve that keeps a hundred or two of points however long it grows.

    1 2 3 4 5 6 7 8      full: neighbours are joined, and from then on twice as many make a point
    1.5 3.5 5.5 7.5

Every value has its part in some mean, so nothing is lost that could be seen.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

POINTS = 256

Line = npt.NDArray[np.float64]


class Thinned:
    """Means of runs of values, at most `points` of them (an even number)."""

    def __init__(self, points: int = POINTS) -> None:
        self._sums = np.zeros((points, 2))
        self._filled = 0
        self._each = 1
        self._pending = np.zeros(2)
        self._pending_count = 0

    def __len__(self) -> int:
        return self._filled + (self._pending_count > 0)

    def add(self, x: float, y: float) -> None:
        """One more value."""
        self._pending += (x, y)
        self._pending_count += 1
        if self._pending_count == self._each:
            if self._filled == len(self._sums):
                self._join()
                if self._pending_count < self._each:
                    return
            self._sums[self._filled] = self._pending / self._pending_count
            self._filled += 1
            self._pending[:] = 0
            self._pending_count = 0

    def points(self) -> tuple[Line, Line]:
        """All x and all y; the last may be the mean of fewer values than the others."""
        means = self._sums[: self._filled]
        if self._pending_count:
            means = np.vstack([means, self._pending / self._pending_count])
        return means[:, 0].copy(), means[:, 1].copy()

    def _join(self) -> None:
        half = self._filled // 2
        self._sums[:half] = self._sums.reshape(half, 2, 2).mean(axis=1)
        self._filled = half
        self._each *= 2
