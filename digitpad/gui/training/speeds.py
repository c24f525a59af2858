"""How fast this machine trains, measured for each kind of plan when it is first asked for.

    ask(plan) -> a second of trying, in the background -> estimate(plan) knows

Plans that differ only in how long they are share one measurement.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from digitpad.gui.worker import Worker
from digitpad.training_plan import TrainingPlan, estimated_seconds, measure_speed

_OF_SPEED = ("batch_size", "optimizer", "average_decay", "augmentation", "threads")


class Speeds(QObject):
    """`measured` is emitted after each measurement."""

    measured = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, float] = {}
        self._waiting: dict[str, TrainingPlan] = {}
        self._measuring = ""
        self._is_on = True
        self._worker = Worker(self)
        self._worker.finished.connect(self._take)
        # What cannot be measured has no estimate; starting it will say why.
        self._worker.failed.connect(lambda _: self._take(math.nan))

    def ask(self, plans: Iterable[TrainingPlan]) -> None:
        """Measure what is not known yet, in this order; what waited before is forgotten."""
        keys = {_key(plan): plan for plan in plans}
        self._waiting = {
            key: plan
            for key, plan in keys.items()
            if key not in self._known and key != self._measuring
        }
        self._go_on()

    def pause(self) -> None:
        """Measure nothing for now: a training runs, and both would come out wrong."""
        self._is_on = False

    def go_on(self) -> None:
        """Measure again."""
        self._is_on = True
        self._go_on()

    def estimate(self, plan: TrainingPlan) -> float:
        """Seconds that a plan will take; NaN while that is not known."""
        speed = self._known.get(_key(plan), math.nan)
        return estimated_seconds(plan, speed) if speed > 0 else math.nan

    @property
    def is_busy(self) -> bool:
        """Whether something is being measured."""
        return self._worker.is_busy

    def knows(self, plan: TrainingPlan) -> bool:
        """Whether it was tried to measure this."""
        return _key(plan) in self._known

    def shut_down(self) -> None:
        """Let the last measurement end."""
        self._waiting = {}
        self._worker.wait()

    def _go_on(self) -> None:
        if self._is_on and self._waiting and not self._worker.is_busy:
            self._measuring = next(iter(self._waiting))
            plan = self._waiting.pop(self._measuring)
            self._worker.start(lambda: measure_speed(plan))

    def _take(self, speed: float) -> None:
        self._known[self._measuring] = speed
        self._measuring = ""
        self.measured.emit()
        self._go_on()


def _key(plan: TrainingPlan) -> str:
    """What the speed depends on, as a text."""
    settings = plan.settings.to_dict()
    matters = {name: settings[name] for name in _OF_SPEED}
    matters["augmentation"] = {k: v > 0 for k, v in matters["augmentation"].items()}
    # A machine learns in one go, so how much there is to learn matters as well.
    amount = [plan.data.mnist, settings["synthetic"]] if plan.is_machine else []
    return json.dumps([plan.model, dict(plan.parameters), matters, amount], default=str)
