"""Where every map of every layer stands when all layers are shown below each other.

    Convolution 1   26 x 26 x 32
    [][][][][][][][][][][][]
    [][][][][][]
    Pooling 1   12 x 12 x 32
    ...

Maps are as large as lets all layers be seen at once, but never too small to tell anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from digitpad.gui.inspector.model_steps import Step
from digitpad.types import AnyArray

LARGEST, SMALLEST = 72, 24
"""How large a map may be, in units; a pixel of it is a whole number of screen pixels."""

_LEFT, _GAP_BELOW = 1.0, 8.0
_CELLS_A_MAP = 2.6
"""A single unit is so many times smaller than a map, and is drawn as if it had so many pixels."""

_PIXELS_A_UNIT = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a layer: one pixel of one map, or one unit (y and x 0)."""

    step: int
    unit: int
    y: int = 0
    x: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """The maps of one layer in rows below a line of text; they stand one of their pixels apart.

    Attributes:
        top: where the text begins.
        title_height: of the text.
        columns: how many maps stand in a row.
        count: how many there are.
        pixels: rows and columns of one map.
        pixel: the side of one of its pixels, in units.
        are_units: whether a "map" is a single number.
    """

    top: float
    title_height: float
    columns: int
    count: int
    pixels: tuple[int, int]
    pixel: float
    are_units: bool = False

    @property
    def rows(self) -> int:
        """How many rows of maps there are."""
        return -(-self.count // self.columns)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.whole().bottom()

    def title(self, width: float) -> QRectF:
        """Where the text stands."""
        return QRectF(0, self.top, width, self.title_height)

    def whole(self) -> QRectF:
        """Where all maps stand together, with the gaps behind the last ones."""
        height, width = ((side + 1) * self.pixel for side in self.pixels)
        top = self.top + self.title_height
        return QRectF(_LEFT, top, self.columns * width, self.rows * height)

    def place(self, unit: int) -> QRectF:
        """Where a map or a unit stands."""
        row, column = divmod(unit, self.columns)
        height, width = ((side + 1) * self.pixel for side in self.pixels)
        corner = self.whole().topLeft() + QPointF(column * width, row * height)
        return QRectF(corner.x(), corner.y(), width - self.pixel, height - self.pixel)

    def spot_at(self, step: int, point: QPointF) -> Spot | None:
        """Which pixel of which map lies below a point."""
        whole = self.whole()
        if not whole.contains(point):
            return None
        down = (point.y() - whole.top()) / self.pixel
        right = (point.x() - whole.left()) / self.pixel
        row, y = divmod(int(down), self.pixels[0] + 1)
        column, x = divmod(int(right), self.pixels[1] + 1)
        unit = row * self.columns + column
        if column >= self.columns or unit >= self.count:
            return None
        if self.are_units:
            return Spot(step, unit)
        return Spot(step, unit, min(y, self.pixels[0] - 1), min(x, self.pixels[1] - 1))

    def mosaic(self, maps: AnyArray, ground: int) -> AnyArray:
        """One image of the colours of all maps: (count, height, width), or (count, 1, 1) of units.

        Between the maps is the colour of the ground.
        """
        height, width = self.pixels
        board = np.full((self.rows, height + 1, self.columns, width + 1), ground, np.uint32)
        row, column = np.divmod(np.arange(self.count), self.columns)
        board[row, :height, column, :width] = maps
        return board.reshape(self.rows * (height + 1), -1)


def bands(
    steps: Sequence[Step], width: float, height: float, title_height: float, ratio: float
) -> list[Band]:
    """A band for each step, all within `height` if that can be.

    Args:
        steps: from the picture to the outputs.
        width: the room, in units.
        height: the room, in units.
        title_height: of the text above each layer.
        ratio: screen pixels a unit.
    """
    for side in range(LARGEST, SMALLEST - 1, -4):
        found = _bands(steps, width, title_height, ratio, side)
        if found and found[-1].bottom <= height:
            return found
    return _bands(steps, width, title_height, ratio, SMALLEST)


def _bands(
    steps: Sequence[Step], width: float, title_height: float, ratio: float, side: int
) -> list[Band]:
    top, found = 0.0, []
    for step in steps:
        are_units = len(step.shape) == 1
        rows, columns = (_PIXELS_A_UNIT, _PIXELS_A_UNIT) if are_units else step.shape[:2]
        room = max(side / _CELLS_A_MAP, _PIXELS_A_UNIT) if are_units else side
        if step.kind == "output":
            room = max(room, title_height * 1.4)
        enlargement = max(1, math.floor(room * ratio) // max(rows, columns))
        pixel = enlargement / ratio
        in_row = max(1, int((width - _LEFT) / ((columns + 1) * pixel)))
        band = Band(top, title_height, in_row, step.shape[-1], (rows, columns), pixel, are_units)
        found.append(band)
        top = found[-1].bottom + _GAP_BELOW
    return found
