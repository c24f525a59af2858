"""Memory for the kernels, arranged so that NumPy is fast.

Arrays that are used together share one allocation: from 4 MB on, NumPy asks Linux for huge pages,
which saves address look-ups.
"""

from __future__ import annotations

from math import prod

import numpy as np

from digitpad.common.types import FloatArray

_CACHE_LINE = 16
"""float32 numbers in a cache line of 64 bytes."""


def allocate_together(*shapes: tuple[int, ...]) -> list[FloatArray]:
    """float32 arrays of these shapes, filled with zeros, in one allocation."""
    # At least one cache line lies between two arrays: addresses that differ by a multiple of 4 KB
    # compete for the same places in the processor's cache.
    sizes = [(prod(shape) // _CACHE_LINE + 2) * _CACHE_LINE for shape in shapes]
    memory = np.zeros(sum(sizes), np.float32)
    starts = np.cumsum([0, *sizes[:-1]]).tolist()
    return [
        memory[start : start + prod(shape)].reshape(shape)
        for start, shape in zip(starts, shapes, strict=True)
    ]
