"""Reading a row: the best sequence of digits, by dynamic programming (Bellman 1957).

Cuts are the positions in a row where a digit may end. Each segment between two cuts that may be one
digit has a score, and each cut has log odds. The best sequence of segments from one end of the row
to the other has the largest sum (Casey and Lecolinet 1996, "recognition-based segmentation").

    cuts   |   :   |   :  |         segments   |1|   |2 2|   |5|      log probabilities, summed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from digitpad.recognition.answers import Recognition
from digitpad.recognition.segmentation.signs import Sign

Segment = tuple[int, int]
"""From one cut to another; cut 0 is the start of the row, the last one its end."""

CERTAIN = 4.0
"""Cuts with larger log odds (or smaller ones than the negative) are decided without the model."""

WEIGHT_OF_DIGIT = 0.9
WEIGHT_OF_NON_DIGIT = 2.2
"""The weights of two log probabilities: of the predicted digit, and of being a digit at all."""

MIN_PROBABILITY = 0.02
MIN_DIGIT_PROBABILITY = 0.007
"""Lower bounds for these probabilities, so that one bad digit does not decide for the whole row."""


SIGN_PENALTY = 1.0
"""Signs are rarer than digits: what their log probability is reduced by."""

USUAL_STROKES = 3
MORE_STROKES_PENALTY = 1.5
"""Digits have at most three strokes, nearly always; the penalty is for each one more."""

PART_PENALTY = 3.0
"""The same, in addition, for what is rather a part of the digit beside it."""


def possible_segments(odds: Sequence[float]) -> list[Segment]:
    """The segments that may be one digit: no ends at impossible cuts, none across certain cuts.

    Args:
        odds: log odds that a digit ends at each cut, without the ends of the row.
    """
    last = len(odds) + 1
    segments: list[Segment] = []
    for first in range(last):
        if first and odds[first - 1] < -CERTAIN:
            continue
        for end in range(first + 1, last + 1):
            if end - 1 > first and odds[end - 2] > CERTAIN:
                break
            if end == last or odds[end - 1] >= -CERTAIN:
                segments.append((first, end))
    return segments


def digit_score(recognition: Recognition) -> float:
    """The weighted log probability that this is a digit, and the predicted one."""
    digit = WEIGHT_OF_DIGIT * np.log(max(recognition.confidence, MIN_PROBABILITY))
    any_digit = WEIGHT_OF_NON_DIGIT * np.log(max(1 - recognition.non_digit, MIN_DIGIT_PROBABILITY))
    return float(digit + any_digit)


def as_digit_or_sign(
    answer: Recognition, sign: Sign | None, strokes: int, size_score: float = 0.0
) -> tuple[float, Recognition]:
    """The score of a mark, and what it is: a digit, or a sign with its reason.

    Args:
        answer: of the model, which knows neither the mark's size nor its place.
        sign: what these say, if anything.
        strokes: how many it is made of.
        size_score: what its size says about a digit, a log probability.
    """
    score = digit_score(answer) + size_score
    score -= MORE_STROKES_PENALTY * max(strokes - USUAL_STROKES, 0)
    if sign is None:
        return score, answer
    as_sign = -float(np.logaddexp(0, -sign.odds)) - SIGN_PENALTY
    as_sign -= PART_PENALTY if sign.is_part else 0.0
    score -= float(np.logaddexp(0, sign.odds))
    if score >= as_sign:
        return score, answer
    non_digit = max(answer.non_digit, 1 / (1 + float(np.exp(-sign.odds))))
    return as_sign, replace(answer, non_digit=non_digit, is_digit=False, reason=sign.reason)


def total_score(
    odds: Sequence[float], scores: Mapping[Segment, float], reading: Sequence[Segment]
) -> float:
    """The log probability of a reading, comparable between different rows of the same marks.

    The scores of its segments, and of every cut the probability of ending a digit, or of not.
    """
    found = sum(scores[one] + (odds[one[0] - 1] if one[0] else 0.0) for one in reading)
    return found - float(np.logaddexp(0, odds).sum())


def best_reading(odds: Sequence[float], scores: Mapping[Segment, float]) -> list[Segment]:
    """The sequence of segments, left to right, with the largest sum of scores and log odds.

    Args:
        odds: log odds that a digit ends at each cut, without the ends of the row.
        scores: the score of every segment that may be used.

    Returns:
        Empty if no sequence covers the whole row.
    """
    last = len(odds) + 1
    best = [0.0] + [-np.inf] * last
    came_from = [0] * (last + 1)
    for first, end in sorted(scores, key=lambda segment: segment[1]):
        total = best[first] + scores[first, end] + (odds[first - 1] if first else 0.0)
        if total > best[end]:
            best[end], came_from[end] = total, first
    if best[last] == -np.inf:
        return []
    reading: list[Segment] = []
    end = last
    while end:
        reading.append((came_from[end], end))
        end = came_from[end]
    return reading[::-1]
