"""The events of a training run, in the order in which a trainer yields them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from digitpad.common.validation import DescriptionError, build


@dataclass(frozen=True, slots=True)
class PreparingData:
    """While ink is drawn, before the first epoch. Counts images."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BatchFinished:
    """After every step. Loss and accuracy are means over this batch, before the step.

    `images_per_second` leaves out the time that training was paused.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    accuracy: float
    learning_rate: float
    images_per_second: float


@dataclass(frozen=True, slots=True)
class EpochFinished:
    """After every epoch; epochs count from 1. Validation figures are NaN without validation.

    `seconds` leave out the time that training was paused.
    """

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """For JSON, which has no NaN: such figures are None."""
        return {k: None if math.isnan(value) else value for k, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: Any, source: object) -> Self:
        """Restore what `to_dict` gave. Raises `DescriptionError`, which names the source."""
        if not isinstance(values, Mapping):
            raise DescriptionError("{source}: not the record of an epoch", source=source)
        none = {name for name in values if name.startswith("validation_") and values[name] is None}
        epoch = build(cls, {**values, **dict.fromkeys(none, 0.0)}, source)
        return replace(
            epoch,
            validation_loss=math.nan if "validation_loss" in none else epoch.validation_loss,
            validation_accuracy=(
                math.nan if "validation_accuracy" in none else epoch.validation_accuracy
            ),
        )


@dataclass(frozen=True, slots=True)
class TrainingFinished:
    """At the end: all epochs, and which of them became the model. `seconds` is their sum."""

    history: tuple[EpochFinished, ...]
    chosen_epoch: int
    seconds: float


Event = PreparingData | BatchFinished | EpochFinished | TrainingFinished
