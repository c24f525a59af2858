"""What is varied in a sweep: every combination of some values, or some drawn by chance.

    learning_rate 0.05, 0.1   x   hidden [64], [128]   ->   four combinations

A range of numbers, such as 0.01 to 0.3, can only be drawn from.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from digitpad.errors import ParameterError
from digitpad.training_plan import TrainingPlan
from digitpad.training_plan.choice import kind_of_model

WIDE = 10
"""In a range that ends at so many times its beginning, 0.01 to 0.1 is as far as 0.1 to 1."""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers between two ends, both of them possible; whole ones where both ends are whole.

    A range whose upper end is ten times the lower one or more is drawn from by size: the
    logarithm is uniform.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ParameterError(f"a range goes from low to high, not {self.low} to {self.high}")

    def draw(self, generator: np.random.Generator) -> float:
        """One number, rounded to four figures."""
        is_whole = isinstance(self.low, int) and isinstance(self.high, int)
        if self.low > 0 and self.high >= WIDE * self.low:
            value = math.exp(generator.uniform(math.log(self.low), math.log(self.high)))
        else:
            value = generator.uniform(self.low, self.high)
        return round(value) if is_whole else float(f"{value:.4g}")


Choices = Mapping[str, "Sequence[Any] | Range"]


def combinations(choices: Choices) -> list[dict[str, Any]]:
    """All combinations, the last name changing fastest.

    Raises:
        ParameterError: a name has no values, or a range, which has endlessly many.
    """
    lists: list[Sequence[Any]] = []
    for name, values in choices.items():
        if isinstance(values, Range):
            raise ParameterError(f"{name}: a range has endlessly many values; draw some of them")
        if not values:
            raise ParameterError(f"{name}: there are no values to try")
        lists.append(values)
    return [dict(zip(choices, values, strict=True)) for values in itertools.product(*lists)]


def drawn(choices: Choices, count: int, seed: int) -> list[dict[str, Any]]:
    """`count` different combinations drawn by chance; fewer where there are no more.

    Raises:
        ParameterError: a name has no values, or none is to be drawn.
    """
    if count < 1:
        raise ParameterError(f"at least one combination has to be drawn, not {count}")
    generator = np.random.default_rng((seed, 9))
    if not any(isinstance(values, Range) for values in choices.values()):
        every = combinations(choices)
        order = generator.permutation(len(every))[:count]
        return [every[place] for place in order]
    combinations({name: v for name, v in choices.items() if not isinstance(v, Range)})
    found: list[dict[str, Any]] = []
    # A range of few whole numbers may have fewer combinations than are asked for.
    for _ in range(20 * count):
        one = {name: _one_of(values, generator) for name, values in choices.items()}
        if one not in found:
            found.append(one)
        if len(found) == count:
            break
    return found


def _one_of(values: Sequence[Any] | Range, generator: np.random.Generator) -> Any:
    if isinstance(values, Range):
        return values.draw(generator)
    return values[int(generator.integers(len(values)))]


def with_changes(plan: TrainingPlan, changes: Mapping[str, Any]) -> TrainingPlan:
    """A plan with other parameters of the model or training settings, each by its name.

    Raises:
        ParameterError: a name or value is not possible.
    """
    known = kind_of_model(plan.model).parameters
    parameters = {name: value for name, value in changes.items() if name in known}
    settings = {name: value for name, value in changes.items() if name not in known}
    return replace(
        plan,
        parameters={**plan.parameters, **parameters},
        settings=plan.settings.with_changes(settings),
    )


def check_names(plan: TrainingPlan, names: Iterable[str]) -> None:
    """Refuse what would make no difference: in a sweep, a machine learns from the digits alone.

    Raises:
        ParameterError: a name is a training setting and the model a machine.
    """
    known = kind_of_model(plan.model).parameters
    for name in names if plan.is_machine else ():
        if name not in known:
            raise ParameterError(
                f"{plan.model} is swept over its parameters, {', '.join(known)}; {name} is none"
            )
