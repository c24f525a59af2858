"""What a trainer tells while it trains."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreparingData:
    """While synthetic ink is drawn, before the first epoch."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BatchFinished:
    """After every step. Loss and accuracy are means over this batch, before the step."""

    epoch: int
    step: int
    steps: int
    loss: float
    accuracy: float
    learning_rate: float
    images_per_second: float


@dataclass(frozen=True, slots=True)
class EpochFinished:
    """After every epoch; epochs count from 1. Validation figures are NaN without validation."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float


@dataclass(frozen=True, slots=True)
class TrainingFinished:
    """At the very end: the record of all epochs, and which of them became the model."""

    history: tuple[EpochFinished, ...]
    chosen_epoch: int
    seconds: float


Event = PreparingData | BatchFinished | EpochFinished | TrainingFinished
