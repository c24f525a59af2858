"""Vector machines to the same accuracy, beside scikit-learn's on the same digits and cores.

digits -> the same features, once -> both learn -> both answer the test set
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import Effort, installed, median, note_on_missing, ratio
from digitpad.benchmarks.tables import Cell, Table
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.features import extract
from digitpad.nn.parallel import as_network_input
from digitpad.svm import SVM
from digitpad.types import AnyArray, FloatArray, IntArray

LINEAR_C, RBF_C = 0.05, 5.0
RBF_COMPONENTS = 100
WARMING_UP = 1_000
"""Rows that both learn from before the clock runs, for what happens only once in a process."""

ASKED = 10_000
"""Test digits that both answer afterwards."""

OWN, RIVAL = "digitpad", "scikit-learn"


class Learner(Protocol):
    """Either side's machine."""

    def fit(self, X: Any, y: Any) -> Self:
        """Learn."""

    def predict(self, X: Any) -> AnyArray:
        """Answer."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured.

    Attributes:
        linear: training digits of the linear machines.
        rbf: training digits of the machines with a kernel.
        landmarks: of digitpad's; so many that it is as accurate as the exact one.
        linear_rounds: turns of the linear machines; those with a kernel take one.
    """

    linear: int
    rbf: int
    landmarks: int
    linear_rounds: int


FULL = Size(linear=60_000, rbf=60_000, landmarks=2_000, linear_rounds=3)
QUICK = Size(linear=10_000, rbf=10_000, landmarks=1_500, linear_rounds=1)


def measure(effort: Effort, tell: Callable[[str], None]) -> list[Table]:
    """Seconds of learning and the accuracy reached, side by side."""
    size = QUICK if effort.quick else FULL
    train, test = load_mnist("train"), load_mnist("test").subset(np.arange(ASKED))
    rows: list[Mapping[str, Cell]] = []
    tell(f"linear machines on {size.linear:,} digits")
    rows += _linear(train, test, effort, size)
    tell(f"machines with a kernel on {size.rbf:,} digits")
    rows += _rbf(train, test, effort, size)
    columns = {
        "machine": "",
        "digits": ",d",
        "by": "",
        "seconds": ",.2f",
        "accuracy": ".2%",
        "times faster": ",.1f",
    }
    notes = [
        "Learning only, from features that are taken before; accuracy on MNIST's test set.",
        f"Linear: squared hinge, C = {LINEAR_C}, raw pixels; against LinearSVC.",
        f"RBF: deskewed smooth HOG, C = {RBF_C}, the same gamma; against SVC.",
        f"digitpad's RBF: {RBF_COMPONENTS} main directions, {size.landmarks:,} landmarks.",
        *note_on_missing({"sklearn": "scikit-learn"}),
    ]
    return [Table("machines", "Vector machines, time to learn", columns, rows, notes)]


def _linear(train: Dataset, test: Dataset, effort: Effort, size: Size) -> list[Mapping[str, Cell]]:
    X = as_network_input(train.images[: size.linear]).reshape(-1, 784)
    seen = as_network_input(test.images).reshape(-1, 784)
    sides: dict[str, Callable[[], Learner]] = {OWN: lambda: SVM("linear", C=LINEAR_C, held_out=0.0)}
    if installed("sklearn"):
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - an extra

        sides[RIVAL] = lambda: LinearSVC(C=LINEAR_C, dual="auto", tol=1e-2)
    labels = train.labels[: size.linear]
    asked, rounds = (seen, test.labels), size.linear_rounds
    return _compare("linear", sides, (X, labels), asked, effort=effort, rounds=rounds)


def _rbf(train: Dataset, test: Dataset, effort: Effort, size: Size) -> list[Mapping[str, Cell]]:
    X, seen = (
        extract(as_network_input(images), "smooth-hog", deskew=True)
        for images in (train.images[: size.rbf], test.images)
    )
    machine = SVM(C=RBF_C, landmarks=size.landmarks, components=RBF_COMPONENTS, held_out=0.0)
    # scikit-learn's gamma counts in distances as they are, digitpad's in the mean squared one.
    gamma = machine.gamma / (2 * float(X.var(axis=0, dtype=np.float64).sum()))
    sides: dict[str, Callable[[], Learner]] = {OWN: lambda: machine}
    if installed("sklearn"):
        from sklearn.svm import SVC  # noqa: PLC0415 - an extra

        sides[RIVAL] = lambda: SVC(C=RBF_C, gamma=gamma, cache_size=2000)
    labels = train.labels[: size.rbf]
    return _compare("RBF", sides, (X, labels), (seen, test.labels), effort=effort, rounds=1)


def _compare(
    name: str,
    sides: Mapping[str, Callable[[], Learner]],
    learned: tuple[FloatArray, IntArray],
    asked: tuple[FloatArray, IntArray],
    *,
    effort: Effort,
    rounds: int,
) -> list[Mapping[str, Cell]]:
    """Let the sides take turns in learning; each answers the test set once, at the end."""
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    fitted: dict[str, Learner] = {}
    for number in range(rounds + 1):
        rows = slice(None) if number else slice(WARMING_UP)
        for side, make in sides.items():
            spent, fitted[side] = _timed(make(), learned[0][rows], learned[1][rows], effort)
            if number:
                seconds[side].append(spent)
    return [
        {
            "machine": name,
            "digits": len(learned[1]),
            "by": side,
            "seconds": median(seconds[side]),
            "accuracy": float(np.mean(fitted[side].predict(asked[0]) == asked[1])),
            "times faster": ratio(seconds[RIVAL], seconds[OWN])
            if side == OWN and RIVAL in sides
            else None,
        }
        for side in sides
    ]


def _timed(learner: Learner, X: FloatArray, y: IntArray, effort: Effort) -> tuple[float, Learner]:
    with blas_threads(effort.threads):
        started = time.perf_counter()
        learner.fit(X, y)
        return time.perf_counter() - started, learner
