"""How the parts of a heatmap are painted: cells, outline of the ink, texts, labels, colour bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen

from digitpad.gui.colour_maps import STEPS, ColourMap, Scale, image_of, is_readable_in_dark
from digitpad.gui.heatmap_geometry import CellGrid
from digitpad.gui.wording import number_text
from digitpad.types import AnyArray, BoolArray, FloatArray

_INK = 0.35
"""From here on a pixel counts as ink when it is outlined."""

_DARK, _LIGHT = QColor("#14171b"), QColor("#ffffff")
_GAP = 6.0


def paint_cells(
    painter: QPainter, grid: CellGrid, values: FloatArray, colours: ColourMap, scale: Scale
) -> None:
    """Every visible cell as a sharp rectangle, and a hairline around all."""
    rows, columns = grid.visible_cells()
    part = values[rows.start : rows.stop, columns.start : columns.stop]
    if not part.size:
        return
    painter.save()
    painter.setClipRect(grid.visible)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    place = grid.rectangle(rows.start, columns.start, len(rows), len(columns))
    painter.drawImage(place, image_of(colours.pixels(part, scale)))
    painter.restore()


def paint_ink_outline(
    painter: QPainter, grid: CellGrid, ink: FloatArray, palette: QPalette
) -> None:
    """Lines along the edges between pixels with ink and pixels without."""
    width, height = grid.cell
    left, top = grid.frame.left(), grid.frame.top()
    lines = [
        QLineF(left + x1 * width, top + y1 * height, left + x2 * width, top + y2 * height)
        for x1, y1, x2, y2 in outline(ink > _INK)
    ]
    painter.save()
    painter.setClipRect(grid.visible)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.2))
    painter.drawLines(lines)
    painter.restore()


def outline(inked: BoolArray) -> list[tuple[int, int, int, int]]:
    """Edges (x1, y1, x2, y2) of the inked pixels, in pixels."""
    framed = np.pad(inked, 1)
    upright = np.argwhere(framed[1:-1, 1:] != framed[1:-1, :-1]).tolist()
    level = np.argwhere(framed[1:, 1:-1] != framed[:-1, 1:-1]).tolist()
    return [(x, y, x, y + 1) for y, x in upright] + [(x, y, x + 1, y) for y, x in level]


def paint_cell_texts(
    painter: QPainter,
    grid: CellGrid,
    texts: Sequence[Sequence[str]],
    pixels: AnyArray,
) -> None:
    """Texts inside the cells, dark or light as the colour asks; none if they do not all fit."""
    metrics = QFontMetricsF(painter.font())
    width, height = grid.cell
    different = {text for row in texts for text in row}
    widest = max(map(metrics.horizontalAdvance, different), default=0)
    if widest + 2 > width or metrics.height() > height:
        return
    rows, columns = grid.visible_cells()
    painter.save()
    painter.setClipRect(grid.visible)
    for row in rows:
        for column in columns:
            text = texts[row][column]
            if not text:
                continue
            colour = QColor.fromRgb(int(pixels[row, column]))
            painter.setPen(_DARK if is_readable_in_dark(colour) else _LIGHT)
            painter.drawText(grid.rectangle(row, column), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_labels(
    painter: QPainter,
    grid: CellGrid,
    rows: Sequence[str],
    columns: Sequence[str],
    palette: QPalette,
) -> None:
    """Names of the rows at the left and of the columns above, where cells leave room for them."""
    if not (rows or columns):
        return
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    metrics = QFontMetricsF(painter.font())
    width, height = grid.cell
    seen_rows, seen_columns = grid.visible_cells()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if rows and height >= metrics.height() * 0.8:
        for row in seen_rows:
            place = grid.rectangle(row, 0)
            box = QRectF(0, place.top(), grid.visible.left() - _GAP, height)
            painter.drawText(box, right, rows[row])
    widest = max((metrics.horizontalAdvance(text) for text in columns), default=0)
    if columns and width >= widest:
        for column in seen_columns:
            place = grid.rectangle(0, column)
            line = metrics.height()
            box = QRectF(place.left(), grid.visible.top() - line, width, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, columns[column])


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A rectangle around cells."""

    place: QRectF
    colour: QPalette.ColorRole
    thickness: float


def paint_frames(
    painter: QPainter, grid: CellGrid, frames: Sequence[Frame], palette: QPalette
) -> None:
    """Frames around cells, where those can be seen."""
    if not frames:
        return
    painter.save()
    painter.setClipRect(grid.visible.adjusted(-1, -1, 1, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for frame in frames:
        painter.setPen(QPen(palette.color(frame.colour), frame.thickness))
        painter.drawRect(frame.place)
    painter.restore()


def paint_block_lines(
    painter: QPainter, grid: CellGrid, block: tuple[int, int], palette: QPalette
) -> None:
    """Lines between blocks of so many rows and columns."""
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 2))
    seen, frame, (width, height) = grid.visible, grid.frame, grid.cell
    for row in range(block[0], grid.rows, block[0] or grid.rows):
        y = frame.top() + row * height
        if seen.top() < y < seen.bottom():
            painter.drawLine(QPointF(seen.left(), y), QPointF(seen.right(), y))
    for column in range(block[1], grid.columns, block[1] or grid.columns):
        x = frame.left() + column * width
        if seen.left() < x < seen.right():
            painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))


def paint_readout(painter: QPainter, line: QRectF, text: str, palette: QPalette) -> None:
    """The value under the pointer, cut short if need be."""
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    short = QFontMetricsF(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


def paint_bar(
    painter: QPainter,
    area: QRectF,
    colours: ColourMap,
    scale: Scale,
    palette: QPalette,
    *,
    value: float | None,
) -> None:
    """The colours from high to low with numbers beside them, and a mark at `value`."""
    painter.drawImage(area, image_of(colours.colours[::-1].reshape(STEPS, 1)))
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    line = QFontMetricsF(painter.font()).height()
    middle = (scale.low + scale.high) / 2
    for number in (scale.high, middle, scale.low):
        centre = area.bottom() - scale.share(number) * area.height()
        top = min(max(area.top(), centre - line / 2), area.bottom() - line)
        box = QRectF(area.right() + _GAP, top, 200, line)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, left, number_text(number))
    if value is not None:
        height = area.bottom() - scale.share(value) * area.height()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 2))
        painter.drawLine(QPointF(area.left() - 3, height), QPointF(area.right() + 3, height))
