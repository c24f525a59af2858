"""Deskewing: the slant of a digit is removed by a horizontal shear.

    slant = covariance of x and y / variance of y        of the ink, about its centre of mass

Each row of pixels is shifted by slant times its distance from the centre, which makes the main axis
of the ink vertical (image moments, Teague 1980).
"""

from __future__ import annotations

import numpy as np

from digitpad.common.pixels import SIDE
from digitpad.common.threads import in_parts
from digitpad.common.types import FloatArray

IMAGES_AT_A_TIME = 256

MAX_SLANT = 1.0
"""The largest slant that is corrected; a horizontal dash would seem to have a much larger one."""


def deskew(images: FloatArray) -> FloatArray:
    """Remove the slant of images (N, 28, 28) float32; blank images stay as they are."""
    upright = np.empty(images.shape, np.float32)

    def work(part: slice) -> None:
        upright[part] = _sheared(images[part], slants(images[part]))

    in_parts(work, len(images), IMAGES_AT_A_TIME)
    return upright


def slants(images: FloatArray) -> FloatArray:
    """The slants of images (N, 28, 28) float32, limited to `MAX_SLANT`.

    Returns:
        (N,) float32, pixels to the right per pixel down.
    """
    middle = (SIDE - 1) / 2
    position = (np.arange(SIDE) - middle).astype(np.float32)
    rows, moments = images.sum(axis=2), images @ position
    ink = np.maximum(rows.sum(axis=1), np.float32(1e-6))
    x, y = moments.sum(axis=1) / ink, rows @ position / ink
    covariance = moments @ position / ink - x * y
    variance = rows @ position**2 / ink - y**2
    slant = covariance / np.maximum(variance, np.float32(1e-3))
    limited: FloatArray = np.clip(slant, -MAX_SLANT, MAX_SLANT)
    return limited


def _sheared(images: FloatArray, slant: FloatArray) -> FloatArray:
    """Shift each row by slant times its distance from the centre of mass, with interpolation."""
    position = np.arange(SIDE, dtype=np.float32)
    rows = images.sum(axis=2)
    centre = rows @ position / np.maximum(rows.sum(axis=1), np.float32(1e-6))
    shift = slant[:, None] * (position - centre[:, None])
    whole = np.floor(shift)
    fraction = (shift - whole)[:, :, None]
    wide = np.zeros((len(images), SIDE, 3 * SIDE + 1), np.float32)
    wide[:, :, SIDE : 2 * SIDE] = images
    first = np.clip(whole.astype(np.int64) + SIDE, 0, 2 * SIDE)
    first += np.arange(len(images) * SIDE).reshape(-1, SIDE) * wide.shape[2]
    windows = np.lib.stride_tricks.sliding_window_view(wide.reshape(-1), SIDE + 1)
    pair = windows[first.reshape(-1)].reshape(len(images), SIDE, SIDE + 1)
    moved: FloatArray = pair[:, :, :-1] + fraction * (pair[:, :, 1:] - pair[:, :, :-1])
    return moved
