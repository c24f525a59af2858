"""What a model gets wrong: its answers to a labelled set, and what can be read off them.

    digits -> judge, part by part -> Examination     confusion, gallery, precision, calibration

All of it is counted from one pass over the digits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.errors import Cancelled, DatasetError
from digitpad.types import FloatArray, IntArray

Progress = Callable[[int, int], None]
"""Told how many are done, and of how many."""

Stop = Callable[[], bool]
"""Asked again and again; once it says yes, the work ends with `Cancelled`."""

FIRST_PART, SECONDS_A_PART = 512, 0.3
CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How often the model is right when it is so sure; bins without digits are left out.

    Attributes:
        edges: (bins + 1,) float32, of all bins of confidence.
        confidence: (filled bins,) float32, the mean confidence in each.
        accuracy: (filled bins,) float32, the share of right answers.
        counts: (filled bins,) int64, how many digits.
        error: the gap between the two, weighted by the counts (Guo et al. 2017).
    """

    edges: FloatArray
    confidence: FloatArray
    accuracy: FloatArray
    counts: IntArray
    error: float


@dataclass(frozen=True, eq=False)
class Examination:
    """A model's answers to a labelled set.

    Attributes:
        labels: (N,) int64, the truth.
        probabilities: (N, classes) float32, calibrated.
        non_digit: (N,) float32, how likely each is no digit at all.
        data: the set's name.
    """

    labels: IntArray
    probabilities: FloatArray
    non_digit: FloatArray
    data: str

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def classes(self) -> int:
        """How many there are."""
        return int(self.probabilities.shape[1])

    @cached_property
    def predicted(self) -> IntArray:
        """(N,) int64, the likeliest class of each."""
        best: IntArray = self.probabilities.argmax(axis=1).astype(np.int64)
        return best

    @cached_property
    def true_probability(self) -> FloatArray:
        """(N,) float32, what the truth was given."""
        return self.probabilities[np.arange(len(self)), self.labels]

    @cached_property
    def answer_probability(self) -> FloatArray:
        """(N,) float32, what the answer was given."""
        found: FloatArray = self.probabilities.max(axis=1)
        return found

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return float(np.mean(self.predicted == self.labels))

    @cached_property
    def confusion(self) -> IntArray:
        """(classes, classes) int64: rows are the truth, columns the answers."""
        pairs = self.labels * self.classes + self.predicted
        counts = np.bincount(pairs, minlength=self.classes**2).astype(np.int64)
        return counts.reshape(self.classes, self.classes)

    @property
    def shares(self) -> FloatArray:
        """The confusion as shares of each row, (classes, classes) float32; 0 in empty rows."""
        totals = np.maximum(self.confusion.sum(axis=1, keepdims=True), 1)
        shares: FloatArray = (self.confusion / totals).astype(np.float32)
        return shares

    @cached_property
    def misread(self) -> IntArray:
        """(errors,) int64: which are wrong, the most confident error first."""
        return self._surest_first(self.predicted != self.labels)

    def cell(self, truth: int, answer: int) -> IntArray:
        """Which digits are in a cell of the confusion, the most confident answer first."""
        return self._surest_first((self.labels == truth) & (self.predicted == answer))

    def _surest_first(self, chosen: Any) -> IntArray:
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

    def calibration(self, bins: int = CALIBRATION_BINS) -> Calibration:
        """Confidence against accuracy, in bins of equal width from 0 to 1."""
        sure, right = self.answer_probability, self.predicted == self.labels
        place = np.minimum((sure * bins).astype(int), bins - 1)
        counts = np.bincount(place, minlength=bins).astype(np.int64)
        filled = counts > 0
        confidence = np.bincount(place, sure, bins)[filled] / counts[filled]
        accuracy = np.bincount(place, right, bins)[filled] / counts[filled]
        gaps = np.abs(confidence - accuracy) @ counts[filled]
        return Calibration(
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
            "precision": _plain(self.precision),
            "recall": _plain(self.recall),
            "confusion": self.confusion.tolist(),
        }


def _plain(values: FloatArray) -> list[float | None]:
    """For JSON, which knows no NaN."""
    return [None if np.isnan(value) else round(float(value), 6) for value in values]


def examine(
    classifier: Classifier,
    digits: Dataset,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> Examination:
    """Let a classifier answer all digits, and keep what it says.

    Args:
        classifier: any; its classes are the labels 0 to classes - 1.
        digits: whose labels are these.
        progress: told after every part, a few times a second.
        cancelled: asked before every part.

    Raises:
        Cancelled: `cancelled` said so.
        DatasetError: there are no digits, or their labels are not the model's classes.
    """
    count, classes = len(digits), len(classifier.classes_)
    if not count or digits.labels.max() >= classes:
        raise DatasetError(
            f"{digits.name}: {count} digits of {digits.classes} classes, expected some of the "
            f"{classes} that the model knows"
        )
    probabilities = np.empty((count, classes), np.float32)
    non_digit = np.empty(count, np.float32)
    for part in in_timed_parts(count, progress, cancelled):
        probabilities[part], non_digit[part] = classifier.judge(digits.images[part])
    return Examination(digits.labels, probabilities, non_digit, digits.name)


def in_timed_parts(
    count: int, progress: Progress | None = None, cancelled: Stop | None = None
) -> Iterator[slice]:
    """Slices that together cover `range(count)`, each about as long in time as the eye notices.

    The first one is small; how long it took decides about the next. Without anyone to tell or
    ask, there is a single one.

    Yields:
        slice: the next part.

    Raises:
        Cancelled: `cancelled` said so.
    """
    size = count if progress is None and cancelled is None else FIRST_PART
    done = 0
    while done < count:
        if cancelled is not None and cancelled():
            raise Cancelled(f"stopped after {done:,} of {count:,}")
        part = slice(done, min(done + size, count))
        started = time.perf_counter()
        yield part
        seconds = max(time.perf_counter() - started, 1e-6)
        done = part.stop
        if progress is not None:
            progress(done, count)
        # At most eightfold, since the first part also pays for what is prepared once; and whole
        # multiples, which classifiers can deal out evenly to their threads.
        wished = min(size * SECONDS_A_PART / seconds, 8 * size)
        size = max(1, int(wished / FIRST_PART)) * FIRST_PART
