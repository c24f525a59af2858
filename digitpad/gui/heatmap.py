"""A matrix of numbers as a field of colours that can be looked at closely.

    +-------------------+  [] 0.8
    |  cells            |  []
    |                   |  [] 0         row and column labels stand at the edges, if there are any
    +-------------------+  [] -0.8
    row 3, column 5:  0.123

The wheel zooms where the pointer is, dragging moves, a double click shows all again; the arrow
keys walk from cell to cell. The line below always has room, so nothing jumps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import colour_maps, theme
from digitpad.gui.colour_maps import ColourMap, Scale
from digitpad.gui.heatmap_geometry import Cell, CellGrid
from digitpad.gui.heatmap_painting import (
    Frame,
    paint_bar,
    paint_block_lines,
    paint_cell_texts,
    paint_cells,
    paint_frames,
    paint_ink_outline,
    paint_labels,
    paint_readout,
)
from digitpad.gui.wording import number_text
from digitpad.types import AnyArray, FloatArray

_BAR_WIDTH = 12
_WHEEL_STEP = 1.0015
_KEY_STEP = 1.5
_SMALLEST = 96


class Heatmap(QWidget):
    """Shows a matrix of numbers.

    Args:
        diverging: blue - paper - orange around zero; otherwise paper to orange from zero on.
        with_bar: whether the colour bar stands at the right.
        with_readout: whether the value under the pointer is written below.
        square_cells: whether cells keep their proportion, rather than fill the room.
    """

    cell_hovered = Signal(object)
    """The `Cell` under the pointer or the keyboard's mark, None when there is none."""

    cell_clicked = Signal(object)
    """The `Cell` that was clicked, or chosen with the return key."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        diverging: bool = True,
        with_bar: bool = True,
        with_readout: bool = True,
        square_cells: bool = True,
    ) -> None:
        super().__init__(parent)
        self._is_diverging, self._with_bar = diverging, with_bar
        self._with_readout, self._square_cells = with_readout, square_cells
        self._values: FloatArray | None = None
        self._scale = Scale(-1.0, 1.0)
        self._map = self._made_map()
        self._zoom, self._centre = 1.0, (0.5, 0.5)
        self._hovered: tuple[int, int] | None = None
        self._dragged_from: QPointF | None = None
        self._ink: FloatArray | None = None
        self._mark: tuple[int, int, int, int] | None = None
        self._block = (0, 0)
        self._row_labels: Sequence[str] = ()
        self._column_labels: Sequence[str] = ()
        self._texts: Sequence[Sequence[str]] = ()
        self.describe: Callable[[Cell], str] = self._usual_words
        """Words for a cell, in the line below; the value is written by `number_text`."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    @property
    def values(self) -> FloatArray | None:
        """The numbers shown."""
        return self._values

    @property
    def scale(self) -> Scale:
        """Which numbers the first and last colour stand for."""
        return self._scale

    @property
    def colour_map(self) -> ColourMap:
        """The colours used."""
        return self._map

    def show_values(self, values: AnyArray | None, scale: Scale | None = None) -> None:
        """Show (rows, columns) numbers, or nothing.

        Args:
            values: the numbers; a vector is shown as one row.
            scale: which numbers the first and last colour stand for; as the values need, if None.
        """
        before = None if self._values is None else self._values.shape
        self._values = None if values is None else np.atleast_2d(np.asarray(values, np.float32))
        if self._values is not None:
            self._scale = scale or self._map.scale_of(self._values)
        if self._values is None or self._values.shape != before:
            self._show_all()
            self._hover(None)
        self.update()

    def use_diverging(self, diverging: bool) -> None:
        """Switch between both kinds of colours; the scale is that of the next values."""
        self._is_diverging = diverging
        self._map = self._made_map()
        self.update()

    def show_labels(self, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> None:
        """Names at the left of rows and above columns; none where they would not fit."""
        self._row_labels, self._column_labels = rows, columns
        self.update()

    def show_blocks(self, rows: int, columns: int) -> None:
        """Rule a line after every so many rows and columns; 0 for none."""
        self._block = (rows, columns)
        self.update()

    def show_texts(self, texts: Sequence[Sequence[str]]) -> None:
        """A text for each cell, shown where the cells are large enough for them."""
        self._texts = texts
        self.update()

    def show_ink(self, ink: FloatArray | None) -> None:
        """Outline a drawing (rows, columns) in 0..1 over the cells, or no more."""
        self._ink = ink
        self.update()

    def mark(self, top: int, left: int, height: int, width: int) -> None:
        """Frame a block of cells."""
        self._mark = top, left, height, width
        self.update()

    def unmark(self) -> None:
        """Take the frame away."""
        self._mark = None
        self.update()

    @property
    def hovered(self) -> Cell | None:
        """The cell under the pointer."""
        if self._hovered is None or self._values is None:
            return None
        row, column = self._hovered
        return Cell(row, column, float(self._values[row, column]))

    @property
    def zoom(self) -> float:
        """1 with all cells in view."""
        return self._zoom

    # Where things are

    def grid(self) -> CellGrid | None:
        """Where the cells lie, or None without any."""
        if self._values is None or not self._values.size:
            return None
        rows, columns = self._values.shape
        ratio = self.devicePixelRatioF()
        return CellGrid(
            rows, columns, self._area(), ratio, self._square_cells, self._zoom, self._centre
        )

    def _line(self) -> int:
        return self.fontMetrics().height()

    def _area(self) -> QRectF:
        """The room for cells."""
        advance = self.fontMetrics().horizontalAdvance
        left = max((advance(text) for text in self._row_labels), default=-theme.GAP_SMALL)
        top = self._line() if self._column_labels else -theme.GAP_SMALL
        right = _BAR_WIDTH + self._number_width() + 2 * theme.GAP_SMALL if self._with_bar else 0
        below = self._line() + theme.GAP_SMALL if self._with_readout else 0
        around = (left + theme.GAP_SMALL, top + theme.GAP_SMALL, -right, -below)
        area = QRectF(self.rect()).adjusted(*around)
        return area if area.width() > 1 and area.height() > 1 else QRectF(0, 0, 1, 1)

    def _number_width(self) -> int:
        texts = (number_text(self._scale.low), number_text(self._scale.high))
        return max(self.fontMetrics().horizontalAdvance(text) for text in (*texts, "-0.000"))

    def sizeHint(self) -> QSize:
        """Room for 28 x 28 cells that can be told apart."""
        return QSize(320, 300)

    def minimumSizeHint(self) -> QSize:
        """Enough to see that there is something."""
        return QSize(_SMALLEST, _SMALLEST)

    # Looking closer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self._zoom_at(_WHEEL_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def _zoom_at(self, factor: float, place: QPointF) -> None:
        grid = self.grid()
        if grid is not None:
            self._look(grid.zoomed(factor, place))

    def _look(self, grid: CellGrid) -> None:
        self._zoom, self._centre = grid.zoom, grid.centre
        self.update()

    def _show_all(self) -> None:
        self._zoom, self._centre = 1.0, (0.5, 0.5)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the value here; with the button down and zoomed in, draw the cells along."""
        grid = self.grid()
        if grid is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton and self._zoom > 1:
            before = self._dragged_from or event.position()
            self._look(grid.moved(event.position() - before))
            self._dragged_from = event.position()
        else:
            self._hover(grid.cell_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, unless it was a drag."""
        grid = self.grid()
        if grid is not None and self._dragged_from is not None:
            moved = (event.position() - self._dragged_from).manhattanLength()
            self._hover(grid.cell_at(event.position()))
            if moved < 4 and self.hovered is not None:
                self.cell_clicked.emit(self.hovered)
        self._dragged_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show all again."""
        self._show_all()

    def leaveEvent(self, event: QEvent) -> None:
        """No value is under the pointer."""
        self._hover(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard's mark goes with the focus."""
        self._hover(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, + and - zoom, 0 shows all, return chooses."""
        key, grid = event.key(), self.grid()
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if grid is None:
            super().keyPressEvent(event)
        elif key in steps:
            self._walk(grid, *steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            factor = 1 / _KEY_STEP if key == Qt.Key.Key_Minus else _KEY_STEP
            here = grid.area.center()
            if self._hovered is not None:
                here = grid.rectangle(*self._hovered).center()
            self._zoom_at(factor, here)
        elif key == Qt.Key.Key_0:
            self._show_all()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.hovered is not None:
            self.cell_clicked.emit(self.hovered)
        else:
            super().keyPressEvent(event)

    def _walk(self, grid: CellGrid, down: int, right: int) -> None:
        row, column = self._hovered or (-1 if down > 0 else 0, -1 if right > 0 else 0)
        row = min(max(row + down, 0), grid.rows - 1)
        column = min(max(column + right, 0), grid.columns - 1)
        self._hover((row, column))
        place = grid.rectangle(row, column)
        if self._zoom > 1 and not grid.area.contains(place):
            shares = (column + 0.5) / grid.columns, (row + 0.5) / grid.rows
            self._look(replace(grid, centre=shares).moved(QPointF()))

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.cell_hovered.emit(self.hovered)
            self.update()

    # What it looks like

    def readout(self) -> str:
        """The line below: the value under the pointer."""
        cell = self.hovered
        return "" if cell is None else f"{self.describe(cell)}:  {number_text(cell.value)}"

    def _usual_words(self, cell: Cell) -> str:
        row = self._row_labels[cell.row] if self._row_labels else ""
        column = self._column_labels[cell.column] if self._column_labels else ""
        return ", ".join(
            (
                row or self.tr("row {row}").format(row=cell.row),
                column or self.tr("column {column}").format(column=cell.column),
            )
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint cells, marks, labels, colour bar and the line below."""
        grid = self.grid()
        if grid is None or self._values is None:
            return
        painter = QPainter(self)
        palette = self.palette()
        paint_cells(painter, grid, self._values, self._map, self._scale)
        if self._ink is not None and self._ink.shape == self._values.shape:
            paint_ink_outline(painter, grid, self._ink, palette)
        if self._texts:
            colours = self._map.pixels(self._values, self._scale)
            paint_cell_texts(painter, grid, self._texts, colours)
        if self._block != (0, 0):
            paint_block_lines(painter, grid, self._block, palette)
        paint_frames(painter, grid, self._frames(grid), palette)
        paint_labels(painter, grid, self._row_labels, self._column_labels, palette)
        if self._with_bar:
            value = None if self.hovered is None else self.hovered.value
            place = self._bar_area(grid)
            paint_bar(painter, place, self._map, self._scale, palette, value=value)
        if self._with_readout:
            below = QRectF(self.rect())
            below.setTop(below.bottom() - self._line())
            below.setLeft(grid.visible.left())
            paint_readout(painter, below, self.readout(), palette)

    def _bar_area(self, grid: CellGrid) -> QRectF:
        seen = grid.visible
        height = max(seen.height(), min(grid.area.height(), 6.0 * self._line()))
        top = min(max(grid.area.top(), seen.center().y() - height / 2), grid.area.bottom() - height)
        return QRectF(seen.right() + theme.GAP_SMALL, top, _BAR_WIDTH, height)

    def _frames(self, grid: CellGrid) -> list[Frame]:
        """What is framed: the marked block, the cell under the pointer."""
        frames = []
        if self._mark is not None:
            frames.append(Frame(grid.rectangle(*self._mark), QPalette.ColorRole.Accent, 2))
        if self._hovered is not None:
            place = grid.rectangle(*self._hovered)
            frames.append(Frame(place, QPalette.ColorRole.WindowText, 1.5))
        return frames

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size shows all again."""
        self._show_all()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._map = self._made_map()
        super().changeEvent(event)

    def _made_map(self) -> ColourMap:
        make = colour_maps.diverging if self._is_diverging else colour_maps.sequential
        return make(self.palette())
