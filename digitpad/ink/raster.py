"""Rasterizing strokes: a round pen on a grid of pixels, with anti-aliasing.

       o------o          distance from pixel centre to segment, minus the radius there
      (        )    ->   clip(radius + 1/2 - distance, 0, 1)
       o------o

Each short segment of a stroke only affects a small window of pixels. The windows of many segments
are computed at once, (segments, rows, columns), and combined with the canvas by the maximum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import InkError
from digitpad.common.types import AnyArray, FloatArray
from digitpad.ink.strokes import Ink

MAX_SIDE = 16_384
"""The largest width or height of a picture of ink, in pixels."""

MIN_WIDTH = 0.3
"""The stroke width at pressure 0, relative to pressure 1."""

PEN_FRACTION = 0.12
"""The pen width of fitted ink, relative to its longer side; strokes are as thick as in MNIST."""


HAIRLINE = 0.5
"""Below this radius in pixels, strokes become fainter instead of thinner."""

_PIXELS_AT_A_TIME = 1 << 16
"""Few enough that intermediate results stay in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight segments of strokes, in pixels; pixel i covers i to i + 1.

    Attributes:
        starts: (S, 2) float32, x and y.
        steps: (S, 2) float32, from start to end; zero for a dot.
        radii: (S,) float32, at the start.
        growth: (S,) float32, the radius at the end minus the one at the start.
    """

    starts: FloatArray
    steps: FloatArray
    radii: FloatArray
    growth: FloatArray

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, which: slice | AnyArray) -> Segments:
        return Segments(
            self.starts[which], self.steps[which], self.radii[which], self.growth[which]
        )

    @classmethod
    def along(cls, points: FloatArray, radii: FloatArray) -> Segments:
        """The segments between points (P, 2) with radii (P,); one point gives a dot."""
        if len(points) == 1:
            points, radii = np.repeat(points, 2, axis=0), np.repeat(radii, 2)
        keep = _thin_out(points, max(0.5, 0.1 * float(radii.max())))
        points, radii = points[keep], radii[keep]
        return cls(points[:-1], np.diff(points, axis=0), radii[:-1], np.diff(radii))

    @classmethod
    def joined(cls, parts: list[Segments]) -> Segments:
        """The segments of several strokes."""
        return cls(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.steps for part in parts]),
            np.concatenate([part.radii for part in parts]),
            np.concatenate([part.growth for part in parts]),
        )

    def between(self, begin: FloatArray, end: FloatArray) -> Segments:
        """Each segment cut to the part between two fractions (S,) of its length."""
        span = end - begin
        return Segments(
            self.starts + begin[:, None] * self.steps,
            span[:, None] * self.steps,
            self.radii + begin * self.growth,
            span * self.growth,
        )


def _thin_out(points: FloatArray, spacing: float) -> AnyArray:
    """A mask of the points to keep: one per `spacing` pixels along the stroke, and both ends."""
    length = np.hypot(*np.diff(points, axis=0).T).cumsum(dtype=np.float64)
    interval = np.floor(length / spacing)
    keep = np.ones(len(points), bool)
    keep[1:-1] = interval[:-1] != np.concatenate(([0.0], interval[:-2]))
    return keep


def draw(canvas: FloatArray, segments: Segments, *, is_inside: bool = False) -> None:
    """Draw segments on a canvas; each pixel keeps the larger of the old and the new value.

    Args:
        canvas: (H, W) float32, contiguous; changed in place.
        segments: what to draw.
        is_inside: skip clipping, because all segments are known to be inside the canvas.

    Raises:
        ValueError: the canvas is not contiguous.
    """
    if not canvas.flags.c_contiguous:
        raise ValueError("only a contiguous canvas can be drawn on")
    block = 1 << 12
    for first in range(0, len(segments), block):
        some = segments[first : first + block]
        some = _split(some if is_inside else _clip(some, canvas.shape))
        if len(some):
            _stamp(canvas, some)


def _clip(segments: Segments, shape: tuple[int, ...]) -> Segments:
    """Clip segments to the canvas and the pen's radius around it (Liang and Barsky 1984)."""
    reach = float(np.maximum(segments.radii, segments.radii + segments.growth).max()) + 1.0
    limits = np.array([shape[1], shape[0]], np.float32) + reach
    corners = np.stack([segments.starts, segments.starts + segments.steps])
    if corners.min() >= -reach and (corners.max(axis=(0, 1)) <= limits).all():
        return segments
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        to_low = (-reach - segments.starts) / segments.steps
        to_high = (limits - segments.starts) / segments.steps
    is_parallel = segments.steps == 0
    inside = (segments.starts >= -reach) & (segments.starts <= limits)
    enter = np.where(is_parallel, np.where(inside, 0.0, 2.0), np.minimum(to_low, to_high))
    leave = np.where(is_parallel, 1.0, np.maximum(to_low, to_high))
    begin = np.maximum(enter.max(axis=1), 0.0).astype(np.float32)
    end = np.minimum(leave.min(axis=1), 1.0).astype(np.float32)
    if (begin == 0).all() and (end == 1).all():
        return segments
    near = begin <= end
    return segments[near].between(begin[near], end[near])


def _split(segments: Segments) -> Segments:
    """Split long segments into pieces about as long as the pen is wide, for small windows."""
    if not len(segments):
        return segments
    width = 2 * np.maximum(segments.radii, HAIRLINE) + 1
    count = np.ceil(np.hypot(*segments.steps.T) / width).astype(np.int64)
    np.maximum(count, 1, out=count)
    if (count == 1).all():
        return segments
    origin = np.repeat(np.arange(len(segments)), count)
    position = np.arange(len(origin)) - np.repeat(np.cumsum(count) - count, count)
    begin = (position / count[origin]).astype(np.float32)
    end = ((position + 1) / count[origin]).astype(np.float32)
    return segments[origin].between(begin, end)


def _stamp(canvas: FloatArray, segments: Segments) -> None:
    """Draw the window around each segment; all windows have the same size."""
    reach = np.maximum(np.maximum(segments.radii, segments.radii + segments.growth), HAIRLINE) + 0.5
    low = np.floor(np.minimum(segments.starts, segments.starts + segments.steps) - reach[:, None])
    extent = np.abs(segments.steps) + 2 * reach[:, None]
    size = np.minimum(np.ceil(extent.max(axis=0)).astype(int) + 1, canvas.shape[::-1])
    corners = np.clip(low, 0, canvas.shape[::-1] - size).astype(np.int32)
    columns, rows = int(size[0]), int(size[1])
    width = canvas.shape[1]
    window = np.arange(rows)[:, None] * width + np.arange(columns)
    pixels = canvas.reshape(-1)
    block = max(1, _PIXELS_AT_A_TIME // (columns * rows))
    for first in range(0, len(segments), block):
        part = slice(first, first + block)
        stamps = _coverage(segments[part], corners[part], columns, rows)
        left, top = corners[part].T.astype(np.intp)
        indices = (top * width + left)[:, None, None] + window
        np.maximum.at(pixels, indices.reshape(-1), stamps.reshape(-1))


def _coverage(segments: Segments, corners: AnyArray, columns: int, rows: int) -> FloatArray:
    """The coverage of each pixel of each window, (S, rows, columns) float32 from 0 to 1."""
    from_start = corners + np.float32(0.5) - segments.starts
    x = (from_start[:, 0, None] + np.arange(columns, dtype=np.float32)).astype(np.float32)
    y = (from_start[:, 1, None] + np.arange(rows, dtype=np.float32)).astype(np.float32)
    step_x, step_y = segments.steps[:, 0, None], segments.steps[:, 1, None]
    length_squared = np.maximum(step_x**2 + step_y**2, np.float32(1e-12))

    # The fraction of the segment's length at which its nearest point lies.
    along = (y * step_y / length_squared)[:, :, None] + (x * step_x / length_squared)[:, None, :]
    np.clip(along, 0, 1, out=along)
    distance = along * -step_x[:, :, None]
    distance += x[:, None, :]
    np.square(distance, out=distance)
    dy = along * -step_y[:, :, None]
    dy += y[:, :, None]
    np.square(dy, out=dy)
    distance += dy
    np.sqrt(distance, out=distance)

    thinnest = float(min(segments.radii.min(), (segments.radii + segments.growth).min()))
    along *= segments.growth[:, None, None]
    along += segments.radii[:, None, None]
    covered: FloatArray = np.maximum(along, HAIRLINE) if thinnest < HAIRLINE else along
    covered += np.float32(0.5)
    covered -= distance
    np.clip(covered, 0, 1, out=covered)
    if thinnest < HAIRLINE:
        covered *= np.clip(along / HAIRLINE, 0, 1)
    return covered


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
