"""From a picture of a digit back to the way of the pen that wrote it.

The ink is thinned to a line one pixel wide, the line is taken apart into its branches, and those
are joined to strokes the way a hand would go on: straight ahead where branches meet.

    picture -> four times larger -> thin -> branches and junctions -> strokes -> smoothed, timed

What a picture cannot tell is guessed: strokes run downwards and to the right, loops start at the
top and turn to the left, and the pen moves at constant speed.
"""

from __future__ import annotations

import math

import numpy as np

from digitpad.common.errors import ImageError
from digitpad.common.types import BoolArray, FloatArray
from digitpad.imaging.components import label_components
from digitpad.ink.strokes import Ink, Stroke
from tests.tools.branches import BranchGraph, Path, path_length

ENLARGED = 4
"""The picture is enlarged so many times before thinning: its grey edges tell parts of a pixel."""

INK_LEVEL = 0.42
"""Of full ink; what is brighter counts. A little below half, so that faint strokes do not break."""

SPACING = 0.8
"""Pixels between the points of a traced stroke."""

SMOOTHING = 0.28
"""Standard deviation of the smoothing along a stroke, in pen widths."""


def thin(image: FloatArray, threshold: float = 0.5) -> BoolArray:
    """A skeleton one pixel wide (Zhang and Suen, Communications of the ACM 27, 1984).

    Args:
        image: (H, W), ink bright.
        threshold: what is brighter is ink.

    Returns:
        (H, W) bool; what was connected stays connected, holes stay holes.
    """
    ink = np.pad(np.asarray(image) > threshold, 1)
    inner = ink[1:-1, 1:-1]
    removed = True
    while removed:
        removed = False
        for second_half in (False, True):
            north, _, east, _, south, _, west, _ = ring = _ring(ink)
            around = np.sum(ring, axis=0, dtype=np.int8)
            entered = [~one & other for one, other in zip(ring, ring[1:] + ring[:1], strict=True)]
            once = np.sum(entered, axis=0, dtype=np.int8) == 1
            sides = (
                ~(north & east & west) & ~(north & south & west)
                if second_half
                else ~(north & east & south) & ~(east & south & west)
            )
            peel = inner & (around >= 2) & (around <= 6) & once & sides
            if peel.any():
                inner[peel] = False
                removed = True
    _cut_corners(ink)
    return _with_lost_parts(inner, np.asarray(image) > threshold)


def _ring(ink: BoolArray) -> list[BoolArray]:
    """The eight neighbours of every pixel within the padding, clockwise from the one above."""
    height, width = ink.shape
    steps = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    return [ink[1 + y : height - 1 + y, 1 + x : width - 1 + x] for y, x in steps]


def _cut_corners(ink: BoolArray) -> None:
    """Stairs become diagonals: a pixel between two that touch at a corner is not needed."""
    inner = ink[1:-1, 1:-1]
    for turn in range(0, 8, 2):
        ring = _ring(ink)
        one, other = ring[turn], ring[(turn + 2) % 8]
        opposite = ring[(turn + 4) % 8] | ring[(turn + 5) % 8] | ring[(turn + 6) % 8]
        inner[inner & one & other & ~opposite] = False


def _with_lost_parts(skeleton: BoolArray, ink: BoolArray) -> BoolArray:
    """The method peels a square of 2 x 2 pixels away altogether: such parts become a dot."""
    labels, count = label_components(ink)
    lost = np.ones(count + 1, bool)
    lost[labels[skeleton]] = False
    kept = skeleton.copy()
    for part in np.flatnonzero(lost[1:]) + 1:
        rows, columns = np.nonzero(labels == part)
        kept[rows[len(rows) // 2], columns[len(rows) // 2]] = True
    return kept


def trace(image: FloatArray) -> Ink:
    """The strokes that could have drawn a picture of a digit.

    Args:
        image: (H, W) float, ink 1.0 on 0.0, such as an MNIST digit.

    Returns:
        Ink in the picture's pixels (pixel i covers i to i + 1), its pen as wide as the picture's
        strokes are on average; empty where the picture is.

    Raises:
        ImageError: not a picture.
    """
    picture = np.asarray(image, np.float32)
    if picture.ndim != 2 or picture.size == 0:
        raise ImageError(
            "a picture to trace has rows and columns, found shape {shape}",
            shape=picture.shape,
        )
    if picture.max() <= 0:
        return Ink()
    # A rim of background lets strokes reach the picture's edge.
    large = _enlarged(np.pad(picture / picture.max(), 1))
    skeleton = thin(large, INK_LEVEL)
    width = float((large > INK_LEVEL).sum() / max(skeleton.sum() * 1.12, 1.0))
    graph = BranchGraph.of(skeleton)
    graph.tidy(width)
    paths = [_finished(path, large, width) for path in graph.joined(width)]
    in_pixels = [path.scaled(1 / ENLARGED, -1.0) for path in paths if len(path.points)]
    pen_width = _pen_width(in_pixels, float(picture.sum() / picture.max()))
    return Ink(_written(in_pixels, speed=2.0 * max(picture.shape)), pen_width)


def _enlarged(image: FloatArray) -> FloatArray:
    """`ENLARGED` times as many rows and columns, linear between the pixels' centres."""
    rows, columns = (_interpolation(side) for side in image.shape)
    return (rows @ image @ columns.T).astype(np.float32, copy=False)


def _interpolation(side: int) -> FloatArray:
    positions = (np.arange(side * ENLARGED) + 0.5) / ENLARGED - 0.5
    distance = np.abs(positions[:, None] - np.arange(side)[None, :])
    weights: FloatArray = np.maximum(1 - distance, 0).astype(np.float32)
    return weights


def _finished(path: Path, large: FloatArray, width: float) -> Path:
    """Smoothed, its free ends as far from the ink's edge as a round pen's centre would be."""
    points = _smoothed(path, SMOOTHING * width)
    if not path.closed:
        if path.free_end:
            points = _end_adjusted(points, large, width)
        if path.free_start:
            points = _end_adjusted(points[::-1], large, width)[::-1]
    return path.with_points(_resampled(points, SPACING * ENLARGED, closed=path.closed))


def _smoothed(path: Path, deviation: float) -> FloatArray:
    """A Gaussian along the path; the ends of an open one stay where they are."""
    points = path.points
    reach = min(int(np.ceil(2.5 * deviation)), len(points) - 1)
    if reach < 1:
        return points
    if path.closed:
        long = np.concatenate([points[-1 - reach : -1], points, points[1 : 1 + reach]])
    else:
        before = 2 * points[0] - points[reach:0:-1]
        after = 2 * points[-1] - points[-2 : -2 - reach : -1]
        long = np.concatenate([before, points, after])
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    weights /= weights.sum()
    columns = [np.convolve(column, weights, "valid") for column in long.T]
    return np.stack(columns, axis=1).astype(np.float32)


def _end_adjusted(points: FloatArray, large: FloatArray, width: float) -> FloatArray:
    """The last point moved along the stroke's direction until half a pen width from the edge."""
    way = np.concatenate(([0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()))
    if way[-1] < 0.5 * width:
        return points
    # The very end of a skeleton often bends into a corner of the ink: look at what leads to it.
    shorter = points[way <= way[-1] - 0.35 * width]
    if len(shorter) < 2:
        return points
    back = shorter[max(0, np.searchsorted(way, way[len(shorter) - 1] - 0.8 * width))]
    direction = shorter[-1] - back
    length = float(np.hypot(*direction))
    if length == 0:
        return points
    direction = direction / length
    steps = np.arange(0, 2.5 * width, 0.25)
    along = np.floor(shorter[-1] + steps[:, None] * direction).astype(int)
    inside = ((along >= 0) & (along < large.shape[::-1])).all(axis=1)
    clipped = np.clip(along, 0, np.array(large.shape[::-1]) - 1)
    inked = inside & (large[clipped[:, 1], clipped[:, 0]] > 0.5)
    to_edge = steps[np.argmin(inked)] if not inked.all() else steps[-1]
    end = shorter[-1] + max(to_edge - 0.5 * width, 0.0) * direction
    return np.concatenate([shorter, end[None, :]]).astype(np.float32)


def _resampled(points: FloatArray, spacing: float, *, closed: bool) -> FloatArray:
    """Points at even distances along the path, its ends kept."""
    way = np.concatenate(([0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()))
    count = max(round(way[-1] / spacing), 3 if closed else 1)
    if way[-1] == 0:
        return points[:1]
    at = np.linspace(0, way[-1], count + 1)
    return np.stack([np.interp(at, way, column) for column in points.T], axis=1).astype(np.float32)


def _pen_width(paths: list[Path], ink: float) -> float:
    """The width of a round pen that leaves this much ink on these paths."""
    length = sum(path_length(path.points) for path in paths)
    caps = math.pi / 4 * sum(not path.closed for path in paths)
    if caps == 0:
        return max(ink / length, 0.1)
    return max((math.sqrt(length**2 + 4 * caps * ink) - length) / (2 * caps), 0.1)


def _written(paths: list[Path], speed: float) -> tuple[Stroke, ...]:
    """Strokes in a plausible order and direction, with times of a pen that moves evenly."""
    ordered = sorted((_directed(path) for path in paths), key=lambda points: _reading(points[0]))
    strokes: list[Stroke] = []
    now, last = 0.0, None
    for points in ordered:
        if last is not None:
            now += 0.08 + float(np.hypot(*(points[0] - last))) / (1.5 * speed)
        way = np.concatenate(([0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()))
        strokes.append(Stroke.of(points, now + way / speed))
        now, last = now + way[-1] / speed, points[-1]
    return tuple(strokes)


def _reading(point: FloatArray) -> float:
    """Small for what is written first: above, and a little less important, to the left."""
    return float(point[1] + 0.4 * point[0])


def _directed(path: Path) -> FloatArray:
    points = path.points
    if not path.closed:
        return points if _reading(points[0]) <= _reading(points[-1]) else points[::-1]
    ring = points[:-1]
    # The hand starts a loop at the top, rather to the right, and turns to the left.
    ring = np.roll(ring, -int(np.argmin(ring[:, 1] - 0.2 * ring[:, 0])), axis=0)
    ring = np.concatenate([ring, ring[:1]])
    quarter = max(1, len(ring) // 8)
    return ring if ring[quarter, 0] <= ring[-1 - quarter, 0] else ring[::-1]
