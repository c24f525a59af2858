"""Where the cells of a heatmap lie on the screen, zoomed and moved or all in view.

Everything is in pixels at device-pixel ratio 1. With all cells in view, a cell measures a whole
number of the screen's own pixels, so that all look alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from PySide6.QtCore import QPointF, QRectF

CLOSEST = 64.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One number and its place."""

    row: int
    column: int
    value: float


@dataclass(frozen=True)
class CellGrid:
    """Rows and columns of cells, and the part of them that is looked at.

    Attributes:
        rows, columns: how many cells there are.
        area: the room on the screen.
        ratio: screen pixels a unit.
        are_square: cells keep their proportion, rather than fill the room.
        zoom: 1 has all cells in view.
        centre: which point lies in the middle of the room, as shares of width and height.
    """

    rows: int
    columns: int
    area: QRectF
    ratio: float = 1.0
    are_square: bool = True
    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of one cell."""
        width = self.area.width() / self.columns
        height = self.area.height() / self.rows
        if self.are_square:
            width = height = min(width, height)
        return self._whole(width) * self.zoom, self._whole(height) * self.zoom

    def _whole(self, length: float) -> float:
        pixels = length * self.ratio
        return (math.floor(pixels) if pixels >= 1 else pixels) / self.ratio

    @cached_property
    def frame(self) -> QRectF:
        """Where all cells together lie; larger than the room when zoomed."""
        width, height = self.cell
        size = width * self.columns, height * self.rows
        middle = self.area.center()
        left = middle.x() - self.centre[0] * size[0]
        top = middle.y() - self.centre[1] * size[1]
        whole = (round(left * self.ratio) / self.ratio, round(top * self.ratio) / self.ratio)
        return QRectF(*whole, *size)

    @cached_property
    def visible(self) -> QRectF:
        """The part of the frame inside the room."""
        return self.frame.intersected(self.area)

    def rectangle(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Where one cell, or a block of them, lies."""
        width, height = self.cell
        corner = self.frame.topLeft()
        return QRectF(
            corner.x() + column * width,
            corner.y() + row * height,
            columns * width,
            rows * height,
        )

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column below a point, or None beside the cells."""
        if not self.visible.contains(place):
            return None
        width, height = self.cell
        offset = place - self.frame.topLeft()
        row, column = int(offset.y() / height), int(offset.x() / width)
        return min(row, self.rows - 1), min(column, self.columns - 1)

    def visible_cells(self) -> tuple[range, range]:
        """Rows and columns that can be seen at least in part."""
        width, height = self.cell
        seen, corner = self.visible, self.frame.topLeft()
        top, left = (seen.top() - corner.y()) / height, (seen.left() - corner.x()) / width
        bottom, right = top + seen.height() / height, left + seen.width() / width
        rows = range(max(0, int(top)), min(self.rows, math.ceil(bottom - 1e-6)))
        columns = range(max(0, int(left)), min(self.columns, math.ceil(right - 1e-6)))
        return rows, columns

    def zoomed(self, factor: float, at: QPointF) -> Self:
        """Closer or further, with the point `at` staying where it is."""
        zoom = min(CLOSEST, max(1.0, self.zoom * factor))
        before = self.frame
        share = (
            (at.x() - before.left()) / before.width(),
            (at.y() - before.top()) / before.height(),
        )
        closer = replace(self, zoom=zoom)
        size = closer.frame.size()
        centre = (
            share[0] - (at.x() - self.area.center().x()) / size.width(),
            share[1] - (at.y() - self.area.center().y()) / size.height(),
        )
        return replace(closer, centre=centre)._kept_in_view()

    def moved(self, by: QPointF) -> Self:
        """As if drawn along by the hand."""
        size = self.frame.size()
        centre = (self.centre[0] - by.x() / size.width(), self.centre[1] - by.y() / size.height())
        return replace(self, centre=centre)._kept_in_view()

    def _kept_in_view(self) -> Self:
        """No emptier at an edge than needed."""
        size = self.frame.size()
        centre = tuple(
            _between(centre, room / 2 / length)
            for centre, room, length in (
                (self.centre[0], self.area.width(), size.width()),
                (self.centre[1], self.area.height(), size.height()),
            )
        )
        return replace(self, centre=(centre[0], centre[1]))


def _between(centre: float, half: float) -> float:
    return 0.5 if half >= 0.5 else min(1 - half, max(half, centre))
