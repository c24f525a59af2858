"""The answer for several digits that make a number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digitpad.recognition.answers import Recognition

Box = tuple[float, float, float, float]
"""Left, top, right, bottom: pad units for ink, pixels counted from the edge for a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberDigit:
    """One digit of a number, or the place of a sign in it, whose recognition has a reason.

    Attributes:
        box: of the ink that it was read from, the pen's width included.
        recognition: the answer for this digit alone.
        line: the index of its line, from 0 at the top.
        strokes: the indices of its strokes in the ink; empty for a picture.
    """

    box: Box
    recognition: Recognition
    line: int = 0
    strokes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """Several digits in reading order: line by line, each from left to right.

    Attributes:
        text: the digits, and `NO_DIGIT` for each sign: "3?14" for 3.14; lines are separated by a
            line feed; empty where nothing is drawn.
        digits: each with its box and its own probabilities; signs have their places among them.
    """

    text: str = ""
    digits: tuple[NumberDigit, ...] = ()

    @classmethod
    def of(cls, digits: tuple[NumberDigit, ...]) -> Number:
        """A number of digits that are in reading order already."""
        lines: dict[int, str] = {}
        for one in digits:
            lines[one.line] = lines.get(one.line, "") + one.recognition.text
        return cls("\n".join(lines.values()), digits)

    @property
    def is_digits_only(self) -> bool:
        """Whether every part of it looks like a digit."""
        return all(one.recognition.is_digit for one in self.digits)

    @property
    def confidence(self) -> float:
        """The probability that all digits are right, taken as independent; 0 without digits."""
        digits = [one.recognition for one in self.digits if one.recognition.reason is None]
        return math.prod(digit.confidence for digit in digits) if digits else 0.0
