"""What is taken for what after each epoch: rows are the truth, columns the answers.

The right answers, on the diagonal, are only numbers; colour is for the mistakes.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.training.steady_text import SteadyText
from digitpad.types import IntArray


class ConfusionView(QWidget):
    """A matrix of counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: IntArray | None = None
        self._cell: Cell | None = None
        self._title = QLabel()
        self._title.setFont(theme.weighted(self.font(), QFont.Weight.Bold))
        self.said = SteadyText()
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self._title)
        line.addWidget(self.said, 1)
        self.matrix = Heatmap(
            diverging=False, with_bar=False, with_readout=False, square_cells=False
        )
        self.matrix.cell_hovered.connect(self._point_at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.matrix, 1)
        self._epoch = 0
        self._translate()

    @property
    def counts(self) -> IntArray | None:
        """What is shown."""
        return self._counts

    def show_confusion(self, counts: IntArray | None, epoch: int = 0) -> None:
        """Show (truths, answers) of an epoch; None for nothing."""
        self._counts, self._epoch = counts, epoch
        if counts is None:
            self._cell = None
            self.matrix.show_values(None)
        else:
            mistakes = counts.astype(np.float32)
            np.fill_diagonal(mistakes, 0)
            self.matrix.show_values(mistakes)
            self.matrix.show_texts([[f"{n}" if n else "" for n in row] for row in counts.tolist()])
            names = [str(digit) for digit in range(10)] + ["–"]
            self.matrix.show_labels(names[: counts.shape[0]], names[: counts.shape[1]])
        self._say()

    def _point_at(self, cell: Cell | None) -> None:
        self._cell = cell
        self._say()

    def _say(self) -> None:
        """The cell under the pointer in words, beside the title; without one, the epoch."""
        cell = self._cell
        after = self.tr("epoch {epoch}").format(epoch=self._epoch) if self._epoch else ""
        if cell is not None and self._counts is not None:
            count = int(self._counts[cell.row, cell.column])
            answer = str(cell.column) if cell.column < 10 else self.tr("no digit")
            after = self.tr("{digit} read as {answer}: {count}").format(
                digit=cell.row, answer=answer, count=count
            )
        self.said.setText(after)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._say()
        self._title.setText(self.tr("What is taken for what"))
        self.matrix.setAccessibleName(self.tr("What is taken for what"))
        self.setToolTip(
            "<p>"
            + self.tr(
                "Rows are the digits that were written, columns the answers; mistakes are coloured."
            )
            + "</p>"
        )
