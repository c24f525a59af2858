"""Support vector machines, beside scikit-learn's on the same digits and cores.

digits -> the same features, once -> both learn -> both answer the test set
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import Cell, Effort, Table, seconds_of
from digitpad.benchmarks.rivals import is_compared, note_on_missing, rivals
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray, IntArray
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.estimators.svm import SVM
from digitpad.features import extract

LINEAR_C, RBF_C = 0.05, 5.0
RBF_COMPONENTS = 100
WARMING_UP = 1_000
"""Rows for an untimed first fit, since some work is done only once in a process."""

ASKED = 10_000
"""Test digits to measure the accuracy with."""

OWN, RIVAL = "digitpad", "scikit-learn"


Makers = dict[str, Callable[[], Any]]
"""What makes a classifier of either program, with `fit` and `predict`."""


class Size(NamedTuple):
    """How much is measured.

    Attributes:
        linear: training digits of the linear classifiers.
        rbf: training digits of those with a Gaussian kernel.
        landmarks: of digitpad's, enough for the accuracy of the exact solution.
    """

    linear: int
    rbf: int
    landmarks: int


FULL = Size(linear=60_000, rbf=60_000, landmarks=2_000)
QUICK = Size(linear=10_000, rbf=10_000, landmarks=1_500)


def measure(effort: Effort, tell: Callable[[str], None]) -> list[Table]:
    """Seconds to fit and the accuracy reached, side by side."""
    size = QUICK if effort.quick else FULL
    train, test = load_mnist("train"), load_mnist("test").subset(np.arange(ASKED))
    tell(f"linear machines on {size.linear:,} digits")
    rows = _linear(train, test, effort, size)
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
        "Learning only, once, from features that are taken before; accuracy on MNIST's test set.",
        f"Linear: squared hinge, C = {LINEAR_C}, raw pixels; against LinearSVC.",
        f"RBF: deskewed smooth HOG, C = {RBF_C}, the same gamma; against SVC.",
        f"digitpad's RBF: {RBF_COMPONENTS} main directions, {size.landmarks:,} landmarks.",
        *note_on_missing({"sklearn": "scikit-learn"}),
    ]
    return [Table("machines", "Vector machines, time to learn", columns, rows, notes)]


def _linear(train: Dataset, test: Dataset, effort: Effort, size: Size) -> list[Mapping[str, Cell]]:
    X = as_floats(train.images[: size.linear]).reshape(-1, 784)
    seen = as_floats(test.images).reshape(-1, 784)
    sides: Makers = {OWN: lambda: SVM("linear", C=LINEAR_C, held_out=0.0)}
    if is_compared("sklearn"):
        sides[RIVAL] = lambda: rivals().linear_svc(LINEAR_C)
    labels = train.labels[: size.linear]
    return _compare("linear", sides, (X, labels), (seen, test.labels), effort)


def _rbf(train: Dataset, test: Dataset, effort: Effort, size: Size) -> list[Mapping[str, Cell]]:
    X, seen = (
        extract(as_floats(images), "smooth-hog", deskew=True)
        for images in (train.images[: size.rbf], test.images)
    )
    machine = SVM(C=RBF_C, landmarks=size.landmarks, components=RBF_COMPONENTS, held_out=0.0)
    # scikit-learn's gamma counts in distances as they are, digitpad's in the mean squared one.
    gamma = machine.gamma / (2 * float(X.var(axis=0, dtype=np.float64).sum()))
    sides: Makers = {OWN: lambda: machine}
    if is_compared("sklearn"):
        sides[RIVAL] = lambda: rivals().svc(RBF_C, gamma)
    labels = train.labels[: size.rbf]
    return _compare("RBF", sides, (X, labels), (seen, test.labels), effort)


def _compare(
    name: str,
    sides: Makers,
    learned: tuple[FloatArray, IntArray],
    asked: tuple[FloatArray, IntArray],
    effort: Effort,
) -> list[Mapping[str, Cell]]:
    """Fit each once, after a small fit to warm up, and predict the test set."""
    seconds: dict[str, float] = {}
    accuracy: dict[str, float] = {}
    for side, make in sides.items():
        classifier = make()
        with blas_threads(effort.threads):
            make().fit(learned[0][:WARMING_UP], learned[1][:WARMING_UP])
            seconds[side] = seconds_of(partial(classifier.fit, *learned))()
        accuracy[side] = float(np.mean(classifier.predict(asked[0]) == asked[1]))
    faster = seconds[RIVAL] / seconds[OWN] if RIVAL in sides else None
    return [
        {
            "machine": name,
            "digits": len(learned[1]),
            "by": side,
            "seconds": seconds[side],
            "accuracy": accuracy[side],
            "times faster": faster if side == OWN else None,
        }
        for side in sides
    ]
