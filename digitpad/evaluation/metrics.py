"""A classifier's answers to a labelled set, and what follows from them.

    digits -> answers, part by part -> Evaluation     accuracy, confusion matrix, calibration ...

Everything is counted from one pass over the digits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from digitpad.common.errors import Cancelled, DatasetError
from digitpad.common.progress import Report
from digitpad.common.types import BoolArray, FloatArray, IntArray
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.training.state import count_answers

Stop = Callable[[], bool]
"""Asked repeatedly; once it returns True, the work ends with `Cancelled`."""

FIRST_PART, SECONDS_A_PART = 512, 0.3
CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationCurve:
    """How often the answers of a confidence are right; bins without digits are left out.

    Attributes:
        edges: (bins + 1,) float32, of all bins of confidence.
        confidence: (filled bins,) float32, the mean confidence in each.
        accuracy: (filled bins,) float32, the share of right answers.
        counts: (filled bins,) int64, how many digits.
        error: expected calibration error: the gap between the two, weighted by the counts
            (Guo et al. 2017).
    """

    edges: FloatArray
    confidence: FloatArray
    accuracy: FloatArray
    counts: IntArray
    error: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A classifier's answers to a labelled set.

    Attributes:
        labels: (N,) int64, the truth; all of them among `classes`.
        probabilities: (N, classes) float32, calibrated.
        classes: (classes,) int64, sorted, the label of each column; by default 0, 1, 2 and so on.
        non_digit: (N,) float32, the probability of being no digit; empty where not asked for.
        data: the set's name.
    """

    labels: IntArray
    probabilities: FloatArray
    classes: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    non_digit: FloatArray = field(default_factory=lambda: np.empty(0, np.float32))
    data: str = ""

    def __post_init__(self) -> None:
        """Number the classes where they are not given."""
        if not len(self.classes):
            object.__setattr__(self, "classes", np.arange(self.probabilities.shape[1]))

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def rows(self) -> IntArray:
        """(N,) int64, the place of each label among the classes."""
        return np.searchsorted(self.classes, self.labels).astype(np.int64)

    @cached_property
    def columns(self) -> IntArray:
        """(N,) int64, the place of each answer among the classes."""
        best: IntArray = self.probabilities.argmax(axis=1).astype(np.int64)
        return best

    @cached_property
    def predicted(self) -> IntArray:
        """(N,) int64, the label of the likeliest class."""
        return self.classes[self.columns]

    @cached_property
    def true_probability(self) -> FloatArray:
        """(N,) float32, the probability that the true class was given."""
        return self.probabilities[np.arange(len(self)), self.rows]

    @cached_property
    def answer_probability(self) -> FloatArray:
        """(N,) float32, the probability of the answer: its confidence."""
        found: FloatArray = self.probabilities.max(axis=1)
        return found

    @cached_property
    def right(self) -> BoolArray:
        """(N,) bool: which answers are right."""
        return np.equal(self.predicted, self.labels)

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return float(self.right.mean())

    @property
    def loss(self) -> float:
        """Mean cross-entropy of the calibrated probabilities, in nats."""
        return float(-np.log(np.maximum(self.true_probability, 1e-12)).mean())

    @cached_property
    def confusion(self) -> IntArray:
        """(classes, classes) int64: rows are the truth, columns the answers."""
        return count_answers(self.rows, self.columns, len(self.classes))

    @property
    def shares(self) -> FloatArray:
        """The confusion as shares of each row, (classes, classes) float32; 0 in empty rows."""
        totals = np.maximum(self.confusion.sum(axis=1, keepdims=True), 1)
        shares: FloatArray = np.divide(self.confusion, totals, dtype=np.float32)
        return shares

    @property
    def by_class(self) -> dict[int, float]:
        """The share of right answers for each class that occurs."""
        recall = zip(self.classes, self.recall, strict=True)
        return {int(label): float(share) for label, share in recall if not np.isnan(share)}

    @cached_property
    def misread(self) -> IntArray:
        """(errors,) int64: the indices of wrong answers, the most confident error first."""
        return self.most_confident_first(~self.right)

    def cell(self, row: int, column: int) -> IntArray:
        """Indices of the digits in a cell of the confusion, the most confident answer first."""
        return self.most_confident_first((self.rows == row) & (self.columns == column))

    def most_confident_first(self, chosen: BoolArray) -> IntArray:
        """Indices of the chosen digits (N,) bool, the most confident answer first."""
        which = np.flatnonzero(chosen).astype(np.int64)
        return which[np.argsort(-self.answer_probability[which], kind="stable")]

    @property
    def precision(self) -> FloatArray:
        """Of the answers of each class, the share that is right; NaN where it is never given."""
        return self._diagonal_over(self.confusion.sum(axis=0))

    @property
    def recall(self) -> FloatArray:
        """Of each class's digits, the share that is found; NaN where it does not occur."""
        return self._diagonal_over(self.confusion.sum(axis=1))

    def _diagonal_over(self, totals: IntArray) -> FloatArray:
        with np.errstate(invalid="ignore"):
            return (self.confusion.diagonal() / totals).astype(np.float32)

    def calibration(self, bins: int = CALIBRATION_BINS) -> CalibrationCurve:
        """Confidence against accuracy, in bins of equal width from 0 to 1."""
        sure, right = self.answer_probability, self.right
        place = np.minimum((sure * bins).astype(int), bins - 1)
        counts = np.bincount(place, minlength=bins).astype(np.int64)
        filled = counts > 0
        confidence = np.bincount(place, sure, bins)[filled] / counts[filled]
        accuracy = np.bincount(place, right, bins)[filled] / counts[filled]
        gaps = np.abs(confidence - accuracy) @ counts[filled]
        return CalibrationCurve(
            np.linspace(0, 1, bins + 1, dtype=np.float32),
            confidence.astype(np.float32),
            accuracy.astype(np.float32),
            counts[filled],
            float(gaps / max(len(self), 1)),
        )

    def as_dict(self) -> dict[str, Any]:
        """The figures for programs."""
        return {
            "data": self.data,
            "count": len(self),
            "accuracy": self.accuracy,
            "errors": len(self.misread),
            "calibration_error": self.calibration().error,
            "precision": _without_nan(self.precision),
            "recall": _without_nan(self.recall),
            "confusion": self.confusion.tolist(),
        }


def _without_nan(values: FloatArray) -> list[float | None]:
    """For JSON, which knows no NaN."""
    return [None if np.isnan(value) else round(float(value), 6) for value in values]


def evaluate(
    classifier: Classifier,
    digits: Dataset,
    *,
    progress: Report | None = None,
    cancelled: Stop | None = None,
) -> Evaluation:
    """Let a classifier answer all digits.

    Args:
        classifier: any.
        digits: a set whose labels are all among the classifier's classes.
        progress: called after every part, a few times a second.
        cancelled: asked before every part.

    Raises:
        Cancelled: `cancelled` returned True.
        DatasetError: there are no digits, or some are of a class that the model does not know.
    """
    classes = np.asarray(classifier.classes_).astype(np.int64)
    if not len(digits) or not np.isin(digits.labels, classes).all():
        raise DatasetError(
            "{name}: {count} digits of {found} classes, expected some of the {known} that the "
            "model knows",
            name=digits.name,
            count=len(digits),
            found=digits.classes,
            known=len(classes),
        )
    probabilities = np.empty((len(digits), len(classes)), np.float32)
    non_digit = np.empty(len(digits), np.float32)
    for part in in_timed_parts(len(digits), progress, cancelled):
        probabilities[part], non_digit[part] = classifier.predict_with_rejection(
            digits.images[part]
        )
    return Evaluation(digits.labels, probabilities, classes, non_digit, digits.name)


def in_timed_parts(
    count: int, progress: Report | None = None, cancelled: Stop | None = None
) -> Iterator[slice]:
    """Slices that together cover `range(count)`, each taking about `SECONDS_A_PART` to work on.

    The first one is small; the time it took decides about the size of the next. Without `progress`
    and `cancelled` there is a single one.

    Yields:
        slice: the next part.

    Raises:
        Cancelled: `cancelled` said so.
    """
    size = count if progress is None and cancelled is None else FIRST_PART
    done = 0
    while done < count:
        if cancelled is not None and cancelled():
            raise Cancelled("stopped after {done:,} of {count:,}", done=done, count=count)
        part = slice(done, min(done + size, count))
        started = time.perf_counter()
        yield part
        seconds = max(time.perf_counter() - started, 1e-6)
        done = part.stop
        if progress is not None:
            progress(done, count)
        # At most eight times larger, since the first part also pays for what is prepared once; and
        # whole multiples, which classifiers can share evenly among their threads.
        wished = min(size * SECONDS_A_PART / seconds, 8 * size)
        size = max(1, int(wished / FIRST_PART)) * FIRST_PART
