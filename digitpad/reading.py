"""The best way to read a row of pieces as digits.

Between two neighbouring pieces there may be a digit's end or not. Every stretch of pieces that
could be one digit gets a score, every gap its odds, and of all ways to cut the row the one with
the largest sum is found by dynamic programming (Bellman 1957), as postal readers do it (Casey and
Lecolinet 1996, "recognition-based segmentation").

    pieces   | 1 | 2' | 2" | 5 |        stretches  1   2'+2"   5     log chance of each, added up
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from digitpad.recognition import Recognition

Stretch = tuple[int, int]
"""First piece, and one past the last."""

CERTAIN = 4.0
"""Log odds from which on a gap is decided without asking the model."""

LEAST_CHANCE = 0.05
"""No single answer is worse than this: a badly written digit must not turn the whole row."""


def possible_stretches(
    odds: Sequence[float], widths: Mapping[Stretch, float] | None = None, widest: float = np.inf
) -> list[Stretch]:
    """The stretches of pieces that may be one digit.

    Args:
        odds: log odds of a digit's end after each piece but the last.
        widths: of stretches, where they matter.
        widest: that a digit can be, in the units of `widths`; single pieces may be wider.
    """
    count = len(odds) + 1
    stretches: list[Stretch] = []
    for first in range(count):
        if first and odds[first - 1] < -CERTAIN:
            continue
        for end in range(first + 1, count + 1):
            if end - 1 > first and odds[end - 2] > CERTAIN:
                break
            if widths is not None and end - first > 1 and widths[first, end] > widest:
                break
            if end == count or odds[end - 1] >= -CERTAIN:
                stretches.append((first, end))
    return stretches


def chance(recognition: Recognition) -> float:
    """Log of how likely it is that this is a digit, and the one it is read as."""
    digit = recognition.confidence * (1 - recognition.non_digit)
    return float(np.log(max(digit, LEAST_CHANCE)))


def best_reading(odds: Sequence[float], scores: Mapping[Stretch, float]) -> list[Stretch]:
    """The stretches, left to right, whose scores and gaps add up to most.

    Args:
        odds: log odds of a digit's end after each piece but the last.
        scores: of every stretch that may be used; some of them must lead from end to end.
    """
    ends = np.asarray(odds, np.float64)
    join = -np.logaddexp(0, ends)
    part = -np.logaddexp(0, -ends)
    count = len(ends) + 1
    best = [0.0] + [-np.inf] * count
    came_from: list[int] = [0] * (count + 1)
    for first, end in sorted(scores, key=lambda stretch: stretch[1]):
        total = best[first] + scores[first, end] + float(join[first : end - 1].sum())
        total += float(part[first - 1]) if first else 0.0
        if total > best[end]:
            best[end], came_from[end] = total, first
    reading: list[Stretch] = []
    end = count
    while end:
        reading.append((came_from[end], end))
        end = came_from[end]
    return reading[::-1]
