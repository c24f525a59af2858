"""The state of a run, collected from its events; without widgets.

    events  ->  RunRecord  ->  curves, metrics, pictures

Views read it a few times a second, which is less often than events arrive.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from enum import Enum

import numpy as np
import numpy.typing as npt

from digitpad.common.progress import FitProgress
from digitpad.gui.translation import translated
from digitpad.jobs.events import (
    BatchesFinished,
    CheckpointSaved,
    EpochMeasured,
    Finishing,
    Paused,
    Resumed,
    RunEvent,
    RunWarning,
    WeightsShown,
)
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.events import EpochFinished, PreparingData

_SPEED_AVERAGE_SECONDS = 1.5
"""Time constant of the exponential moving average of the speed."""

_ESTIMATE_AVERAGE_SECONDS = 20.0
"""The same of the speed from which the time left is estimated, so that it does not jump."""


class Phase(Enum):
    """The phase of a run."""

    STARTING = "starting"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSED = "paused"
    FINISHING = "finishing"


class Clock:
    """A stopwatch that can be paused."""

    def __init__(self, before: float = 0.0, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._before = before
        self._since: float | None = now()

    @property
    def seconds(self) -> float:
        """The elapsed seconds, without pauses."""
        return self._before + (0.0 if self._since is None else self._now() - self._since)

    def pause(self) -> None:
        """Stop the stopwatch."""
        self._before, self._since = self.seconds, None

    def resume(self) -> None:
        """Continue after a pause."""
        if self._since is None:
            self._since = self._now()


Values = npt.NDArray[np.float64]


class Series:
    """Values over epochs, or over reports; grows by appending.

    Beyond `LIMIT` values every second one is dropped, since no screen can show that many.
    """

    LIMIT = 100_000

    def __init__(self) -> None:
        self._points = np.empty((64, 2))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, x: float, y: float) -> None:
        """Append one value."""
        self.extend(np.array([x]), np.array([y]))

    def extend(self, x: Values, y: Values) -> None:
        """Append values: x and y are both (N,) float64."""
        if self._count + len(x) > self.LIMIT:
            kept = self._points[: self._count : 2]
            self._points[: len(kept)], self._count = kept.copy(), len(kept)
        while self._count + len(x) > len(self._points):
            self._points = np.vstack([self._points, np.empty_like(self._points)])
        new = self._points[self._count : self._count + len(x)]
        new[:, 0], new[:, 1] = x, y
        self._count += len(x)

    def points(self) -> tuple[Values, Values]:
        """The x and the y of all values, both (N,) float64."""
        points = self._points[: self._count]
        return points[:, 0], points[:, 1]


class RunRecord:
    """Updated with `handle` for every event.

    Attributes:
        plan: the plan of the run.
        phase: the current phase.
        epochs: the planned number of epochs.
        epoch, step, steps: the current epoch, from 1, its current step, and its number of steps.
        history: the finished epochs.
        loss, accuracy, learning_rate: curves of the batches over the epochs.
        last_rate: the learning rate of the last batch, or NaN.
        images_per_second: the training speed, a moving average, or NaN.
        weights: the last weights of the first layer with their histogram, or None.
        confusion: the last measured confusion matrix, or None.
        fit_progress: progress of a model that is fitted without epochs, or None.
        fit_curve: the values of `fit_progress`.
        prepared: how many images of the added ink are drawn, and how many will be.
        problem: a problem that did not end the run, in words, or empty.
        changed_at: positions, in epochs, where settings were changed.
        clock: the elapsed time.
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
        self.loss, self.accuracy, self.learning_rate = Series(), Series(), Series()
        self.last_rate = math.nan
        self.images_per_second = math.nan
        self.weights: WeightsShown | None = None
        self.confusion: EpochMeasured | None = None
        self.fit_progress: FitProgress | None = None
        self.fit_curve = Series()
        self.prepared = PreparingData(0, 0)
        self.problem = ""
        self.changed_at: list[float] = []
        self.clock = Clock(sum(epoch.seconds for epoch in self.history), now)
        self._fit_reports = 0
        self._steady_speed = math.nan
        for epoch in self.history:
            self.loss.add(epoch.epoch - 0.5, epoch.loss)
            self.accuracy.add(epoch.epoch - 0.5, epoch.accuracy)
            self.learning_rate.add(epoch.epoch, epoch.learning_rate)

    @property
    def position(self) -> float:
        """The current position, in epochs."""
        return self.epoch - 1 + (self.step / self.steps if self.steps else 0.0)

    @property
    def progress(self) -> float:
        """The finished fraction, 0 to 1; NaN if it is unknown."""
        if self.phase is Phase.PREPARING and self.prepared.total:
            return self.prepared.done / self.prepared.total
        if not self.plan.kind.trains_in_epochs:
            fit = self.fit_progress
            return fit.done / fit.total if fit is not None and fit.total else math.nan
        return min(1.0, self.position / self.epochs)

    @property
    def seconds_left(self) -> float:
        """Estimated remaining seconds; NaN while unknown."""
        if not self.steps or not self.images_per_second > 0:
            return math.nan
        images = (self.epochs - self.position) * self.steps * self.plan.settings.batch_size
        return max(0.0, images / self._steady_speed)

    def handle(self, event: RunEvent) -> None:
        """Update the record with an event."""
        match event:
            case PreparingData():
                self.phase, self.prepared = Phase.PREPARING, event
            case BatchesFinished():
                self._add_batches(event)
            case EpochFinished():
                self.history.append(event)
                self.epochs = max(self.epochs, event.epoch)
            case WeightsShown():
                self.weights = event
            case EpochMeasured():
                self.confusion = event
            case FitProgress():
                self._add_fit_progress(event)
            case Paused():
                self.phase = Phase.PAUSED
                self.clock.pause()
            case Resumed():
                self.phase = Phase.TRAINING
                self.clock.resume()
            case Finishing():
                self.phase = Phase.FINISHING
            case CheckpointSaved():
                self.problem = ""
            case RunWarning():
                self.problem = translated(event.error)

    def add_epoch(self) -> None:
        """Note that one epoch was added."""
        self.epochs += 1

    def note_change(self) -> None:
        """Note that a setting was changed at the current position."""
        self.changed_at.append(self.position)

    def _begin_training(self) -> None:
        if self.phase in {Phase.STARTING, Phase.PREPARING}:
            self.phase = Phase.TRAINING

    def _add_batches(self, event: BatchesFinished) -> None:
        self._begin_training()
        epoch, step, steps, loss, accuracy, rate, speed = event.table.T
        positions = epoch - 1 + step / steps
        self.loss.extend(positions, loss)
        self.accuracy.extend(positions, accuracy)
        self.learning_rate.extend(positions, rate)
        self.epoch, self.step, self.steps = event.table[-1, :3].astype(int).tolist()
        self.last_rate = float(rate[-1])
        self._update_speed(speed)

    def _update_speed(self, speeds: Values) -> None:
        if math.isnan(self.images_per_second):
            self.images_per_second = self._steady_speed = float(speeds[0])
            speeds = speeds[1:]
        seconds = self.plan.settings.batch_size / speeds
        self.images_per_second = _moving_average(
            self.images_per_second, speeds, seconds / _SPEED_AVERAGE_SECONDS
        )
        self._steady_speed = _moving_average(
            self._steady_speed, speeds, seconds / _ESTIMATE_AVERAGE_SECONDS
        )

    def _add_fit_progress(self, fit: FitProgress) -> None:
        self._begin_training()
        self.fit_progress = fit
        self._fit_reports += 1
        if np.isfinite(fit.value):
            self.fit_curve.add(self._fit_reports, fit.value)


def _moving_average(before: float, speeds: Values, durations: Values) -> float:
    """The exponential moving average of the time per image, as a speed.

    Args:
        before: the average so far.
        speeds: (N,) of the batches that follow.
        durations: (N,) of these batches, in multiples of the time constant.
    """
    decay = np.exp(-durations)
    # left[i]: the weight that remains of what came before batch i after all later batches.
    left = np.append(np.cumprod(decay[::-1])[::-1], 1.0)
    now = float(((1 - decay) * left[1:]) @ (1 / speeds))
    return 1 / (float(left[0]) / before + now)
