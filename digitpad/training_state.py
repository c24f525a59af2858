"""Where a run stands, which digits it may never learn from, and what it makes of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from digitpad.data.mnist import Dataset
from digitpad.errors import TrainingError
from digitpad.training_events import EpochFinished
from digitpad.types import FloatArray, IntArray

CONFUSION_COUNT = 2_000
"""So many training digits tell what is taken for what, where none are held out."""


@dataclass(slots=True)
class EpochSums:
    """What has been added up since the epoch began."""

    step: int = 0
    loss: float = 0.0
    right: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class TrainingState:
    """All that changes during a run; together with the settings it is what a checkpoint keeps."""

    epoch: int = 1
    sums: EpochSums = field(default_factory=EpochSums)
    history: list[EpochFinished] = field(default_factory=list)
    best_epoch: int = 0
    best: dict[str, FloatArray] = field(default_factory=dict)

    def end_epoch(
        self, event: EpochFinished, candidate: Callable[[], Mapping[str, FloatArray]]
    ) -> None:
        """Put the epoch on record, and keep what would be the model now if it is the best yet."""
        if self._is_best(event):
            self.best_epoch = self.epoch
            self.best = copies(candidate())
        self.history.append(event)
        self.epoch += 1
        self.sums = EpochSums()

    def _is_best(self, event: EpochFinished) -> bool:
        """By validation accuracy, then loss; without validation the latest epoch is the model."""
        if not self.history or math.isnan(event.validation_loss):
            return True
        best = self.history[self.best_epoch - 1]
        return (event.validation_accuracy, -event.validation_loss) >= (
            best.validation_accuracy,
            -best.validation_loss,
        )

    def return_to_best(self) -> None:
        """Stand where the best epoch ended."""
        self.history = self.history[: self.best_epoch]
        self.epoch, self.sums = self.best_epoch + 1, EpochSums()


def hold_out(digits: Dataset, count: int, seed: int) -> tuple[Dataset, Dataset]:
    """Split off `count` images at random; the same seed gives the same split.

    Raises:
        TrainingError: nothing would be left to train on.
    """
    total = len(digits.labels)
    if count >= total:
        raise TrainingError(f"{count} images cannot be held out of {total}")
    if not count:
        return digits, digits.subset(np.empty(0, np.int64))
    order = np.random.default_rng((seed, 3)).permutation(total)
    return digits.subset(np.sort(order[count:])), digits.subset(np.sort(order[:count]))


def copies(tensors: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """The same tensors, which no longer change."""
    return {name: array.copy() for name, array in tensors.items()}


def count_answers(labels: IntArray, answers: IntArray, classes: int) -> IntArray:
    """What was taken for what: (classes, classes) int64, the truth in rows."""
    counts: IntArray = np.bincount(labels * classes + answers, minlength=classes**2)
    return counts.reshape(classes, classes).astype(np.int64)
