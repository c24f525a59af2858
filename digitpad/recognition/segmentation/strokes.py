"""Segmentation of a drawing with several digits, by its strokes.

    strokes -> lines -> each line from left to right -> odds that a digit ends between two strokes

The horizontal distance of two strokes says most: a gap separates them, an overlap joins them. If
that is not clear, the model decides which of the two looks more like digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from digitpad.common.types import AnyArray
from digitpad.imaging.components import connected_groups
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.segmentation.text_lines import TALL, Line, group_into_lines

POINTS_ALONG = 24
"""Points along each stroke, for measuring the distances between strokes."""

TOUCHING = 0.75
"""Strokes that come closer than this, in widths of the pen, touch."""

STACKED = ((0.06, 0.1), (0.12, -0.5), (0.0, 0.0))
"""For two marks close above each other: the largest gap, as a share of both together, with which
they are one digit, and the log odds of that grouping. The model decides between them."""

BAR_WIDTHS, BAR_HEIGHT = (1.25, 2.0), 0.25
"""A bar along several tall strokes, or along one, is longer than this, in heights of the tallest,
and flatter than this share of its length."""

TOO_TALL = 1.6
APART_ODDS = -0.5
"""Touching strokes that together are this many times taller than the usual tall stroke may belong
to different lines, with these log odds."""

ODDS = (-4.5, 15.9, -4.9, 3.7, 6.9)
"""Weights of `gap_features` for the log odds that a digit ends between two strokes: a logistic
regression on synthetic ink, separate and overlapping (`python -m tests.benchmarks.stroke_odds`)."""

TOUCHING_ODDS = -4.0
"""Added where the strokes on both sides touch: digits hardly ever do, parts of one often."""

DOT = 0.3
DOT_ODDS = 4.0
"""A smaller stroke, in heights of the line, that lies in the lower half and beside the others is
rather a dot or a comma: digits have small parts at the top, such as the bar of a 5."""


@dataclass(frozen=True, eq=False)
class StrokeLine:
    """One line of strokes.

    Attributes:
        strokes: indices of the ink's strokes, in reading order.
        odds: log odds that a digit ends after each stroke but the last.
        height: the height of the line, in pad units.
        marks: the same strokes, grouped by whether they touch.
        boxes: (strokes, 4) left, top, right and bottom of every stroke of the ink.
    """

    strokes: tuple[int, ...]
    odds: tuple[float, ...]
    height: float
    marks: tuple[tuple[int, ...], ...]
    boxes: AnyArray

    def neighbours(self, strokes: Sequence[int]) -> AnyArray:
        """(N, 4) the boxes of the tall marks of this line that these strokes are not part of."""
        own = set(strokes)
        lowest = TALL * (self._mark_boxes[:, 3] - self._mark_boxes[:, 1]).max()
        others = [
            box if rest == mark else self._box(rest)
            for mark, box in zip(self.marks, self._mark_boxes, strict=True)
            if (rest := tuple(stroke for stroke in mark if stroke not in own))
        ]
        return np.array([box for box in others if box[3] - box[1] >= lowest]).reshape(-1, 4)

    @cached_property
    def _mark_boxes(self) -> AnyArray:
        """(marks, 4) the boxes of all marks."""
        return np.array([self._box(mark) for mark in self.marks])

    def _box(self, strokes: tuple[int, ...]) -> AnyArray:
        boxes = self.boxes[list(strokes)]
        return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def possible_lines(ink: Ink) -> list[tuple[float, list[StrokeLine]]]:
    """The ways to group a drawing's strokes into lines, the usual one first, with log odds each.

    Usually there is one. Others are possible where one mark is close above one other, and where
    strokes of different lines may touch.
    """
    if ink.is_empty:
        return [(0.0, [])]
    boxes = np.array([stroke.bounds() for stroke in ink.strokes], np.float64)
    if len(boxes) == 1:
        return [(0.0, [StrokeLine((0,), (), float(boxes[0, 3] - boxes[0, 1]), ((0,),), boxes)])]
    is_bar = _bars(boxes)
    if is_bar.any():
        return _lines_and_bars(ink, boxes, is_bar)
    groups = connected_groups(_distances(ink) < TOUCHING * ink.pen_width)
    found = [(odds, _lines(ink, boxes, groups, gap)) for gap, odds in STACKED]
    heights = boxes[:, 3] - boxes[:, 1]
    usual = float(np.median(heights[heights >= TALL * heights.max()]))
    tallest = max(np.ptp(boxes[groups == one][:, [1, 3]]) for one in np.unique(groups))
    if tallest > TOO_TALL * usual:
        found.append((APART_ODDS, _lines(ink, boxes, np.arange(len(boxes)), 0.0)))
    different: dict[tuple[object, ...], tuple[float, list[StrokeLine]]] = {}
    for odds, lines in found:
        different.setdefault(tuple(line.marks for line in lines), (odds, lines))
    return list(different.values())


def _bars(boxes: AnyArray) -> AnyArray:
    """(strokes,) whether each is a bar under, over or through digits, such as an underline."""
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    tall = heights >= TALL * heights.max()
    upright = tall & (heights >= BAR_HEIGHT * widths)
    middles = (boxes[upright, 0] + boxes[upright, 2]) / 2
    covers = (boxes[:, :1] < middles) & (middles < boxes[:, 2:3])
    # A 1 with a wide foot or a 5 with a long top bar has only one tall stroke there.
    is_long = widths > np.where(covers.sum(axis=1) > 1, *BAR_WIDTHS) * heights.max()
    bars: AnyArray = is_long & (heights < BAR_HEIGHT * widths) & ~tall & covers.any(axis=1)
    return bars


def _lines_and_bars(
    ink: Ink, boxes: AnyArray, is_bar: AnyArray
) -> list[tuple[float, list[StrokeLine]]]:
    """The possible lines without the bars, and every bar as a line of its own."""
    written = np.flatnonzero(~is_bar).tolist()
    bars = [
        StrokeLine((bar,), (), float(boxes[bar, 3] - boxes[bar, 1]), ((bar,),), boxes)
        for bar in np.flatnonzero(is_bar).tolist()
    ]
    rest = Ink(tuple(ink.strokes[one] for one in written), ink.pen_width)
    found = []
    for odds, lines in possible_lines(rest):
        every = bars + [
            StrokeLine(
                tuple(written[one] for one in line.strokes),
                line.odds,
                line.height,
                tuple(tuple(written[one] for one in mark) for mark in line.marks),
                boxes,
            )
            for line in lines
        ]
        middles = [float(boxes[list(line.strokes)][:, [1, 3]].mean()) for line in every]
        order = np.argsort(middles, kind="stable")
        found.append((odds, [every[place] for place in order]))
    return found


def _lines(ink: Ink, boxes: AnyArray, groups: AnyArray, stacked_gap: float) -> list[StrokeLine]:
    clusters = np.array(
        [
            [*boxes[groups == one, :2].min(axis=0), *boxes[groups == one, 2:].max(axis=0)]
            for one in range(groups.max() + 1)
        ]
    )
    lines = group_into_lines(clusters, stacked_gap, ink.pen_width)
    return [_line_of_strokes(line, groups, boxes) for line in lines]


def _line_of_strokes(line: Line, groups: AnyArray, boxes: AnyArray) -> StrokeLine:
    members = np.flatnonzero(np.isin(groups, line.marks))
    order = members[np.argsort(boxes[members, 0] + boxes[members, 2], kind="stable")]
    height = max(line.height, 0.4 * float(np.max(boxes[members, 2] - boxes[members, 0])))
    middle = (line.top + line.bottom) / 2
    odds = [
        _cut_odds(boxes[order[:position]], boxes[order[position:]], height, middle)
        + TOUCHING_ODDS * bool(np.isin(groups[order[:position]], groups[order[position:]]).any())
        for position in range(1, len(order))
    ]
    marks = tuple(tuple(np.flatnonzero(groups == mark).tolist()) for mark in line.marks)
    return StrokeLine(tuple(map(int, order)), tuple(odds), height, marks, boxes)


def _cut_odds(left: AnyArray, right: AnyArray, height: float, middle: float) -> float:
    """The log odds that a digit ends between these strokes, and `DOT_ODDS` beside a dot."""
    odds = float(np.dot(ODDS, gap_features(left, right, height)))
    last, first = left[left[:, 2].argmax()], right[right[:, 0].argmin()]
    is_dot = any(
        max(one[2] - one[0], one[3] - one[1]) < DOT * height and one[1] > middle
        for one in (last, first)
    )
    return odds + DOT_ODDS if is_dot and first[0] > last[2] else odds


def gap_features(left: AnyArray, right: AnyArray, height: float) -> tuple[float, ...]:
    """Features of a gap between strokes, for the odds that a digit ends there.

    Args:
        left: (strokes, 4), boxes (left, top, right, bottom) of the strokes left of the gap.
        right: the same for the strokes right of the gap.
        height: the height of the line.

    Returns:
        1, and for the two strokes next to the gap: its width, the covered share of the narrower
        stroke, the height of the lower stroke, and the width of both together. Lengths are in
        heights of the line.
    """
    last, first = left[left[:, 2].argmax()], right[right[:, 0].argmin()]
    gap = (first[0] - last[2]) / height
    narrower = min(last[2] - last[0], first[2] - first[0]) / height
    covered = min(max(-gap, 0) / max(narrower, 0.05), 2)
    lower = min(last[3] - last[1], first[3] - first[1]) / height
    width = (max(last[2], first[2]) - min(last[0], first[0])) / height
    return (1.0, float(gap), float(covered), float(lower), float(width))


def _distances(ink: Ink) -> AnyArray:
    """The smallest distance between each two strokes, (S, S), in pad units."""
    points = np.concatenate([resampled(stroke, POINTS_ALONG) for stroke in ink.strokes])
    squares = (points**2).sum(axis=1)
    square_distances = squares[:, None] + squares[None, :] - 2 * points @ points.T
    count = len(ink.strokes)
    blocks = square_distances.reshape(count, POINTS_ALONG, count, POINTS_ALONG)
    distances: AnyArray = np.sqrt(np.maximum(blocks.min(axis=(1, 3)), 0))
    return distances


def resampled(stroke: Stroke, count: int) -> AnyArray:
    """(count, 2) points at equal distances along a stroke, in pad units."""
    length = np.concatenate(([0], np.hypot(*np.diff(stroke.points, axis=0).T).cumsum()))
    stops = np.linspace(0, length[-1], count)
    return np.stack([np.interp(stops, length, axis) for axis in stroke.points.T], axis=1)
