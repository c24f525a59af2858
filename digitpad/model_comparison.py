"""Two models answer the same digits: which is better, where, and at what price.

    old model --\
                 digits -> answers of both -> gained, lost, both wrong -> better, or only luck?
    new model --/

What matters more than two accuracies is where they differ: the digits that changed sides.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.errors import Cancelled, ParameterError
from digitpad.evaluation import Evaluation
from digitpad.modelfile import Model
from digitpad.types import BoolArray, FloatArray, IntArray

Progress = Callable[[int, int], None]
"""Told how many answers there are, and how many there will be."""

Stop = Callable[[], bool]
"""Asked again and again whether to stop."""

TOGETHER = 128
"""Digits answered at once: few enough to stop within a tenth of a second."""

TIMED_DIGITS = 60
TIMED_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two models.

    Attributes:
        name: of the model.
        numbers: how many weights and other numbers it holds.
        size: bytes of those.
        milliseconds: for one digit alone, as in the pad; the median of many.
    """

    name: str
    numbers: int
    size: int
    milliseconds: float


@dataclass(frozen=True, slots=True, eq=False)
class SetComparison:
    """The answers of both models to one set of digits."""

    digits: Dataset
    old: Evaluation
    new: Evaluation

    @property
    def gained(self) -> IntArray:
        """Indices of digits that only the new model reads right, what it is surest of first."""
        return self._ordered(~self.old.right & self.new.right, self.new)

    @property
    def lost(self) -> IntArray:
        """Indices of digits that only the old model reads right, the new's surest errors first."""
        return self._ordered(self.old.right & ~self.new.right, self.new)

    @property
    def both_wrong(self) -> IntArray:
        """Indices of digits that neither reads right, the new model's surest errors first."""
        return self._ordered(~self.old.right & ~self.new.right, self.new)

    @property
    def luck(self) -> float:
        """How likely so lopsided a change would be between two models that are equally good.

        McNemar's test (1947) in its exact form: every digit that changed sides is a coin toss.
        Small values, say below 0.05, mean that the difference is probably real.
        """
        fewer, more = sorted((len(self.gained), len(self.lost)))
        tosses = fewer + more
        if fewer == more:
            return 1.0
        logarithm = math.lgamma(tosses + 1) - tosses * math.log(2)
        tail = sum(
            math.exp(logarithm - math.lgamma(k + 1) - math.lgamma(tosses - k + 1))
            for k in range(fewer + 1)
        )
        return min(1.0, 2 * tail)

    def _ordered(self, chosen: BoolArray, by: Evaluation) -> IntArray:
        found = np.flatnonzero(chosen)
        confidence = by.probabilities[found, by.predicted[found]]
        ordered: IntArray = found[np.argsort(-confidence, kind="stable")]
        return ordered

    def to_dict(self) -> dict[str, Any]:
        """The figures for programs."""
        return {
            "data": self.digits.name,
            "count": len(self.digits),
            "accuracy": {"old": self.old.accuracy, "new": self.new.accuracy},
            "confusion": {"old": self.old.confusion.tolist(), "new": self.new.confusion.tolist()},
            "gained": self.gained.tolist(),
            "lost": self.lost.tolist(),
            "both_wrong": self.both_wrong.tolist(),
            "luck": self.luck,
        }


@dataclass(frozen=True, slots=True, eq=False)
class ModelComparison:
    """Two models side by side.

    Attributes:
        old, new: the models in figures.
        test: on digits that neither has learned from.
        samples: on the person's own; None where there are none.
    """

    old: Side
    new: Side
    test: SetComparison
    samples: SetComparison | None = None

    def to_dict(self) -> dict[str, Any]:
        """The figures for programs."""
        return {
            "models": {
                which: {
                    "name": side.name,
                    "numbers": side.numbers,
                    "bytes": side.size,
                    "milliseconds": side.milliseconds,
                }
                for which, side in (("old", self.old), ("new", self.new))
            },
            "test": self.test.to_dict(),
            "samples": None if self.samples is None else self.samples.to_dict(),
        }


def compare_models(
    old: Model,
    new: Model,
    digits: Dataset,
    samples: Dataset | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> ModelComparison:
    """Let both models answer all digits.

    Args:
        old: the model there was.
        new: the one that may take its place.
        digits: that neither has learned from.
        samples: the person's own; an empty set counts as none.
        progress: is told how far it is.
        cancelled: is asked whether to stop.

    Raises:
        ParameterError: the models are of different classes, or not of those of the digits.
        Cancelled: as asked.
    """
    sets = [digits] if samples is None or not len(samples) else [digits, samples]
    for data in sets:
        _check_classes(old, new, data)
    total = 2 * sum(len(data) for data in sets)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)
        if cancelled is not None and cancelled():
            raise Cancelled("the comparison was stopped")

    tell(0)
    found = [
        SetComparison(data, *(_evaluate(model.classifier, data, tell) for model in (old, new)))
        for data in sets
    ]
    return ModelComparison(_side(old, digits), _side(new, digits), *found)


def _check_classes(old: Model, new: Model, digits: Dataset) -> None:
    for model in (old, new):
        count = len(model.description.classes)
        if count != digits.classes:
            raise ParameterError(
                f"{model.description.name} knows {count} classes, {digits.name} has "
                f"{digits.classes}; only models of the same classes can be compared"
            )


def _evaluate(classifier: Classifier, digits: Dataset, tell: Callable[[int], None]) -> Evaluation:
    probabilities: list[FloatArray] = []
    for start in range(0, len(digits), TOGETHER):
        part = digits.images[start : start + TOGETHER]
        probabilities.append(classifier.predict_proba(part))
        tell(len(part))
    together = np.concatenate(probabilities)
    return Evaluation(digits.labels, together, together.argmax(axis=1))


def _side(model: Model, digits: Dataset) -> Side:
    tensors = model.classifier.tensors().values()
    return Side(
        name=model.description.name,
        numbers=sum(tensor.size for tensor in tensors),
        size=sum(tensor.nbytes for tensor in tensors),
        milliseconds=milliseconds_for_one(model.classifier, digits),
    )


def milliseconds_for_one(classifier: Classifier, digits: Dataset) -> float:
    """The median time for a digit alone, over up to `TIMED_DIGITS` of them."""
    images = digits.images[:TIMED_DIGITS]
    classifier.predict_proba(images[:1])
    began = time.perf_counter()
    times: list[float] = []
    for which in range(len(images)):
        started = time.perf_counter()
        classifier.predict_proba(images[which : which + 1])
        times.append(time.perf_counter() - started)
        if time.perf_counter() - began > TIMED_SECONDS:
            break
    return 1000 * statistics.median(times)
