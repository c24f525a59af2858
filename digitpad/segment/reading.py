"""The best way to read a row as digits.

Along the row there are places where a digit may end. Every stretch between two of them that could
be one digit gets a score, every place the odds of being a digit's end, and of all ways from one
end of the row to the other the one with the largest sum is found by dynamic programming (Bellman
1957), as postal readers do it (Casey and Lecolinet 1996, "recognition-based segmentation").

    places   |   :   |   :  |         stretches   |1|   |2 2|   |5|      log chances, added up
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from digitpad.recognition import Recognition

Stretch = tuple[int, int]
"""From one place to another; place 0 is the row's beginning, the last one its end."""

CERTAIN = 4.0
"""Log odds from which on a place is decided without asking the model."""

WEIGHT_OF_DIGIT = 0.9
WEIGHT_OF_NON_DIGIT = 2.2
"""How much the log chances count of being this digit, and of being a digit at all."""

LEAST_CHANCE = 0.02
LEAST_CHANCE_OF_A_DIGIT = 0.007
"""No single answer counts as worse than these: one bad digit must not turn the whole row."""


def possible_stretches(odds: Sequence[float]) -> list[Stretch]:
    """The stretches that may be one digit: none ends where none can, none goes on past an end.

    Args:
        odds: log odds of a digit's end at each place but the row's own ends.
    """
    last = len(odds) + 1
    stretches: list[Stretch] = []
    for first in range(last):
        if first and odds[first - 1] < -CERTAIN:
            continue
        for end in range(first + 1, last + 1):
            if end - 1 > first and odds[end - 2] > CERTAIN:
                break
            if end == last or odds[end - 1] >= -CERTAIN:
                stretches.append((first, end))
    return stretches


def chance(recognition: Recognition) -> float:
    """Log of how likely it is that this is a digit, and the one it is read as."""
    digit = WEIGHT_OF_DIGIT * np.log(max(recognition.confidence, LEAST_CHANCE))
    any_digit = WEIGHT_OF_NON_DIGIT * np.log(
        max(1 - recognition.non_digit, LEAST_CHANCE_OF_A_DIGIT)
    )
    return float(digit + any_digit)


def best_reading(odds: Sequence[float], scores: Mapping[Stretch, float]) -> list[Stretch]:
    """The stretches, left to right, whose scores and ends add up to most.

    Args:
        odds: log odds of a digit's end at each place but the row's own ends.
        scores: of every stretch that may be used.

    Returns:
        Empty where no stretches lead from end to end.
    """
    last = len(odds) + 1
    best = [0.0] + [-np.inf] * last
    came_from = [0] * (last + 1)
    for first, end in sorted(scores, key=lambda stretch: stretch[1]):
        total = best[first] + scores[first, end] + (odds[first - 1] if first else 0.0)
        if total > best[end]:
            best[end], came_from[end] = total, first
    if best[last] == -np.inf:
        return []
    reading: list[Stretch] = []
    end = last
    while end:
        reading.append((came_from[end], end))
        end = came_from[end]
    return reading[::-1]
