"""Paints strokes: their outlines, and a pixmap of all finished ones.

Points are smoothed first, since a mouse reports whole pixels: each is averaged with neighbours no
further away than the pen width. Then each becomes the control point of a quadratic curve between
the midpoints beside it:

    point 0 --- midpoint 0 ~~(point 1)~~ midpoint 1 ~~(point 2)~~ midpoint 2 --- point 3

A new point changes only the tail of the line, and a piece lies within the box of its three points.
All pieces are filled as one outline, so that edges stay smooth where pieces overlap. The outline of
a long stroke takes longer than a frame, and so do many strokes; so only what changed is painted.
"""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from digitpad.common.types import BoolArray, FloatArray
from digitpad.ink.raster import pen_radius

# Pen widths are rounded to this, in pad units, so that stretches of equal width stay one piece.
_WIDTH_STEP = 0.25
# The largest number of points on either side that a point is averaged with.
_REACH = 6
_STEPS = np.arange(1, _REACH + 1)
# A new point moves the `_REACH` smoothed points before it, these change the pieces beside them,
# and a piece depends on all points that its own points are averaged from.
_TAIL = 2 * _REACH + 4
# Antialiasing and curves may paint this far beyond the pen's edge.
_MARGIN = 2.0


def stroke_outline(
    points: FloatArray, pressures: FloatArray, pen_width: float, within: QRectF | None = None
) -> QPainterPath:
    """The filled shape of a stroke.

    Args:
        points: (P, 2), P >= 1, in pad units.
        pressures: (P,) in 0..1; the pen is `pen_width` wide at 1.
        pen_width: in pad units.
        within: skip the pieces that cannot touch this rectangle.
    """
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    if len(points) == 1:
        radius = float(pen_radius(pen_width, pressures)[0])
        outline.addEllipse(QPointF(*points[0].tolist()), radius, radius)
        return outline
    wanted = np.ones(len(points), dtype=np.bool_)
    if within is not None:
        # Smoothing moves no point further than the pen width.
        wanted = _pieces_touching(points, within, 1.5 * pen_width + _MARGIN)
        near = _points_of(wanted)
        points, pressures, wanted = points[near], pressures[near], wanted[near]
    points = _smoothed(points, pen_width)
    widths = np.ceil(2 * pen_radius(pen_width, pressures) / _WIDTH_STEP) * _WIDTH_STEP
    for first, last in _runs(wanted, widths):
        stroker = QPainterPathStroker()
        stroker.setWidth(float(widths[first]))
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        outline.addPath(stroker.createStroke(_centre_line(points, first, last)))
    return outline


def tail_box(points: FloatArray, pen_width: float) -> QRectF:
    """The rectangle that may change when the last point is added."""
    return stroke_box(points[-_TAIL:], pen_width)


def stroke_box(points: FloatArray, pen_width: float) -> QRectF:
    """The rectangle that a whole stroke is painted in."""
    left, top = points.min(axis=0).tolist()
    right, bottom = points.max(axis=0).tolist()
    margin = pen_width / 2 + _MARGIN
    return QRectF(left, top, right - left, bottom - top).adjusted(-margin, -margin, margin, margin)


def _smoothed(points: FloatArray, reach: float) -> FloatArray:
    """(P, 2) each point averaged with its neighbours, nearer ones weighted more.

    As many points before as after are used, so a straight line stays in place, and so do the ends.
    """
    last = len(points) - 1
    index = np.arange(last + 1)[:, np.newaxis]
    before, after = points[np.maximum(index - _STEPS, 0)], points[np.minimum(index + _STEPS, last)]
    apart = np.maximum(
        np.square(before - points[:, np.newaxis]).sum(axis=2),
        np.square(after - points[:, np.newaxis]).sum(axis=2),
    )  # (P, steps)
    weights = np.clip(1 - np.sqrt(apart) / np.float32(reach), 0, 1)
    weights *= np.minimum(index, last - index) >= _STEPS
    total = points + np.einsum("ps,psa->pa", weights, before + after)
    steadied: FloatArray = total / (1 + 2 * weights.sum(axis=1, keepdims=True))
    return steadied


def _points_of(pieces: BoolArray) -> slice:
    """The points, from first to last, that these pieces depend on."""
    chosen = np.flatnonzero(pieces)
    if not len(chosen):
        return slice(1)
    return slice(max(0, int(chosen[0]) - _TAIL), int(chosen[-1]) + 1 + _TAIL)


def _pieces_touching(points: FloatArray, area: QRectF, radius: float) -> BoolArray:
    """(P,) whether piece i, spanned by points i - 1, i and i + 1, comes near `area`."""
    before = np.concatenate([points[:1], points[:-1]])
    after = np.concatenate([points[1:], points[-1:]])
    low = np.minimum(np.minimum(before, points), after) - radius
    high = np.maximum(np.maximum(before, points), after) + radius
    touching: BoolArray = (
        (low[:, 0] <= area.right())
        & (high[:, 0] >= area.left())
        & (low[:, 1] <= area.bottom())
        & (high[:, 1] >= area.top())
    )
    return touching


def _runs(wanted: BoolArray, widths: FloatArray) -> Iterator[tuple[int, int]]:
    """Runs (first, last) of neighbouring wanted pieces with the same pen width."""
    cuts = np.flatnonzero((wanted[1:] != wanted[:-1]) | (widths[1:] != widths[:-1])) + 1
    starts = [0, *cuts.tolist()]
    ends = [*cuts.tolist(), len(wanted)]
    for start, end in zip(starts, ends, strict=True):
        if wanted[start]:
            yield start, end - 1


def _centre_line(points: FloatArray, first: int, last: int) -> QPainterPath:
    """The smoothed centre line of pieces `first` to `last`."""
    end = len(points) - 1
    # Only the points that these pieces depend on, at their own indices minus `shift`.
    shift = max(first - 1, 0)
    near = points[shift : last + 2]
    places = [QPointF(x, y) for x, y in near.tolist()]
    midpoints = [QPointF(x, y) for x, y in ((near[:-1] + near[1:]) / 2).tolist()]
    path = QPainterPath(places[0] if first == 0 else midpoints[first - 1 - shift])
    for index in range(first, last + 1):
        if index == 0:
            path.lineTo(midpoints[0])
        elif index == end:
            path.lineTo(places[end - shift])
        else:
            path.quadTo(places[index - shift], midpoints[index - shift])
    if path.elementCount() == 1:
        # All points coincide: Qt draws no cap on a line of length 0.
        path.lineTo(path.currentPosition() + QPointF(0.01, 0))
    return path
