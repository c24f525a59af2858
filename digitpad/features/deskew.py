"""Upright digits: the slant of someone's hand taken out before looking at the shape.

    slant = (how x goes with y) / (how y varies)     both summed over the ink, about its centre

Each row of pixels is then moved sideways by slant times its height above the centre, so that the
ink's main axis stands upright (the moments of Teague 1980).
"""

from __future__ import annotations

import numpy as np

from digitpad.threads import in_parts
from digitpad.types import FloatArray

SIDE = 28
TOGETHER = 256
STEEPEST = 1.0
"""No digit leans further than this, in pixels sideways a pixel up; a lying dash only seems to."""


def deskew(images: FloatArray) -> FloatArray:
    """Images (N, 28, 28) float32 with their slant taken out; blank ones stay as they are."""
    upright = np.empty(images.shape, np.float32)

    def work(part: slice) -> None:
        upright[part] = _sheared(images[part], slants(images[part]))

    in_parts(work, len(images), TOGETHER)
    return upright


def slants(images: FloatArray) -> FloatArray:
    """How far each digit leans, (N,): pixels sideways a pixel down, at most `STEEPEST`."""
    middle = (SIDE - 1) / 2
    place = (np.arange(SIDE) - middle).astype(np.float32)
    rows, moments = images.sum(axis=2), images @ place
    ink = np.maximum(rows.sum(axis=1), np.float32(1e-6))
    x, y = moments.sum(axis=1) / ink, rows @ place / ink
    together = moments @ place / ink - x * y
    spread = rows @ place**2 / ink - y**2
    slant = together / np.maximum(spread, np.float32(1e-3))
    limited: FloatArray = np.clip(slant, -STEEPEST, STEEPEST)
    return limited


def _sheared(images: FloatArray, slant: FloatArray) -> FloatArray:
    """Rows moved by slant times their distance from the ink's centre of mass."""
    place = np.arange(SIDE, dtype=np.float32)
    rows = images.sum(axis=2)
    centre = rows @ place / np.maximum(rows.sum(axis=1), np.float32(1e-6))
    shift = slant[:, None] * (place - centre[:, None])
    whole = np.floor(shift)
    rest = (shift - whole)[:, :, None]
    wide = np.zeros((len(images), SIDE, 3 * SIDE + 1), np.float32)
    wide[:, :, SIDE : 2 * SIDE] = images
    first = np.clip(whole.astype(np.int64) + SIDE, 0, 2 * SIDE)
    first += np.arange(len(images) * SIDE).reshape(-1, SIDE) * wide.shape[2]
    windows = np.lib.stride_tricks.sliding_window_view(wide.reshape(-1), SIDE + 1)
    pair = windows[first.reshape(-1)].reshape(len(images), SIDE, SIDE + 1)
    moved: FloatArray = pair[:, :, :-1] + rest * (pair[:, :, 1:] - pair[:, :, :-1])
    return moved
