"""The confusion matrix: how often each true class was predicted as each class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal

from digitpad.common.types import FloatArray, IntArray
from digitpad.gui.charts.chart import Table
from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.charts.heatmap import Heatmap


class ConfusionMatrix(Heatmap):
    """True classes in rows, predicted ones in columns. `pair_clicked` carries (true, predicted).

    Only errors are coloured: the correct predictions on the diagonal are a hundred times as many.

    Args:
        title, show_title: see `Chart`.

    Attributes:
        counts: (true, predicted) int64; of shape (0, 0) while there are none.
        shares: (true, predicted), each row divided by its sum.
    """

    SMALLEST_LINES = 12

    pair_clicked = Signal(int, int)

    def __init__(self, title: str, *, show_title: bool = True) -> None:
        self.counts: IntArray = np.zeros((0, 0), np.int64)
        self.shares: FloatArray = np.zeros((0, 0), np.float32)
        self._in_shares = False
        super().__init__(
            title,
            self.tr("true class"),
            self.tr("predicted"),
            diverging=False,
            with_bar=False,
            square_cells=False,
            show_title=show_title,
            interactive=False,
        )
        self.show_blocks(1, 1)
        self.cell_clicked.connect(lambda cell: self.pair_clicked.emit(cell.row, cell.column))

    def show_counts(self, counts: IntArray | None, names: Sequence[str] = ()) -> None:
        """Show (true, predicted) counts, or nothing.

        Args:
            counts: int64; there may be one more column than rows, for answers that are no class.
            names: of the columns, as plain text; without, their numbers.
        """
        self.counts = np.zeros((0, 0), np.int64) if counts is None else counts
        self.shares = self.counts / np.maximum(self.counts.sum(1, keepdims=True), 1)
        rows, columns = self.counts.shape
        labels = list(names) or [str(place) for place in range(columns)]
        self.show_labels(labels[:rows], labels[:columns])
        self._fill()

    def show_shares(self, shares: bool) -> None:
        """Show shares of each row in per cent, or counts."""
        self._in_shares = shares
        self._fill()

    def cell_texts(self) -> list[list[str]]:
        """The texts of the cells; zeros are left blank."""
        if self._in_shares:
            rows = self.shares.tolist()
            return [[f"{100 * value:.1f}" if value else "" for value in row] for row in rows]
        return [[f"{count}" if count else "" for count in row] for row in self.counts.tolist()]

    def _fill(self) -> None:
        errors = (self.shares if self._in_shares else self.counts).astype(np.float32)
        np.fill_diagonal(errors, 0)
        self.show_values(errors, Scale.from_zero(errors))
        self.show_texts(self.cell_texts())

    def readout(self) -> str:
        """The cell under the pointer in words."""
        cell = self.hovered
        if cell is None:
            return ""
        if cell.row == cell.column:
            text = self.tr("{true} read correctly: {count} ({share})")
        else:
            text = self.tr("{true} read as {predicted}: {count} ({share})")
        return text.format(
            true=self._row_labels[cell.row],
            predicted=self._column_labels[cell.column],
            count=f"{int(self.counts[cell.row, cell.column]):,}",
            share=f"{float(self.shares[cell.row, cell.column]):.2%}",
        )

    def _describe_all(self) -> None:
        text = self.tr("{right} of {count} predicted correctly") if self.counts.size else ""
        right, count = int(np.diagonal(self.counts).sum()), int(self.counts.sum())
        self.describe_content(text.format(right=f"{right:,}", count=f"{count:,}"))

    def table(self) -> Table | None:
        """All counts, those on the diagonal included."""
        if not self.counts.size:
            return None
        lines = zip(self._row_labels, self.counts.tolist(), strict=True)
        return ["", *self._column_labels], [[name, *line] for name, line in lines]
