"""The inverse of a symmetric positive matrix as F' F, by halves, so that it is nearly all products.

    [A  B']        F from A;   L = B F';   G from C - L L'      ->      [   F      0]
    [B  C ]                                                            [-G L F    G]

This is the inverse of Cholesky's factor. NumPy's own routines get there in about ten times the
time, one column after the other; here the work is done by the product of large matrices.
"""

from __future__ import annotations

import numpy as np

from digitpad.interruption import breathe
from digitpad.svm.products import lower_half, product
from digitpad.threads import one_blas_thread
from digitpad.types import AnyArray

SMALL = 128


def inverse_factor(matrix: AnyArray) -> AnyArray:
    """F (n, n), lower triangular, such that F' F is the inverse of a symmetric matrix (n, n).

    What lies above the matrix's diagonal is not looked at.

    Raises:
        numpy.linalg.LinAlgError: the matrix is not positive definite.
    """
    factor = np.zeros_like(matrix)
    # Many small products: BLAS's threads would wait for each other longer than they save.
    with one_blas_thread():
        _fill(matrix.copy(), factor)
    return factor


def _fill(matrix: AnyArray, factor: AnyArray) -> None:
    """`matrix` is overwritten."""
    breathe()
    n = len(matrix)
    if n <= SMALL:
        factor[:] = np.tril(np.linalg.inv(np.linalg.cholesky(matrix)))
        return
    half = n // 2
    first, last = factor[:half, :half], factor[half:, half:]
    _fill(matrix[:half, :half], first)
    below = product(matrix[half:, :half], first.T)
    rest, squares = matrix[half:, half:], np.zeros_like(last)
    lower_half(below.T, squares)
    rest -= squares
    _fill(rest, last)
    product(last, product(below, -first), out=factor[half:, :half])
