"""Photos of paper: the light evened out.

Each pixel is compared with the paper around it. To know that, what is thin and dark is taken out
(found by a morphological closing) and filled in from what lies beside it. What a pen left is then
darker than its surroundings by the same share in the sun and in the shadow.

    photo / paper around it = 1 on bare paper, less where there is ink
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from digitpad.types import AnyArray, BoolArray, FloatArray

UNEVEN = 0.06
"""A rim whose brightness differs by more than this from place to place is unevenly lit."""

SMALL_SIDE = 96
"""The paper's brightness changes slowly: it is looked at on so few pixels."""

WIDEST_STROKE = 0.24
"""Of the picture's longer side; whatever is thinner is closed over."""

SURELY_INK = 0.85
MAYBE_INK = 0.93
"""Darker than this share of the paper, at the first look and at the second."""

DARKEST_PAPER = 0.04

GRAINY_SIDE = 100
"""In pictures at least so many pixels wide and high, strokes are thick enough to smooth grain."""


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
    if min(even.shape[:2]) < GRAINY_SIDE:
        return even
    return np.stack([_smoothed(_smoothed(layer)) for layer in np.moveaxis(even, 2, 0)], axis=2)


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
    return bool(np.quantile(light, 0.99) > 1.5 * np.quantile(dark, 0.99))


def _paper(colours: FloatArray) -> FloatArray:
    """How bright the paper is at each pixel, (H, W, channels)."""
    height, width = colours.shape[:2]
    small = [
        np.asarray(_small(np.ascontiguousarray(layer))) for layer in np.moveaxis(colours, 2, 0)
    ]
    grey = np.mean(small, axis=0)
    reach = max(1, int(WIDEST_STROKE * max(grey.shape)) // 2)
    clear = grey > SURELY_INK * _closed(grey, reach)
    clear = grey > MAYBE_INK * _filled(grey, clear)
    layers = [
        Image.fromarray(_filled(layer, clear)).resize((width, height), Image.Resampling.BILINEAR)
        for layer in small
    ]
    return np.stack([np.asarray(layer, np.float32) for layer in layers], axis=2)


def _filled(grey: FloatArray, clear: BoolArray) -> FloatArray:
    """Each pixel the mean of the clear ones around it, as near as there are enough of them."""
    filled: FloatArray = np.full(grey.shape, np.median(grey), np.float32)
    missing = np.ones(grey.shape, bool)
    for reach in (1, 2, 4, 8, 16, 32, 64):
        total, count = _box_sum(grey * clear, reach), _box_sum(clear.astype(np.float64), reach)
        found = missing & (count >= min(reach * (reach + 1), 30))
        filled[found] = total[found] / count[found]
        missing &= ~found
        if not missing.any():
            break
    return filled


def _box_sum(values: AnyArray, reach: int) -> AnyArray:
    """The sum over each pixel's neighbourhood, `reach` in every direction."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (reach + 1, reach)
        sums = np.pad(values, padding).cumsum(axis=axis)
        length, wide = values.shape[axis], 2 * reach + 1
        values = sums.take(np.arange(wide, wide + length), axis) - sums.take(
            np.arange(length), axis
        )
    return values


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
