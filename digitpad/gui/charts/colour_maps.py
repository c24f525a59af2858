"""Arrays as images: ink in the colours of the pad, numbers in colours for all colour visions.

    diverging    blue  <-  background at zero  ->  orange     weights, gradients, differences
    sequential             background at zero  ->  orange     activations, counts, probabilities

Orange always means "more than zero". Zero has the background colour of the palette, so it looks
empty in light, dark and high contrast, and contrast grows with the distance from zero. Colours
between are interpolated in Oklab (Ottosson 2020), where equal steps look equally large.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor, QImage, QPalette

from digitpad.common.types import AnyArray, FloatArray
from digitpad.inspection.colours import ABOVE, BELOW

STEPS = 255
"""Odd, so that one step is in the middle and zero has exactly the background colour."""

_ON_LIGHT = (BELOW, ABOVE)
_ON_DARK = (("#24508f", "#5b9bf5", "#d3e5ff"), ("#8a4a0c", "#f0952e", "#ffe8c9"))
"""From near zero to far from it: blues for negative numbers, oranges for positive ones."""

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
    """The numbers that the first and the last colour stand for."""

    low: float
    high: float

    @classmethod
    def around_zero(cls, values: AnyArray) -> Scale:
        """A symmetric scale, so that zero is in the middle."""
        reach = float(np.abs(values).max(initial=0.0)) or 1.0
        return cls(-reach, reach)

    @classmethod
    def from_zero(cls, values: AnyArray) -> Scale:
        """From zero to the largest number."""
        return cls(0.0, float(np.max(values, initial=0.0)) or 1.0)

    def share(self, value: float) -> float:
        """The position of a number between low (0) and high (1)."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True, slots=True, eq=False)
class ColourMap:
    """`STEPS` colours from the lowest to the highest number.

    Attributes:
        colours: (STEPS,) uint32, 0xffRRGGBB.
        is_diverging: whether zero is in the middle rather than at the start.
    """

    colours: AnyArray
    is_diverging: bool

    def scale_of(self, values: AnyArray) -> Scale:
        """A scale that covers all of these numbers."""
        return Scale.around_zero(values) if self.is_diverging else Scale.from_zero(values)

    def image(self, values: FloatArray, scale: Scale | None = None) -> QImage:
        """(H, W) numbers as an image; without a scale, with one that covers them."""
        return image_of(self.pixels(values, scale or self.scale_of(values)))

    def pixels(self, values: AnyArray, scale: Scale) -> AnyArray:
        """The colours of numbers, same shape, uint32; NaN is shown as zero."""
        chosen: AnyArray = self.colours.take(steps_of(values, scale))
        return chosen


def steps_of(values: AnyArray, scale: Scale) -> AnyArray:
    """The index of each number's colour among the `STEPS`, same shape, uint8."""
    factor = (STEPS - 1) / (scale.high - scale.low)
    steps = np.subtract(values, np.float32(scale.low), dtype=np.float32)
    steps *= np.float32(factor)
    np.clip(np.rint(steps, out=steps), 0, STEPS - 1, out=steps)
    if np.isnan(steps.max(initial=0.0)):
        np.nan_to_num(steps, copy=False, nan=round(scale.share(0.0) * (STEPS - 1)))
    return steps.astype(np.uint8)


def image_of(pixels: AnyArray) -> QImage:
    """(H, W) uint32 colours as an image with its own memory."""
    data = np.ascontiguousarray(pixels)
    height, width = data.shape
    return QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def colour_map(palette: QPalette, *, diverging: bool) -> ColourMap:
    """Orange above zero; below zero blue, if diverging."""
    return _colour_map(palette.color(QPalette.ColorRole.Base).name(), diverging=diverging)


def map_for(values: AnyArray, palette: QPalette) -> ColourMap:
    """The diverging colours for numbers of which some are below zero, else the sequential ones."""
    return colour_map(palette, diverging=bool(values.min(initial=0.0) < 0))


def text_colour(background: int) -> QColor:
    """Black or white, whichever can be read on a colour 0xffRRGGBB."""
    red, green, blue = background >> 16 & 255, background >> 8 & 255, background & 255
    return QColor("black" if 0.299 * red + 0.587 * green + 0.114 * blue > 127.5 else "white")


@lru_cache(maxsize=8)
def _colour_map(paper: str, *, diverging: bool) -> ColourMap:
    is_light = QColor(paper).lightnessF() > 0.5
    below, above = _ON_LIGHT if is_light else _ON_DARK
    names = [*reversed(below), paper, *above] if diverging else [paper, *above]
    return ColourMap(_interpolated(names), diverging)


def _interpolated(names: list[str]) -> AnyArray:
    """`STEPS` colours from the first to the last."""
    corners = [QColor(name) for name in names]
    way = _oklab(np.array([[c.redF(), c.greenF(), c.blueF()] for c in corners]))
    places = np.linspace(0, 1, len(names))
    steps = np.linspace(0, 1, STEPS)
    mixed = np.stack([np.interp(steps, places, axis) for axis in way.T], axis=1)
    red, green, blue = np.rint(_srgb(mixed) * 255).astype(np.uint32).T
    colours: AnyArray = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return colours


def _oklab(srgb: AnyArray) -> AnyArray:
    """Convert sRGB (N, 3) in 0..1 to lightness and two colour axes."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    lab: AnyArray = np.cbrt(linear @ _TO_CONES.T) @ _TO_OKLAB.T
    return lab


def _srgb(lab: AnyArray) -> AnyArray:
    """The inverse of `_oklab`."""
    cones = (lab @ np.linalg.inv(_TO_OKLAB).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(_TO_CONES).T, 0, 1)
    curved = 1.055 * linear ** (1 / 2.4) - 0.055
    srgb: AnyArray = np.where(linear <= 0.0031308, linear * 12.92, curved)
    return srgb


class InkColours:
    """The 256 shades from background to ink of a palette."""

    def __init__(self, palette: QPalette) -> None:
        role = QPalette.ColorRole
        self._colours = _shades(palette.color(role.Base).rgb(), palette.color(role.Text).rgb())

    def image(self, grey: FloatArray, enlargement: int = 1, ratio: float = 1.0) -> QImage:
        """Convert ink to an image.

        Args:
            grey: (H, W) in 0..1.
            enlargement: screen pixels per pixel, on both axes.
            ratio: screen pixels per pad unit.
        """
        levels = np.rint(grey * 255).clip(0, 255).astype(np.uint8)
        large = self._colours[levels].repeat(enlargement, axis=0).repeat(enlargement, axis=1)
        image = image_of(large)
        image.setDevicePixelRatio(ratio)
        return image


@lru_cache(maxsize=8)
def _shades(paper: int, ink: int) -> AnyArray:
    """(256,) uint32, from one colour to the other, all as 0xffRRGGBB."""
    shades = np.zeros(256, np.uint32)
    for shift in (24, 16, 8, 0):
        ends = paper >> shift & 0xFF, ink >> shift & 0xFF
        shades |= np.rint(np.linspace(*ends, 256)).astype(np.uint32) << shift
    return shades


def tiled(stack: AnyArray) -> tuple[FloatArray, int]:
    """Arrange pictures (height, width, n) in a grid with about as many rows as columns.

    Returns:
        The plane, and the number of pictures per row.
    """
    height, width, count = stack.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    block = np.zeros((rows * columns, height, width), np.float32)
    block[:count] = stack.transpose(2, 0, 1)
    plane = block.reshape(rows, columns, height, width).transpose(0, 2, 1, 3)
    return plane.reshape(rows * height, columns * width), columns


def folded_vector(values: FloatArray) -> FloatArray:
    """Reshape a vector to about twice as many columns as rows, padded with zeros."""
    columns = max(1, round(np.sqrt(2 * len(values)))) if len(values) > 16 else len(values)
    rows = -(-len(values) // columns)
    block = np.zeros(rows * columns, np.float32)
    block[: len(values)] = values
    return block.reshape(rows, columns)
