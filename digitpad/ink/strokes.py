"""Ink: a drawing as strokes of the pen, which can be rasterized at any size.

A stroke is the path of the pen from pen down to pen up: points with time and pressure. Ink is a
sequence of strokes and the width of the pen. Ink is stored; pictures are made of it when needed.

    Stroke: (P, 2) points, (P,) times, (P,) pressures      Ink -> rasterize -> (height, width)
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from digitpad.common.errors import InkError
from digitpad.common.reading import parse_json
from digitpad.common.types import FloatArray
from digitpad.common.validation import DescriptionError, build
from digitpad.ink.raster import Segments, draw

FORMAT = "digitpad-ink"
VERSION = 1

MAX_POINTS = 200_000
"""Of one ink; an hour of uninterrupted writing has fewer."""

MAX_STROKES = 10_000
"""Likewise."""

MAX_COORDINATE = 1e6
MIN_PEN_WIDTH = 1e-6
MAX_SIDE = 16_384
"""The largest width or height of a picture of ink, in pixels."""

MIN_WIDTH = 0.3
"""The stroke width at pressure 0, relative to pressure 1."""

PEN_FRACTION = 0.12
"""The pen width of fitted ink, relative to its longer side; strokes are as thick as in MNIST."""


def pen_radius(pen_width: float, pressures: FloatArray) -> FloatArray:
    """The radius of the pen at each pressure.

    Args:
        pen_width: the width at pressure 1.
        pressures: (P,), 0 to 1.

    Returns:
        (P,) float32, in the unit of `pen_width`.
    """
    relative_width = MIN_WIDTH + (1 - MIN_WIDTH) * np.asarray(pressures, np.float32)
    return (0.5 * pen_width * relative_width).astype(np.float32)


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


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """The path of the pen from pen down to pen up. Create it with `Stroke.of`, which checks.

    Attributes:
        points: (P, 2) float32, x right and y down, in pad units; P is at least 1.
        times: (P,) float32, seconds since the first point of the ink, not decreasing.
        pressures: (P,) float32, 0 to 1; 1 for a mouse, 0.5 for a pen without pressure.

    Examples:
        >>> import digitpad
        >>> digitpad.Stroke.of([(50, 20), (50, 120), (49, 220)]).points.shape
        (3, 2)
    """

    points: FloatArray
    times: FloatArray
    pressures: FloatArray
    _bounds: list[tuple[float, float, float, float]] = field(default_factory=list, init=False)

    @classmethod
    def of(
        cls,
        points: npt.ArrayLike,
        times: npt.ArrayLike | None = None,
        pressures: npt.ArrayLike | None = None,
    ) -> Self:
        """A checked stroke.

        Args:
            points: (P, 2), in pad units.
            times: (P,), in seconds; by default 100 points per second.
            pressures: (P,), 0 to 1; by default 1.

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
        return cls(checked, checked_times, checked_pressures)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points, in pad units; cached."""
        if not self._bounds:
            (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
            self._bounds.append((float(left), float(top), float(right), float(bottom)))
        return self._bounds[0]

    def __repr__(self) -> str:
        return f"Stroke of {len(self.points)} points, {self.times[-1] - self.times[0]:.2f} s"


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A drawing: strokes in the order in which they were made, and the width of the pen.

    Attributes:
        strokes: the strokes in drawing order; empty for a blank pad.
        pen_width: the stroke width at pressure 1, in pad units.

    Raises:
        InkError: the pen width is not positive and finite.

    Examples:
        >>> import digitpad
        >>> ink = digitpad.Ink((digitpad.Stroke.of([(50, 20), (50, 120)]),))
        >>> digitpad.Ink.from_json(ink.to_json())
        Ink of 1 strokes, 2 points
    """

    strokes: tuple[Stroke, ...] = ()
    pen_width: float = 20.0

    def __post_init__(self) -> None:
        """Check the pen width."""
        if not MIN_PEN_WIDTH <= self.pen_width <= MAX_COORDINATE:
            raise InkError("pen width must be above 0, not {pen_width}", pen_width=self.pen_width)

    def __repr__(self) -> str:
        return f"Ink of {len(self.strokes)} strokes, {self.point_count} points"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.strokes

    @property
    def point_count(self) -> int:
        """The number of points of all strokes."""
        return sum(len(stroke.points) for stroke in self.strokes)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points, in pad units, without the pen width.

        Raises:
            InkError: the ink is empty.
        """
        if self.is_empty:
            raise InkError("empty ink has no bounds")
        left, top, right, bottom = zip(*(stroke.bounds() for stroke in self.strokes), strict=True)
        return min(left), min(top), max(right), max(bottom)

    def transformed(self, scale: float = 1.0, offset: tuple[float, float] = (0.0, 0.0)) -> Ink:
        """The ink and its pen scaled by `scale`, then moved by `offset` (x, y)."""
        moved = tuple(
            Stroke.of(
                stroke.points * scale + np.asarray(offset, np.float32),
                stroke.times,
                stroke.pressures,
            )
            for stroke in self.strokes
        )
        return Ink(moved, self.pen_width * scale)

    def to_json(self) -> str:
        """The ink as JSON; coordinates rounded to 0.01, times and pressures to 0.001."""
        return json.dumps(ink_record(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes, source: str = "ink") -> Ink:
        """Ink from the JSON of `to_json`.

        Args:
            text: the JSON.
            source: the name for error messages, such as the file's.

        Raises:
            InkError: the text is not ink, is damaged, or has a newer version.
        """
        try:
            document = parse_json(text, source)
        except DescriptionError as error:
            raise InkError("{error}", error=error) from error
        return ink_from_record(document, source)


def rasterize(
    ink: Ink,
    width: int,
    height: int,
    *,
    scale: float = 1.0,
    offset: tuple[float, float] = (0.0, 0.0),
    pen_width: float | None = None,
) -> FloatArray:
    """Draw ink as a picture.

    Args:
        ink: what to draw.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        scale: pixels per pad unit.
        offset: the position of the pad's origin, in pixels; pixel i covers i to i + 1.
        pen_width: in pad units; by default the ink's.

    Returns:
        (height, width) float32: 1.0 inside strokes, 0.0 outside, in between at their edges.

    Raises:
        InkError: the width or height is below 1 or above `MAX_SIDE`.
    """
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise InkError(
            "ink can be drawn on 1 to {max_side} pixels, not on {width} x {height}",
            max_side=MAX_SIDE,
            width=width,
            height=height,
        )
    pen = (ink.pen_width if pen_width is None else pen_width) * scale
    radii = [pen_radius(pen, stroke.pressures) for stroke in ink.strokes]
    return _drawn(ink, radii, (height, width), scale, offset)


def rasterize_fitted(
    ink: Ink, longer_side: int = 80, pen_fraction: float = PEN_FRACTION
) -> FloatArray:
    """Draw ink at a fixed size, independent of its position, its size and its pen.

    Ink smaller than its own pen is an exception: a dot stays a dot, and its picture is smaller.

    Args:
        ink: what to draw.
        longer_side: the longer side of the picture in pixels, pen included.
        pen_fraction: the pen width relative to the longer side, at any pressure.

    Returns:
        (H, W) float32 with H or W equal to `longer_side`, ink from edge to edge.

    Raises:
        InkError: the ink is empty.
    """
    left, top, right, bottom = ink.bounds()
    pen = pen_fraction * longer_side
    scale = (longer_side - pen) / max(right - left, bottom - top, ink.pen_width)
    width = max(1, math.ceil((right - left) * scale + pen - 1e-3))
    height = max(1, math.ceil((bottom - top) * scale + pen - 1e-3))
    offset = (width - (left + right) * scale) / 2, (height - (top + bottom) * scale) / 2
    radii = [np.full(len(stroke.points), pen / 2, np.float32) for stroke in ink.strokes]
    return _drawn(ink, radii, (height, width), scale, offset, is_inside=True)


def _drawn(
    ink: Ink,
    radii: list[FloatArray],
    shape: tuple[int, int],
    scale: float,
    offset: tuple[float, float],
    *,
    is_inside: bool = False,
) -> FloatArray:
    """Draw the strokes; `radii` (P,) in pixels for each stroke."""
    canvas = np.zeros(shape, np.float32)
    if ink.strokes:
        points = [
            (stroke.points.astype(np.float64) * scale + offset).astype(np.float32)
            for stroke in ink.strokes
        ]
        segments = Segments.joined(list(map(Segments.along, points, radii)))
        draw(canvas, segments, is_inside=is_inside)
    return canvas


@dataclass(frozen=True)
class _StrokeRecord:
    points: list[Any]
    times: list[Any] | None = None
    pressures: list[Any] | None = None


@dataclass(frozen=True)
class _InkRecord:
    """The JSON of one ink; the label and the writer are those of `digitpad.ink.files`."""

    format: str
    version: int
    strokes: list[_StrokeRecord]
    pen_width: float = 20.0
    label: str | None = None
    writer: str | None = None


def ink_record(ink: Ink) -> dict[str, Any]:
    """The JSON object for ink."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "pen_width": ink.pen_width,
        "strokes": [
            {
                "points": np.round(stroke.points.astype(float), 2).tolist(),
                "times": np.round(stroke.times.astype(float), 3).tolist(),
                "pressures": np.round(stroke.pressures.astype(float), 3).tolist(),
            }
            for stroke in ink.strokes
        ],
    }


def ink_from_record(document: Any, source: str) -> Ink:
    """Ink from the JSON object of `ink_record`.

    Raises:
        InkError: the object is not ink, is damaged, or has a newer version.
    """
    check_format(document, FORMAT, source)
    given = document.get("strokes")
    if isinstance(given, list) and len(given) > MAX_STROKES:
        raise InkError("{source}: more than {limit:,} strokes", source=source, limit=MAX_STROKES)
    try:
        record = build(_InkRecord, document, source)
    except DescriptionError as error:
        raise InkError("{error}", error=error) from error
    if sum(len(one.points) for one in record.strokes) > MAX_POINTS:
        raise InkError("{source}: more than {limit:,} points", source=source, limit=MAX_POINTS)
    strokes: list[Stroke] = []
    for number, one in enumerate(record.strokes, start=1):
        try:
            points = _plain(_coordinates(one.points), "points").reshape(-1, 2)
            times = None if one.times is None else _plain(one.times, "times")
            forces = None if one.pressures is None else _plain(one.pressures, "pressures")
            strokes.append(Stroke.of(points, times, forces))
        except InkError as error:
            raise InkError(
                "{source}: stroke {number}: {error}", source=source, number=number, error=error
            ) from error
    try:
        return Ink(tuple(strokes), record.pen_width)
    except InkError as error:
        raise InkError("{source}: {error}", source=source, error=error) from error


def _coordinates(points: list[Any]) -> list[Any]:
    """The coordinates x, y, x, y, ... of points [x, y]. Raises `InkError`."""
    if not all(type(point) is list and len(point) == 2 for point in points):
        raise InkError("{name} must be a regular list of numbers", name="points")
    return [number for point in points for number in point]


def _plain(values: list[Any], name: str) -> npt.NDArray[np.float64]:
    """Numbers of JSON as an array; NumPy would take texts and much else for an array too."""
    if not set(map(type, values)) <= {int, float}:
        raise InkError("{name} must be numbers", name=name)
    try:
        return np.array(values, np.float64)
    except OverflowError:
        raise InkError("{name} must be numbers", name=name) from None


def check_format(document: Any, expected: str, source: str) -> None:
    """Check `format` and `version` of a JSON object.

    Raises:
        InkError: another format, or a newer version.
    """
    found = document.get("format") if isinstance(document, dict) else type(document).__name__
    if found != expected:
        raise InkError(
            '{source}: format is {found!r}, expected "{expected}"',
            source=source,
            found=found,
            expected=expected,
        )
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise InkError(
            "{source}: version is {version!r}, expected {current}; a newer digitpad may read it",
            source=source,
            version=version,
            current=VERSION,
        )
