"""What is known of a run at any moment, gathered from its events. It knows no screen.

    events  ->  RunRecord  ->  curves, figures, pictures

Views look at it when they repaint, which is less often than events arrive.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from enum import Enum

import numpy as np
import numpy.typing as npt

from digitpad.gui.error_words import in_words
from digitpad.gui.training.thinned import Thinned
from digitpad.progress import FitProgress
from digitpad.runs.events import (
    BatchesFinished,
    CheckpointFailed,
    CheckpointSaved,
    EpochMeasured,
    Finishing,
    MachineProgress,
    Paused,
    RunEvent,
    WeightsShown,
    WentOn,
)
from digitpad.training import EpochFinished, PreparingData
from digitpad.training_plan import TrainingPlan

_SMOOTHING_SECONDS = 1.5
"""Images a second are a mean over about so long."""


class Phase(Enum):
    """What a run is doing."""

    STARTING = "starting"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSED = "paused"
    FINISHING = "finishing"


class Clock:
    """Seconds that have passed, without the pauses."""

    def __init__(self, before: float = 0.0, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._before = before
        self._since: float | None = now()

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return self._before + (0.0 if self._since is None else self._now() - self._since)

    def hold(self) -> None:
        """Stand still."""
        self._before, self._since = self.seconds, None

    def go_on(self) -> None:
        """Run again."""
        if self._since is None:
            self._since = self._now()


class RunRecord:
    """Takes in `RunEvent`s with `take`.

    Attributes:
        plan: of the run.
        phase: what it is doing.
        epochs: how many there will be.
        epoch, step, steps: where it stands; the epoch counts from 1, the steps are of an epoch.
        history: the epochs that are done.
        loss, accuracy, learning_rate: curves over the epochs, batch by batch.
        images_per_second: lately.
        weights: the first layer's and the histogram, as last shown.
        confusion: of the last epoch.
        machine: how far a model is that learns in one go, and how that went.
        prepared: how much synthetic ink is drawn, of how much.
        saved_at: epoch and step of the last checkpoint.
        trouble: what went wrong without ending the run, or empty.
        changed_at: places on the curves where somebody changed something.
    """

    def __init__(
        self,
        plan: TrainingPlan,
        history: Iterable[EpochFinished] = (),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.plan = plan
        self.phase = Phase.STARTING
        self.history = list(history)
        self.epochs = max(plan.settings.epochs, len(self.history))
        self.epoch, self.step, self.steps = len(self.history) + 1, 0, 0
        self.loss, self.accuracy, self.learning_rate = Thinned(), Thinned(), Thinned()
        self.last_rate = math.nan
        self.images_per_second = math.nan
        self.weights: WeightsShown | None = None
        self.confusion: EpochMeasured | None = None
        self.machine: FitProgress | None = None
        self.machine_curve = Thinned()
        self.prepared = PreparingData(0, 0)
        self.saved_at: tuple[int, int] | None = None
        self.trouble = ""
        self.changed_at: list[float] = []
        self.clock = Clock(sum(epoch.seconds for epoch in self.history), now)
        self._fits = 0
        for epoch in self.history:
            self.loss.add(epoch.epoch - 0.5, epoch.loss)
            self.accuracy.add(epoch.epoch - 0.5, epoch.accuracy)
            self.learning_rate.add(epoch.epoch, epoch.learning_rate)

    @property
    def place(self) -> float:
        """Where it stands, in epochs."""
        return self.epoch - 1 + (self.step / self.steps if self.steps else 0.0)

    @property
    def progress(self) -> float:
        """How much of the whole is done, 0 to 1; NaN where nobody can know."""
        if self.phase is Phase.PREPARING and self.prepared.total:
            return self.prepared.done / self.prepared.total
        if self.plan.is_machine:
            fit = self.machine
            return fit.done / fit.total if fit is not None and fit.total else math.nan
        return min(1.0, self.place / self.epochs)

    @property
    def seconds_left(self) -> float:
        """How long it will still take, at the speed it has now; NaN while that is not known."""
        if self.plan.is_machine or not self.steps or not self.images_per_second > 0:
            return math.nan
        images = (self.epochs - self.place) * self.steps * self.plan.settings.batch_size
        return max(0.0, images / self.images_per_second)

    def take(self, event: RunEvent) -> None:
        """Take in what happened."""
        match event:
            case PreparingData():
                self.phase, self.prepared = Phase.PREPARING, event
            case BatchesFinished():
                self._take_batches(event)
            case EpochFinished():
                self._take_epoch(event)
            case WeightsShown():
                self.weights = event
            case EpochMeasured():
                self.confusion = event
            case MachineProgress():
                self._take_fit(event.progress)
            case Paused():
                self.phase = Phase.PAUSED
                self.clock.hold()
            case WentOn():
                self.phase = Phase.TRAINING
                self.clock.go_on()
            case Finishing():
                self.phase = Phase.FINISHING
            case CheckpointSaved():
                self.saved_at, self.trouble = (event.epoch, event.step), ""
            case CheckpointFailed():
                self.trouble = in_words(event.message)

    def add_epoch(self) -> None:
        """There will be one epoch more."""
        self.epochs += 1

    def note_change(self) -> None:
        """Somebody changed a setting now."""
        self.changed_at.append(self.place)

    def _take_batches(self, event: BatchesFinished) -> None:
        if self.phase in {Phase.STARTING, Phase.PREPARING}:
            self.phase = Phase.TRAINING
        epoch, step, steps, loss, accuracy, rate, speed = event.table.T
        places = epoch - 1 + step / steps
        self.loss.extend(places, loss)
        self.accuracy.extend(places, accuracy)
        self.learning_rate.extend(places, rate)
        self.epoch, self.step, self.steps = event.table[-1, :3].astype(int).tolist()
        self.last_rate = float(rate[-1])
        self._take_speeds(speed)

    def _take_speeds(self, speeds: npt.NDArray[np.float64]) -> None:
        """A mean that forgets; each batch counts for as long as it took."""
        if math.isnan(self.images_per_second):
            self.images_per_second, speeds = float(speeds[0]), speeds[1:]
        seconds = self.plan.settings.batch_size / speeds
        forgetting = np.exp(-seconds / _SMOOTHING_SECONDS)
        # What is left of each when those after it have come; the whole past is one before them.
        left = np.append(np.cumprod(forgetting[::-1])[::-1], 1.0)
        now = float(((1 - forgetting) * left[1:]) @ (1 / speeds))
        self.images_per_second = 1 / (float(left[0]) / self.images_per_second + now)

    def _take_epoch(self, epoch: EpochFinished) -> None:
        self.history.append(epoch)
        self.epochs = max(self.epochs, epoch.epoch)

    def _take_fit(self, fit: FitProgress) -> None:
        if self.phase in {Phase.STARTING, Phase.PREPARING}:
            self.phase = Phase.TRAINING
        self.machine = fit
        self._fits += 1
        if np.isfinite(fit.value):
            self.machine_curve.add(self._fits, fit.value)
