"""The number that the window shows, and which of its digits is selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number, NumberDigit

if TYPE_CHECKING:
    from digitpad.recognition.recognizer import Recognition


@dataclass(frozen=True, slots=True, eq=False)
class ShownNumber:
    """A number and the digit whose bars and stages are shown.

    Attributes:
        number: may have no digits.
        selected: the index of the selected digit; -1 if there is none.
    """

    number: Number = Number()  # noqa: RUF009 - frozen
    selected: int = -1

    @classmethod
    def of(cls, number: Number, picked: int | None = None) -> ShownNumber:
        """Select the digit with index `picked`, or the one that was drawn last."""
        if not number.digits:
            return cls(number)
        if picked is not None and 0 <= picked < len(number.digits):
            return cls(number, picked)
        newest = [max(digit.strokes, default=-1) for digit in number.digits]
        return cls(number, newest.index(max(newest)))

    @property
    def has_several(self) -> bool:
        """Whether there is more than one digit."""
        return len(self.number.digits) > 1

    @property
    def digit(self) -> NumberDigit | None:
        """The selected digit."""
        return self.number.digits[self.selected] if self.number.digits else None

    @property
    def recognition(self) -> Recognition | None:
        """The answer for the selected digit."""
        return None if self.digit is None else self.digit.recognition

    def ink_of_digit(self, ink: Ink) -> Ink:
        """The strokes of the selected digit in `ink`, from which the number was read."""
        if self.digit is None:
            return Ink(pen_width=ink.pen_width)
        strokes = tuple(ink.strokes[number] for number in self.digit.strokes)
        return Ink(strokes, ink.pen_width)
