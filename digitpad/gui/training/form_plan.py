"""Turns the values in the form into a plan and a list of all problems.

    values  ->  invalid texts  ->  invalid values  ->  plan  ->  problems of the whole plan

An invalid setting is replaced by its default for the next checks, so that all problems are found
at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.common.errors import DigitpadError
from digitpad.estimators.registry import model_kind
from digitpad.gui.translation import translated
from digitpad.jobs.plan import TrainingPlan, usual_settings
from digitpad.jobs.plan_problems import Problem, problems_of, setting_problems
from digitpad.training.record import DataChoice


@dataclass(frozen=True, slots=True)
class FormValues:
    """The values in the form.

    Attributes:
        model: the kind of model.
        parameters: those that differ from their defaults.
        settings: fields of `TrainingSettings` and `Augmentation`.
        data: the training data.
        start: the name of a model to start from, or empty.
        invalid_texts: problems of settings whose text is not a number.
    """

    model: str
    parameters: Mapping[str, Any]
    settings: Mapping[str, Any]
    data: DataChoice
    start: str = ""
    invalid_texts: tuple[Problem, ...] = ()

    def plan(self) -> tuple[TrainingPlan, dict[str, str]]:
        """Return the plan and the problems by setting; with problems, the plan is not usable."""
        found = list(self.invalid_texts) + setting_problems(self.settings)
        found += self._parameter_problems()
        invalid = {problem.setting for problem in found}
        settings = usual_settings(self.model, self.data)
        valid = {n: v for n, v in self.settings.items() if n not in invalid}
        try:
            settings = settings.with_changes(valid)
        except DigitpadError as error:
            # Each value is valid by itself, but not in combination.
            found.append(Problem(_setting_of(error, valid), error))
        parameters = {n: v for n, v in self.parameters.items() if n not in invalid}
        plan = TrainingPlan(self.model, parameters, settings, self.data, start=self.start)
        found += problems_of(plan)
        return plan, reasons(found)

    def _parameter_problems(self) -> list[Problem]:
        """The problems of single parameters."""
        found = []
        for name, value in self.parameters.items():
            try:
                _check(self.model, {name: value})
            except DigitpadError as error:
                found.append(Problem(name, error))
            except (TypeError, ValueError) as error:
                found.append(Problem.of(name, "{error}", error=error))
        return found


def _check(model: str, parameters: Mapping[str, Any]) -> None:
    """Check parameters by computing the shapes of the tensors; nothing is allocated."""
    model_kind(model).tensor_shapes(parameters)


def _setting_of(error: DigitpadError, names: Iterable[str]) -> str:
    """The name of the setting that an error concerns, taken from the error's values."""
    concerned = error.values.keys() | {error.values.get("name")}
    return next((name for name in names if name in concerned), "settings")


def reasons(problems: Iterable[Problem]) -> dict[str, str]:
    """The first problem of each setting, in the language of the window."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.setting, translated(problem.reason))
    return found
