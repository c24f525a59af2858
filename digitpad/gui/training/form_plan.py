"""Turns the values in the form into a plan and a list of all problems.

    values  ->  invalid texts  ->  invalid values  ->  plan  ->  problems of the whole plan

An invalid setting is replaced by its default for the next checks, so that all problems are found
at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from digitpad.common.errors import DigitpadError
from digitpad.estimators.registry import model_kind
from digitpad.gui.translation import translated
from digitpad.jobs.plan import TrainingPlan, usual_settings
from digitpad.jobs.plan_problems import Problem, problems_of, setting_problems
from digitpad.training.record import DataChoice


def checked_plan(
    model: str,
    parameters: Mapping[str, Any],
    settings: Mapping[str, Any],
    data: DataChoice,
    *,
    start: str = "",
    invalid_texts: Iterable[Problem] = (),
) -> tuple[TrainingPlan, dict[str, str]]:
    """The plan in the form, and the problems by setting; with problems, the plan is not usable.

    Args:
        model: the kind of model.
        parameters: those that differ from their defaults.
        settings: fields of `TrainingSettings` and `Augmentation`.
        data: the training data.
        start: the name of a model to start from, or empty.
        invalid_texts: problems of settings whose text is not a number.
    """
    found = [*invalid_texts, *setting_problems(settings), *_parameter_problems(model, parameters)]
    invalid = {problem.setting for problem in found}
    usual = usual_settings(model, data)
    valid = {name: value for name, value in settings.items() if name not in invalid}
    try:
        usual = usual.with_changes(valid)
    except DigitpadError as error:
        # Each value is valid by itself, but not in combination.
        found.append(Problem(_setting_of(error, valid), error))
    possible = {name: value for name, value in parameters.items() if name not in invalid}
    plan = TrainingPlan(model, possible, usual, data, start=start)
    return plan, reasons([*found, *problems_of(plan)])


def _parameter_problems(model: str, parameters: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems of single parameters."""
    for name, value in parameters.items():
        try:
            # Nothing is allocated.
            model_kind(model).tensor_shapes({name: value})
        except DigitpadError as error:
            yield Problem(name, error)
        except (TypeError, ValueError) as error:
            yield Problem.of(name, "{error}", error=error)


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
