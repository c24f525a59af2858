"""The kernel machine in its first form, exactly: which training digits carry the border.

    maximize over a:   sum a_i - 1/2 sum a_i a_j t_i t_j k(x_i, x_j)
    such that          0 <= a_i <= C,   sum a_i t_i = 0

Digits with a_i above 0 are the support vectors. Sequential minimal optimization (Platt 1998) moves
two a at a time, the pair that promises most (Fan, Chen and Lin 2005), until no pair helps. Each
pair of classes gets a machine of its own, and they vote. All of the kernel is kept, so this is for
some thousand digits; `SVM` does all of MNIST, nearly as exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Self

import numpy as np

from digitpad.errors import ParameterError, TrainingError
from digitpad.estimator import VectorClassifier, as_codes, as_rows
from digitpad.interruption import breathe
from digitpad.progress import FitProgress
from digitpad.svm.calibration import fit_sigmoid
from digitpad.svm.kernel import likeness
from digitpad.types import AnyArray, FloatArray

MOST = 20_000
"""The kernel of so many rows takes 1.6 GB."""


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """The machine between two classes.

    Attributes:
        weights: (n,) float64, a_i t_i of each training digit; 0 for those that are no support.
        bias: added to the weighted sum of kernel values.
        steps: pairs that were moved.
    """

    weights: AnyArray
    bias: float
    steps: int


def find_border(
    kernel: AnyArray, targets: AnyArray, C: float, tolerance: float = 1e-3, most_steps: int = 0
) -> Border:
    """Sequential minimal optimization.

    Args:
        kernel: (n, n), k between all training digits.
        targets: (n,) of 1 and -1.
        C: the most that one digit can weigh.
        tolerance: how far the best pair may still be from fitting, as in LIBSVM.
        most_steps: after which to give up; 0 for a number that suits n.

    Raises:
        TrainingError: the steps are not enough, as when the kernel is not finite.
    """
    t = np.asarray(targets, np.float64)
    n = len(t)
    a, slope = np.zeros(n), -np.ones(n)
    diagonal = kernel.diagonal().astype(np.float64)
    most_steps = most_steps or max(100_000, 200 * n)
    for step in range(most_steps):
        breathe()
        can_rise = np.where(t > 0, a < C, a > 0)
        can_fall = np.where(t > 0, a > 0, a < C)
        pull = -t * slope
        i = int(np.argmax(np.where(can_rise, pull, -np.inf)))
        lowest = np.where(can_fall, pull, np.inf)
        if pull[i] - lowest.min() < tolerance:
            free = (a > 0) & (a < C)
            bias = pull[free].mean() if free.any() else (pull[i] + lowest.min()) / 2
            return Border(a * t, float(bias), step)
        row = kernel[i].astype(np.float64)
        gap = pull[i] - lowest
        curvature = np.maximum(diagonal[i] + diagonal - 2 * row, 1e-12)
        j = int(np.argmax(np.where(gap > 0, gap * gap / curvature, -np.inf)))
        length = gap[j] / curvature[j]
        room_i = C - a[i] if t[i] > 0 else a[i]
        room_j = a[j] if t[j] > 0 else C - a[j]
        length = min(length, room_i, room_j)
        a[i] = min(max(a[i] + t[i] * length, 0.0), C)
        a[j] = min(max(a[j] - t[j] * length, 0.0), C)
        slope += t * length * (row - kernel[j])
    raise TrainingError(
        f"the support vector machine has not settled after {most_steps} steps; "
        "a lower C or a larger tolerance helps"
    )


class ExactSVM(VectorClassifier):
    """The exact machine with kernel exp(-gamma |a - b|^2), one class against one other.

    Args:
        C: how much a digit on the wrong side costs.
        gamma: how fast likeness falls with distance; None for 1 / (length * variance), which is
            scikit-learn's `scale`.
        tolerance: see `find_border`.

    Attributes:
        support_: (n,) int64, which training rows are support vectors of some pair.
        support_vectors_: (n, length) float32.
        weights_: (n, pairs) float32.
        biases_: (pairs,) float32.
        sigmoids_: (pairs, 2), Platt's a and b for each pair.
    """

    temperature_ = 1.0

    def __init__(self, C: float = 1.0, gamma: float | None = None, tolerance: float = 1e-3) -> None:
        self.C = C
        self.gamma = gamma
        self.tolerance = tolerance

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from rows X (N, length) and labels y (N,)."""
        for _ in self.fit_steps(X, y):
            pass
        return self

    def fit_steps(self, X: Any, y: Any) -> Iterator[FitProgress]:
        """`fit`, with progress after each pair of classes.

        Raises:
            DatasetError: the data or labels are not such.
            ParameterError: C, gamma or the tolerance are not above 0, or there are too many rows.
            TrainingError: all rows are the same, or it does not settle.
        """
        rows = as_rows(X)
        classes, codes = as_codes(y, len(rows))
        gamma = self._gamma(rows)
        if len(rows) > MOST:
            raise ParameterError(f"the exact machine takes up to {MOST:,} rows, not {len(rows):,}")
        points = rows * np.float32(np.sqrt(gamma))
        kernel = likeness(points, points)
        pairs = list(combinations(range(len(classes)), 2))
        weights = np.zeros((len(rows), len(pairs)), np.float32)
        biases, sigmoids = np.zeros(len(pairs), np.float32), np.zeros((len(pairs), 2))
        for k, (first, second) in enumerate(pairs):
            yield FitProgress("finding borders", k, len(pairs))
            mine = np.flatnonzero((codes == first) | (codes == second))
            own = kernel[np.ix_(mine, mine)]
            positive = codes[mine] == second
            border = find_border(own, np.where(positive, 1.0, -1.0), self.C, self.tolerance)
            weights[mine, k], biases[k] = border.weights, border.bias
            sigmoids[k] = fit_sigmoid(own @ border.weights + border.bias, positive)
        support = np.flatnonzero(weights.any(axis=1))
        self.support_, self.support_vectors_ = support, rows[support]
        self._points = points[support]
        self._scale = np.float32(np.sqrt(gamma))
        self.weights_, self.biases_, self.sigmoids_ = weights[support], biases, sigmoids
        self.classes_, self.n_features_in_ = classes, rows.shape[1]

    def _gamma(self, rows: FloatArray) -> float:
        variance = float(rows.var(dtype=np.float64))
        if variance == 0:
            raise TrainingError("all rows have the same features; there is nothing to learn from")
        gamma = 1 / (rows.shape[1] * variance) if self.gamma is None else self.gamma
        for name, value in (("C", self.C), ("gamma", gamma), ("tolerance", self.tolerance)):
            if not (np.isfinite(value) and value > 0):
                raise ParameterError(f"{name} must be above 0, not {value}")
        return gamma

    def pair_distances(self, X: Any) -> FloatArray:
        """(N, pairs): above 0 for the second class of each pair, (0, 1), (0, 2), ..., (1, 2) ..."""
        return self._distances(self._checked_rows(X))

    def _distances(self, rows: FloatArray) -> FloatArray:
        return likeness(rows * self._scale, self._points) @ self.weights_ + self.biases_

    def _logits(self, rows: FloatArray) -> FloatArray:
        """The logarithms of the mean of each class's probabilities against the others."""
        distances = self._distances(rows).astype(np.float64)
        steepness, offset = self.sigmoids_.T
        second = 1 / (1 + np.exp(np.clip(steepness * distances + offset, -500, 500)))
        totals = np.full((len(rows), len(self.classes_)), 1e-30)
        for k, (i, j) in enumerate(combinations(range(len(self.classes_)), 2)):
            totals[:, j] += second[:, k]
            totals[:, i] += 1 - second[:, k]
        logits: FloatArray = np.log(totals).astype(np.float32)
        return logits

    def tensors(self) -> dict[str, FloatArray]:
        """All weights and parameters, by name."""
        return {
            "pairs.weight": self.weights_,
            "pairs.bias": self.biases_,
            "support_vectors": self.support_vectors_,
        }
