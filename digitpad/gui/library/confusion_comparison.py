"""What both models take for what, and the difference between them.

Colour is for mistakes alone: orange where the new model makes more of them, blue where fewer. The
right answers, on the diagonal, are only numbers.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.library.words import signed
from digitpad.model_comparison import SetComparison
from digitpad.types import IntArray

DIFFERENCE, OLD, NEW = range(3)


class ConfusionComparison(QWidget):
    """A matrix of counts or of their differences, with a choice of which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: SetComparison | None = None
        self._names = ("", "")
        self.title = QLabel()
        self.choice = QComboBox()
        self.choice.addItems([""] * 3)
        self.choice.currentIndexChanged.connect(self._fill)
        self.matrix = Heatmap(with_bar=False, with_readout=True, square_cells=False)
        self.matrix.describe = self._describe
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(line)
        column.addWidget(self.matrix, 1)
        self._translate()

    def show_comparison(self, found: SetComparison, old: str, new: str) -> None:
        """Show the confusions of two models of these names."""
        self._found, self._names = found, (old, new)
        self._translate()
        self._fill()

    def counts(self) -> IntArray | None:
        """What is shown: (classes, classes), rows the truth, columns the answers."""
        if self._found is None:
            return None
        old, new = self._found.old.confusion, self._found.new.confusion
        shown: IntArray = (new - old, old, new)[self.choice.currentIndex()]
        return shown

    def _fill(self) -> None:
        counts = self.counts()
        if counts is None:
            return
        is_difference = self.choice.currentIndex() == DIFFERENCE
        mistakes = counts.astype(np.float32)
        np.fill_diagonal(mistakes, 0)
        self.matrix.use_diverging(is_difference)
        self.matrix.show_values(mistakes)
        write = signed if is_difference else str
        self.matrix.show_texts([[write(n) if n else "" for n in row] for row in counts.tolist()])
        names = [str(digit) for digit in range(len(counts))]
        self.matrix.show_labels(names, names)

    def _describe(self, cell: Cell) -> str:
        if cell.row == cell.column:
            return self.tr("{digit} read rightly").format(digit=cell.row)
        return self.tr("{digit} read as {answer}").format(digit=cell.row, answer=cell.column)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        title = self.tr("What is taken for what")
        self.title.setText(f"<b>{title}</b>")
        old, new = self._names
        texts = (self.tr("Difference"), old, new)
        for place, text in enumerate(texts):
            self.choice.setItemText(place, text)
        self.choice.setAccessibleName(self.tr("Whose confusion"))
        self.choice.setToolTip(self.tr("Both models' counts, or how they differ."))
        self.matrix.setAccessibleName(self.tr("What is taken for what"))
        self.setToolTip(
            "<p>"
            + self.tr(
                "Rows are the digits that were written, columns the answers. Orange: more "
                "mistakes, blue: fewer. Right answers, on the diagonal, have no colour."
            )
            + "</p>"
        )
