"""Two models in figures: a line for each, the old one, the new one, and the change.

mlp      cnn     change
MNIST test digits  98.74%   99.66%    +0.92      the better of two is bold
Size               411 KB   797 KB    × 1.9
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.library.words import accuracy_text, called, set_name, signed, size_text
from digitpad.model_comparison import ModelComparison, SetComparison

_COLUMN = 96


class ComparisonFigures(QWidget):
    """The table of a comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ModelComparison | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_LARGE)
        self._grid.setVerticalSpacing(theme.GAP_SMALL)
        self._grid.setColumnStretch(4, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_comparison(self, found: ModelComparison) -> None:
        """Show these figures."""
        self._found = found
        self._fill()

    def texts(self) -> list[list[str]]:
        """What stands in the table, line by line."""
        rows = range(self._grid.rowCount())
        filled = [row for row in rows if self._grid.itemAtPosition(row, 0) is not None]
        return [[self._label(row, column).text() for column in range(4)] for row in filled]

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        found = self._found
        if found is None:
            return
        self._write(0, "", *called(found), self.tr("change"))
        row = 1
        for one in (found.test, found.samples):
            if one is not None:
                self._write_accuracy(row, one)
                row += 1
        old, new = found.old, found.new
        times = (f"{side.milliseconds:.2f} ms" for side in (old, new))
        self._write(
            row,
            self.tr("Time for a digit"),
            *times,
            _ratio(old.milliseconds, new.milliseconds),
        )
        sizes = (size_text(side.size) for side in (old, new))
        self._write(row + 1, self.tr("Size"), *sizes, _ratio(old.size, new.size))
        numbers = (f"{side.numbers:,}" for side in (old, new))
        self._write(row + 2, self.tr("Weights and other numbers"), *numbers, "")

    def _write_accuracy(self, row: int, one: SetComparison) -> None:
        old, new = one.old.accuracy, one.new.accuracy
        name = self.tr("{set}, {count} of them").format(
            set=set_name(one.digits.name), count=f"{len(one.digits):,}"
        )
        self._write(row, name, accuracy_text(old), accuracy_text(new), signed(100 * (new - old), 2))
        if old != new:
            self._embolden(row, 2 if new > old else 1)
        label = self._label(row, 3)
        label.setToolTip(self.tr("In percentage points: a hundredth of all digits is 1."))

    def _write(self, row: int, *texts: str) -> None:
        for column, text in enumerate(texts):
            label = QLabel(text)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                label.setMinimumWidth(_COLUMN)
            if not row or not column or column == 3:
                label.setProperty("tone", "quiet")
            if not row and column in {1, 2}:
                label.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
                label.setProperty("tone", None)
            self._grid.addWidget(label, row, column)

    def _embolden(self, row: int, column: int) -> None:
        self._label(row, column).setFont(theme.weighted(self.font(), QFont.Weight.Bold))

    def _label(self, row: int, column: int) -> QLabel:
        item = self._grid.itemAtPosition(row, column)
        label = None if item is None else item.widget()
        assert isinstance(label, QLabel)  # noqa: S101 - `_write` has put it there
        return label

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


def _ratio(old: float, new: float) -> str:
    return f"× {new / old:.1f}" if old else ""
