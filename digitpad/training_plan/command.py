"""A plan as a line for the terminal: only what differs from the usual is said."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from digitpad.data.augment import Augmentation
from digitpad.settings import TrainingSettings
from digitpad.training_plan.choice import (
    MACHINE_SETTINGS,
    MNIST_COUNT,
    DataChoice,
    kind_of_model,
    usual_settings,
)

if TYPE_CHECKING:
    from digitpad.training_plan.plan import TrainingPlan


def command_for(plan: TrainingPlan) -> str:
    """The `digitpad train` line that does the same as a plan."""
    words = ["digitpad", "train", "--model", plan.model]
    usual_parameters = kind_of_model(plan.model).parameters
    for name, value in plan.parameters.items():
        if name not in usual_parameters or usual_parameters[name] != value:
            words += ["--set", f"{name}={_as_parameter(value)}"]
    usual = usual_settings(plan.model, plan.data)
    names = setting_names(TrainingSettings)
    if plan.is_machine:
        names = [name for name in names if name in MACHINE_SETTINGS]
    words += _changed(plan.settings, usual, names)
    words += _changed(plan.settings.augmentation, usual.augmentation, setting_names(Augmentation))
    words += _data(plan.data)
    if plan.start:
        words += ["--start", plan.start]
    if plan.name:
        words += ["--name", plan.name]
    return shlex.join(words)


def _changed(settings: Any, usual: Any, names: list[str]) -> Iterator[str]:
    for name in names:
        value = getattr(settings, name)
        if value == getattr(usual, name):
            continue
        option = name.replace("_", "-")
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        else:
            yield f"--{option}"
            yield _as_number(value)


def setting_names(holder: type[TrainingSettings | Augmentation]) -> list[str]:
    """The settings that are options of their own."""
    return [field.name for field in fields(holder) if field.name != "augmentation"]


def _data(data: DataChoice) -> Iterator[str]:
    own = data.idx or data.folder
    if data.mnist != (0 if own else MNIST_COUNT):
        yield from ("--mnist", str(data.mnist))
    if data.samples:
        yield from ("--samples", str(data.samples))
    if data.idx:
        yield from ("--idx", *data.idx)
    if data.folder:
        yield from ("--folder", data.folder)


def _as_number(value: float | str) -> str:
    """The shortest text that means exactly this number."""
    if not isinstance(value, float):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _as_parameter(value: Any) -> str:
    """JSON, but words go without quotes unless they would be read as something else."""
    text = json.dumps(value, separators=(",", ":"))
    if not isinstance(value, str):
        return text
    try:
        json.loads(value)
    except json.JSONDecodeError:
        return value
    return text
