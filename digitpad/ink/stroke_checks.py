"""Checks the points, times and pressures of a stroke."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from digitpad.common.errors import InkError
from digitpad.common.types import FloatArray
from digitpad.ink.strokes import MAX_COORDINATE, MAX_POINTS


def checked_arrays(
    points: npt.ArrayLike, times: npt.ArrayLike | None, pressures: npt.ArrayLike | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Points, times and pressures as read-only arrays; the arguments are those of `Stroke.of`.

    Raises:
        InkError: no points, different lengths, or impossible values.
    """
    checked = _numbers(points, "points", (-1, 2))
    count = len(checked)
    if count == 0:
        raise InkError("a stroke needs at least one point")
    if count > MAX_POINTS:
        raise InkError(
            "a stroke has {count:,} points, at most {limit:,} are possible",
            count=count,
            limit=MAX_POINTS,
        )
    seconds = np.arange(count) / 100 if times is None else times
    forces = np.ones(count) if pressures is None else pressures
    checked_times = _numbers(seconds, "times", (count,))
    if (np.diff(checked_times) < 0).any() or checked_times[0] < 0:
        raise InkError("times must not be negative and never decrease")
    checked_pressures = _numbers(forces, "pressures", (count,))
    if checked_pressures.min() < 0 or checked_pressures.max() > 1:
        raise InkError("pressures must lie between 0 and 1")
    return checked, checked_times, checked_pressures


def _numbers(values: npt.ArrayLike, name: str, shape: tuple[int, ...]) -> FloatArray:
    """A read-only float32 array of this shape (-1: any length); raises `InkError`."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise InkError("{name} must be a regular list of numbers", name=name) from None
    expected = " x ".join("n" if side < 0 else str(side) for side in shape)
    if array.dtype.kind not in "iuf":
        raise InkError("{name} must be numbers, {shape}", name=name, shape=expected)
    if array.ndim != len(shape) or any(
        side not in (-1, found) for side, found in zip(shape, array.shape, strict=True)
    ):
        found = " x ".join(map(str, array.shape)) or "one number"
        raise InkError(
            "{name} must be {shape} numbers, found {found}", name=name, shape=expected, found=found
        )
    if not np.isfinite(array).all() or np.abs(array).max(initial=0) > MAX_COORDINATE:
        raise InkError(
            "{name} must be finite and at most {max_coordinate:,.0f} in size",
            name=name,
            max_coordinate=MAX_COORDINATE,
        )
    result = array.astype(np.float32)
    result.setflags(write=False)
    return result
