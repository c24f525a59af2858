"""Memory to compute in, laid out so that NumPy is fast.

Arrays that work together are cut from one piece: NumPy asks Linux for huge pages for pieces of 4 MB
and more, which spares the processor looking up the address of every 4 KB. And strided arrays are
worked on where they lie, see `unbuffered_ufuncs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod

import numpy as np

from digitpad.types import FloatArray

_CACHE_LINE = 16
"""Numbers of 4 bytes in 64 bytes."""


def allocate_together(*shapes: tuple[int, ...]) -> list[FloatArray]:
    """Arrays of these shapes, full of zeros, one after the other in one piece of memory."""
    # An odd number of cache lines lies between them: arrays whose addresses differ by a multiple
    # of 4 KB get into each other's way in the processor.
    sizes = [(prod(shape) // _CACHE_LINE + 2) * _CACHE_LINE for shape in shapes]
    memory = np.zeros(sum(sizes), np.float32)
    starts = np.cumsum([0, *sizes[:-1]]).tolist()
    return [
        memory[start : start + prod(shape)].reshape(shape)
        for start, shape in zip(starts, shapes, strict=True)
    ]


@contextmanager
def unbuffered_ufuncs() -> Iterator[None]:
    """Let NumPy add and multiply strided arrays where they lie, in this thread.

    So as to be ready for type conversions, NumPy copies strided operands through a buffer of 8192
    numbers whenever their contiguous runs are shorter than half of it, even if there is nothing to
    convert. With a smaller buffer the runs are long enough to be used directly: about twice as fast
    for runs of 500 to 4000 numbers.
    """
    before = np.setbufsize(256)
    try:
        yield
    finally:
        np.setbufsize(before)


def store(value: FloatArray, target: FloatArray, *, accumulate: bool) -> None:
    """Write the value to the target, or add it."""
    if accumulate:
        np.add(target, value, out=target)
    else:
        np.copyto(target, value)
