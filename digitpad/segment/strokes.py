"""Several digits on one pad, taken apart by strokes.

    strokes -> lines -> in each line from left to right -> how likely a digit ends between two

How far apart two strokes are beside each other says most: a gap parts them, an overlap joins
them. Where that leaves doubt, the model decides by which of the two looks more like digits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.components import connected_groups
from digitpad.ink import Ink
from digitpad.segment.lines import Line, group_into_lines
from digitpad.types import AnyArray

POINTS_ALONG = 24
"""A stroke is looked at in so many places when its distance from others is measured."""

ODDS = (-4.5, 15.9, -4.9, 3.7, 6.9)
"""Weights of `between_sides`: log odds of a digit's end between two strokes, by logistic regression
on rows of synthetic ink, apart and overlapping (`python -m tests.benchmarks.stroke_odds`)."""


@dataclass(frozen=True, slots=True, eq=False)
class StrokeLine:
    """One line of strokes.

    Attributes:
        strokes: numbers of the ink's strokes, in reading order.
        odds: log odds of a digit's end after each of them but the last.
        height: of the line, in pad units.
    """

    strokes: tuple[int, ...]
    odds: tuple[float, ...]
    height: float


def lines_of_strokes(ink: Ink) -> list[StrokeLine]:
    """The lines of a drawing, top to bottom; none where nothing is drawn."""
    if ink.is_empty:
        return []
    boxes = np.array([stroke.bounds() for stroke in ink.strokes], np.float64)
    if len(boxes) == 1:
        return [StrokeLine((0,), (), float(boxes[0, 3] - boxes[0, 1]))]
    touching = _distances(ink) < 0.75 * ink.pen_width
    groups = connected_groups(touching)
    clusters = np.array(
        [
            [*boxes[groups == one, :2].min(axis=0), *boxes[groups == one, 2:].max(axis=0)]
            for one in range(groups.max() + 1)
        ]
    )
    return [_line_of_strokes(line, groups, boxes) for line in group_into_lines(clusters)]


def _line_of_strokes(line: Line, groups: AnyArray, boxes: AnyArray) -> StrokeLine:
    members = np.flatnonzero(np.isin(groups, line.marks))
    order = members[np.argsort(boxes[members, 0] + boxes[members, 2], kind="stable")]
    height = max(line.height, 0.4 * float(np.max(boxes[members, 2] - boxes[members, 0])))
    odds = [
        float(np.dot(ODDS, between_sides(boxes[order[:place]], boxes[order[place:]], height)))
        for place in range(1, len(order))
    ]
    return StrokeLine(tuple(map(int, order)), tuple(odds), height)


def between_sides(left: AnyArray, right: AnyArray, height: float) -> tuple[float, ...]:
    """What tells whether a digit ends between the strokes on either side.

    Args:
        left: (strokes, 4), their boxes: left, top, right, bottom.
        right: the same of the strokes on the other side.
        height: of the line; all lengths are given in it.

    Returns:
        1, the gap between the two sides' nearest strokes, how much of the narrower is covered by
        the other, how high the lower is, and how wide both would be as one digit.
    """
    last, first = left[left[:, 2].argmax()], right[right[:, 0].argmin()]
    gap = (first[0] - last[2]) / height
    narrower = min(last[2] - last[0], first[2] - first[0]) / height
    covered = min(max(-gap, 0) / max(narrower, 0.05), 2)
    lower = min(last[3] - last[1], first[3] - first[1]) / height
    width = (max(last[2], first[2]) - min(last[0], first[0])) / height
    return (1.0, float(gap), float(covered), float(lower), float(width))


def _distances(ink: Ink) -> AnyArray:
    """How near each two strokes come, (S, S), in pad units."""
    places = []
    for stroke in ink.strokes:
        way = np.concatenate(([0], np.hypot(*np.diff(stroke.points, axis=0).T).cumsum()))
        stops = np.linspace(0, way[-1], POINTS_ALONG)
        places.append(np.stack([np.interp(stops, way, axis) for axis in stroke.points.T], axis=1))
    spots = np.concatenate(places)
    squares = (spots**2).sum(axis=1)
    square_distances = squares[:, None] + squares[None, :] - 2 * spots @ spots.T
    count = len(places)
    blocks = square_distances.reshape(count, POINTS_ALONG, count, POINTS_ALONG)
    distances: AnyArray = np.sqrt(np.maximum(blocks.min(axis=(1, 3)), 0))
    return distances
