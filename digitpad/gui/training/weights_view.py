"""The first layer while it learns: what every unit looks for, and how the weights spread.

[pictures of the units, blue - paper - orange]     ▂▅█▅▂  histogram of all weights
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import colour_maps
from digitpad.gui.colour_maps import STEPS, Scale, steps_of
from digitpad.gui.polyline import Coordinates, polyline
from digitpad.runs.events import WeightsShown
from digitpad.types import AnyArray, FloatArray

_GAP, _WIDE_GAP = 2, 6
_SMALL = 10
"""Filters are small, and are shown so large that they would run into one another."""

_MOST_ENLARGED = 24
_SPREAD = 3.0
"""Full colour stands for so many times their root mean square."""


def unit_pictures(weights: FloatArray) -> FloatArray:
    """A picture for every unit or filter, (units, height, width).

    Args:
        weights: (pixels, units) of a dense layer, or (height, width, channels, filters).
    """
    if weights.ndim == 4:
        pictures: FloatArray = weights.mean(axis=2).transpose(2, 0, 1)
        return pictures
    side = math.isqrt(len(weights))
    if side * side != len(weights):
        return weights.T[:, None, :]
    return weights.T.reshape(-1, side, side)


def mosaic(tiles: AnyArray, columns: int, gap: int, between: int) -> AnyArray:
    """(units, h, w) colours side by side, with `gap` pixels of the colour `between` them."""
    count, height, width = tiles.shape
    rows = -(-count // columns)
    sheet = np.full((rows * columns, height + gap, width + gap), between, tiles.dtype)
    sheet[:count, :height, :width] = tiles
    sheet = sheet.reshape(rows, columns, height + gap, width + gap).swapaxes(1, 2)
    return sheet.reshape(rows * (height + gap), columns * (width + gap))[:-gap, :-gap]


def root_mean_square(values: FloatArray) -> float:
    """How large they typically are, found without a copy of them."""
    return float(np.linalg.norm(values.ravel(order="K"))) / math.sqrt(max(1, values.size))


class WeightsPicture(QWidget):
    """As many units as there is room for, in whole screen pixels."""

    shown_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: FloatArray | None = None
        self._painted: QImage | None = None
        self.shown_units = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self._translate()

    def sizeHint(self) -> QSize:
        """Room for some dozens."""
        return QSize(300, 220)

    def show_weights(self, weights: FloatArray | None) -> None:
        """Show the weights of the first layer."""
        self._pictures = None if weights is None else unit_pictures(weights)
        self._prepare()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One image for all units."""
        if self._painted is None or self._painted.devicePixelRatio() != self.devicePixelRatioF():
            self._prepare()
        if self._painted is not None:
            QPainter(self).drawImage(QPointF(0, 0), self._painted)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Another size needs another image."""
        self._painted = None

    def _prepare(self) -> None:
        """Make the image; ahead of painting it, so that neither holds up the window for long."""
        self._painted = None
        if self._pictures is None:
            return
        ratio = self.devicePixelRatioF()
        self._painted = self._image(round(self.width() * ratio), round(self.height() * ratio))
        self._painted.setDevicePixelRatio(ratio)

    def _tell_shown(self, units: int) -> None:
        if units != self.shown_units:
            self.shown_units = units
            self.shown_changed.emit()

    @property
    def unit_count(self) -> int:
        """How many units there are."""
        return 0 if self._pictures is None else len(self._pictures)

    def _image(self, width: int, height: int) -> QImage:
        pictures = self._pictures
        assert pictures is not None  # noqa: S101 - asked before
        count, h, w = pictures.shape
        gap = round((_GAP if w > _SMALL else _WIDE_GAP) * self.devicePixelRatioF())
        least = max(1, int(self.devicePixelRatioF()))
        enlargement, columns, rows = layout(count, (h, w), (height, width), gap, least)
        self._tell_shown(min(count, columns * rows))
        reach = _SPREAD * root_mean_square(pictures) or 1.0
        tiles = steps_of(pictures[: self.shown_units], Scale(-reach, reach))
        large = tiles.repeat(enlargement, axis=1).repeat(enlargement, axis=2)
        # Between the units, and after the last one, the window is seen.
        window = self.palette().color(QPalette.ColorRole.Window).rgb()
        colours = [*colour_maps.diverging(self.palette()).colours.tolist(), window]
        return colour_maps.indexed_image(mosaic(large, min(columns, count), gap, STEPS), colours)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        if event.type() == QEvent.Type.PaletteChange:
            self._painted = None
        super().changeEvent(event)

    def _translate(self) -> None:
        text = self.tr(
            "What each unit of the first layer looks for: it answers to ink where the picture is "
            "orange and is held back by ink where it is blue."
        )
        self.setAccessibleName(self.tr("Weights of the first layer"))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")


def layout(
    count: int, size: tuple[int, int], room: tuple[int, int], gap: int, least: int = 1
) -> tuple[int, int, int]:
    """How much to enlarge tiles, and how many columns and rows: all of them, as large as can be.

    Where all would be too small to see, there are only as many as fit.

    Args:
        count: of the tiles.
        size: height and width of one.
        room: height and width there are.
        gap: between tiles.
        least: how much to enlarge them at least.
    """
    columns = rows = 1
    for enlargement in range(_MOST_ENLARGED, least - 1, -1):
        rows, columns = (
            (there + gap) // (each * enlargement + gap)
            for there, each in zip(room, size, strict=True)
        )
        if columns * rows >= count:
            needed = -(-count // columns)
            return enlargement, -(-count // needed), needed
    return least, max(1, columns), max(1, rows)


def bars(heights: FloatArray, area: QRectF) -> tuple[Coordinates, Coordinates]:
    """Bars side by side as one polygon: x and y of four corners each, from the left foot on.

    Args:
        heights: (bars,) as shares of the area's height.
        area: where they stand.
    """
    step = area.width() / len(heights)
    left = area.left() + step * np.arange(len(heights))
    right = left + max(1.0, step - 1)
    foot = np.full(len(heights), area.bottom())
    top = foot - heights * area.height()
    return (
        np.stack([left, left, right, right], axis=1).ravel(),
        np.stack([foot, top, top, foot], axis=1).ravel(),
    )


class Histogram(QWidget):
    """How the weights spread: most near zero, few far from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: WeightsShown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(84)
        self._translate()

    def show_weights(self, shown: WeightsShown | None) -> None:
        """Show how they spread now."""
        if shown is not self._shown:
            self._shown = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, and three numbers below."""
        if self._shown is None:
            return
        painter = QPainter(self)
        line = self.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(0, 2, 0, -line - 2)
        edges = self._shown.histogram_edges
        # Roots, since the bars near zero are a thousand times as high as the outer ones.
        heights = np.sqrt(self._shown.histogram_counts / max(1, self._shown.histogram_counts.max()))
        middles = (edges[:-1] + edges[1:]) / 2
        x, y = bars(heights, area)
        painter.setPen(Qt.PenStyle.NoPen)
        for sign, corners in ((-1, middles.repeat(4) < 0), (1, middles.repeat(4) >= 0)):
            painter.setBrush(colour_maps.diverging(self.palette()).colour(sign, Scale(-1.6, 1.6)))
            painter.drawPolygon(polyline(x[corners], y[corners]))
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        low, high = float(edges[0]), float(edges[-1])
        below_area = QRectF(0, area.bottom() + 1, self.width(), line)
        texts = (
            (Qt.AlignmentFlag.AlignLeft, f"{low:.2g}".replace("-", "−")),
            (Qt.AlignmentFlag.AlignRight, f"{high:.2g}"),
        )
        for side, text in texts:
            painter.drawText(below_area, side | Qt.AlignmentFlag.AlignTop, text)
        if low < 0 < high:
            zero = area.left() - low / (high - low) * area.width()
            painter.drawText(
                QRectF(zero - 20, below_area.top(), 40, line), Qt.AlignmentFlag.AlignHCenter, "0"
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        text = self.tr(
            "How many weights of the network are how large; the heights are square roots, so that "
            "rare large ones are seen, too."
        )
        self.setAccessibleName(self.tr("Histogram of the weights"))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")
