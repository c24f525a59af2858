"""Digits of a labelled set as a gallery: each with what it is and what it was read as."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from digitpad.data.mnist import Dataset
from digitpad.gui.digit_tiles import Line, Tile, TileGallery, TileList
from digitpad.gui.wording import percent
from digitpad.inspection.mistakes import Examination
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class ReadDigit:
    """One digit of a set and its reading; probabilities are those of the truth and the answer."""

    number: int
    image: FloatArray
    truth: str
    answer: str
    true_probability: float
    answer_probability: float

    @property
    def is_misread(self) -> bool:
        """Whether the answer is wrong."""
        return self.truth != self.answer

    @property
    def lines(self) -> tuple[Line, ...]:
        """A wrong answer stands above the truth."""
        role = QPalette.ColorRole
        truth = Line(self.truth, self.true_probability, role.PlaceholderText)
        if not self.is_misread:
            return (truth,)
        return Line(self.answer, self.answer_probability, role.BrightText), truth


class DigitList(TileList):
    """Some digits of an examination."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Examination | None = None
        self._digits: Dataset | None = None
        self._names: list[str] = []

    def show_digits(
        self, found: Examination, digits: Dataset, names: list[str], which: IntArray
    ) -> None:
        """Show those digits, in this order; classes have these names."""
        self.beginResetModel()
        self._found, self._digits, self._names = found, digits, names
        self.which = which.tolist()
        self.endResetModel()

    def digit(self, row: int) -> ReadDigit:
        """One of them."""
        assert self._found is not None  # noqa: S101 - without an examination there is no row
        assert self._digits is not None  # noqa: S101
        number = self.which[row]
        found = self._found
        return ReadDigit(
            number,
            as_network_input(self._digits.images[number]),
            self._names[found.labels[number]],
            self._names[found.predicted[number]],
            float(found.true_probability[number]),
            float(found.answer_probability[number]),
        )

    def tile(self, row: int) -> Tile:
        """What stands on one of them."""
        digit = self.digit(row)
        return Tile(digit.image, digit.lines, self.describe(digit))

    def describe(self, digit: ReadDigit) -> str:
        """One digit in words."""
        if digit.is_misread:
            text = self.tr(
                "Digit number {number}: a {truth}, which the model gave {true}, "
                "read as {answer}, which it gave {given}"
            )
        else:
            text = self.tr("Digit number {number}: a {truth}, read as such with {given}")
        return text.format(
            number=f"{digit.number:,}",
            truth=digit.truth,
            answer=digit.answer,
            true=percent(digit.true_probability),
            given=percent(digit.answer_probability),
        )


class DigitGallery(TileGallery):
    """The digits in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        digits = DigitList()
        super().__init__(digits, parent)
        self.list = digits
