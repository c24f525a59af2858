"""A round pen on a grid of pixels.

A pixel is inked by how far its centre lies inside the pen's track: one radius inside is full, half
a pixel beyond the edge is nothing, in between it fades. Every piece of a stroke is looked at only
in a small window around it; the windows of many pieces are computed together, (pieces, rows,
columns), and laid over the canvas, the darker value winning.

       o------o          distance from pixel centre to segment, less the radius there
      (        )    ->   clip(radius + 1/2 - distance, 0, 1)
       o------o
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.types import AnyArray, FloatArray

HAIRLINE = 0.5
"""Below this radius (pixels) a line cannot get thinner; it gets fainter instead."""

_PIXELS_AT_A_TIME = 1 << 16
"""So that what one pass computes stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces of a pen's track, in pixels; pixel i covers i to i + 1.

    Attributes:
        starts: (S, 2) x and y.
        steps: (S, 2) from start to end; zero for a dot.
        radii: (S,) at the start.
        growth: (S,) how much larger the radius is at the end.
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
        """The pieces between (P, 2) points with (P,) radii; one point makes a dot."""
        if len(points) == 1:
            points, radii = np.repeat(points, 2, axis=0), np.repeat(radii, 2)
        keep = _thin_out(points, max(0.5, 0.1 * float(radii.max())))
        points, radii = points[keep], radii[keep]
        return cls(points[:-1], np.diff(points, axis=0), radii[:-1], np.diff(radii))

    @classmethod
    def joined(cls, parts: list[Segments]) -> Segments:
        """All pieces of several tracks."""
        return cls(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.steps for part in parts]),
            np.concatenate([part.radii for part in parts]),
            np.concatenate([part.growth for part in parts]),
        )

    def between(self, begin: FloatArray, end: FloatArray) -> Segments:
        """Each piece cut to the part between two (S,) fractions of its length."""
        span = end - begin
        return Segments(
            self.starts + begin[:, None] * self.steps,
            span[:, None] * self.steps,
            self.radii + begin * self.growth,
            span * self.growth,
        )


def _thin_out(points: FloatArray, spacing: float) -> AnyArray:
    """Which points to keep: one in every `spacing` of the way, and both ends."""
    way = np.hypot(*np.diff(points, axis=0).T).cumsum(dtype=np.float64)
    stretch = np.floor(way / spacing)
    keep = np.ones(len(points), bool)
    keep[1:-1] = stretch[:-1] != np.concatenate(([0.0], stretch[:-2]))
    return keep


def draw(canvas: FloatArray, segments: Segments, *, is_inside: bool = False) -> None:
    """Lay the track over `canvas` (H, W), contiguous, in place; what is darker there stays.

    Args:
        canvas: to draw on.
        segments: the track.
        is_inside: all of it is known to lie on the canvas; saves looking.
    """
    if not canvas.flags.c_contiguous:
        raise ValueError("only a contiguous canvas can be drawn on")
    pieces_at_a_time = 1 << 12
    for first in range(0, len(segments), pieces_at_a_time):
        pieces = segments[first : first + pieces_at_a_time]
        pieces = _split(pieces if is_inside else _clip(pieces, canvas.shape))
        if len(pieces):
            _stamp(canvas, pieces)


def _clip(segments: Segments, shape: tuple[int, ...]) -> Segments:
    """Only the parts near the canvas (Liang and Barsky 1984), so that no line is endless."""
    reach = float(np.maximum(segments.radii, segments.radii + segments.growth).max()) + 1.0
    limits = np.array([shape[1], shape[0]], np.float32) + reach
    corners = np.stack([segments.starts, segments.starts + segments.steps])
    if corners.min() >= -reach and (corners.max(axis=(0, 1)) <= limits).all():
        return segments
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        to_low = (-reach - segments.starts) / segments.steps
        to_high = (limits - segments.starts) / segments.steps
    still = segments.steps == 0
    inside = (segments.starts >= -reach) & (segments.starts <= limits)
    enter = np.where(still, np.where(inside, 0.0, 2.0), np.minimum(to_low, to_high))
    leave = np.where(still, 1.0, np.maximum(to_low, to_high))
    begin = np.maximum(enter.max(axis=1), 0.0).astype(np.float32)
    end = np.minimum(leave.min(axis=1), 1.0).astype(np.float32)
    if (begin == 0).all() and (end == 1).all():
        return segments
    near = begin <= end
    return segments[near].between(begin[near], end[near])


def _split(segments: Segments) -> Segments:
    """Long pieces cut into several, about as long as the pen is wide: the smallest windows."""
    if not len(segments):
        return segments
    width = 2 * np.maximum(segments.radii, HAIRLINE) + 1
    count = np.ceil(np.hypot(*segments.steps.T) / width).astype(np.int64)
    np.maximum(count, 1, out=count)
    if (count == 1).all():
        return segments
    which = np.repeat(np.arange(len(segments)), count)
    position = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    begin = (position / count[which]).astype(np.float32)
    end = ((position + 1) / count[which]).astype(np.float32)
    return segments[which].between(begin, end)


def _stamp(canvas: FloatArray, segments: Segments) -> None:
    """Ink the window around every piece; all windows have one size, kept inside the canvas."""
    reach = np.maximum(np.maximum(segments.radii, segments.radii + segments.growth), HAIRLINE) + 0.5
    low = np.floor(np.minimum(segments.starts, segments.starts + segments.steps) - reach[:, None])
    extent = np.abs(segments.steps) + 2 * reach[:, None]
    size = np.minimum(np.ceil(extent.max(axis=0)).astype(int) + 1, canvas.shape[::-1])
    corners = np.clip(low, 0, canvas.shape[::-1] - size).astype(np.int32)
    columns, rows = int(size[0]), int(size[1])
    width = canvas.shape[1]
    window = np.arange(rows)[:, None] * width + np.arange(columns)
    pixels = canvas.reshape(-1)
    together = max(1, _PIXELS_AT_A_TIME // (columns * rows))
    for first in range(0, len(segments), together):
        part = slice(first, first + together)
        stamps = _coverage(segments[part], corners[part], columns, rows)
        left, top = corners[part].T.astype(np.intp)
        places = (top * width + left)[:, None, None] + window
        np.maximum.at(pixels, places.reshape(-1), stamps.reshape(-1))


def _coverage(segments: Segments, corners: AnyArray, columns: int, rows: int) -> FloatArray:
    """How far each pixel is covered: (S, rows, columns)."""
    from_start = corners + np.float32(0.5) - segments.starts
    x = (from_start[:, 0, None] + np.arange(columns, dtype=np.float32)).astype(np.float32)
    y = (from_start[:, 1, None] + np.arange(rows, dtype=np.float32)).astype(np.float32)
    step_x, step_y = segments.steps[:, 0, None], segments.steps[:, 1, None]
    length_squared = np.maximum(step_x**2 + step_y**2, np.float32(1e-12))

    # The nearest point of the segment lies at this fraction of its length.
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
