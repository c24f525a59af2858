"""Photos of paper: the light evened out, and printed lines taken away.

Paper is white wherever it is bright enough; so each pixel is compared with the paper around it,
which is what is left when everything thin and dark is closed over (a morphological closing). What
a pen left is then darker than its surroundings by the same share in the sun and in the shadow.

    photo / paper around it = 1 on bare paper, less where there is ink

Lines printed on paper run straight from edge to edge, and thinner or fainter than the pen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from digitpad.types import AnyArray, BoolArray, FloatArray

UNEVEN = 0.06
"""A rim whose brightness differs by more than this from place to place is unevenly lit."""

SMALL_SIDE = 96
"""The paper's brightness changes slowly: it is looked at on so few pixels."""

WIDEST_STROKE = 0.16
"""Of the picture's longer side; whatever is thinner is closed over."""

DARKEST_PAPER = 0.04

STEEPEST = 0.14
"""Printed lines lean by at most so many pixels a pixel."""

LEAST_INKED = 0.6
"""Printed lines are inked over at least this share of the picture's width."""

LINE_LEVEL = 0.12
"""Ink from which on a pixel may belong to a line; fresh lines are pale."""


def is_unevenly_lit(rim: FloatArray) -> bool:
    """Whether a photo's rim tells of shadows; `rim` (M, channels) in the order it is walked."""
    brightness = rim.mean(axis=1)
    parts = np.array_split(brightness, 24)
    levels = [float(np.median(part)) for part in parts if len(part)]
    return max(levels) - min(levels) > UNEVEN


def with_even_light(colours: FloatArray) -> FloatArray:
    """The picture as if its paper were white all over.

    Args:
        colours: (H, W, channels) from 0 to 1; dark ink on lighter paper, or light on dark.

    Returns:
        The same shape from 0 to 1: 1 on paper.
    """
    light_ink = _has_light_ink(colours)
    dark_on_light = 1 - colours if light_ink else colours
    paper = np.maximum(_paper(dark_on_light), DARKEST_PAPER)
    even: FloatArray = np.minimum(dark_on_light / paper, 1).astype(np.float32)
    return even


def _small(channel: FloatArray) -> Image.Image:
    height, width = channel.shape
    factor = max(1, round(max(height, width) / SMALL_SIDE))
    return Image.fromarray(channel).resize(
        (max(1, width // factor), max(1, height // factor)), Image.Resampling.BOX
    )


def _has_light_ink(colours: FloatArray) -> bool:
    """Whether what stands out from its surroundings does so by being lighter."""
    grey = np.asarray(_small(colours.mean(axis=2)), np.float32)
    reach = max(1, int(WIDEST_STROKE * max(grey.shape)) // 2)
    closed, opened = _closed(grey, reach), 1 - _closed(1 - grey, reach)
    dark, light = closed - grey, grey - opened
    return bool(np.quantile(light, 0.98) > 1.5 * np.quantile(dark, 0.98))


def _paper(colours: FloatArray) -> FloatArray:
    """How bright the paper is at each pixel, (H, W, channels)."""
    height, width, channels = colours.shape
    layers = []
    for channel in range(channels):
        small = _small(np.ascontiguousarray(colours[:, :, channel]))
        grey = np.asarray(small, np.float32)
        reach = max(1, int(WIDEST_STROKE * max(grey.shape)) // 2)
        closed = Image.fromarray(_smoothed(_closed(grey, reach)))
        layers.append(closed.resize((width, height), Image.Resampling.BILINEAR))
    return np.stack([np.asarray(layer, np.float32) for layer in layers], axis=2)


def _closed(grey: FloatArray, reach: int) -> FloatArray:
    """Dark things thinner than 2 `reach` + 1 pixels filled with what is around them."""
    return -_largest(-_largest(grey, reach), reach)


def _largest(grey: FloatArray, reach: int) -> FloatArray:
    """The largest value within `reach` in both directions, (H, W)."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (reach, reach)
        padded = np.pad(grey, padding, constant_values=-np.inf)
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=axis)
        grey = windows.max(axis=-1)
    return grey


def _smoothed(grey: FloatArray) -> FloatArray:
    """Each pixel the mean of its 3 x 3 neighbourhood."""
    padded = np.pad(grey, 1, mode="edge")
    across = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    mean: FloatArray = ((across[:-2] + across[1:-1] + across[2:]) / 9).astype(np.float32)
    return mean


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """A line from left to right: its height at the left edge, and how far it sinks a pixel."""

    start: float
    slope: float


def without_printed_lines(ink: FloatArray) -> FloatArray:
    """Ink (H, W) without lines that run from edge to edge, where the pen did not cross them.

    Left as it is where no more than such lines would be lost or nothing would remain.
    """
    cleaned = ink
    for upright in (False, True):
        across = cleaned.T if upright else cleaned
        lines = _find_lines(across)
        if lines:
            across = _erase(across, lines)
            cleaned = across.T if upright else across
    if cleaned is ink or not (cleaned > 0.5).any():
        return ink
    return np.ascontiguousarray(cleaned)


def _find_lines(ink: FloatArray) -> list[_PrintedLine]:
    """Straight lines that are inked nearly all along, by trying all slopes and heights."""
    height, width = ink.shape
    factor = max(1, round(width / 200))
    rows, columns = height // factor, width // factor
    if rows < 8 or columns < 8:
        return []
    blocks = ink[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor)
    inked = np.pad(blocks.max(axis=(1, 3)) > LINE_LEVEL, ((1, 1), (0, 0)))
    # One pixel up or down counts too: lines are not perfectly straight.
    near = inked[:-2] | inked[1:-1] | inked[2:]
    slopes = np.linspace(-STEEPEST, STEEPEST, 41)
    place = np.arange(columns)
    padding = int(STEEPEST * columns) + 2
    tall = np.pad(near, ((padding, padding), (0, 0)))
    shares = np.empty((len(slopes), rows), np.float32)
    for number, slope in enumerate(slopes):
        shift = np.round(slope * (place - columns / 2)).astype(int) + padding
        shares[number] = tall[np.arange(rows)[:, None] + shift, place].mean(axis=1)
    return _peaks(shares, slopes, factor, columns)


def _peaks(shares: AnyArray, slopes: AnyArray, factor: int, columns: int) -> list[_PrintedLine]:
    """The most inked lines, none nearer to another than a few pixels."""
    lines = []
    shares = shares.copy()
    while shares.max() >= LEAST_INKED and len(lines) < 60:
        slope, row = np.unravel_index(shares.argmax(), shares.shape)
        best = np.flatnonzero(shares[slope, max(0, row - 2) : row + 3] >= shares[slope, row] - 0.03)
        middle = max(0, row - 2) + float(best.mean())
        tilt = float(slopes[slope])
        start = (middle + 0.5 - tilt * columns / 2) * factor
        lines.append(_PrintedLine(start, tilt))
        shares[:, max(0, row - 3) : row + 4] = 0
    return lines


def _erase(ink: FloatArray, lines: list[_PrintedLine]) -> FloatArray:
    """The lines set to 0, except where ink goes on above and below."""
    height, width = ink.shape
    place = np.arange(width)
    reach = max(3, height // 60)
    cleaned = ink.copy()
    pen = _pen_width(ink)
    for line in lines:
        centre = np.round(line.start + line.slope * (place + 0.5) - 0.5).astype(int)
        levels = centre[None, :] + np.arange(-2 * reach, 2 * reach + 1)[:, None]
        inside = (levels >= 0) & (levels < height)
        strip = np.where(inside, ink[np.clip(levels, 0, height - 1), place], 0)
        low, high = _extent(strip, reach)
        thick = high - low + 1
        level = float(np.median(strip[2 * reach]))
        usual = float(np.median(thick))
        if usual > 0.75 * pen and level > 0.6:
            continue
        erase = _not_crossed(strip, low, high, usual, level)
        band = cleaned[np.clip(levels, 0, height - 1), place]
        cleaned[np.clip(levels, 0, height - 1), place] = np.where(erase & inside, 0, band)
    return cleaned


def _pen_width(ink: FloatArray) -> float:
    """Twice the usual distance from a stroke's edge to its middle, in pixels."""
    solid = ink > 0.5
    area = float(solid.sum())
    edge = solid[1:] ^ solid[:-1]
    sides = solid[:, 1:] ^ solid[:, :-1]
    outline = float(np.hypot(edge.sum(), sides.sum()))
    return 2 * area / max(outline, 1.0)


def _extent(strip: FloatArray, reach: int) -> tuple[AnyArray, AnyArray]:
    """In each column, the first and last level of the line within `reach` of its middle."""
    near = strip[reach : 3 * reach + 1] > LINE_LEVEL
    low = np.where(near.any(axis=0), near.argmax(axis=0), reach) + reach
    last = near.shape[0] - 1 - near[::-1].argmax(axis=0)
    high = np.where(near.any(axis=0), last, reach) + reach
    return low, high


def _not_crossed(
    strip: FloatArray, low: AnyArray, high: AnyArray, usual: float, level: float
) -> BoolArray:
    """Which pixels of the strip belong to the line alone."""
    levels = np.arange(len(strip))[:, None]
    in_line = (levels >= low) & (levels <= high)
    # Where the pen crosses, ink goes on beyond the line, or is far darker than the line is.
    thicker = (high - low + 1) > usual + 2
    darker = strip.max(axis=0) > level + 0.3
    crossed = thicker | darker
    widened = crossed.copy()
    widened[1:] |= crossed[:-1]
    widened[:-1] |= crossed[1:]
    return in_line & ~widened


