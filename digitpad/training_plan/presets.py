"""Three plans to begin with: half a minute, a few minutes, and as good as it gets.

The times hold for a machine with two cores; `estimated_seconds` tells them for this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from digitpad.errors import ParameterError
from digitpad.training_plan.choice import DataChoice
from digitpad.training_plan.plan import TrainingPlan

PRESETS = ("quick", "usual", "best")
"""About half a minute, up to five minutes, and what the bundled model was trained with."""

Changes = Mapping[str, Any]

_QUICK: Mapping[str, Changes] = MappingProxyType(
    {
        "mlp": {"epochs": 5, "synthetic": 4_000, "non_digits": 1_500},
        "cnn-small": {"epochs": 4, "synthetic": 4_000, "non_digits": 1_500},
        "cnn": {"mnist": 20_000, "epochs": 1, "synthetic": 2_000, "non_digits": 800},
        "svm-hog": {"mnist": 12_000, "synthetic": 2_000, "landmarks": 1_000},
        "svm-fourier": {"mnist": 20_000, "synthetic": 4_000, "landmarks": 1_000},
    }
)
_USUAL: Mapping[str, Changes] = MappingProxyType(
    {
        "mlp": {"epochs": 12},
        "cnn-small": {"epochs": 8},
        "cnn": {"epochs": 4, "synthetic": 20_000, "non_digits": 8_000},
        "svm-hog": {"mnist": 40_000, "synthetic": 10_000, "landmarks": 2_000},
    }
)
_CHANGES: Mapping[str, Mapping[str, Changes]] = MappingProxyType(
    {"quick": _QUICK, "usual": _USUAL, "best": {}}
)


def preset(model: str, name: str) -> TrainingPlan:
    """A plan by the model's name and one of `PRESETS`.

    Raises:
        ParameterError: there is no such model or preset.
    """
    if name not in _CHANGES:
        raise ParameterError(f"preset {name!r} is not known; there are {', '.join(PRESETS)}")
    changes = dict(_CHANGES[name].get(model, {}))
    data = DataChoice(mnist=changes.pop("mnist", DataChoice().mnist))
    plan = TrainingPlan.usual(model, data)
    landmarks = {"landmarks": changes.pop("landmarks")} if "landmarks" in changes else {}
    return replace(plan, parameters=landmarks, settings=plan.settings.with_changes(changes))
