"""Two models answer the same digits: which is better, where, and at what size and speed.

    old model --\
                 digits -> answers of both -> gained, lost, both wrong -> better, or only chance?
    new model --/

More telling than the two accuracies are the digits where the models disagree.
"""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import asdict, dataclass
from typing import Any

from digitpad.common.errors import ParameterError
from digitpad.common.progress import Report
from digitpad.common.types import IntArray
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.evaluation.metrics import Evaluation, Stop, evaluate
from digitpad.library.model_file import Model, parameter_count

TIMED_DIGITS = 60
TIMED_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two models.

    Attributes:
        name: of the model.
        numbers: how many parameters it has.
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
        return self.new.most_confident_first(~self.old.right & self.new.right)

    @property
    def lost(self) -> IntArray:
        """Indices of digits that only the old model reads right, the new's surest errors first."""
        return self.new.most_confident_first(self.old.right & ~self.new.right)

    @property
    def both_wrong(self) -> IntArray:
        """Indices of digits that neither reads right, the new model's surest errors first."""
        return self.new.most_confident_first(~self.old.right & ~self.new.right)

    @property
    def p_value(self) -> float:
        """The probability of so unequal counts if the two models were equally good.

        McNemar's exact test (1947): each digit on which only one is right is a coin toss. Small
        values, say below 0.05, mean that the difference is probably real.
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
            "p_value": self.p_value,
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
                which: {("bytes" if key == "size" else key): value for key, value in side.items()}
                for which, side in (("old", asdict(self.old)), ("new", asdict(self.new)))
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
    progress: Report | None = None,
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
    total, done = 2 * sum(len(data) for data in sets), 0
    if progress is not None:
        progress(0, total)

    def answers(model: Model, data: Dataset) -> Evaluation:
        nonlocal done
        before = done
        done += len(data)
        tell = None if progress is None else lambda count, _: progress(before + count, total)
        return evaluate(model.classifier, data, progress=tell, cancelled=cancelled)

    found = [SetComparison(data, answers(old, data), answers(new, data)) for data in sets]
    return ModelComparison(_side(old, digits), _side(new, digits), *found)


def _check_classes(old: Model, new: Model, digits: Dataset) -> None:
    for model in (old, new):
        count = len(model.description.classes)
        if count != digits.classes:
            raise ParameterError(
                "{model} knows {count} classes, {data} has {classes}; only models of the "
                "same classes can be compared",
                model=model.description.name,
                count=count,
                data=digits.name,
                classes=digits.classes,
            )


def _side(model: Model, digits: Dataset) -> Side:
    tensors = model.classifier.tensors()
    return Side(
        name=model.description.name,
        numbers=parameter_count({name: tensor.shape for name, tensor in tensors.items()}),
        size=sum(tensor.nbytes for tensor in tensors.values()),
        milliseconds=milliseconds_for_one(model.classifier, digits),
    )


def milliseconds_for_one(classifier: Classifier, digits: Dataset) -> float:
    """The median time for a digit alone, over up to `TIMED_DIGITS` of them."""
    classifier.predict_proba(digits.images[:1])
    times: list[float] = []
    for image in digits.images[:TIMED_DIGITS]:
        started = time.perf_counter()
        classifier.predict_proba(image[None])
        times.append(time.perf_counter() - started)
        if sum(times) > TIMED_SECONDS:
            break
    return 1000 * statistics.median(times)
