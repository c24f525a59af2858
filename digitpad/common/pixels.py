"""The images that classifiers take: their size, and conversion between bytes and floats.

uint8, ink 255 on 0   <->   float32, ink 1.0 on 0.0
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import AnyArray, ByteArray, FloatArray

SIDE = 28
"""Width and height of an image, as in MNIST."""

PIXELS = SIDE * SIDE


def as_floats(images: AnyArray) -> FloatArray:
    """uint8 0 to 255 -> float32 0 to 1; floats are only converted to float32. Same shape."""
    if images.dtype == np.uint8:
        return np.multiply(images, np.float32(1 / 255), dtype=np.float32)
    floats: FloatArray = images.astype(np.float32, copy=False)
    return floats


def as_bytes(images: FloatArray) -> ByteArray:
    """Floats 0 to 1 -> uint8 0 to 255, rounded and clipped. Same shape."""
    return (np.clip(images, 0, 1) * 255 + 0.5).astype(np.uint8)
