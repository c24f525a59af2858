"""The answer for one digit; `numbers.py` has that for several that make a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.types import FloatArray
from digitpad.imaging.preprocess import Stages

NO_DIGIT = "?"
"""Stands in the text of a number where a sign is: a dash, a dot, a comma, a slash, a bracket."""


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """The answer for one digit, and the stages of preprocessing that led to it.

    Attributes:
        probabilities: (classes,) float32, calibrated, sum 1.
        classes: the digits that they belong to, in the same order.
        digit: the likeliest class.
        non_digit: the probability that it is no digit at all, 0 to 1.
        is_digit: whether that probability is at most the model's threshold, and nothing in its
            size, place or shape says otherwise.
        stages: what preprocessing made of the drawing, step by step.
        reason: why its size, place or shape says that it is a sign; None for everything else, also
            for what only the model takes for no digit.

    Examples:
        >>> import digitpad
        >>> answer = digitpad.recognize([[(50, 20), (50, 120), (49, 220)]])
        >>> answer.digit, answer.is_digit, len(answer.probabilities) == len(answer.classes)
        (1, True, True)
    """

    probabilities: FloatArray
    classes: tuple[int, ...]
    digit: int
    non_digit: float
    is_digit: bool
    stages: Stages
    reason: Phrase | None = None

    @property
    def text(self) -> str:
        """The digit, or `NO_DIGIT` for a sign."""
        return str(self.digit) if self.reason is None else NO_DIGIT

    @property
    def confidence(self) -> float:
        """The probability of the answer."""
        return float(self.probabilities.max())

    def by_digit(self) -> FloatArray:
        """(10,) the probabilities of the digits 0 to 9; those the model does not know have 0."""
        known = dict(zip(self.classes, self.probabilities.tolist(), strict=True))
        return np.array([known.get(digit, 0.0) for digit in range(10)], np.float32)

    def with_non_digit(self) -> FloatArray:
        """(11,) the probabilities of the digits 0 to 9 and, last, of no digit; they sum to 1.

        A sign, which has a reason, is surely no digit.
        """
        non_digit = self.non_digit if self.reason is None else 1.0
        digits = self.by_digit() * (1 - non_digit)
        return np.append(digits, non_digit).astype(np.float32)

    def __repr__(self) -> str:
        doubt = "" if self.is_digit else ", is_digit=False"
        return f"Recognition(digit={self.digit}, confidence={self.confidence:.4f}{doubt})"
