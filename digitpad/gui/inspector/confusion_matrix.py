"""Who is taken for whom: a row for each class that was written, a column for each answer.

Only mistakes are coloured. Right answers stand on the diagonal; there are a hundred times as many,
and in colour they would outshine all else.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.colour_maps import Scale
from digitpad.gui.heatmap import Heatmap
from digitpad.inspection.mistakes import Examination


class ConfusionMatrix(Heatmap):
    """The confusion of an examination, in counts or in shares of each row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, diverging=False, with_bar=False, square_cells=False)
        self._found: Examination | None = None
        self._names: list[str] = []
        self._in_shares = False

    @property
    def in_shares(self) -> bool:
        """Whether shares are shown."""
        return self._in_shares

    def show_examination(self, found: Examination, names: list[str]) -> None:
        """Show its confusion; classes have these names."""
        self._found, self._names = found, names
        self.show_labels(names, names)
        self._fill()

    def show_shares(self, shares: bool) -> None:
        """Show shares of each row, or counts."""
        self._in_shares = shares
        self._fill()

    def cell_texts(self) -> list[list[str]]:
        """What is written in the cells; nothing where there is nothing."""
        if self._found is None:
            return []
        if self._in_shares:
            return [[_share(value) for value in row] for row in self._found.shares.tolist()]
        return [[f"{n}" if n else "" for n in row] for row in self._found.confusion.tolist()]

    def _fill(self) -> None:
        if self._found is None:
            return
        values = self._found.shares if self._in_shares else self._found.confusion
        mistakes = values.astype(np.float32)
        np.fill_diagonal(mistakes, 0)
        self.show_values(mistakes, Scale.from_zero(mistakes))
        self.show_texts(self.cell_texts())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hairlines between the cells lead the eye along rows and columns."""
        super().paintEvent(event)
        grid = self.grid()
        if grid is None:
            return
        painter = QPainter(self)
        painter.setClipRect(grid.visible.adjusted(-1, -1, 1, 1))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        corner, (width, height) = grid.frame.topLeft(), grid.cell
        for line in range(grid.rows + 1):
            y = corner.y() + line * height
            painter.drawLine(QPointF(corner.x(), y), QPointF(grid.frame.right(), y))
        for line in range(grid.columns + 1):
            x = corner.x() + line * width
            painter.drawLine(QPointF(x, corner.y()), QPointF(x, grid.frame.bottom()))

    def readout(self) -> str:
        """The cell under the pointer in words."""
        cell = self.hovered
        if cell is None or self._found is None:
            return ""
        count = int(self._found.confusion[cell.row, cell.column])
        share = float(self._found.shares[cell.row, cell.column])
        if cell.row == cell.column:
            text = self.tr("{truth} read as {answer}, rightly: {count} ({share})")
        else:
            text = self.tr("{truth} read as {answer}: {count} ({share})")
        return text.format(
            truth=self._names[cell.row],
            answer=self._names[cell.column],
            count=f"{count:,}",
            share=f"{share:.2%}",
        )


def _share(value: float) -> str:
    """A share in per cent, without the sign: `0.3`, `99.2`."""
    return f"{100 * value:.1f}" if value else ""
