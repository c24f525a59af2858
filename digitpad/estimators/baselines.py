"""Two classifiers to compare with, each as simple as its idea.

Softmax regression weighs every pixel for every class and adds up: a network without hidden units.
Nearest neighbours learns nothing: it keeps all digits and lets the most similar ones vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from digitpad.common.errors import ParameterError, TrainingError
from digitpad.common.pixels import PIXELS
from digitpad.common.progress import FitProgress
from digitpad.common.threads import in_parts, sum_in_parts
from digitpad.common.types import AnyArray, FloatArray, IntArray, TensorShapes
from digitpad.estimators.base import Classifier, WeightedClassifier
from digitpad.estimators.inputs import (
    as_codes,
    as_rows,
    as_weights,
    square_side,
)
from digitpad.nn.layers import Dense, Flatten
from digitpad.nn.network import Network

ROWS = 512
REMEMBERED = 10
"""Steps from which L-BFGS estimates the curvature."""

BATCH, RATE = 128, 0.1
"""Rows and learning rate of a step of `partial_fit`."""


@dataclass(eq=False, repr=False)
class SoftmaxRegression(WeightedClassifier):
    """Multinomial logistic regression: softmax(X W + b), least cross-entropy, all rows at once.

    The steps are those of L-BFGS (Liu and Nocedal 1989) with backtracking.

    Args:
        penalty: times |W|^2 / 2, added to the mean cross-entropy.
        steps: the most there are.
        tolerance: the gradient's largest entry at which to stop.

    Attributes:
        weights_: (length, classes) float32.
        biases_: (classes,) float32.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> digitpad.SoftmaxRegression(steps=50).fit(X[:1000], y[:1000]).predict(X[:1])
        array([7])
    """

    _kinds = ("softmax",)

    penalty: float = 1e-5
    steps: int = 300
    tolerance: float = 2e-5
    weights_: FloatArray = field(init=False)
    biases_: FloatArray = field(init=False)

    def fit_steps(self, X: Any, y: Any, sample_weight: Any = None) -> Iterator[FitProgress]:
        """`fit` as an iterator: the loss after every step. Stop iterating to cancel."""
        self._check_parameters()
        rows, classes, codes, weights, seen = self._samples_to_fit(X, y, sample_weight)
        w = np.zeros((rows.shape[1] + 1, len(classes)), np.float32)
        loss, gradient = self._loss(rows, codes, w, weights)
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
                new_loss, new_gradient = self._loss(rows, codes, after, weights)
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
        self._remember(seen, classes_=classes, weights_=w[:-1].copy(), biases_=w[-1].copy())

    def _check_parameters(self) -> None:
        if self.steps < 1 or not (self.penalty >= 0 and self.tolerance >= 0):
            raise ParameterError("steps must be at least 1, penalty and tolerance at least 0")

    def partial_fit(self, X: Any, y: Any, classes: Any = None, sample_weight: Any = None) -> Self:
        """Go on learning: one pass of stochastic gradient descent in batches over X and y.

        Args:
            X: as for `fit`.
            y: likewise.
            classes: all labels that will ever occur, for the first call; None takes those in y.
            sample_weight: as for `fit`.

        Raises:
            DatasetError: a label is not among the classes.
            TrainingError: the numbers overflow.
        """
        self._check_parameters()
        inputs, codes, known, seen = self._input_to_continue(X, y, classes)
        rows = as_rows(inputs)
        if hasattr(self, "classes_"):
            w = np.concatenate([self.weights_, self.biases_[None]])
        else:
            w = np.zeros((rows.shape[1] + 1, len(known)), np.float32)
        weights = as_weights(sample_weight, len(rows))
        for start in range(0, len(rows), BATCH):
            part = slice(start, start + BATCH)
            own = None if weights is None else weights[part]
            if own is None or own.any():
                w -= np.float32(RATE) * self._loss(rows[part], codes[part], w, own)[1]
        if not np.isfinite(w).all():
            raise TrainingError("softmax regression's numbers grew too large; scale the rows")
        self._remember(seen, classes_=known, weights_=w[:-1].copy(), biases_=w[-1].copy())
        return self

    def _loss(
        self, rows: FloatArray, codes: IntArray, w: FloatArray, weights: FloatArray | None = None
    ) -> tuple[float, FloatArray]:
        """Mean cross-entropy with penalty, and its gradient, laid out like w."""
        width = len(w) - 1

        def work(part: slice) -> AnyArray:
            own, right = rows[part], codes[part]
            z = own @ w[:-1] + w[-1]
            z -= z.max(axis=1, keepdims=True)
            place = np.arange(len(right)), right
            losses = -z[place]
            np.exp(z, out=z)
            totals = z.sum(axis=1, keepdims=True)
            losses += np.log(totals[:, 0])
            z /= totals
            z[place] -= 1
            if weights is not None:
                losses *= weights[part]
                z *= weights[part][:, None]
            out = np.empty((width + 2, z.shape[1]))
            out[:width], out[width] = own.T @ z, z.sum(axis=0)
            out[width + 1] = losses.sum(dtype=np.float64)
            return out

        sums = sum_in_parts(work, len(rows), ROWS)
        sums /= len(rows) if weights is None else weights.sum(dtype=np.float64)
        gradient = sums[:-1].astype(np.float32)
        gradient[:-1] += np.float32(self.penalty) * w[:-1]
        return float(sums[-1, 0] + self.penalty / 2 * np.vdot(w[:-1], w[:-1])), gradient

    def _logits(self, inputs: FloatArray) -> FloatArray:
        rows = as_rows(inputs)
        logits: FloatArray = rows @ self.weights_ + self.biases_
        return logits

    def tensors(self) -> dict[str, FloatArray]:
        """All weights and parameters, by name."""
        return {"weight": self.weights_, "bias": self.biases_}

    def tensor_shapes(self, outputs: int) -> TensorShapes:
        """Type and shape of each tensor of a classifier of 28 x 28 pixels."""
        return {"weight": (np.float32, (PIXELS, outputs)), "bias": (np.float32, (outputs,))}

    def _take_tensors(self, tensors: Mapping[str, AnyArray]) -> None:
        self.weights_, self.biases_ = tensors["weight"], tensors["bias"]

    @property
    def outputs(self) -> int:
        """See `Classifier.outputs`."""
        return len(self.biases_)

    def as_network(self) -> Network | None:
        """The same as a network with one dense layer."""
        pixels = len(self.weights_)
        side = square_side(pixels)
        shape = (side, side) if side else (1, pixels)
        network = Network([Flatten(), Dense(self.outputs)], shape)
        network.initialize(np.random.default_rng(0))
        network.load_tensors({f"dense1.{name}": one for name, one in self.tensors().items()})
        return network


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


@dataclass(eq=False, repr=False)
class NearestNeighbours(Classifier):
    """The k most similar training rows vote, the nearer ones with more weight.

    Not among the models that ship: its file would be the training set once more, 47 MB, and every
    answer a walk through all of it.

    Args:
        neighbours: how many, k.

    Attributes:
        rows_: (N, length) float32, all that was seen.
        codes_: (N,) int64, their classes' places in `classes_`.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> digitpad.NearestNeighbours().fit(X[:1000], y[:1000]).predict(X[:1])
        array([7])
    """

    neighbours: int = 3
    rows_: FloatArray = field(init=False)
    codes_: IntArray = field(init=False)

    def fit_steps(self, X: Any, y: Any) -> Iterator[FitProgress]:
        """Keep X (N, height, width) or (N, length), and labels y (N,)."""
        if self.neighbours < 1:
            raise ParameterError(
                "neighbours must be at least 1, not {neighbours}", neighbours=self.neighbours
            )
        inputs, seen = self._input_to_fit(X)
        rows = as_rows(inputs)
        classes, codes = as_codes(y, len(rows))
        yield FitProgress("storing digits", len(rows), len(rows))
        self._lengths = np.einsum("nd,nd->n", rows, rows)
        self._remember(seen, classes_=classes, codes_=codes, rows_=rows)

    def kneighbors(self, X: Any) -> tuple[FloatArray, IntArray]:
        """Distances (N, k) float32 and places (N, k) int64 of the nearest rows, nearest first."""
        return self._nearest(as_rows(self._input(X)))

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

    def _logits(self, inputs: FloatArray) -> FloatArray:
        """Logarithms of the votes' shares; no class is ruled out entirely."""
        distances, places = self._nearest(as_rows(inputs))
        votes = 1 / np.maximum(distances, 1e-6)
        shares = np.full((len(votes), len(self.classes_)), 1e-3, np.float32)
        votes /= votes.sum(axis=1, keepdims=True)
        for k in range(votes.shape[1]):
            shares[np.arange(len(votes)), self.codes_[places[:, k]]] += votes[:, k]
        logits: FloatArray = np.log(shares)
        return logits

    def tensors(self) -> dict[str, AnyArray]:
        """All that is kept, by name."""
        return {"rows": self.rows_, "codes": self.codes_}
