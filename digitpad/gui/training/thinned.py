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
        self._means = np.zeros((points, 2))
        self._filled = 0
        self._each = 1
        self._sum = np.zeros(2)
        self._pending = 0

    def __len__(self) -> int:
        return self._filled + (self._pending > 0)

    def add(self, x: float, y: float) -> None:
        """One more value."""
        self.extend(np.array([x]), np.array([y]))

    def extend(self, x: Line, y: Line) -> None:
        """More values."""
        values = np.stack([x, y], axis=1)
        while len(values):
            if self._filled == len(self._means):
                self._join()
            whole = min(len(values) // self._each, len(self._means) - self._filled)
            taken = (
                whole * self._each if whole and not self._pending else self._each - self._pending
            )
            self._take(values[:taken])
            values = values[taken:]

    def _take(self, values: Line) -> None:
        """Values for some whole points, or towards one."""
        if len(values) + self._pending > self._each:
            means = values.reshape(-1, self._each, 2).mean(axis=1)
            self._means[self._filled : self._filled + len(means)] = means
            self._filled += len(means)
            return
        self._sum += values.sum(axis=0)
        self._pending += len(values)
        if self._pending == self._each:
            self._means[self._filled] = self._mean()
            self._filled += 1
            self._sum[:] = 0
            self._pending = 0

    def _mean(self) -> Line:
        return self._sum / self._pending

    def points(self) -> tuple[Line, Line]:
        """All x and all y; the last may be the mean of fewer values than the others."""
        means = self._means[: self._filled]
        if self._pending:
            means = np.vstack([means, self._mean()])
        return means[:, 0].copy(), means[:, 1].copy()

    def _join(self) -> None:
        half = self._filled // 2
        self._means[:half] = self._means.reshape(half, 2, 2).mean(axis=1)
        self._filled = half
        self._each *= 2
