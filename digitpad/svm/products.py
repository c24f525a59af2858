"""Products of large matrices piece by piece, so that whoever waits for them can hold or stop it.

NumPy's own product of matrices as large as here takes seconds, and no one gets a word in.
"""

from __future__ import annotations

from math import isqrt

import numpy as np

from digitpad.interruption import breathe
from digitpad.threads import in_parts
from digitpad.types import AnyArray

OPERATIONS = 3_000_000_000
"""Multiplications and additions in a piece: some 50 milliseconds on one core."""

NARROWEST = 64
SMALLEST_TILE = 256
"""Smaller pieces would make the products much slower."""


def product(a: AnyArray, b: AnyArray, out: AnyArray | None = None) -> AnyArray:
    """A (m, k) times b (k, n): (m, n)."""
    if out is None:
        out = np.empty((len(a), b.shape[1]), np.result_type(a, b))
    height = max(NARROWEST, OPERATIONS // (2 * a.shape[1] * b.shape[1]))
    for start in range(0, len(a), height):
        breathe()
        rows = slice(start, start + height)
        np.matmul(a[rows], b, out=out[rows])
    return out


def lower_half(rows: AnyArray, out: AnyArray, *, threads: int | None = 1) -> None:
    """The inner products of all columns of `rows` (N, n) with each other, into `out` (n, n).

    Only on and below the diagonal, tile by tile; what lies above is the same and not filled in
    everywhere.

    Args:
        rows: (N, n).
        out: (n, n), changed.
        threads: see `digitpad.threads.in_parts`; 1 where one of many threads calls.
    """
    side = max(SMALLEST_TILE, isqrt(OPERATIONS // (2 * len(rows))))
    edges = [slice(i, i + side) for i in range(0, rows.shape[1], side)]
    tiles = [(down, across) for i, down in enumerate(edges) for across in edges[: i + 1]]

    def work(part: slice) -> None:
        for down, across in tiles[part]:
            np.matmul(rows[:, down].T, rows[:, across], out=out[down, across])

    in_parts(work, len(tiles), 1, threads)
