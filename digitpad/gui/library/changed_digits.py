"""The digits that changed sides as a gallery.

Below each picture stand the old model's answer and the new one's, each with how sure the model
was; a wrong answer is red.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from digitpad.evaluation import Evaluation
from digitpad.gui.digit_tiles import Line, Tile, TileGallery, TileList
from digitpad.gui.wording import percent
from digitpad.model_comparison import SetComparison
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class ChangedDigit:
    """One digit and what both models made of it: the answer, and its probability."""

    number: int
    image: FloatArray
    truth: int
    old: tuple[int, float]
    new: tuple[int, float]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The old answer above the new one."""
        return self._line(*self.old), self._line(*self.new)

    def _line(self, answer: int, sure: float) -> Line:
        role = QPalette.ColorRole
        colour = role.WindowText if answer == self.truth else role.BrightText
        return Line(str(answer), sure, colour)


class ChangedDigitList(TileList):
    """Some digits of a comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: SetComparison | None = None

    def show_digits(self, found: SetComparison, which: IntArray) -> None:
        """Show these of its digits, in this order."""
        self.beginResetModel()
        self._found, self.which = found, which.tolist()
        self.endResetModel()

    def digit(self, row: int) -> ChangedDigit:
        """One of them."""
        assert self._found is not None  # noqa: S101 - without a comparison there is no row
        found, number = self._found, self.which[row]
        return ChangedDigit(
            number,
            as_network_input(found.digits.images[number]),
            int(found.digits.labels[number]),
            _answer(found.old, number),
            _answer(found.new, number),
        )

    def tile(self, row: int) -> Tile:
        """What stands on one of them."""
        digit = self.digit(row)
        return Tile(digit.image, digit.lines, self.describe(digit))

    def describe(self, digit: ChangedDigit) -> str:
        """One digit in words."""
        text = self.tr(
            "Digit number {number} is a {truth}: the old model reads {old} ({sure}), "
            "the new one {new} ({surer})"
        )
        return text.format(
            number=f"{digit.number:,}",
            truth=digit.truth,
            old=digit.old[0],
            sure=percent(digit.old[1]),
            new=digit.new[0],
            surer=percent(digit.new[1]),
        )


def _answer(evaluation: Evaluation, number: int) -> tuple[int, float]:
    answer = int(evaluation.predicted[number])
    return answer, float(evaluation.probabilities[number, answer])


class ChangedDigitGallery(TileGallery):
    """The digits in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        digits = ChangedDigitList()
        super().__init__(digits, parent)
        self.list = digits
