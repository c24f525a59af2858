"""Text lines: which marks are on the same line, and their reading order.

Tall marks form the lines: a mark is on a line if it overlaps vertically with one that is near it
there. Small marks, such as the top bar of a 5 or a dash, belong to the nearest line.

    7  2 1          line 0: 7 2 1
      4 5           line 1: 4 5
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import AnyArray

TALL = 0.45
"""As a share of the tallest mark's height; lower marks do not form lines."""

SAME_LINE = 0.35
"""The vertical overlap of marks on one line, as a share of the smaller height."""

LOWEST = 0.3
"""A lower mark is treated as if its height were this share of its width, and at least the pen's
width; otherwise two nearly level dashes would not overlap."""

STACKED_GAP = 0.06
"""The usual largest gap of two marks above each other that are one digit."""


@dataclass(frozen=True, slots=True)
class Line:
    """Marks on one line.

    Attributes:
        marks: the indices of the marks, from left to right by their centres.
        top: the top of the tall marks.
        bottom: the bottom of the tall marks.
    """

    marks: tuple[int, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the tall marks together; never 0."""
        return max(self.bottom - self.top, 1e-6)


def group_into_lines(
    boxes: AnyArray, stacked_gap: float = STACKED_GAP, pen_width: float = 0.0
) -> list[Line]:
    """Assign marks to lines, top to bottom.

    Args:
        boxes: (N, 4), left, top, right and bottom of each mark; N may be 0.
        stacked_gap: one tall mark above one other, with nothing beside them, is one digit, such as
            an 8 made of two rings, if the gap between them is smaller than this share of both
            together; else they are two lines.
        pen_width: of the marks, unless their boxes include it.
    """
    if len(boxes) == 0:
        return []
    heights = boxes[:, 3] - boxes[:, 1]
    higher = _heightened(boxes, pen_width)
    is_tall = heights >= TALL * heights.max()
    tall = np.flatnonzero(is_tall)
    lines: list[list[int]] = []
    for mark in tall[np.argsort(boxes[tall, 1] + boxes[tall, 3], kind="stable")]:
        overlaps = [_overlap(higher[_near(boxes, line, int(mark))], higher[mark]) for line in lines]
        if overlaps and max(overlaps) >= SAME_LINE:
            lines[int(np.argmax(overlaps))].append(int(mark))
        else:
            lines.append([int(mark)])
    lines = _joined(lines, boxes, stacked_gap)
    spans = [(float(boxes[line, 1].min()), float(boxes[line, 3].max())) for line in lines]
    members = [list(line) for line in lines]
    for mark in np.flatnonzero(~is_tall):
        away = [_distance(boxes[_near(boxes, line, int(mark))], boxes[mark]) for line in lines]
        members[int(np.argmin(away))].append(int(mark))
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    return [
        Line(tuple(sorted(line, key=lambda mark: float(middles[mark]))), *span)
        for line, span in sorted(zip(members, spans, strict=True), key=lambda pair: sum(pair[1]))
    ]


def _heightened(boxes: AnyArray, pen_width: float) -> AnyArray:
    """The boxes, low ones made higher around their middles; see `LOWEST`."""
    lowest = np.maximum(LOWEST * (boxes[:, 2] - boxes[:, 0]), pen_width)
    missing = np.maximum(lowest - (boxes[:, 3] - boxes[:, 1]), 0) / 2
    return np.stack([boxes[:, 0], boxes[:, 1] - missing, boxes[:, 2], boxes[:, 3] + missing], 1)


def _near(boxes: AnyArray, line: list[int], mark: int) -> AnyArray:
    """The marks of a line that are horizontally within a height of a mark, or the nearest one.

    A line may slope, so marks far along it say little about where it runs here.
    """
    members = np.array(line)
    left, right = boxes[members, 0], boxes[members, 2]
    gaps = np.maximum(np.maximum(left - boxes[mark, 2], boxes[mark, 0] - right), 0)
    reach = max(float(gaps.min()), float((boxes[members, 3] - boxes[members, 1]).max()))
    near: AnyArray = members[gaps <= reach]
    return near


def _overlap(line: AnyArray, mark: AnyArray) -> float:
    """The largest vertical overlap with a mark of the line, as a share of the smaller height."""
    overlap = np.minimum(line[:, 3], mark[3]) - np.maximum(line[:, 1], mark[1])
    # A horizontal dash has no height; avoid an overlap of 0.
    smaller = np.maximum(np.minimum(line[:, 3] - line[:, 1], mark[3] - mark[1]), 1e-6)
    return float((overlap / smaller).max())


def _distance(line: AnyArray, mark: AnyArray) -> float:
    """The vertical distance to the marks of a line; below 0 if it overlaps them."""
    return float(max(line[:, 1].min() - mark[3], mark[1] - line[:, 3].max()))


def _joined(lines: list[list[int]], boxes: AnyArray, gap: float) -> list[list[int]]:
    """The lines, each two single marks that are stacked made one line."""
    joined: list[list[int]] = []
    for line in lines:
        last = joined[-1] if joined else []
        if len(line) == len(last) == 1 and _stacked(boxes[last[0]], boxes[line[0]], gap):
            joined[-1] = last + line
        else:
            joined.append(line)
    return joined


def _stacked(upper: AnyArray, lower: AnyArray, gap: float) -> bool:
    """Whether one mark is so close above the other that they are one digit, or an equals sign."""
    if upper[1] > lower[1]:
        upper, lower = lower, upper
    overlap = min(upper[2], lower[2]) - max(upper[0], lower[0])
    narrower = min(upper[2] - upper[0], lower[2] - lower[0])
    both = max(lower[3], upper[3]) - upper[1]
    if max(upper[3] - upper[1], lower[3] - lower[1]) < LOWEST * narrower:
        return bool(overlap > 0.5 * narrower > 0 and lower[1] - upper[3] < narrower)
    return bool(overlap > 0.5 * narrower and lower[1] - upper[3] < gap * both)
