"""The state of a training run, and its validation set."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from digitpad.common.errors import TrainingError
from digitpad.common.types import FloatArray, IntArray
from digitpad.data.mnist import Dataset
from digitpad.training.events import EpochFinished

CONFUSION_COUNT = 2_000
"""Training digits used for the confusion matrix where there is no validation set."""


@dataclass(slots=True)
class EpochSums:
    """Sums over the batches of the epoch so far; losses and right answers are summed by image."""

    step: int = 0
    loss: float = 0.0
    right: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class TrainingState:
    """Everything that changes during a run besides the network and the optimizer.

    Attributes:
        epoch: the current one, counted from 1.
        sums: of the current epoch.
        history: the finished epochs.
        best_epoch: by validation accuracy, then loss; the latest one without a validation set.
        best: the tensors of that epoch's model.
    """

    epoch: int = 1
    sums: EpochSums = field(default_factory=EpochSums)
    history: list[EpochFinished] = field(default_factory=list)
    best_epoch: int = 0
    best: dict[str, FloatArray] = field(default_factory=dict)

    def end_epoch(
        self, event: EpochFinished, candidate: Callable[[], Mapping[str, FloatArray]]
    ) -> None:
        """Record the epoch, and keep the candidate model if it is the best so far."""
        if self._is_best(event):
            self.best_epoch = self.epoch
            self.best = copies(candidate())
        self.history.append(event)
        self.epoch += 1
        self.sums = EpochSums()

    def _is_best(self, event: EpochFinished) -> bool:
        """Whether no earlier epoch was better."""
        if not self.history or math.isnan(event.validation_loss):
            return True
        best = self.history[self.best_epoch - 1]
        return (event.validation_accuracy, -event.validation_loss) >= (
            best.validation_accuracy,
            -best.validation_loss,
        )

    def return_to_best(self) -> None:
        """Go back to the end of the best epoch."""
        self.history = self.history[: self.best_epoch]
        self.epoch, self.sums = self.best_epoch + 1, EpochSums()


def hold_out(digits: Dataset, count: int, seed: int) -> tuple[Dataset, Dataset]:
    """Split off a validation set of `count` images at random; the seed decides which.

    Raises:
        TrainingError: nothing would be left to train on.
    """
    total = len(digits.labels)
    if count >= total:
        raise TrainingError(
            "{count} images cannot be held out of {total}",
            count=count,
            total=total,
        )
    if not count:
        return digits, digits.subset(np.empty(0, np.int64))
    order = np.random.default_rng((seed, 3)).permutation(total)
    return digits.subset(np.sort(order[count:])), digits.subset(np.sort(order[:count]))


def copies(tensors: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Copies of the tensors."""
    return {name: array.copy() for name, array in tensors.items()}


def count_answers(labels: IntArray, answers: IntArray, classes: int) -> IntArray:
    """The confusion matrix: (classes, classes) int64, truth in rows, predictions in columns."""
    counts: IntArray = np.bincount(labels * classes + answers, minlength=classes**2)
    return counts.reshape(classes, classes).astype(np.int64)
