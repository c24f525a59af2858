"""The combinations of values that a sweep tries: all of a grid, or some drawn at random.

    learning_rate 0.05, 0.1   x   hidden [64], [128]   ->   four combinations

scikit-learn's `ParameterGrid` and `ParameterSampler` make them: the extra [cluster].
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from digitpad.common.errors import DigitpadError, ParameterError
from digitpad.jobs.plan import TrainingPlan

LOGARITHMIC_FROM = 10
"""A range whose ends have at least this ratio is drawn from on a logarithmic scale."""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; whole ones where both ends are whole.

    Raises:
        ParameterError: the ends are not finite, or not in this order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ParameterError(
                "a range goes from low to high, not {low} to {high}", low=self.low, high=self.high
            )

    def rvs(self, random_state: np.random.RandomState) -> float:
        """One number, rounded to four digits. The name is that of SciPy's distributions."""
        is_whole = isinstance(self.low, int) and isinstance(self.high, int)
        if self.low > 0 and self.high >= LOGARITHMIC_FROM * self.low:
            value = math.exp(random_state.uniform(math.log(self.low), math.log(self.high)))
        else:
            value = random_state.uniform(self.low, self.high)
        return round(value) if is_whole else float(f"{value:.4g}")


Choices = Mapping[str, "Sequence[Any] | Range"]


def combinations(choices: Choices) -> list[dict[str, Any]]:
    """All combinations, by the alphabet of the names; the last name changes fastest.

    Raises:
        ParameterError: a name has no values, or a range, of which there are endlessly many.
        DigitpadError: scikit-learn is not installed.
    """
    _check(choices)
    for name, values in choices.items():
        if isinstance(values, Range):
            raise ParameterError(
                "{name}: a range has endlessly many values; draw some of them", name=name
            )
    return [dict(one) for one in _model_selection().ParameterGrid(dict(choices))]


def drawn(choices: Choices, count: int, seed: int) -> list[dict[str, Any]]:
    """`count` different combinations drawn at random; fewer where there are no more.

    Raises:
        ParameterError: a name has no values, or `count` is below 1.
        DigitpadError: scikit-learn is not installed.
    """
    _check(choices)
    if count < 1:
        raise ParameterError("at least one combination has to be drawn, not {count}", count=count)
    has_range = any(isinstance(values, Range) for values in choices.values())
    # A range of few whole numbers may have fewer combinations than are asked for.
    tries = 20 * count if has_range else min(count, len(combinations(choices)))
    sampler = _model_selection().ParameterSampler(dict(choices), tries, random_state=seed)
    found: list[dict[str, Any]] = []
    for one in sampler:
        if one not in found:
            found.append(dict(one))
        if len(found) == count:
            break
    return found


def _check(choices: Choices) -> None:
    for name, values in choices.items():
        if not isinstance(values, Range) and not values:
            raise ParameterError("{name}: there are no values to try", name=name)


def _model_selection() -> ModuleType:
    try:
        import sklearn.model_selection  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise DigitpadError(
            "a sweep needs more packages: pip install 'digitpad[cluster]'"
        ) from error
    module: ModuleType = sklearn.model_selection
    return module


def check_names(plan: TrainingPlan, names: Iterable[str]) -> None:
    """Refuse settings that would change nothing: a model without epochs is fitted to the digits.

    Raises:
        ParameterError: a name is a training setting and the model has no epochs.
    """
    known = plan.kind.parameters
    for name in () if plan.kind.trains_in_epochs else names:
        if name not in known:
            raise ParameterError(
                "{model} is swept over its parameters, {known}; {name} is none",
                model=plan.model,
                known=", ".join(known),
                name=name,
            )
