"""From a classifier's logits to its answer, with every number on the way.

    logits -> divided by the temperature -> less the largest -> exp -> divided by their sum

The probability of "no digit" is a softmax of its own, over all outputs; only a vector machine
divides them by the temperature for it, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.svm import SVM


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """How a classifier arrives at its probabilities for one image.

    Attributes:
        logits: (outputs,) float32; those of the classes, then that of "no digit", if there is one.
        temperature: the classes' logits are divided by it.
        differences: (classes,) float32, logits divided by the temperature, less the largest.
        exponentials: (classes,) float32, of the differences.
        total: the sum of the exponentials.
        probabilities: (classes,) float32, exponentials divided by their sum.
        non_digit: the probability that it is no digit; 0 for a classifier without that output.
        non_digit_temperature: all logits are divided by it before the softmax that gives
            `non_digit`; 1 but for vector machines.
    """

    logits: FloatArray
    temperature: float
    differences: FloatArray
    exponentials: FloatArray
    total: float
    probabilities: FloatArray
    non_digit: float
    non_digit_temperature: float


SUM = (2, -1)
"""The sum of the exponentials among the cells of `order`: it belongs to no row."""


def order(outputs: int, classes: int) -> list[tuple[int, int]]:
    """The numbers of a decision in the order in which they are computed, as (column, row).

    The columns are logits, differences, exponentials and probabilities. Only logits have a row for
    "no digit"; the sum comes before the probabilities.
    """
    rows = [outputs, classes, classes]
    cells = [(column, row) for column, count in enumerate(rows) for row in range(count)]
    return [*cells, SUM, *((3, row) for row in range(classes))]


def decide(classifier: Classifier, logits: FloatArray) -> Decision:
    """How a classifier decides by these logits (outputs,)."""
    scaled = logits[: len(classifier.classes_)] / np.float32(classifier.temperature_)
    differences = scaled - scaled.max()
    exponentials = np.exp(differences)
    total = exponentials.sum()
    temperature = float(classifier.temperature_)
    return Decision(
        logits,
        temperature,
        differences,
        exponentials,
        float(total),
        exponentials / total,
        float(classifier.non_digit_probabilities(logits[None])[0]),
        temperature if isinstance(classifier, SVM) else 1.0,
    )
