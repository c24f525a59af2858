"""The Gaussian (RBF) kernel, and its approximation by landmarks.

    k(a, b) = exp(-|a - b|^2)         1 for equal digits, near 0 for very different ones

An exact kernel classifier compares a digit with all training digits. Nystroem's method (Williams
and Seeger 2001) compares it with a few of them, the landmarks. It gives vectors z whose inner
products are the kernel's values, exactly among landmarks and approximately elsewhere:

    z(a) = F k(landmarks, a),   F' F the inverse of k(landmarks, landmarks)

A linear classifier on z is then a kernel classifier. z itself is never needed, since
w . z(a) = (F' w) . k(a).
"""

from __future__ import annotations

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import TrainingError
from digitpad.common.threads import in_parts
from digitpad.common.types import FloatArray, IntArray
from digitpad.svm.matrices import inverse_factor

ROWS = 256

RIDGE = 1e-4
"""Added to the diagonal of the landmarks' kernel, for landmarks that are almost the same."""


def half_squares(rows: FloatArray) -> FloatArray:
    """|row|^2 / 2 for each row of (N, d) float32: (N,) float32."""
    halves: FloatArray = np.einsum("nd,nd->n", rows, rows) * np.float32(0.5)
    return halves


def rbf_kernel(
    a: FloatArray, landmarks: FloatArray, halves: FloatArray | None = None
) -> FloatArray:
    """The Gaussian kernel exp(-|a - b|^2) between rows and landmarks.

    Args:
        a: (N, d) float32.
        landmarks: (m, d) float32.
        halves: `half_squares(landmarks)`, if known already.

    Returns:
        (N, m) float32.
    """
    out = np.empty((len(a), len(landmarks)), np.float32)
    landmark_halves = half_squares(landmarks) if halves is None else halves

    def work(part: slice) -> None:
        _rbf_block(a[part], landmarks, landmark_halves, out[part])

    in_parts(work, len(a), ROWS, None if len(a) > ROWS else 1)
    return out


def _rbf_block(
    rows: FloatArray, landmarks: FloatArray, halves: FloatArray, out: FloatArray
) -> None:
    """Uses |a - b|^2 = |a|^2 - 2 a.b + |b|^2, so that nearly all work is one matrix product."""
    np.matmul(rows, landmarks.T, out=out)
    out -= halves
    out -= half_squares(rows)[:, None]
    out *= 2
    np.exp(np.minimum(out, 0, out=out), out=out)


def nystroem_factor(landmarks: FloatArray) -> FloatArray:
    """The factor F of Nystroem's method: z(a) = F k(landmarks, a).

    Args:
        landmarks: (m, d) float32.

    Returns:
        (m, m) float32, lower triangular.

    Raises:
        TrainingError: the kernel is singular even with a ridge, or not finite.
    """
    kernel = rbf_kernel(landmarks, landmarks).astype(np.float64)
    check_cancelled()
    if not np.isfinite(kernel).all():
        raise TrainingError("the features are not finite numbers")
    ridge = RIDGE
    while ridge < 1:
        kernel[np.diag_indices_from(kernel)] = 1 + ridge
        try:
            return inverse_factor(kernel).astype(np.float32)
        except np.linalg.LinAlgError:
            ridge *= 10
    raise TrainingError(
        "the kernel of {count} landmarks is singular; fewer landmarks or other features may help",
        count=len(landmarks),
    )


def spread_landmarks(
    points: FloatArray, codes: IntArray, count: int, rng: np.random.Generator
) -> IntArray:
    """Choose landmarks at random, about the same number from each class.

    Args:
        points: (N, d).
        codes: (N,) int64, the class of each point.
        count: the number of landmarks.
        rng: the random generator.

    Returns:
        Row numbers (at most count,) int64, sorted.
    """
    if count >= len(points):
        return np.arange(len(points), dtype=np.int64)
    order = rng.permutation(len(points))
    rank_in_class = np.empty(len(points), np.int64)
    for code in np.unique(codes):
        members = order[codes[order] == code]
        rank_in_class[members] = np.arange(len(members))
    chosen = order[np.argsort(rank_in_class[order], kind="stable")[:count]]
    return np.sort(chosen)
