"""Lines of writing: which marks stand beside each other, and in which order they are read.

Tall marks make the lines: two stand on the same one where they overlap in height. Small ones, a
five's hat or a dash, go with the line they are nearest to.

    7  2 1          line 0: 7 2 1
      4 5           line 1: 4 5
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.types import AnyArray

TALL = 0.45
"""Of the tallest mark's height; lower marks make no line."""

SAME_LINE = 0.35
"""Overlap in height, as a share of the lower of the two, that puts two marks on one line."""

STACKED_GAP = 0.12
"""Marks above each other nearer than this, as a share of both together, belong to one digit."""


@dataclass(frozen=True, slots=True)
class Line:
    """Marks on one line.

    Attributes:
        marks: their numbers, from left to right by their middles.
        top: of its tall marks.
        bottom: of its tall marks.
    """

    marks: tuple[int, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Of its tall marks together; never 0."""
        return max(self.bottom - self.top, 1e-6)


def group_into_lines(boxes: AnyArray) -> list[Line]:
    """Put marks on lines, top to bottom.

    Args:
        boxes: (N, 4), left, top, right and bottom of each mark; N may be 0.
    """
    if len(boxes) == 0:
        return []
    heights = boxes[:, 3] - boxes[:, 1]
    # A dash on its own is as tall as it is wide, for this purpose.
    size = np.maximum(heights, 1e-6)
    tall = np.flatnonzero(heights >= TALL * heights.max())
    lines: list[list[int]] = []
    for mark in tall[np.argsort((boxes[tall, 1] + boxes[tall, 3]) / 2, kind="stable")]:
        for line in lines:
            top, bottom = np.median(boxes[line, 1]), np.median(boxes[line, 3])
            overlap = min(bottom, boxes[mark, 3]) - max(top, boxes[mark, 1])
            if overlap >= SAME_LINE * min(size[mark], bottom - top) or any(
                _stacked(boxes[one], boxes[mark]) for one in line
            ):
                line.append(int(mark))
                break
        else:
            lines.append([int(mark)])
    spans = [(float(boxes[line, 1].min()), float(boxes[line, 3].max())) for line in lines]
    for mark in np.flatnonzero(heights < TALL * heights.max()):
        distances = [max(top - boxes[mark, 3], boxes[mark, 1] - bottom) for top, bottom in spans]
        lines[int(np.argmin(distances))].append(int(mark))
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    return [
        Line(tuple(sorted(line, key=lambda mark: float(middles[mark]))), *span)
        for line, span in sorted(zip(lines, spans, strict=True), key=lambda pair: sum(pair[1]))
    ]


def _stacked(upper: AnyArray, lower: AnyArray) -> bool:
    """Whether two marks lie so close above each other that they are the halves of an eight."""
    if upper[1] > lower[1]:
        upper, lower = lower, upper
    beside = min(upper[2], lower[2]) - max(upper[0], lower[0])
    narrower = min(upper[2] - upper[0], lower[2] - lower[0])
    both = max(lower[3], upper[3]) - upper[1]
    return bool(beside > 0.5 * narrower and lower[1] - upper[3] < STACKED_GAP * both)
