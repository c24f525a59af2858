"""Numbers as colours that everyone can tell apart, whatever their eyes make of red and green.

    diverging    blue  <-  paper at zero  ->  orange       weights, gradients, differences
    sequential             paper at zero  ->  orange       activations, counts, probabilities

Orange always means "more than zero". Both start from the paper of the palette, so that zero looks
like nothing in light, dark and high contrast alike, and the further from zero, the more a colour
stands out from the paper. The colours between are mixed in Oklab (Ottosson 2020), where equal
steps look equally large.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor, QImage, QPalette

from digitpad.types import AnyArray, FloatArray

STEPS = 255
"""An odd number of steps has one in the middle: zero is exactly the paper."""

_ON_LIGHT = (("#b7d3f5", "#4a86d8", "#0a3a8a"), ("#ffd39c", "#e58612", "#7d3300"))
_ON_DARK = (("#24508f", "#5b9bf5", "#d3e5ff"), ("#8a4a0c", "#f0952e", "#ffe8c9"))
"""From close to zero to far from it: blues for negative numbers, oranges for positive ones."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Which numbers the first and the last colour stand for."""

    low: float
    high: float

    @classmethod
    def around_zero(cls, values: AnyArray) -> Scale:
        """As far below zero as above it, so that zero is in the middle."""
        reach = float(np.abs(values).max(initial=0.0)) or 1.0
        return cls(-reach, reach)

    @classmethod
    def from_zero(cls, values: AnyArray) -> Scale:
        """From zero to the largest."""
        return cls(0.0, float(np.max(values, initial=0.0)) or 1.0)

    def share(self, value: float) -> float:
        """Where a number lies between low (0) and high (1)."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True, slots=True, eq=False)
class ColourMap:
    """`STEPS` colours from the lowest to the highest number.

    Attributes:
        colours: (STEPS,) uint32, 0xffRRGGBB.
        is_diverging: whether the paper is in the middle rather than at the start.
    """

    colours: AnyArray
    is_diverging: bool

    def scale_of(self, values: AnyArray) -> Scale:
        """The scale that shows all of these numbers."""
        return Scale.around_zero(values) if self.is_diverging else Scale.from_zero(values)

    def colour(self, value: float, scale: Scale) -> QColor:
        """The colour of one number."""
        return QColor.fromRgb(int(self.colours[round(scale.share(value) * (STEPS - 1))]))

    def image(self, values: FloatArray, scale: Scale, enlargement: int = 1) -> QImage:
        """(H, W) numbers as an image, each of them a square of `enlargement` pixels."""
        pixels = self.pixels(values, scale)
        if enlargement > 1:
            pixels = pixels.repeat(enlargement, axis=0).repeat(enlargement, axis=1)
        return image_of(pixels)

    def pixels(self, values: AnyArray, scale: Scale) -> AnyArray:
        """The colours of numbers, of the same shape, uint32; what is no number is as zero."""
        chosen: AnyArray = self.colours.take(steps_of(values, scale))
        return chosen


def steps_of(values: AnyArray, scale: Scale) -> AnyArray:
    """Which of the `STEPS` colours stands for each number, uint8, of the same shape."""
    factor = (STEPS - 1) / (scale.high - scale.low)
    steps = np.subtract(values, np.float32(scale.low), dtype=np.float32)
    steps *= np.float32(factor)
    np.clip(np.rint(steps, out=steps), 0, STEPS - 1, out=steps)
    if np.isnan(steps.max(initial=0.0)):
        np.nan_to_num(steps, copy=False, nan=round(scale.share(0.0) * (STEPS - 1)))
    return steps.astype(np.uint8)


def image_of(pixels: AnyArray) -> QImage:
    """(H, W) uint32 colours as an image of its own."""
    data = np.ascontiguousarray(pixels)
    height, width = data.shape
    return QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def indexed_image(indices: AnyArray, colours: list[int]) -> QImage:
    """(H, W) uint8 places in a table of colours, a quarter of what the colours would take."""
    data = np.ascontiguousarray(indices)
    height, width = data.shape
    image = QImage(data.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(colours)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def diverging(palette: QPalette) -> ColourMap:
    """Blue below zero, orange above."""
    return _made(palette.color(QPalette.ColorRole.Base).name(), diverging=True)


def sequential(palette: QPalette) -> ColourMap:
    """From the paper at zero to orange."""
    return _made(palette.color(QPalette.ColorRole.Base).name(), diverging=False)


def both_maps(palette: QPalette) -> tuple[ColourMap, ColourMap]:
    """For numbers from zero on, and for numbers of either sign."""
    return sequential(palette), diverging(palette)


def is_readable_in_dark(colour: QColor) -> bool:
    """Whether text on this colour should be dark rather than light."""
    return 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF() > 0.5


@lru_cache(maxsize=8)
def _made(paper: str, *, diverging: bool) -> ColourMap:
    is_light = QColor(paper).lightnessF() > 0.5
    below, above = _ON_LIGHT if is_light else _ON_DARK
    names = [*reversed(below), paper, *above] if diverging else [paper, *above]
    return ColourMap(_mixed(names), diverging)


def _mixed(names: list[str]) -> AnyArray:
    """`STEPS` colours along the way from the first to the last."""
    corners = [QColor(name) for name in names]
    way = _oklab(np.array([[c.redF(), c.greenF(), c.blueF()] for c in corners]))
    places = np.linspace(0, 1, len(names))
    steps = np.linspace(0, 1, STEPS)
    mixed = np.stack([np.interp(steps, places, axis) for axis in way.T], axis=1)
    red, green, blue = np.rint(_srgb(mixed) * 255).astype(np.uint32).T
    colours: AnyArray = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return colours


def _oklab(srgb: AnyArray) -> AnyArray:
    """(N, 3) in 0..1 as lightness and two axes of colour."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    lab: AnyArray = np.cbrt(linear @ _TO_CONES.T) @ _TO_OKLAB.T
    return lab


def _srgb(lab: AnyArray) -> AnyArray:
    """The way back."""
    cones = (lab @ np.linalg.inv(_TO_OKLAB).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(_TO_CONES).T, 0, 1)
    curved = 1.055 * linear ** (1 / 2.4) - 0.055
    srgb: AnyArray = np.where(linear <= 0.0031308, linear * 12.92, curved)
    return srgb
