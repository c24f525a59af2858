"""Measures the training speed on this computer, once for each kind of plan.

    measure(plans) -> a second of training each, in the background -> estimate(plan)

Plans that differ only in their length share one measurement.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from digitpad.common.errors import DigitpadError, InkError
from digitpad.data.training_ink import NO_INK
from digitpad.gui.background import BackgroundJob, Task
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.speed import estimated_seconds, measure_speed

_RELEVANT_SETTINGS = ("batch_size", "optimizer", "average_decay", "augmentation", "threads")


class Speeds(QObject):
    """`measured` is emitted after each measurement."""

    measured = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, float] = {}
        self._wanted: dict[str, TrainingPlan] = {}
        self._is_paused = False
        self.job = BackgroundJob(self)
        self.job.partial_result.connect(self._on_measured)

    def measure(self, plans: Iterable[TrainingPlan]) -> None:
        """Measure plans of unknown speed, in this order; no others are measured any more."""
        wanted = {key: plan for plan in plans if (key := _key(plan)) not in self._known}
        if self._is_paused or not wanted:
            self._wanted = wanted
            self.job.cancel()
        elif not (self.job.is_busy and wanted.keys() == self._wanted.keys()):
            self._wanted = wanted
            self.job.start(lambda task: _measure(task, wanted))

    def pause(self) -> None:
        """Measure nothing for now: during training, the measured speed would be wrong."""
        self._is_paused = True
        self.job.cancel()

    def resume(self) -> None:
        """Continue to measure after `pause`."""
        self._is_paused = False
        self.measure(self._wanted.values())

    def estimate(self, plan: TrainingPlan) -> float:
        """Estimated seconds of a plan; NaN while unknown."""
        speed = self._known.get(_key(plan), math.nan)
        try:
            return estimated_seconds(plan, speed) if speed > 0 else math.nan
        except InkError:
            # The pen ink is damaged, which is one of the problems of the plan.
            return math.nan

    def _on_measured(self, found: tuple[str, float]) -> None:
        key, speed = found
        self._known[key] = speed
        self.measured.emit()


def _measure(task: Task, plans: Mapping[str, TrainingPlan]) -> None:
    for key, plan in plans.items():
        task.check_cancelled()
        try:
            speed = measure_speed(plan)
        except (DigitpadError, OSError):
            # Without a measurement there is no estimate; starting the plan shows the error.
            speed = math.nan
        task.show_partial((key, speed))


def _key(plan: TrainingPlan) -> str:
    """Everything that the speed depends on, as a text."""
    settings = plan.settings.to_dict()
    relevant = {name: settings[name] for name in _RELEVANT_SETTINGS}
    relevant["augmentation"] = {k: v > 0 for k, v in relevant["augmentation"].items()}
    # Without epochs, the time depends on the number of digits as well.
    amount = (
        []
        if plan.kind.trains_in_epochs
        else [plan.data.mnist, *(settings[name] for name in NO_INK)]
    )
    return json.dumps([plan.model, dict(plan.parameters), relevant, amount], default=str)
