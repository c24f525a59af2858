"""From what stands in the form to a plan, and to everything in it that cannot work.

    values  ->  those that cannot be read  ->  those that cannot be  ->  a plan  ->  what it objects

A setting that cannot work is left as usual for the rest of the way, so that all problems come to
light at once and not one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.architectures import ARCHITECTURES
from digitpad.errors import DigitpadError
from digitpad.gui.error_words import in_words
from digitpad.machines import MACHINES
from digitpad.training_plan import (
    DataChoice,
    Problem,
    TrainingPlan,
    setting_problems,
    usual_settings,
)


@dataclass(frozen=True, slots=True)
class FormValues:
    """What stands in the form.

    Attributes:
        model: a name.
        parameters: those that are not as usual.
        settings: fields of `TrainingSettings` and `Augmentation`.
        data: what to learn from.
        start: a model to go on from, or empty.
        unreadable: where something is written that is not even a number.
    """

    model: str
    parameters: Mapping[str, Any]
    settings: Mapping[str, Any]
    data: DataChoice
    start: str = ""
    unreadable: tuple[Problem, ...] = ()

    def plan(self) -> tuple[TrainingPlan, dict[str, str]]:
        """The plan, and what cannot work, by setting; the plan counts only without problems."""
        found = list(self.unreadable) + setting_problems(self.settings)
        found += self._parameter_problems()
        marked = {problem.setting for problem in found}
        settings = usual_settings(self.model, self.data)
        possible = {n: v for n, v in self.settings.items() if n not in marked}
        try:
            settings = settings.with_changes(possible)
        except DigitpadError as error:
            # Each is possible by itself, but not with the others.
            found.append(Problem(_named_in(str(error), possible), str(error)))
        parameters = {n: v for n, v in self.parameters.items() if n not in marked}
        plan = TrainingPlan(self.model, parameters, settings, self.data, start=self.start)
        found += plan.problems()
        return plan, reasons(found)

    def _parameter_problems(self) -> list[Problem]:
        """What is wrong with a parameter by itself, or with all of them together."""
        found = []
        for name, value in self.parameters.items():
            try:
                _try(self.model, {name: value})
            except (DigitpadError, TypeError, ValueError) as error:
                found.append(Problem(name, str(error)))
        return found


def _try(model: str, parameters: Mapping[str, Any]) -> None:
    """Plan a model without making it."""
    if model in MACHINES:
        MACHINES[model].classifier(parameters).tensor_shapes(10)
    else:
        ARCHITECTURES[model].plan(parameters)


def _named_in(reason: str, names: Iterable[str]) -> str:
    """Which setting a reason speaks of; `elastic smoothness` is not `elastic`."""
    spoken_of = [name for name in names if name.replace("_", " ") in reason]
    return max(spoken_of, key=len, default="settings")


def reasons(problems: Iterable[Problem]) -> dict[str, str]:
    """The first reason for each setting."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.setting, in_words(problem.reason))
    return found
