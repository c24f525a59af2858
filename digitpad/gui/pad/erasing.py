"""Erasing ink: whole strokes, or only the part under the eraser.

The eraser is a disc that moves in a straight line from one event to the next and is applied at
steps of at most half its radius. Positions along a stroke are fractional point indices: 2.25 is a
quarter of the way from point 2 to point 3.

    kept 0 ---- 1 -- 1.6 )   erased   ( 3.1 -- 4 ---- 5 kept      one stroke becomes two
"""

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.gui.pad.tools import EraserKind
from digitpad.ink.raster import pen_radius
from digitpad.ink.strokes import Ink, Stroke

# Remaining pieces shorter than this, in pad units, are erased too.
_SHORTEST_PIECE = 2.0


def erase(
    ink: Ink,
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    kind: EraserKind,
) -> Ink:
    """The ink after an eraser of this radius moved straight from `start` to `end`.

    Untouched strokes stay the same objects; if none is touched, `ink` itself is returned.
    """
    centres = _disc_centres(start, end, radius)
    strokes: list[Stroke] = []
    for stroke in ink.strokes:
        reach = radius + _half_pen(ink, stroke) * (1.0 if kind is EraserKind.STROKE else 0.5)
        if not _boxes_overlap(stroke, centres, reach):
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


def _disc_centres(
    start: tuple[float, float], end: tuple[float, float], radius: float
) -> FloatArray:
    """(C, 2) centres of the disc along its path, at most half its radius apart."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    steps = max(1, int(np.ceil(length / (radius / 2))))
    share = np.linspace(0, 1, steps + 1, dtype=np.float32)[:, np.newaxis]
    here, there = np.array(start, np.float32), np.array(end, np.float32)
    way: FloatArray = here * (1 - share) + there * share
    return way


def _boxes_overlap(stroke: Stroke, centres: FloatArray, reach: float) -> bool:
    """Whether the bounding boxes of stroke and eraser overlap, a fast first test."""
    low, high = stroke.points.min(axis=0) - reach, stroke.points.max(axis=0) + reach
    return bool((centres.max(axis=0) >= low).all() and (centres.min(axis=0) <= high).all())


def _touches(stroke: Stroke, centre: FloatArray, reach: float) -> bool:
    return bool(len(_inside(stroke.points, centre, reach)))


def _without_discs(stroke: Stroke, centres: FloatArray, reach: float) -> list[Stroke]:
    """The remaining pieces of a stroke, or the stroke itself if no disc touched it."""
    pieces = [stroke]
    for centre in centres:
        pieces = [left for piece in pieces for left in _without_disc(piece, centre, reach)]
    return pieces


def _without_disc(stroke: Stroke, centre: FloatArray, reach: float) -> list[Stroke]:
    erased = _inside(stroke.points, centre, reach)
    if not len(erased):
        return [stroke]
    # What remains lies between the erased stretches and at both ends.
    starts = [0.0, *erased[:, 1].tolist()]
    ends = [*erased[:, 0].tolist(), float(len(stroke.points) - 1)]
    pieces = [_piece(stroke, first, last) for first, last in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if piece is not None]


def _inside(points: FloatArray, centre: FloatArray, reach: float) -> FloatArray:
    """(E, 2) the stretches of a stroke inside a disc, as (from, to), ascending.

    A segment from p in direction d is inside where |p + t d - c| <= reach: between the roots of a
    quadratic equation in t, clipped to 0..1.
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
    return _merged(stretches)


def _merged(stretches: FloatArray) -> FloatArray:
    """Merge stretches that share an end."""
    if len(stretches) < 2:
        return stretches
    apart = stretches[1:, 0] > stretches[:-1, 1] + 1e-9
    first = np.concatenate([[True], apart])
    last = np.concatenate([apart, [True]])
    return np.stack([stretches[first, 0], stretches[last, 1]], axis=1)


def _piece(stroke: Stroke, first: float, last: float) -> Stroke | None:
    """The part of a stroke between two positions; None if it is too short."""
    if last <= first:
        return None
    whole = np.arange(np.floor(first) + 1, np.ceil(last))
    places = np.concatenate([[first], whole, [last]])
    index = np.arange(len(stroke.points))
    columns = (stroke.points[:, 0], stroke.points[:, 1], stroke.times, stroke.pressures)
    x, y, times, pressures = (np.interp(places, index, column) for column in columns)
    if np.hypot(np.diff(x), np.diff(y)).sum() < _SHORTEST_PIECE:
        return None
    return Stroke.of(np.stack([x, y], axis=1), times, pressures)
