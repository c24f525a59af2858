"""Polylines made of arrays: without an object for every point, which takes longer than painting."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtGui import QPolygonF

Coordinates = npt.NDArray[np.float64]

_POINT_BYTES = 2 * np.dtype(np.float64).itemsize


def polyline(x: Coordinates, y: Coordinates) -> QPolygonF:
    """Points (x, y) in their order; both (points,).

    Written into the polygon's own memory, where a `QPointF` is two doubles.
    """
    line = QPolygonF()
    line.resize(len(x))
    if len(x):
        # Its stub knows neither Qt's objects nor sizes.
        memory: Any = shiboken6.VoidPtr(line.data(), len(x) * _POINT_BYTES, True)  # type: ignore[call-arg, arg-type]
        points = np.frombuffer(memory, np.float64).reshape(-1, 2)
        points[:, 0], points[:, 1] = x, y
    return line
