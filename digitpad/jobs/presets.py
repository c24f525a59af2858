"""Three plans for each model: quick, good, and best; `estimated_seconds` gives their times."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from digitpad.common.errors import ParameterError
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice

PRESETS = ("quick", "usual", "best")
"""A first try, good accuracy in some minutes, and the default settings of the model."""

Changes = Mapping[str, Any]

_LITTLE_INK = {"synthetic": 1_000, "non_digits": 1_500, "pen_digits": 1, "pen_letters": 1}

_QUICK: Mapping[str, Changes] = MappingProxyType(
    {
        "mlp": {"epochs": 4, **_LITTLE_INK},
        "cnn-small": {"epochs": 3, **_LITTLE_INK},
        "cnn": {"mnist": 20_000, "epochs": 1, **_LITTLE_INK, "pen_letters": 0},
        "svm-hog": {"mnist": 8_000, **_LITTLE_INK, "pen_letters": 0, "landmarks": 1_000},
        "svm-fourier": {"mnist": 12_000, **_LITTLE_INK, "pen_letters": 0, "landmarks": 1_000},
    }
)
_USUAL: Mapping[str, Changes] = MappingProxyType(
    {
        "mlp": {"epochs": 12},
        "cnn-small": {"epochs": 8},
        "cnn": {"epochs": 3, "synthetic": 10_000, "non_digits": 4_000, "pen_letters": 2},
        "svm-hog": {"mnist": 40_000, "synthetic": 10_000, "non_digits": 4_000, "landmarks": 2_000},
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
        raise ParameterError(
            "preset {name!r} is not known; there are {presets}",
            name=name,
            presets=", ".join(PRESETS),
        )
    changes = dict(_CHANGES[name].get(model, {}))
    data = DataChoice(mnist=changes.pop("mnist", DataChoice().mnist))
    return TrainingPlan.usual(model, data).with_changes(changes)
