"""How good a classifier is, and where it is not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A classifier's answers to a labelled set, and what follows from them.

    Attributes:
        labels: (N,) int64, the truth.
        probabilities: (N, classes) float32, calibrated.
        predicted: (N,) int64, the likeliest class.
    """

    labels: IntArray
    probabilities: FloatArray
    predicted: IntArray

    @property
    def right(self) -> BoolArray:
        """(N,) bool: which answers are right."""
        right: BoolArray = self.predicted == self.labels
        return right

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return float(self.right.mean())

    @property
    def loss(self) -> float:
        """Mean cross-entropy of the calibrated probabilities, in nats."""
        given = self.probabilities[np.arange(len(self.labels)), self.labels]
        return float(-np.log(np.maximum(given, 1e-12)).mean())

    @property
    def confusion(self) -> IntArray:
        """(classes, classes) int64: rows are the truth, columns the answers."""
        classes = self.probabilities.shape[1]
        pairs = self.labels * classes + self.predicted
        counts: IntArray = np.bincount(pairs, minlength=classes * classes).astype(np.int64)
        return counts.reshape(classes, classes)

    @property
    def by_class(self) -> dict[int, float]:
        """The share of right answers for each class that occurs."""
        return {
            int(label): float(self.right[self.labels == label].mean())
            for label in np.unique(self.labels)
        }

    @property
    def misclassified(self) -> IntArray:
        """The indices of wrong answers, the most confident error first."""
        wrong = np.flatnonzero(~self.right)
        confidence = self.probabilities[wrong, self.predicted[wrong]]
        ordered: IntArray = wrong[np.argsort(-confidence, kind="stable")]
        return ordered

    def calibration_error(self, bins: int = 15) -> float:
        """Expected calibration error (Guo et al. 2017).

        The gap between confidence and accuracy in bins of equal width, weighted by their counts.
        """
        confidence = self.probabilities.max(axis=1)
        place = np.minimum((confidence * bins).astype(int), bins - 1)
        gaps = np.bincount(place, weights=self.right - confidence, minlength=bins)
        return float(np.abs(gaps).sum() / len(self.labels))


def evaluate(classifier: Classifier, digits: Dataset) -> Evaluation:
    """Let a classifier answer all of `digits`, whose labels are 0 to classes - 1."""
    probabilities = classifier.predict_proba(digits.images)
    return Evaluation(digits.labels, probabilities, probabilities.argmax(axis=1))
