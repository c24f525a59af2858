"""The few curves that all written characters are made of, as rows of points.

Coordinates are those of a sheet: x to the right, y down, a character about 1 high. Angles are in
degrees, 0 to the right, 90 down, as the pen sees them.
"""

import numpy as np
import numpy.typing as npt

Curve = npt.NDArray[np.float64]
"""(P, 2) points in the order of writing."""

STEPS = 12
"""Points of a bend between two of its corners."""


def line(*corners: tuple[float, float]) -> Curve:
    """Straight from corner to corner."""
    return np.array(corners, float)


def arc(centre: tuple[float, float], radii: tuple[float, float], start: float, end: float) -> Curve:
    """Along an ellipse from one angle to another, clockwise where `end` is larger."""
    count = max(4, int(abs(end - start) / 12) + 1)
    angles = np.deg2rad(np.linspace(start, end, count))
    return np.column_stack(
        [centre[0] + radii[0] * np.cos(angles), centre[1] + radii[1] * np.sin(angles)]
    )


def bend(*corners: tuple[float, float]) -> Curve:
    """Smoothly through all corners (a Catmull-Rom spline)."""
    points = np.array(corners, float)
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, STEPS, endpoint=False)[:, None]
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
    """One after another without lifting the pen."""
    return np.vstack(curves)
