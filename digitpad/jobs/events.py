"""The events of a job, besides those of `digitpad.training.events`.

RunBegan, PreparingData..., BatchFinished..., EpochFinished, ..., Finishing, and as the last one
RunFinished, RunStopped or RunFailed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from digitpad.common.errors import DigitpadError
from digitpad.common.progress import FitProgress
from digitpad.common.types import FloatArray, IntArray
from digitpad.jobs.run_folder import Run
from digitpad.library.model_file import ModelDescription
from digitpad.nn.network import Network
from digitpad.training.events import (
    BatchFinished,
    EpochFinished,
    PreparingData,
    TrainingFinished,
)

HISTOGRAM_BINS = 64

_figures = attrgetter(*(field.name for field in fields(BatchFinished)))


@dataclass(frozen=True, slots=True)
class RunBegan:
    """The data and the model are ready.

    Attributes:
        model: its name, such as `mlp`.
        parameters: how many weights are trained; 0 where that is not known yet.
        images: in the training set, including those that are still to be generated.
        threads: that are used.
        epochs, steps: in all, and batches in each; 0 for a model without epochs.
        epoch, step: where the run continues; epochs count from 1.
    """

    model: str
    parameters: int
    images: int
    threads: int
    epochs: int = 0
    steps: int = 0
    epoch: int = 1
    step: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class BatchesFinished:
    """The batches of about a second, as a worker process sends them.

    A small network finishes hundreds of batches a second. Sending and reading them as one table
    takes a fraction of a millisecond.

    Attributes:
        table: (batches, 7) float64, in each row the fields of a `BatchFinished`, in their order.
    """

    table: npt.NDArray[np.float64]

    @classmethod
    def of(cls, batches: Iterable[BatchFinished]) -> Self:
        """A table of these batches."""
        return cls(np.array([_figures(batch) for batch in batches]))

    @property
    def batches(self) -> list[BatchFinished]:
        """The single batches."""
        rows = ((map(int, row[:3]), row[3:]) for row in self.table.tolist())
        return [BatchFinished(*counts, *figures) for counts, figures in rows]


@dataclass(frozen=True, slots=True, eq=False)
class WeightsShown:
    """The first layer's weights, every two seconds, and a histogram of all weights.

    Attributes:
        name: of the tensor, such as `dense1.weight`.
        weights: as the layer has them: (784, units), or (size, size, channels, filters).
        histogram_counts: (bins,) of all weights of the network's layers, without biases.
        histogram_edges: (bins + 1,).
    """

    name: str
    weights: FloatArray
    histogram_counts: IntArray
    histogram_edges: FloatArray

    @classmethod
    def of(cls, network: Network) -> Self:
        """The current weights of a network."""
        tensors = network.tensors()
        name = next(name for name, tensor in tensors.items() if tensor.ndim > 1)
        weights = network.vector[: network.decayed]
        limit = max(float(np.abs(weights).max()), 1e-6) if np.isfinite(weights).all() else 1.0
        edges = np.linspace(-limit, limit, HISTOGRAM_BINS + 1, dtype=np.float32)
        scaled = (weights + limit) * (HISTOGRAM_BINS / (2 * limit))
        bins = scaled.astype(np.int32).clip(0, HISTOGRAM_BINS - 1)
        counts = np.bincount(bins, minlength=HISTOGRAM_BINS).astype(np.int64)
        return cls(name, tensors[name].copy(), counts, edges)


@dataclass(frozen=True, slots=True, eq=False)
class LiveTensors:
    """All tensors of the candidate model, about twice a second while requested."""

    tensors: dict[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class EpochMeasured:
    """The confusion matrix after an epoch.

    Attributes:
        epoch: counted from 1; always 1 for a model without epochs.
        confusion: (classes, classes) int64, truth in rows; on the validation set, or on 2,000 of
            the training digits where there is none.
    """

    epoch: int
    confusion: IntArray


@dataclass(frozen=True, slots=True)
class Paused:
    """The work waits. Sent by a worker process only."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The work continues after a pause. Sent by a worker process only."""


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """The run can be resumed from here."""

    epoch: int
    step: int


@dataclass(frozen=True, slots=True)
class RunWarning:
    """Something failed that does not end the run, such as writing to a full disk.

    After a failed checkpoint the previous one is still there.
    """

    error: DigitpadError


@dataclass(frozen=True, slots=True)
class Finishing:
    """Training is over; the model is being evaluated, which takes some seconds."""


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run has its model, in the run's folder. The last event."""

    run: Run
    model: Path
    description: ModelDescription


@dataclass(frozen=True, slots=True)
class RunStopped:
    """Stopped as requested, before the end. The last event."""

    run: Run
    can_resume: bool


@dataclass(frozen=True, slots=True)
class RunFailed:
    """The run cannot continue as it is. The last event.

    Attributes:
        error: what happened.
        suggestion: what may help, or None.
        can_resume: whether resuming the run makes sense. After a divergence it then continues
            from the best epoch, with the learning rate of the suggestion.
        lacks_place: whether only the model could not be saved in the run's folder, and another
            file is needed for it.
        model: the finished model, where it could be saved outside of the run's folder.
    """

    error: DigitpadError
    suggestion: DigitpadError | None
    can_resume: bool
    lacks_place: bool = False
    model: Path | None = None


LastEvent = RunFinished | RunStopped | RunFailed
RunEvent = (
    RunBegan
    | PreparingData
    | BatchFinished
    | EpochFinished
    | EpochMeasured
    | TrainingFinished
    | FitProgress
    | BatchesFinished
    | WeightsShown
    | LiveTensors
    | Paused
    | Resumed
    | CheckpointSaved
    | RunWarning
    | Finishing
    | LastEvent
)
