"""Two classifiers to compare with, each as simple as its idea.

Softmax regression weighs every pixel for every class and adds up: a network without hidden units.
Nearest neighbours learns nothing: it keeps all digits and lets the most similar ones vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import numpy as np

from digitpad.errors import ParameterError, TrainingError
from digitpad.estimator import VectorClassifier, as_codes, as_rows
from digitpad.progress import FitProgress
from digitpad.threads import in_parts, sum_in_parts
from digitpad.types import AnyArray, FloatArray, IntArray

ROWS = 512
REMEMBERED = 10
"""Steps that L-BFGS keeps in mind to guess the curvature."""


class SoftmaxRegression(VectorClassifier):
    """Multinomial logistic regression: softmax(X W + b), least cross-entropy, all rows at once.

    The steps are those of L-BFGS (Liu and Nocedal 1989) with backtracking.

    Args:
        penalty: times |W|^2 / 2, added to the mean cross-entropy.
        steps: the most there are.
        tolerance: the gradient's largest entry at which to stop.

    Attributes:
        weights_: (length, classes) float32.
        biases_: (classes,) float32.
    """

    temperature_ = 1.0

    def __init__(self, penalty: float = 1e-5, steps: int = 300, tolerance: float = 2e-5) -> None:
        self.penalty = penalty
        self.steps = steps
        self.tolerance = tolerance

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from rows X (N, length) and labels y (N,)."""
        for _ in self.fit_steps(X, y):
            pass
        return self

    def fit_steps(self, X: Any, y: Any) -> Iterator[FitProgress]:
        """`fit`, telling the loss after every step. To cancel, ask for no more."""
        if self.steps < 1 or not (self.penalty >= 0 and self.tolerance >= 0):
            raise ParameterError("steps must be at least 1, penalty and tolerance at least 0")
        rows = as_rows(X)
        classes, codes = as_codes(y, len(rows))
        w = np.zeros((rows.shape[1] + 1, len(classes)), np.float32)
        loss, gradient = self._loss(rows, codes, w)
        memory: list[tuple[FloatArray, FloatArray]] = []
        first = loss
        for step in range(1, self.steps + 1):
            if np.abs(gradient).max() <= self.tolerance:
                break
            direction = -_remembered_curvature(gradient, memory)
            slope = float(np.vdot(gradient, direction))
            length = 1.0 if memory else min(1.0, 1 / float(np.abs(gradient).sum()))
            while True:
                after = w + np.float32(length) * direction
                new_loss, new_gradient = self._loss(rows, codes, after)
                if new_loss <= loss + 1e-4 * length * slope or length < 1e-8:
                    break
                length /= 2
            if not np.isfinite(new_loss):
                raise TrainingError("softmax regression's numbers grew too large; scale the rows")
            if new_loss >= loss:
                break
            change, bend = after - w, new_gradient - gradient
            if float(np.vdot(change, bend)) > 0:
                memory = [*memory[1 - REMEMBERED :], (change, bend)]
            w, loss, gradient = after, new_loss, new_gradient
            yield FitProgress("fitting", step, self.steps, loss / first)
        self.weights_, self.biases_ = w[:-1].copy(), w[-1].copy()
        self.classes_, self.n_features_in_ = classes, rows.shape[1]

    def _loss(self, rows: FloatArray, codes: IntArray, w: FloatArray) -> tuple[float, FloatArray]:
        """Mean cross-entropy with penalty, and its gradient, laid out like w."""
        width = len(w) - 1

        def work(part: slice) -> AnyArray:
            own, right = rows[part], codes[part]
            z = own @ w[:-1] + w[-1]
            z -= z.max(axis=1, keepdims=True)
            place = np.arange(len(right)), right
            lost = -z[place].sum(dtype=np.float64)
            np.exp(z, out=z)
            total = z.sum(axis=1, keepdims=True)
            lost += np.log(total).sum(dtype=np.float64)
            z /= total
            z[place] -= 1
            out = np.empty((width + 2, z.shape[1]))
            out[:width], out[width], out[width + 1] = own.T @ z, z.sum(axis=0), lost
            return out

        sums = sum_in_parts(work, len(rows), ROWS) / len(rows)
        gradient = sums[:-1].astype(np.float32)
        gradient[:-1] += np.float32(self.penalty) * w[:-1]
        return float(sums[-1, 0] + self.penalty / 2 * np.vdot(w[:-1], w[:-1])), gradient

    def _logits(self, rows: FloatArray) -> FloatArray:
        logits: FloatArray = rows @ self.weights_ + self.biases_
        return logits

    def tensors(self) -> dict[str, FloatArray]:
        """All weights and parameters, by name."""
        return {"weight": self.weights_, "bias": self.biases_}

    def tensor_shapes(self, classes: int) -> dict[str, tuple[type, tuple[int, ...]]]:
        """Type and shape of each tensor of a classifier of digits."""
        return {"weight": (np.float32, (784, classes)), "bias": (np.float32, (classes,))}

    def load_tensors(
        self, tensors: dict[str, AnyArray], classes: AnyArray, temperature: float
    ) -> Self:
        """Become the classifier that gave these tensors."""
        self.weights_, self.biases_ = tensors["weight"], tensors["bias"]
        self.classes_, self.temperature_ = classes, temperature
        self.n_features_in_ = len(self.weights_)
        return self


def _remembered_curvature(
    gradient: FloatArray, memory: list[tuple[FloatArray, FloatArray]]
) -> FloatArray:
    """About the inverse Hessian times the gradient, from the last steps and what they changed."""
    q = gradient.copy()
    shares = []
    for change, bend in reversed(memory):
        share = float(np.vdot(change, q)) / float(np.vdot(bend, change))
        q -= np.float32(share) * bend
        shares.append(share)
    if memory:
        change, bend = memory[-1]
        q *= np.float32(float(np.vdot(change, bend)) / float(np.vdot(bend, bend)))
    for (change, bend), share in zip(memory, reversed(shares), strict=True):
        back = float(np.vdot(bend, q)) / float(np.vdot(bend, change))
        q += np.float32(share - back) * change
    return q


class NearestNeighbours(VectorClassifier):
    """The k most similar training rows vote, the nearer ones with more weight.

    Not among the models that ship: its file would be the training set once more, 47 MB, and every
    answer a walk through all of it.

    Args:
        neighbours: how many, k.

    Attributes:
        rows_: (N, length) float32, all that was seen.
        codes_: (N,) int64, their classes' places in `classes_`.
    """

    temperature_ = 1.0

    def __init__(self, neighbours: int = 3) -> None:
        self.neighbours = neighbours

    def fit(self, X: Any, y: Any) -> Self:
        """Keep rows X (N, length) and labels y (N,)."""
        if self.neighbours < 1:
            raise ParameterError(f"neighbours must be at least 1, not {self.neighbours}")
        rows = as_rows(X)
        self.classes_, self.codes_ = as_codes(y, len(rows))
        self.rows_, self.n_features_in_ = rows, rows.shape[1]
        self._lengths = np.einsum("nd,nd->n", rows, rows)
        return self

    def kneighbors(self, X: Any) -> tuple[FloatArray, IntArray]:
        """Distances (N, k) float32 and places (N, k) int64 of the nearest rows, nearest first."""
        return self._nearest(self._checked_rows(X))

    def _nearest(self, rows: FloatArray) -> tuple[FloatArray, IntArray]:
        """|a - b|^2 = |a|^2 - 2 a.b + |b|^2, so one matrix product compares many with many."""
        k = min(self.neighbours, len(self.rows_))
        distances = np.empty((len(rows), k), np.float32)
        places = np.empty((len(rows), k), np.int64)

        def work(part: slice) -> None:
            own = rows[part]
            squares = own @ self.rows_.T
            squares *= -2
            squares += self._lengths
            near = np.argpartition(squares, k - 1, axis=1)[:, :k]
            exact = own[:, None] - self.rows_[near]
            found = np.sqrt(np.einsum("nkd,nkd->nk", exact, exact))
            order = np.lexsort((near, found), axis=1)
            distances[part] = np.take_along_axis(found, order, axis=1)
            places[part] = np.take_along_axis(near, order, axis=1)

        in_parts(work, len(rows), 64)
        return distances, places

    def _logits(self, rows: FloatArray) -> FloatArray:
        """Logarithms of the votes' shares; no class is ruled out entirely."""
        distances, places = self._nearest(rows)
        votes = 1 / np.maximum(distances, 1e-6)
        shares = np.full((len(rows), len(self.classes_)), 1e-3, np.float32)
        votes /= votes.sum(axis=1, keepdims=True)
        for k in range(votes.shape[1]):
            shares[np.arange(len(rows)), self.codes_[places[:, k]]] += votes[:, k]
        logits: FloatArray = np.log(shares)
        return logits

    def tensors(self) -> dict[str, AnyArray]:
        """All that is kept, by name."""
        return {"rows": self.rows_, "codes": self.codes_}
