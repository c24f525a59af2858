"""Memory for the kernels, arranged so that NumPy is fast.

Arrays that are used together share one allocation: from 4 MB on, NumPy asks Linux for huge pages,
which saves address look-ups. `unbuffered_ufuncs` avoids NumPy's copies of strided arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from typing import NamedTuple

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


@contextmanager
def unbuffered_ufuncs() -> Iterator[None]:
    """In this thread, let NumPy's ufuncs work on strided arrays without copying them first.

    NumPy copies strided operands through a buffer of 8192 numbers whenever their contiguous runs
    are shorter than half of the buffer, even without any type conversion. With a smaller buffer
    the runs are used directly: about twice as fast for runs of 500 to 4000 numbers.
    """
    before = np.setbufsize(256)
    try:
        yield
    finally:
        np.setbufsize(before)


class Gradients(NamedTuple):
    """Where a convolution writes the gradients of its parameters.

    Attributes:
        weight: receives dL/dweight, (kernel height, kernel width, C, F).
        bias: receives dL/dbias, (F,); None where there is no bias.
        accumulate: add to both instead of replacing them.
    """

    weight: FloatArray
    bias: FloatArray | None
    accumulate: bool = False

    def store_weight(self, value: FloatArray) -> None:
        """Write dL/dweight, of any shape with as many numbers."""
        self._store(value.reshape(self.weight.shape), self.weight)

    def store_bias(self, value: FloatArray) -> None:
        """Write dL/dbias, if there is a bias."""
        if self.bias is not None:
            self._store(value, self.bias)

    def _store(self, value: FloatArray, target: FloatArray) -> None:
        if self.accumulate:
            np.add(target, value, out=target)
        else:
            np.copyto(target, value)
