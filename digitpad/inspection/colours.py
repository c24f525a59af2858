"""Numbers as colours, for everyone: blue below zero, orange above, white at zero; and grey ink.

The two ends differ in brightness from the middle and in hue from each other, also for eyes that do
not tell red from green.
"""

from __future__ import annotations

import numpy as np

from digitpad.types import AnyArray, ByteArray, FloatArray

BELOW, ABOVE = (33, 102, 172), (217, 95, 2)
"""Ends of the scale around zero."""

CLASSES = (
    "#4477aa",
    "#ee6677",
    "#228833",
    "#ccbb44",
    "#66ccee",
    "#aa3377",
    "#777777",
    "#0b3d91",
    "#d95f02",
    "#1b7a6e",
)
"""A colour for each digit; where it matters, the digit itself is written too."""


def usual_limit(values: AnyArray) -> float:
    """The value at which colours end: all but the most extreme half percent, and never 0."""
    finite = np.abs(values[np.isfinite(values)])
    limit = float(np.quantile(finite, 0.995)) if finite.size else 0.0
    return limit or float(finite.max(initial=0)) or 1.0


def diverging(values: AnyArray, limit: float | None = None) -> ByteArray:
    """(..., 3) uint8: white at 0, full colour at -limit and limit; None takes `usual_limit`."""
    limit = usual_limit(values) if limit is None else limit
    share = np.clip(np.asarray(values, np.float32) / np.float32(limit), -1, 1)[..., None]
    ends = np.where(share < 0, np.array(BELOW, np.float32), np.array(ABOVE, np.float32))
    colours: FloatArray = 255 + np.abs(share) * (ends - 255)
    return np.rint(colours).astype(np.uint8)


def ink(values: AnyArray, limit: float = 1.0) -> ByteArray:
    """(..., 3) uint8: white at 0 and below, black at the limit."""
    share = np.clip(np.asarray(values, np.float32) / np.float32(limit), 0, 1)
    grey = np.rint(255 * (1 - share)).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=-1)


def blended(picture: ByteArray, over: ByteArray, share: float) -> ByteArray:
    """Two pictures of colours laid over each other, `share` of the second."""
    mixed = picture * (1 - share) + over * share
    return np.rint(mixed).astype(np.uint8)
