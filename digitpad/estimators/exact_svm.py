"""The support vector machine with a kernel, solved exactly: which digits are support vectors.

    maximize over a:   sum a_i - 1/2 sum a_i a_j t_i t_j k(x_i, x_j)
    such that          0 <= a_i <= C,   sum a_i t_i = 0

Digits with a_i above 0 are the support vectors. Sequential minimal optimization (Platt 1998)
changes two a at a time, the pair that promises most (Fan, Chen and Lin 2005), until no pair helps.
Each pair of classes gets a border of its own, and they vote. The whole kernel matrix is kept in
memory, so this is for some thousand digits; `SVM` handles all of MNIST, nearly as exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import ParameterError, TrainingError
from digitpad.common.progress import FitProgress
from digitpad.common.types import AnyArray, FloatArray
from digitpad.estimators.base import WeightedClassifier
from digitpad.estimators.inputs import as_rows
from digitpad.svm.kernel import rbf_kernel
from digitpad.svm.probabilities import fit_sigmoid

MOST = 20_000
"""The most rows; their kernel takes 1.6 GB."""


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """The border between two classes.

    Attributes:
        weights: (n,) float64, a_i t_i of each training digit; 0 for those that are no support.
        bias: added to the weighted sum of kernel values.
        steps: pairs that were moved.
    """

    weights: AnyArray
    bias: float
    steps: int


def find_border(
    kernel: AnyArray,
    targets: AnyArray,
    C: float | AnyArray,
    tolerance: float = 1e-3,
    most_steps: int = 0,
) -> Border:
    """Sequential minimal optimization.

    Args:
        kernel: (n, n), k between all training digits.
        targets: (n,) of 1 and -1.
        C: the most that a digit can weigh; a number, or (n,) one for each digit.
        tolerance: how far the best pair may still be from fitting, as in LIBSVM.
        most_steps: after which to give up; 0 for a number that suits n.

    Raises:
        TrainingError: the steps are not enough, as when the kernel is not finite.
    """
    t = np.asarray(targets, np.float64)
    n = len(t)
    C = np.broadcast_to(np.asarray(C, np.float64), (n,))
    a, slope = np.zeros(n), -np.ones(n)
    diagonal = kernel.diagonal().astype(np.float64)
    most_steps = most_steps or max(100_000, 200 * n)
    for step in range(most_steps):
        check_cancelled()
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
        room_i = C[i] - a[i] if t[i] > 0 else a[i]
        room_j = a[j] if t[j] > 0 else C[j] - a[j]
        length = min(length, room_i, room_j)
        a[i] = min(max(a[i] + t[i] * length, 0.0), C[i])
        a[j] = min(max(a[j] - t[j] * length, 0.0), C[j])
        slope += t * length * (row - kernel[j])
    raise TrainingError(
        "the support vector machine has not settled after {most_steps} steps; a lower C or a "
        "larger tolerance helps",
        most_steps=most_steps,
    )


@dataclass(eq=False, repr=False)
class ExactSVM(WeightedClassifier):
    """A support vector machine with kernel exp(-gamma |a - b|^2), one class against one other.

    Args:
        C: how much a digit on the wrong side costs.
        gamma: how fast the kernel falls with distance; None for 1 / (length * variance), which is
            scikit-learn's `scale`.
        tolerance: see `find_border`.

    Attributes:
        support_: (n,) int64, which training rows are support vectors of some pair.
        support_vectors_: (n, length) float32.
        weights_: (n, pairs) float32.
        biases_: (pairs,) float32.
        sigmoids_: (pairs, 2), Platt's a and b for each pair.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> digitpad.ExactSVM().fit(X[:300], y[:300]).predict(X[:1])
        array([7])
    """

    C: float = 1.0
    gamma: float | None = None
    tolerance: float = 1e-3
    weights_: FloatArray = field(init=False)
    biases_: FloatArray = field(init=False)
    sigmoids_: AnyArray = field(init=False)
    support_: AnyArray = field(init=False)
    support_vectors_: FloatArray = field(init=False)

    def fit_steps(self, X: Any, y: Any, sample_weight: Any = None) -> Iterator[FitProgress]:
        """`fit`, with progress after each pair of classes.

        Raises:
            DatasetError: the data or labels are not such.
            ParameterError: C, gamma or the tolerance are not above 0, or there are too many rows.
            TrainingError: all rows are the same, or it does not settle.
        """
        rows, classes, codes, sample_weights, seen = self._samples_to_fit(X, y, sample_weight)
        gamma = self._gamma(rows)
        if len(rows) > MOST:
            raise ParameterError(
                "the exact solution takes up to {most:,} rows, not {count:,}",
                most=MOST,
                count=len(rows),
            )
        points = rows * np.float32(np.sqrt(gamma))
        kernel = rbf_kernel(points, points)
        pairs = list(combinations(range(len(classes)), 2))
        weights = np.zeros((len(rows), len(pairs)), np.float32)
        biases, sigmoids = np.zeros(len(pairs), np.float32), np.zeros((len(pairs), 2))
        for k, (first, second) in enumerate(pairs):
            yield FitProgress("fitting pairs of classes", k, len(pairs))
            mine = np.flatnonzero((codes == first) | (codes == second))
            own = kernel[np.ix_(mine, mine)]
            positive = codes[mine] == second
            C = self.C if sample_weights is None else self.C * sample_weights[mine]
            border = find_border(own, np.where(positive, 1.0, -1.0), C, self.tolerance)
            weights[mine, k], biases[k] = border.weights, border.bias
            sigmoids[k] = fit_sigmoid(own @ border.weights + border.bias, positive)
        support = np.flatnonzero(weights.any(axis=1))
        self._points = points[support]
        self._scale = np.float32(np.sqrt(gamma))
        self._remember(
            seen,
            classes_=classes,
            support_=support,
            support_vectors_=rows[support],
            weights_=weights[support],
            biases_=biases,
            sigmoids_=sigmoids,
        )

    def _gamma(self, rows: FloatArray) -> float:
        variance = float(rows.var(dtype=np.float64))
        if variance == 0:
            raise TrainingError("all rows have the same features; there is nothing to learn from")
        gamma = 1 / (rows.shape[1] * variance) if self.gamma is None else self.gamma
        for name, value in (("C", self.C), ("gamma", gamma), ("tolerance", self.tolerance)):
            if not (np.isfinite(value) and value > 0):
                raise ParameterError("{name} must be above 0, not {value}", name=name, value=value)
        return gamma

    @property
    def outputs(self) -> int:
        """See `Classifier.outputs`; n of them make n (n - 1) / 2 pairs."""
        return (1 + math.isqrt(1 + 8 * len(self.biases_))) // 2

    def pair_distances(self, X: Any) -> FloatArray:
        """(N, pairs): above 0 for the second class of each pair, (0, 1), (0, 2), ..., (1, 2) ..."""
        return self._distances(as_rows(self._input(X)))

    def _distances(self, rows: FloatArray) -> FloatArray:
        distances: FloatArray = rbf_kernel(rows * self._scale, self._points) @ self.weights_
        return distances + self.biases_

    def _logits(self, inputs: FloatArray) -> FloatArray:
        """The logarithms of the mean of each class's probabilities against the others."""
        rows = as_rows(inputs)
        distances = self._distances(rows).astype(np.float64)
        steepness, offset = self.sigmoids_.T
        second = 1 / (1 + np.exp(np.clip(steepness * distances + offset, -500, 500)))
        totals = np.full((len(rows), self.outputs), 1e-30)
        for k, (i, j) in enumerate(combinations(range(self.outputs), 2)):
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
