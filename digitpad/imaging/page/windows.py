"""What lies around each pixel: largest values, means and blocks; and the two kinds of pixels."""

from __future__ import annotations

import numpy as np
from PIL import Image

from digitpad.common.types import AnyArray, BoolArray, FloatArray


def brightness(colours: FloatArray) -> FloatArray:
    """The mean of the channels, (h, w)."""
    return along(colours, np.full(colours.shape[2], 1 / colours.shape[2], np.float32))


def along(colours: FloatArray, direction: FloatArray) -> FloatArray:
    """(H, W) the scalar product of each colour with a direction (channels,)."""
    # One channel is usual, and far quicker without a matrix product.
    return colours[:, :, 0] * direction[0] if len(direction) == 1 else colours @ direction


def otsu(grey: FloatArray) -> float:
    """The threshold that parts values from 0 to 1 into the two most even classes."""
    counts = np.bincount((grey.ravel() * 127.99).astype(np.intp), minlength=128)
    below = np.cumsum(counts).astype(np.float64)
    total = np.cumsum(counts * np.arange(128))
    above = below[-1] - below
    apart = total / np.maximum(below, 1) - (total[-1] - total) / np.maximum(above, 1)
    between = below * above * np.square(apart)
    # Thresholds in an empty stretch are equally good: the middle one is farthest from both classes.
    best = np.flatnonzero(between >= between.max() * (1 - 1e-9))
    return float((best[0] + best[-1]) / 2 + 1) / 128


def shrunk(colours: FloatArray, factor: int) -> FloatArray:
    """The means of blocks of `factor` x `factor` pixels; smaller ones at the right and below."""
    if factor == 1:
        return colours
    layers = [
        np.asarray(Image.fromarray(np.ascontiguousarray(layer)).reduce(factor))
        for layer in np.moveaxis(colours, 2, 0)
    ]
    return np.stack(layers, axis=2)


def enlarged(layer: FloatArray, height: int, width: int) -> FloatArray:
    """(h, w) interpolated to `height` x `width`."""
    small = Image.fromarray(np.ascontiguousarray(layer))
    return np.asarray(small.resize((width, height), Image.Resampling.BILINEAR))


def border_of(values: AnyArray) -> AnyArray:
    """The outermost pixels, (M, ...): about a fiftieth of the picture on each side."""
    depth = max(1, min(values.shape[:2]) // 50)
    sides = (values[:depth], values[-depth:], values[:, :depth], values[:, -depth:])
    return np.concatenate([side.reshape(-1, *values.shape[2:]) for side in sides])


def largest_around(values: AnyArray, reach: int) -> AnyArray:
    """The largest value in a window of 2 `reach` + 1 pixels around each pixel, (H, W)."""
    lowest = False if values.dtype == bool else -np.inf
    for _ in range(2):
        length, breadth = values.shape
        framed = np.full((length + 2 * reach, breadth), lowest, values.dtype)
        framed[reach : reach + length] = values
        done = 1
        # Windows of 1, 2, 4... pixels, each the larger of two; the last two overlap.
        while done < 2 * reach + 1:
            step = min(done, 2 * reach + 1 - done)
            framed = np.maximum(framed[:-step], framed[step:])
            done += step
        values = framed.T
    return values


def closed(grey: FloatArray, reach: int) -> FloatArray:
    """Morphological closing: fills dark structures thinner than 2 `reach` + 1 pixels."""
    # What goes on beyond the edge is no structure of its own: a dark corner stays dark.
    framed = np.pad(grey, 2 * reach, mode="edge")
    filled = -largest_around(-largest_around(framed, reach), reach)
    return filled[2 * reach : -2 * reach, 2 * reach : -2 * reach]


def filled_in(values: FloatArray, is_paper: BoolArray) -> FloatArray:
    """The mean of the paper around each pixel, in the smallest window with enough of it.

    Args:
        values: (h, w, channels).
        is_paper: (h, w).

    Returns:
        (h, w, channels); the median everywhere if there is no paper.
    """
    height, width, channels = values.shape
    # sums[i, j]: the sum of all paper above row i and left of column j, and its number of pixels.
    sums = np.zeros((height + 1, width + 1, channels + 1))
    sums[1:, 1:, :channels] = values * is_paper[:, :, None]
    sums[1:, 1:, channels] = is_paper
    np.cumsum(sums, axis=0, out=sums)
    np.cumsum(sums, axis=1, out=sums)
    filled = np.empty((height * width, channels), np.float32)
    filled[:] = np.median(values, axis=(0, 1))
    missing = np.arange(height * width)
    for reach in (1, 2, 4, 8, 16, 32, 64):
        rows, columns = np.divmod(missing, width)
        top, bottom = np.maximum(rows - reach, 0), np.minimum(rows + reach + 1, height)
        left, right = np.maximum(columns - reach, 0), np.minimum(columns + reach + 1, width)
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        found = total[:, -1] >= min(reach * (reach + 1), 30)
        filled[missing[found]] = total[found, :-1] / total[found, -1:]
        missing = missing[~found]
        if not len(missing):
            break
    return filled.reshape(values.shape)
