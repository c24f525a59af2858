"""What comes out at the end: the answer for one digit, and for several that make a number."""

from __future__ import annotations

from dataclasses import dataclass

from digitpad.preprocess import Stages
from digitpad.types import FloatArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom: pad units for ink, pixels counted from the edge for a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """An answer, and the way to it.

    Attributes:
        probabilities: (classes,) float32, sum 1.
        digit: the likeliest class.
        non_digit: the chance that it is no digit at all, 0 to 1.
        is_digit: whether that chance is below the model's threshold.
        stages: what preprocessing made of the drawing, step by step.
    """

    probabilities: FloatArray
    digit: int
    non_digit: float
    is_digit: bool
    stages: Stages

    @property
    def confidence(self) -> float:
        """The probability of the answer."""
        return float(self.probabilities.max())


@dataclass(frozen=True, slots=True, eq=False)
class NumberDigit:
    """One digit of a number.

    Attributes:
        box: the ink it was read from, the pen's width included.
        recognition: the answer for it alone.
        line: on which line it stands, from 0 at the top.
        strokes: which of the ink's strokes it is made of; empty for a picture.
    """

    box: Box
    recognition: Recognition
    line: int = 0
    strokes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """What was read, in reading order: line by line, each from left to right.

    Attributes:
        text: the digits; lines are separated by a line feed; empty where nothing is drawn.
        digits: each with its box and its own probabilities.
    """

    text: str = ""
    digits: tuple[NumberDigit, ...] = ()

    @classmethod
    def of(cls, digits: tuple[NumberDigit, ...]) -> Number:
        """A number of digits that are in reading order already."""
        lines: dict[int, str] = {}
        for one in digits:
            lines[one.line] = lines.get(one.line, "") + str(one.recognition.digit)
        return cls("\n".join(lines.values()), digits)

    @property
    def is_digits_only(self) -> bool:
        """Whether nothing in it looks like something else than a digit."""
        return all(one.recognition.is_digit for one in self.digits)

    @property
    def confidence(self) -> float:
        """The chance that all digits are right, if each stood for itself; 0 without digits."""
        chance = 1.0 if self.digits else 0.0
        for one in self.digits:
            chance *= one.recognition.confidence
        return chance
