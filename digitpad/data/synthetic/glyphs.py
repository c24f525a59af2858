"""What the synthetic digits are made of: curves, and the ways to write a digit with them.

Coordinates are those of a sheet: x to the right, y down, a character about 1 high. Angles are in
degrees, 0 to the right and 90 down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Curve = npt.NDArray[np.float64]
"""(P, 2) points in the order of writing."""

Strokes = list[Curve]

Point = tuple[float, float] | Curve
"""x and y."""

POINTS_PER_SPAN = 12
"""Points of `bend` from one corner to the next."""


def line(*corners: Point) -> Curve:
    """Straight lines from corner to corner."""
    return np.array(corners, float)


def arc(centre: Point, radii: Point, start: float, end: float) -> Curve:
    """Part of an ellipse from one angle to another, clockwise if `end` is larger."""
    count = max(4, int(abs(end - start) / 12) + 1)
    angles = np.deg2rad(np.linspace(start, end, count))
    return np.column_stack(
        [centre[0] + radii[0] * np.cos(angles), centre[1] + radii[1] * np.sin(angles)]
    )


def bend(*corners: Point) -> Curve:
    """A smooth curve through all corners (a Catmull-Rom spline)."""
    points = np.array(corners, float)
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, POINTS_PER_SPAN, endpoint=False)[:, None]
    pieces = []
    for before, a, b, after in zip(ends[:-3], ends[1:-2], ends[2:-1], ends[3:], strict=True):
        pieces.append(
            0.5
            * (
                2 * a
                + (b - before) * t
                + (2 * before - 5 * a + 4 * b - after) * t**2
                + (3 * a - before - 3 * b + after) * t**3
            )
        )
    return np.vstack([*pieces, points[-1:]])


def joined(*curves: Curve) -> Curve:
    """Curves one after another, without lifting the pen."""
    return np.vstack(curves)


@dataclass(frozen=True, slots=True)
class GlyphVariant:
    """One way to write one digit.

    Attributes:
        digit: 0 to 9.
        share: how often it is written, relative to the other variants of this digit.
        write: makes its strokes, each time a little different.
    """

    digit: int
    share: float
    write: Callable[[np.random.Generator], Strokes]

    @property
    def name(self) -> str:
        """The name of its function in words, such as "slashed zero"."""
        return self.write.__name__.lstrip("_").replace("_", " ")
