"""A matrix of numbers as coloured cells.

.-------------------.  [] 0.8
|  cells            |  []
|                   |  [] 0         optional labels of rows and columns stand at the edges
|___________________|  [] -0.8
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPalette, QTransform
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsSimpleTextItem

from digitpad.common.types import AnyArray, FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.chart import Chart, Options, Table
from digitpad.gui.charts.colour_maps import STEPS, Scale, colour_map, text_colour
from digitpad.gui.wording import number_text

_BAR_WIDTH = 12
_BAR_COLOURS = 17
_TEXT_SIZE = 0.88


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and its position."""

    row: int
    column: int
    value: float


class Heatmap(Chart):
    """Shows a matrix of numbers.

    Args:
        title: see `Chart`.
        row_title, column_title: of the axes.
        diverging: blue to orange around zero; otherwise from the background at zero to orange.
        with_bar: whether there is a colour bar at the right.
        with_readout: whether the value is shown at the pointer.
        square_cells: whether cells are square, rather than fill the area.
        options: see `Chart`.

    Attributes:
        values: (rows, columns) float32, the numbers shown.
        scale: the numbers that the first and the last colour stand for.
        colour_map: the colours in use.
        marked: the framed cells: top, left, height, width.
        describe: describes a cell in the read-out; the value is added by `number_text`.
    """

    cell_hovered = Signal(object)
    """The `Cell` under the pointer or the keyboard's cursor, or None."""

    cell_clicked = Signal(object)
    """The `Cell` that was clicked, or chosen with the return key."""

    def __init__(
        self,
        title: str = "",
        row_title: str = "",
        column_title: str = "",
        *,
        diverging: bool = True,
        with_bar: bool = True,
        with_readout: bool = True,
        square_cells: bool = True,
        **options: Unpack[Options],
    ) -> None:
        self.values: FloatArray | None = None
        self.scale = Scale(-1.0, 1.0)
        self._is_diverging, self._with_readout = diverging, with_readout
        self._hovered: tuple[int, int] | None = None
        self.marked: tuple[int, int, int, int] | None = None
        self._block = (0, 0)
        self._ink: FloatArray | None = None
        self._row_labels: list[str] = []
        self._column_labels: list[str] = []
        self._text_items: dict[tuple[int, int], _CellText] = {}
        self.describe: Callable[[Cell], str] = self._default_text
        self._image = pg.ImageItem(axisOrder="row-major")
        self._lines = pg.PlotCurveItem(connect="pairs")
        self._outline = pg.PlotCurveItem(connect="pairs")
        self._mark, self._cursor = QGraphicsRectItem(), QGraphicsRectItem()
        self.bar: Any = None
        super().__init__(title, "", row_title, **options)
        self._axis_titles = {"top": column_title, "left": row_title}
        self.plot.invertY(True)
        self.plot.showAxis("top")
        self.plot.hideAxis("bottom")
        self.plot.setAspectLocked(square_cells)
        self.plot.vb.setDefaultPadding(0)
        self.plot.addItem(self._image)
        for item in (self._lines, self._outline, self._mark, self._cursor):
            item.setZValue(10)
            self.plot.addItem(item, ignoreBounds=True)
        self._mark.hide()
        self._cursor.hide()
        if with_bar:
            self.bar = pg.ColorBarItem(
                values=(-1, 1), width=_BAR_WIDTH, interactive=False, colorMapMenu=False
            )
            # Beside the cells, as `ColorBarItem.setImageItem(insert_in=...)` places it.
            self.plot.layout.addItem(self.bar, 2, 5)
            self.plot.layout.setColumnFixedWidth(4, 5)
        self.show_labels()
        self.plot.vb.sigTransformChanged.connect(self._fit_texts)
        self.plot.vb.sigResized.connect(self._fit_texts)
        self.plot.vb.sigRangeChangedManually.connect(self._stop_at_whole)
        self.apply_style()

    # Content

    def show_values(self, values: AnyArray | None, scale: Scale | None = None) -> None:
        """Show (rows, columns) numbers, or nothing.

        Args:
            values: the numbers, NaN like zero; a vector is shown as one row.
            scale: the numbers of the first and the last colour; None fits the values.
        """
        before = None if self.values is None else self.values.shape
        self.values = None if values is None else np.atleast_2d(np.asarray(values, np.float32))
        if self.values is not None and not self.values.size:
            self.values = None
        if self.values is not None:
            self.scale = scale or self.colour_map.scale_of(self.values)
        self._paint()
        if self.values is None or self.values.shape != before:
            self._hover(None)
            self._show_lines()
            self.reset_view()
        self._fit_texts()
        self._describe_all()

    def use_diverging(self, diverging: bool) -> None:
        """Select the kind of colours; the scale is set by the next `show_values`."""
        self._is_diverging = diverging
        self.colour_map = colour_map(self.palette(), diverging=diverging)
        self._paint()

    def show_labels(self, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> None:
        """Set the names of rows and columns."""
        self._row_labels, self._column_labels = list(rows), list(columns)
        for axis, labels in (("left", self._row_labels), ("top", self._column_labels)):
            item = self.plot.getAxis(axis)
            item.setTicks([[(place + 0.5, label) for place, label in enumerate(labels)]])
            item.setStyle(showValues=bool(labels))
            self.plot.showAxis(axis, bool(labels) or bool(self._axis_titles[axis]))
        self._fix_axes()

    def _fix_axes(self) -> None:
        """Give the axes the room for their labels; else it is found only when they are painted."""
        metrics = QFontMetricsF(theme.scaled(self.font(), _TEXT_SIZE))
        widest = max((metrics.horizontalAdvance(text) for text in self._row_labels), default=0.0)
        line = metrics.height()
        left = widest + theme.GAP_SMALL + (line + 4 if self._axis_titles.get("left") else 0)
        top = (line if self._column_labels else 0) + (line if self._axis_titles.get("top") else 0)
        self.plot.getAxis("left").setWidth(left)
        self.plot.getAxis("top").setHeight(top + theme.GAP_SMALL)

    def show_blocks(self, rows: int, columns: int) -> None:
        """Draw a line after every `rows` rows and `columns` columns; 0 for none."""
        self._block = (rows, columns)
        self._show_lines()

    def show_texts(self, texts: Sequence[Sequence[str]]) -> None:
        """Set a text for each cell; texts are visible while all of them fit."""
        wanted = {
            (row, column): text
            for row, line in enumerate(texts)
            for column, text in enumerate(line)
            if text
        }
        # Kept for the next texts.
        for place in self._text_items.keys() - wanted.keys():
            self._text_items[place].setText("")
        for place, text in wanted.items():
            item = self._text_items.get(place)
            if item is None:
                item = self._text_items[place] = _CellText(*place)
                self.plot.addItem(item, ignoreBounds=True)
            item.setText(text)
        self._style_texts()
        self._fit_texts()

    def show_ink(self, ink: FloatArray | None) -> None:
        """Outline ink (rows, columns) in 0..1 above the cells; None removes it."""
        self._ink = ink
        found = np.empty((0, 4)) if ink is None else np.array(outline(ink > 0.5)).reshape(-1, 4)
        self._outline.setData(found[:, [0, 2]].ravel(), found[:, [1, 3]].ravel())

    def mark(self, top: int, left: int, height: int, width: int) -> None:
        """Draw a frame around a block of cells."""
        self.marked = top, left, height, width
        self._mark.setRect(QRectF(left, top, width, height))
        self._mark.show()

    def unmark(self) -> None:
        """Remove the frame."""
        self.marked = None
        self._mark.hide()

    @property
    def hovered(self) -> Cell | None:
        """The cell under the pointer."""
        if self._hovered is None or self.values is None:
            return None
        row, column = self._hovered
        return Cell(row, column, float(self.values[row, column]))

    def rectangle(self, row: int, column: int) -> QRectF:
        """A cell's place in the view, in pixels."""
        return QRectF(self.to_pixels(column, row), self.to_pixels(column + 1, row + 1)).normalized()

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """The row and column at a position of the view, or None."""
        if self.values is None or not self.plot.vb.sceneBoundingRect().contains(at):
            return None
        place = self.to_chart(at)
        row, column = int(np.floor(place.y())), int(np.floor(place.x()))
        rows, columns = self.values.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def reset_view(self) -> None:
        """Show all cells."""
        if self.values is not None:
            rows, columns = self.values.shape
            self.plot.setRange(xRange=(0, columns), yRange=(0, rows), padding=0)

    def _stop_at_whole(self) -> None:
        """The wheel does not zoom out beyond all cells."""
        if self.values is not None:
            rows, columns = self.values.shape
            if self.plot.vb.viewRect().contains(QRectF(0, 0, columns, rows)):
                self.reset_view()

    # Pointer and keyboard

    def on_hover(self, at: QPointF | None) -> None:
        """Show the value under the pointer."""
        self._hover(None if at is None else self.cell_at(at), at)

    def on_click(self, at: QPointF) -> None:
        """Emit the cell."""
        cell = self.cell_at(at)
        if cell is not None:
            self._hover(cell, at)
            self.on_return()

    def on_return(self) -> None:
        """Emit the cell of the read-out."""
        if self.hovered is not None:
            self.cell_clicked.emit(self.hovered)

    def on_arrow(self, right: int, down: int) -> bool:
        """Move from cell to cell; the view follows."""
        if self.values is None:
            return False
        row, column = self._hovered or (-1 if down > 0 else 0, -1 if right > 0 else 0)
        rows, columns = self.values.shape
        row, column = min(max(row + down, 0), rows - 1), min(max(column + right, 0), columns - 1)
        box, seen = QRectF(column, row, 1, 1), self.plot.vb.viewRect()
        if not seen.contains(box):
            move = box.center() - seen.center()
            self.plot.vb.translateBy((move.x(), move.y()))
        self._hover((row, column), self.rectangle(row, column).center())
        return True

    def readout(self) -> str:
        """The text at the pointer: the cell and its value."""
        cell = self.hovered
        return "" if cell is None else f"{self.describe(cell)}:  {number_text(cell.value)}"

    def _hover(self, cell: tuple[int, int] | None, at: QPointF | None = None) -> None:
        changed, self._hovered = cell != self._hovered, cell
        self._cursor.setVisible(cell is not None)
        if cell is not None:
            self._cursor.setRect(QRectF(cell[1], cell[0], 1, 1))
        if changed:
            self.cell_hovered.emit(self.hovered)
        self.show_hover(self.readout() if self._with_readout else "", at)

    def _default_text(self, cell: Cell) -> str:
        row = self._row_labels[cell.row] if self._row_labels else ""
        column = self._column_labels[cell.column] if self._column_labels else ""
        return ", ".join(
            (
                row or self.tr("row {row}").format(row=cell.row),
                column or self.tr("column {column}").format(column=cell.column),
            )
        )

    def _describe_all(self) -> None:
        if self.values is None:
            self.describe_content("")
            return
        text = self.tr("{rows} rows and {columns} columns, values from {low} to {high}")
        rows, columns = self.values.shape
        low, high = float(np.nanmin(self.values)), float(np.nanmax(self.values))
        ends = {"low": number_text(low), "high": number_text(high)}
        self.describe_content(text.format(rows=rows, columns=columns, **ends))

    # Look

    def apply_style(self) -> None:
        """Colours of cells, lines and texts."""
        super().apply_style()
        self.colour_map = colour_map(self.palette(), diverging=self._is_diverging)
        role = QPalette.ColorRole
        styles = (
            (self._lines, role.Mid, 2.0),
            (self._outline, role.Text, 1.5),
            (self._mark, role.Accent, 2.0),
            (self._cursor, role.WindowText, 1.5),
        )
        for item, used, width in styles:
            item.setPen(self.pen(used, width))
        self._fix_axes()
        self._style_texts()
        if self.bar is not None:
            font = theme.scaled(self.font(), _TEXT_SIZE)
            for name in ("left", "right", "top", "bottom"):
                axis = self.bar.getAxis(name)
                axis.setPen(self.pen(role.Mid))
                axis.setTextPen(self.colour(role.PlaceholderText))
                axis.setTickFont(font)
            # Room for the upper half of the highest number, and the lower half of the lowest.
            for name in ("top", "bottom"):
                self.bar.getAxis(name).setHeight(QFontMetricsF(font).height() / 2)
        self._paint()

    def cell_colours(self) -> AnyArray | None:
        """(rows, columns) uint32, the colours of the cells; None without values."""
        return None if self.values is None else self.colour_map.pixels(self.values, self.scale)

    def _paint(self) -> None:
        colours = self.cell_colours()
        self._image.setVisible(colours is not None)
        if colours is not None:
            parts = [(colours >> shift & 0xFF).astype(np.uint8) for shift in (16, 8, 0)]
            self._image.setImage(np.stack(parts, axis=-1), levels=None, autoLevels=False)
            self._fix_axes()
        self._style_texts()
        if self.bar is not None:
            self._show_bar()

    def _show_bar(self) -> None:
        low, high = self.scale.low, self.scale.high
        # It blends between them, and is slow with all of them.
        chosen = np.linspace(0, STEPS - 1, _BAR_COLOURS).astype(int)
        colours = self.colour_map.colours[chosen].tolist()
        table = [((c >> 16) & 255, (c >> 8) & 255, c & 255) for c in colours]
        self.bar.setColorMap(pg.ColorMap(chosen / (STEPS - 1), table))
        self.bar.setLevels((low, high))
        axis = self.bar.getAxis("right")
        places = (low, 0.0, high) if low < 0 < high else (low, (low + high) / 2, high)
        axis.setTicks([[(place, number_text(place)) for place in places]])
        metrics = QFontMetricsF(theme.scaled(self.font(), _TEXT_SIZE))
        texts = [number_text(place) for place in places]
        axis.setWidth(max(metrics.horizontalAdvance(text) for text in texts) + theme.GAP_SMALL + 4)
        # Else the cells move when the width is used, which may be after a place was asked for.
        self.bar.layout.activate()
        self.bar.updateGeometry()

    def _show_lines(self) -> None:
        """The lines between blocks of cells."""
        if self.values is None:
            self._lines.setData([], [])
            return
        rows, columns = self.values.shape
        high, wide = self._block
        x: list[int] = []
        y: list[int] = []
        for row in range(0, rows + 1, high) if high else ():
            x += (0, columns)
            y += (row, row)
        for column in range(0, columns + 1, wide) if wide else ():
            x += (column, column)
            y += (0, rows)
        self._lines.setData(np.array(x, np.float64), np.array(y, np.float64))

    def _style_texts(self) -> None:
        colours = self.cell_colours()
        font = theme.scaled(self.font(), _TEXT_SIZE)
        for (row, column), item in self._text_items.items():
            if colours is not None and row < colours.shape[0] and column < colours.shape[1]:
                item.setBrush(text_colour(int(colours[row, column])))
            item.setFont(font)
            item.centre()

    def _fit_texts(self) -> None:
        """Hide the texts while a cell is too small for the largest of them."""
        sizes = [item.boundingRect() for item in self._text_items.values()]
        cell = self.rectangle(0, 0)
        fits = all(
            size.width() <= cell.width() - 2 and size.height() <= cell.height() + 2
            for size in sizes
        )
        for item in self._text_items.values():
            item.setVisible(fits)

    def table(self) -> Table | None:
        """The numbers, with the labels of rows and columns."""
        if self.values is None:
            return None
        rows, columns = self.values.shape
        names = self._column_labels or [str(place) for place in range(columns)]
        starts = self._row_labels or [str(place) for place in range(rows)]
        lines = self.values.tolist()
        return ["", *names], [[start, *line] for start, line in zip(starts, lines, strict=True)]


def outline(inked: AnyArray) -> list[tuple[int, int, int, int]]:
    """The edges (x0, y0, x1, y1) between (rows, columns) pixels with ink and those without."""
    padded = np.pad(np.asarray(inked, bool), 1)
    across = np.argwhere(padded[1:, 1:-1] != padded[:-1, 1:-1]).tolist()
    down = np.argwhere(padded[1:-1, 1:] != padded[1:-1, :-1]).tolist()
    return [
        *((column, row, column + 1, row) for row, column in across),
        *((column, row, column, row + 1) for row, column in down),
    ]


class _CellText(QGraphicsSimpleTextItem):
    """A text in the middle of a cell, of the same size in every zoom.

    `pyqtgraph.TextItem` can do more, and is ten times as slow with a hundred cells.
    """

    def __init__(self, row: int, column: int) -> None:
        super().__init__()
        self.setFlag(QGraphicsSimpleTextItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(column + 0.5, row + 0.5)
        self.setZValue(5)

    def centre(self) -> None:
        """Place the middle of the text at the middle of the cell."""
        middle = self.boundingRect().center()
        self.setTransform(QTransform.fromTranslate(-middle.x(), -middle.y()))
