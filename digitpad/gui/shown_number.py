"""What the window shows: the number that was read, and which of its digits is looked at."""

from dataclasses import dataclass, replace

from digitpad.ink import Ink
from digitpad.recognizer import Number, NumberDigit, Recognition


@dataclass(frozen=True, slots=True, eq=False)
class ShownNumber:
    """A number and the digit that the bars and stages are about.

    Attributes:
        number: may be without digits.
        selected: the place of that digit; -1 where there is none.
    """

    number: Number = Number()  # noqa: RUF009 - frozen
    selected: int = -1

    @classmethod
    def of(cls, number: Number, picked: int | None = None) -> "ShownNumber":
        """The digit picked by hand, else the one that was drawn at last."""
        if not number.digits:
            return cls(number)
        if picked is not None and 0 <= picked < len(number.digits):
            return cls(number, picked)
        newest = [max(digit.strokes, default=-1) for digit in number.digits]
        return cls(number, newest.index(max(newest)))

    def picking(self, place: int) -> "ShownNumber":
        """The same number, another digit looked at; places beyond the ends stay at the ends."""
        return replace(self, selected=min(max(place, 0), len(self.number.digits) - 1))

    @property
    def has_several(self) -> bool:
        """Whether there is more than one digit."""
        return len(self.number.digits) > 1

    @property
    def digit(self) -> NumberDigit | None:
        """The digit looked at."""
        return self.number.digits[self.selected] if self.number.digits else None

    @property
    def recognition(self) -> Recognition | None:
        """The answer for it alone."""
        return None if self.digit is None else self.digit.recognition

    def ink_of_digit(self, ink: Ink) -> Ink:
        """The strokes of `ink`, from which the number was read, that make this digit."""
        if self.digit is None:
            return Ink(pen_width=ink.pen_width)
        strokes = tuple(ink.strokes[number] for number in self.digit.strokes)
        return Ink(strokes, ink.pen_width)
