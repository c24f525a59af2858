"""What a training process tells, besides the events of `digitpad.training`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from digitpad.modelfile import ModelDescription
from digitpad.progress import FitProgress
from digitpad.runs.run import Run
from digitpad.training import BatchFinished, EpochFinished, PreparingData, TrainingFinished
from digitpad.types import FloatArray, IntArray

_figures = attrgetter(*(field.name for field in fields(BatchFinished)))


@dataclass(frozen=True, slots=True, eq=False)
class BatchesFinished:
    """The batches since the last such pack, at most one pack a second; none is left out.

    A small network finishes hundreds of batches a second. As one table they are sent, received
    and taken in within a fraction of a millisecond, which as objects they are not.

    Attributes:
        table: (batches, 7) float64, in each row the fields of a `BatchFinished`, in their order.
    """

    table: npt.NDArray[np.float64]

    @classmethod
    def of(cls, batches: Iterable[BatchFinished]) -> Self:
        """These, in one pack."""
        return cls(np.array([_figures(batch) for batch in batches]))

    @property
    def batches(self) -> list[BatchFinished]:
        """Each by itself."""
        rows = ((map(int, row[:3]), row[3:]) for row in self.table.tolist())
        return [BatchFinished(*counts, *figures) for counts, figures in rows]


@dataclass(frozen=True, slots=True, eq=False)
class WeightsShown:
    """The first layer's weights as they are now, every two seconds, and how they spread.

    Attributes:
        name: of the tensor, such as `dense1.weight`.
        weights: as the layer has them: (784, units), or (size, size, channels, filters).
        histogram_counts: (bins,) of all weights of the network's layers, biases left out.
        histogram_edges: (bins + 1,).
    """

    name: str
    weights: FloatArray
    histogram_counts: IntArray
    histogram_edges: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class LiveTensors:
    """All tensors of the model as it would be now, about twice a second while asked for."""

    tensors: dict[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class EpochMeasured:
    """After an epoch: what was taken for what.

    Attributes:
        epoch: counted from 1; for a machine, always 1.
        confusion: (classes, answers) int64, rows the truth, columns the answers; on the
            validation digits, or on 2,000 of the training digits where there are none.
    """

    epoch: int
    confusion: IntArray


@dataclass(frozen=True, slots=True)
class MachineProgress:
    """How far a machine is, which learns in one go."""

    progress: FitProgress


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing is being computed any more."""


@dataclass(frozen=True, slots=True)
class WentOn:
    """After a pause."""


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """From here the run could be resumed."""

    epoch: int
    step: int


@dataclass(frozen=True, slots=True)
class CheckpointFailed:
    """The disk is full, say. The earlier checkpoint is still there and training goes on."""

    message: str


@dataclass(frozen=True, slots=True)
class Finishing:
    """Training is over; the model is being measured, which takes some seconds."""


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run has its model. The last event."""

    run: Run
    model: Path
    description: ModelDescription


@dataclass(frozen=True, slots=True)
class RunStopped:
    """Stopped as asked, before the end. The last event."""

    run: Run
    can_resume: bool


@dataclass(frozen=True, slots=True)
class RunFailed:
    """The run cannot go on as it is. The last event.

    Attributes:
        message: what happened.
        suggestion: what would help, or empty.
        can_resume: whether resuming the run makes sense; after a diverging loss it then goes on
            from the best epoch, with the learning rate of the suggestion.
    """

    message: str
    suggestion: str
    can_resume: bool


RunEvent = (
    PreparingData
    | BatchesFinished
    | EpochFinished
    | TrainingFinished
    | WeightsShown
    | LiveTensors
    | EpochMeasured
    | MachineProgress
    | Paused
    | WentOn
    | CheckpointSaved
    | CheckpointFailed
    | Finishing
    | RunFinished
    | RunStopped
    | RunFailed
)
LastEvent = RunFinished | RunStopped | RunFailed
