"""The radial kernel, how alike two digits are, and the few landmarks that stand for all of them.

    k(a, b) = exp(-|a - b|^2)         1 for the same digit, near 0 for strangers

A machine with this kernel compares a digit with all training digits. Nystroem's method (Williams
and Seeger 2001) compares with some of them, the landmarks, and finds the vectors whose plain inner
products are the kernel's values, exactly among landmarks and nearly so elsewhere:

    z(a) = F k(landmarks, a),   F' F the inverse of k(landmarks, landmarks)

A linear machine on z is then a kernel machine. z itself is never needed: w . z(a) = (F' w) . k(a).
"""

from __future__ import annotations

import numpy as np

from digitpad.errors import TrainingError
from digitpad.interruption import breathe
from digitpad.svm.triangular import inverse_factor
from digitpad.threads import in_parts
from digitpad.types import FloatArray, IntArray

ROWS = 256
RIDGE = 1e-4
"""Added to the landmarks' likeness with themselves, so that near twins do no harm."""


def half_squares(rows: FloatArray) -> FloatArray:
    """|row|^2 / 2 of each row (N, d): (N,) float32."""
    halves: FloatArray = np.einsum("nd,nd->n", rows, rows) * np.float32(0.5)
    return halves


def likeness(a: FloatArray, landmarks: FloatArray, own: FloatArray | None = None) -> FloatArray:
    """The kernel between rows of a (N, d) and landmarks (m, d): (N, m) float32.

    Args:
        a: (N, d) float32.
        landmarks: (m, d) float32.
        own: `half_squares(landmarks)`, where it is known already.
    """
    out = np.empty((len(a), len(landmarks)), np.float32)
    halves = half_squares(landmarks) if own is None else own

    def work(part: slice) -> None:
        _likeness(a[part], landmarks, halves, out[part])

    in_parts(work, len(a), ROWS, None if len(a) > ROWS else 1)
    return out


def _likeness(rows: FloatArray, landmarks: FloatArray, halves: FloatArray, out: FloatArray) -> None:
    """|a - b|^2 = |a|^2 - 2 a.b + |b|^2, so that nearly all of it is one product of matrices."""
    np.matmul(rows, landmarks.T, out=out)
    out -= halves
    out -= half_squares(rows)[:, None]
    out *= 2
    np.exp(np.minimum(out, 0, out=out), out=out)


def unfolding(landmarks: FloatArray) -> FloatArray:
    """F (m, m) float32 such that F k(landmarks, a) is the vector z(a).

    Raises:
        TrainingError: the kernel is singular even with a ridge.
    """
    own = likeness(landmarks, landmarks).astype(np.float64)
    breathe()
    if not np.isfinite(own).all():
        raise TrainingError("the kernel is singular, since the features are not finite numbers")
    ridge = RIDGE
    while ridge < 1:
        own[np.diag_indices_from(own)] = 1 + ridge
        try:
            return inverse_factor(own).astype(np.float32)
        except np.linalg.LinAlgError:
            ridge *= 10
    raise TrainingError(
        f"the kernel of {len(landmarks)} landmarks is singular; fewer landmarks or other features "
        "may help"
    )


def spread_landmarks(
    points: FloatArray, codes: IntArray, count: int, random: np.random.Generator
) -> IntArray:
    """Which rows of points (N, d) become landmarks, about evenly from all classes.

    Returns:
        (at most count,) int64, sorted.
    """
    if count >= len(points):
        return np.arange(len(points), dtype=np.int64)
    order = random.permutation(len(points))
    turn = np.empty(len(points), np.int64)
    for code in np.unique(codes):
        mine = order[codes[order] == code]
        turn[mine] = np.arange(len(mine))
    chosen = order[np.argsort(turn[order], kind="stable")[:count]]
    return np.sort(chosen)
