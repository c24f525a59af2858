"""Rubbing ink out: whole strokes, or only what lies under the eraser.

The eraser is a disc that moves in a straight line from one event to the next; on that way it is
set down so often that nothing slips between. Where it cuts a stroke, the way of the pen is
followed as a number: 2.25 is a quarter of the way from point 2 to point 3.

    kept 0 ---- 1 -- 1.6 )   erased   ( 3.1 -- 4 ---- 5 kept      one stroke becomes two
"""

from enum import Enum

import numpy as np

from digitpad.ink import Ink, Stroke, pen_radius
from digitpad.types import FloatArray

# Pieces of a stroke shorter than this, in pad units, are crumbs and fall with the rest.
_CRUMB = 2.0


class EraserKind(Enum):
    """What the eraser takes; the values are kept in the settings."""

    STROKE = "stroke"
    AREA = "area"


def erase(
    ink: Ink,
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    kind: EraserKind,
) -> Ink:
    """The ink after an eraser of this radius went straight from `start` to `end`.

    Strokes that it did not touch stay the same objects; where it touched none, so does the ink.
    """
    centres = _set_down(start, end, radius)
    strokes: list[Stroke] = []
    for stroke in ink.strokes:
        reach = radius + _half_pen(ink, stroke) * (1.0 if kind is EraserKind.STROKE else 0.5)
        if not _comes_near(stroke, centres, reach):
            strokes.append(stroke)
        elif kind is EraserKind.STROKE:
            strokes += [] if any(_touches(stroke, place, reach) for place in centres) else [stroke]
        else:
            strokes += _without_discs(stroke, centres, reach)
    if len(strokes) == len(ink.strokes) and all(map(_same, strokes, ink.strokes)):
        return ink
    return Ink(tuple(strokes), ink.pen_width)


def _same(one: Stroke, other: Stroke) -> bool:
    return one is other


def _half_pen(ink: Ink, stroke: Stroke) -> float:
    return float(pen_radius(ink.pen_width, stroke.pressures).max())


def _set_down(start: tuple[float, float], end: tuple[float, float], radius: float) -> FloatArray:
    """(C, 2) where the disc is put on its way, no further apart than half its radius."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    steps = max(1, int(np.ceil(length / (radius / 2))))
    share = np.linspace(0, 1, steps + 1, dtype=np.float32)[:, np.newaxis]
    here, there = np.array(start, np.float32), np.array(end, np.float32)
    way: FloatArray = here * (1 - share) + there * share
    return way


def _comes_near(stroke: Stroke, centres: FloatArray, reach: float) -> bool:
    """Whether the boxes around stroke and eraser overlap: quickly says no for most strokes."""
    low, high = stroke.points.min(axis=0) - reach, stroke.points.max(axis=0) + reach
    return bool((centres.max(axis=0) >= low).all() and (centres.min(axis=0) <= high).all())


def _touches(stroke: Stroke, centre: FloatArray, reach: float) -> bool:
    return bool(len(_inside(stroke.points, centre, reach)))


def _without_discs(stroke: Stroke, centres: FloatArray, reach: float) -> list[Stroke]:
    """What is left of a stroke: itself if no disc touched it, else its pieces."""
    pieces = [stroke]
    for centre in centres:
        pieces = [left for piece in pieces for left in _without_disc(piece, centre, reach)]
    return pieces


def _without_disc(stroke: Stroke, centre: FloatArray, reach: float) -> list[Stroke]:
    erased = _inside(stroke.points, centre, reach)
    if not len(erased):
        return [stroke]
    # The gaps between what is erased, and the ends.
    starts = [0.0, *erased[:, 1].tolist()]
    ends = [*erased[:, 0].tolist(), float(len(stroke.points) - 1)]
    pieces = [_piece(stroke, first, last) for first, last in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if piece is not None]


def _inside(points: FloatArray, centre: FloatArray, reach: float) -> FloatArray:
    """(E, 2) the stretches of a stroke inside a disc, from and to, in ascending order.

    A line from p in direction d is inside where |p + t d - c| <= reach: between the roots of a
    quadratic equation in t, cut to 0..1.
    """
    if len(points) == 1:
        is_inside = np.hypot(*(points[0] - centre)) <= reach
        return np.zeros((1 if is_inside else 0, 2), np.float32)
    from_centre = (points[:-1] - centre).astype(np.float64)
    along = np.diff(points.astype(np.float64), axis=0)
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    middle = -(from_centre * along).sum(axis=1) / square
    spread = middle**2 - ((from_centre**2).sum(axis=1) - reach**2) / square
    half = np.sqrt(np.maximum(spread, 0))
    enters, leaves = np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
    which = np.flatnonzero((spread > 0) & (leaves > enters))
    stretches = np.stack([which + enters[which], which + leaves[which]], axis=1)
    return _joined(stretches)


def _joined(stretches: FloatArray) -> FloatArray:
    """Stretches that meet at a point become one."""
    if len(stretches) < 2:
        return stretches
    apart = stretches[1:, 0] > stretches[:-1, 1] + 1e-9
    first = np.concatenate([[True], apart])
    last = np.concatenate([apart, [True]])
    return np.stack([stretches[first, 0], stretches[last, 1]], axis=1)


def _piece(stroke: Stroke, first: float, last: float) -> Stroke | None:
    """The stroke between two places on its way; None where hardly anything is left."""
    if last <= first:
        return None
    whole = np.arange(np.floor(first) + 1, np.ceil(last))
    places = np.concatenate([[first], whole, [last]])
    index = np.arange(len(stroke.points))
    columns = (stroke.points[:, 0], stroke.points[:, 1], stroke.times, stroke.pressures)
    x, y, times, pressures = (np.interp(places, index, column) for column in columns)
    if np.hypot(np.diff(x), np.diff(y)).sum() < _CRUMB:
        return None
    return Stroke.of(np.stack([x, y], axis=1), times, pressures)
