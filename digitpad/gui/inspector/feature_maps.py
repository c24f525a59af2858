"""The outputs of all layers for the drawing on the pad, one layer below the other.

    Convolution 1   24 x 24 x 32
    [][][][][][][][][][][][]
    [][][][][][]
    Pooling 1   12 x 12 x 32
    ...

Maps are as large as possible while all layers fit, but not below a minimum. All maps of a layer
share one scale of colours and become one image.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from digitpad.common.types import AnyArray, FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import image_of, map_for, text_colour
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.wording import ACTIVATION_NAMES, shape_text
from digitpad.inspection.activations import Place
from digitpad.inspection.step_values import ObservedModel

LARGEST, SMALLEST = 72, 24
"""The limits of a map's side, in units; its pixels are a whole number of device pixels."""

_LEFT, _GAP_BELOW = 1.0, 8.0
_UNIT_SHRINK = 2.6
"""A dense unit is this factor smaller than a map, and is sized like a map of this many pixels."""

_UNIT_PIXELS = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A position in a layer: a pixel of a map, or a unit (y and x are 0)."""

    step: int
    unit: int
    y: int = 0
    x: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of maps of one layer, below a title; maps are one of their pixels apart.

    Attributes:
        top: the top of the title.
        title_height: the height of the title.
        columns: the number of maps in a row.
        count: the number of maps.
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
        """The number of rows of maps."""
        return -(-self.count // self.columns)

    @property
    def bottom(self) -> float:
        """The bottom of the last row."""
        return self.whole().bottom()

    def title(self, width: float) -> QRectF:
        """The rectangle of the title."""
        return QRectF(0, self.top, width, self.title_height)

    def whole(self) -> QRectF:
        """The rectangle of all maps, including the gap after the last ones."""
        height, width = ((side + 1) * self.pixel for side in self.pixels)
        top = self.top + self.title_height
        return QRectF(_LEFT, top, self.columns * width, self.rows * height)

    def place(self, unit: int) -> QRectF:
        """The rectangle of a map or a unit."""
        row, column = divmod(unit, self.columns)
        height, width = ((side + 1) * self.pixel for side in self.pixels)
        corner = self.whole().topLeft() + QPointF(column * width, row * height)
        return QRectF(corner.x(), corner.y(), width - self.pixel, height - self.pixel)

    def spot_at(self, step: int, point: QPointF) -> Spot | None:
        """The pixel and map at a point."""
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
        """One image of all maps: (count, height, width), or (count, 1, 1) of units.

        The gaps have the colour `ground`.
        """
        height, width = self.pixels
        board = np.full((self.rows, height + 1, self.columns, width + 1), ground, np.uint32)
        row, column = np.divmod(np.arange(self.count), self.columns)
        board[row, :height, column, :width] = maps
        return board.reshape(self.rows * (height + 1), -1)


def bands(
    steps: Sequence[Step], width: float, height: float, title_height: float, ratio: float
) -> list[Band]:
    """A band for each step, all within `height` if possible.

    Args:
        steps: from the input to the outputs.
        width: available, in units.
        height: available, in units.
        title_height: of each layer's title.
        ratio: device pixels per unit.
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
        rows, columns = (_UNIT_PIXELS, _UNIT_PIXELS) if are_units else step.shape[:2]
        room = max(side / _UNIT_SHRINK, _UNIT_PIXELS) if are_units else side
        if step.kind == "output":
            room = max(room, title_height * 1.4)
        enlargement = max(1, math.floor(room * ratio) // max(rows, columns))
        pixel = enlargement / ratio
        in_row = max(1, int((width - _LEFT) / ((columns + 1) * pixel)))
        band = Band(top, title_height, in_row, step.shape[-1], (rows, columns), pixel, are_units)
        found.append(band)
        top = found[-1].bottom + _GAP_BELOW
    return found


class FeatureMaps(QAbstractScrollArea):
    """Shows the output of every step of a network.

    `looked_at` carries the `Spot` under the pointer or the keyboard cursor. A click keeps it, so
    that the pointer can move away; another click releases it.

    Attributes:
        outputs: the arrays that are shown, one for each step.
        spot: the selected position.
        is_held: whether it is kept.
    """

    looked_at = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[Step] = []
        self.outputs: list[FloatArray] = []
        self._bands: list[Band] = []
        self._names: tuple[str, ...] = ()
        self.spot: Spot | None = None
        self.input_frame: tuple[Place | None, int | None] = (None, None)
        self.is_held = False
        self.setFont(theme.scaled(self.font(), 0.88))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # Content

    def show_steps(self, steps: list[Step], names: tuple[str, ...]) -> None:
        """Set the steps; `names` are those of the output classes."""
        self._steps, self._names = steps, names
        self.outputs = []
        self.spot, self.is_held = None, False
        self._fit()

    def show_observed(self, observed: ObservedModel | None) -> None:
        """Show these outputs; None when nothing is drawn."""
        self.outputs = [] if observed is None else [output_of(s, observed) for s in self._steps]
        self.viewport().update()

    def look_at(self, spot: Spot) -> None:
        """Select this position and emit it."""
        if spot != self.spot:
            self.spot = spot
            self.viewport().update()
            self.looked_at.emit(spot)

    def frame_input(self, window: Place | None, unit: int | None) -> None:
        """Frame what the selected value is computed from, in the maps of the step before.

        Args:
            window: the pixels; None for no frame.
            unit: of the only map; None for all.
        """
        self.input_frame = window, unit
        self.viewport().update()

    def place_of(self, spot: Spot) -> QRectF:
        """The rectangle of a map or unit in the viewport."""
        place = self._bands[spot.step].place(spot.unit)
        return place.translated(0, -self.verticalScrollBar().value())

    def bring_into_view(self, step: int) -> None:
        """Scroll to a step."""
        self.verticalScrollBar().setValue(round(self._bands[step].top))

    # User actions

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select the position under the pointer."""
        spot = self._spot_at(event.position())
        if spot is not None and not self.is_held:
            self.look_at(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep or release the selection."""
        spot = self._spot_at(event.position())
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            return
        before = self.spot
        is_same = before is not None and (before.step, before.unit) == (spot.step, spot.unit)
        self.is_held = not (self.is_held and is_same)
        self.look_at(spot)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right select a map, up and down a layer."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if event.key() not in steps or not self._steps:
            super().keyPressEvent(event)
            return
        down, right = steps[Qt.Key(event.key())]
        before = self.spot or Spot(0, 0)
        step = min(max(before.step + down, 0), len(self._steps) - 1)
        unit = min(max(before.unit + right, 0), self._steps[step].shape[-1] - 1)
        self.look_at(self._middle(step, unit))

    def _middle(self, step: int, unit: int) -> Spot:
        """The pixel in the middle of a map."""
        band = self._bands[step]
        rows, columns = band.pixels
        return Spot(step, unit) if band.are_units else Spot(step, unit, rows // 2, columns // 2)

    def _spot_at(self, point: QPointF) -> Spot | None:
        below = point + QPointF(0, self.verticalScrollBar().value())
        for step, band in enumerate(self._bands):
            if band.top <= below.y() < band.bottom:
                return band.spot_at(step, below)
        return None

    # Painting and layout

    def _fit(self) -> None:
        line = self.fontMetrics().height() + 2
        room, ratio = self.viewport().size(), self.devicePixelRatioF()
        self._bands = bands(self._steps, room.width(), room.height(), line, ratio)
        whole = self._bands[-1].bottom if self._bands else 0
        self.verticalScrollBar().setRange(0, max(0, round(whole - room.height())))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().update()

    def whole_size(self) -> QSize:
        """The size of all layers together."""
        whole = self._bands[-1].bottom if self._bands else 0
        return QSize(self.viewport().width(), round(whole))

    def paint_whole(self, painter: QPainter) -> None:
        """Paint all layers."""
        painter.setFont(self.font())
        for step in range(len(self._steps)):
            self._paint_step(painter, step)

    def sizeHint(self) -> QSize:
        """The preferred size."""
        return QSize(560, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the visible layers."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        for step, band in enumerate(self._bands):
            if band.bottom >= top and band.top <= top + self.viewport().height():
                self._paint_step(painter, step)
        if self.spot is not None and self._bands:
            self._paint_spot(painter, self.spot)

    def _paint_step(self, painter: QPainter, step: int) -> None:
        band = self._bands[step]
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        line = band.title(self.viewport().width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._title(self._steps[step]))
        if self.outputs:
            image = self._image(step)
            painter.drawImage(band.whole(), image)
            if self._steps[step].kind == "output":
                self._paint_names(painter, band, image)

    def _title(self, step: Step) -> str:
        activation = ACTIVATION_NAMES.get(step.activation, "")
        return "   ".join(filter(None, (step.title, activation, shape_text(step.shape))))

    def _paint_names(self, painter: QPainter, band: Band, image: QImage) -> None:
        for unit, name in enumerate(self._names[: band.count]):
            row, column = divmod(unit, band.columns)
            rows, columns = band.pixels
            painter.setPen(text_colour(image.pixel(column * (columns + 1), row * (rows + 1))))
            text = name if len(name) == 1 else "∅"
            painter.drawText(band.place(unit), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        role = QPalette.ColorRole
        band = self._bands[spot.step]
        place = band.place(spot.unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if spot.step:
            self._paint_window(painter, self._bands[spot.step - 1])
        painter.setPen(QPen(self.palette().color(role.Accent), 2.5 if self.is_held else 1.5))
        painter.drawRect(place.adjusted(-1, -1, 1, 1))
        if not band.are_units:
            corner = place.topLeft() + QPointF(spot.x, spot.y) * band.pixel
            painter.setPen(QPen(self.palette().color(role.WindowText), 1))
            painter.drawRect(QRectF(corner.x(), corner.y(), band.pixel, band.pixel))

    def _paint_window(self, painter: QPainter, band: Band) -> None:
        """Frame the input of the selected value."""
        window, only = self.input_frame
        if window is None:
            return
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1))
        for unit in range(band.count) if only is None else (only,):
            place = band.place(unit)
            corner = place.topLeft() + QPointF(window.left, window.top) * band.pixel
            size = QSizeF(window.width, window.height) * band.pixel
            painter.drawRect(QRectF(corner, size).intersected(place))

    def _image(self, step: int) -> QImage:
        """The image of all maps of a layer."""
        output = self.outputs[step]
        colours = map_for(output, self.palette())
        maps = output.transpose(2, 0, 1) if output.ndim == 3 else output[:, None, None]
        pixels = colours.pixels(maps, colours.scale_of(output))
        ground = self.palette().color(QPalette.ColorRole.Window).rgb()
        return image_of(self._bands[step].mosaic(pixels, ground))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the maps for the new size."""
        super().resizeEvent(event)
        self._fit()


def output_of(step: Step, observed: ObservedModel) -> FloatArray:
    """The output of a step: (H, W, C) or (units,)."""
    if step.last is None:
        return np.asarray(observed.image[:, :, None], np.float32)
    return observed[step.last]
