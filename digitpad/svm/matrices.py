"""Large matrix products and the inverse Cholesky factor, in blocks between which one can cancel.

One call of NumPy on matrices of this size takes seconds and cannot be interrupted. The factor F,
with F' F the inverse of a symmetric positive definite matrix, is computed by halves, so that nearly
all work is done by products of large blocks:

    [A  B']        F from A;   L = B F';   G from C - L L'      ->      [   F      0]
    [B  C ]                                                            [-G L F    G]

This takes about a tenth of the time of NumPy's own factorization and inverse.
"""

from __future__ import annotations

from math import isqrt

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.threads import in_parts, one_blas_thread
from digitpad.common.types import AnyArray

OPERATIONS = 3_000_000_000
"""Multiplications and additions in a block: about 50 milliseconds on one core."""

MIN_ROWS = 64
MIN_TILE = 256
"""Smaller blocks would make the products much slower."""

SMALL = 128
"""Up to this size, NumPy's own factorization is used."""


def product(a: AnyArray, b: AnyArray, out: AnyArray | None = None) -> AnyArray:
    """The matrix product a @ b.

    Args:
        a: (m, k).
        b: (k, n).
        out: (m, n), receives the product; None allocates it.
    """
    if out is None:
        out = np.empty((len(a), b.shape[1]), np.result_type(a, b))
    height = max(MIN_ROWS, OPERATIONS // (2 * a.shape[1] * b.shape[1]))
    for start in range(0, len(a), height):
        check_cancelled()
        rows = slice(start, start + height)
        np.matmul(a[rows], b, out=out[rows])
    return out


def lower_half(rows: AnyArray, out: AnyArray, *, threads: int | None = 1) -> None:
    """The lower half of the symmetric matrix rows' rows, tile by tile.

    Args:
        rows: (N, n).
        out: (n, n), receives the products on and below the diagonal; entries above the diagonal
            are undefined.
        threads: see `digitpad.common.threads.in_parts`; 1 if the caller is one of many threads.
    """
    side = max(MIN_TILE, isqrt(OPERATIONS // (2 * len(rows))))
    edges = [slice(i, i + side) for i in range(0, rows.shape[1], side)]
    tiles = [(down, across) for i, down in enumerate(edges) for across in edges[: i + 1]]

    def work(part: slice) -> None:
        for down, across in tiles[part]:
            np.matmul(rows[:, down].T, rows[:, across], out=out[down, across])

    in_parts(work, len(tiles), 1, threads)


def inverse_factor(matrix: AnyArray) -> AnyArray:
    """The lower triangular F (n, n) with F' F the inverse of `matrix`.

    Args:
        matrix: (n, n), symmetric; only the lower half is used.

    Raises:
        numpy.linalg.LinAlgError: the matrix is not positive definite.
    """
    factor = np.zeros_like(matrix)
    # For many small products, BLAS's threads would wait for each other longer than they save.
    with one_blas_thread():
        _fill(matrix.copy(), factor)
    return factor


def _fill(matrix: AnyArray, factor: AnyArray) -> None:
    """Write the factor of `matrix`, which is overwritten, to `factor`."""
    check_cancelled()
    n = len(matrix)
    if n <= SMALL:
        factor[:] = np.tril(np.linalg.inv(np.linalg.cholesky(matrix)))
        return
    half = n // 2
    first, last = factor[:half, :half], factor[half:, half:]
    _fill(matrix[:half, :half], first)
    L = product(matrix[half:, :half], first.T)
    complement, squares = matrix[half:, half:], np.zeros_like(last)
    lower_half(L.T, squares)
    complement -= squares
    _fill(complement, last)
    product(last, product(L, -first), out=factor[half:, :half])
