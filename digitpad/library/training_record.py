"""The training record in a model's file, in a form that can be shown.

Fine-tuning changes the weights but not the figures in the file. Until they are measured again, they
are those of the base model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.library.model_file import ModelDescription

ACCURACIES = {
    "mnist": "mnist_test_accuracy",
    "real_hands": "real_hands_accuracy",
    "own_samples": "own_samples_accuracy",
}
"""Test sets, and the names of their accuracies among the measured figures."""


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch of the run; None where there were no validation digits."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None


def epochs_of(description: ModelDescription) -> list[EpochRecord]:
    """All epochs of the run; empty where the record has none."""
    return [EpochRecord(*row) for row in description.training.history]


def accuracies(description: ModelDescription) -> dict[str, float]:
    """The accuracies that were measured with these weights, by test set."""
    return {} if has_figures_of_base(description) else _accuracies(description)


def base_accuracies(description: ModelDescription) -> dict[str, float]:
    """The accuracies of the model that this one was fine-tuned from, as far as they are kept."""
    return _accuracies(description) if has_figures_of_base(description) else {}


def has_figures_of_base(description: ModelDescription) -> bool:
    """Whether the figures were measured before the weights were fine-tuned to own samples."""
    training = description.training
    return bool(training.adapted_from) and not training.measured_after_adaptation


def after_adaptation(description: ModelDescription, base: str, count: int) -> ModelDescription:
    """The description of a model whose weights were fine-tuned: its figures are those of its base.

    Args:
        description: of the model that was fine-tuned.
        base: its name.
        count: of the own samples that were learned from.
    """
    training = description.training.changed(
        adapted_from=base, own_samples=count, measured_after_adaptation=False
    )
    return description.changed(training=training)


def with_own_figures(description: ModelDescription, figures: dict[str, float]) -> ModelDescription:
    """The description with figures that were measured with the weights as they are now."""
    training = description.training
    if training.adapted_from:
        training = training.changed(measured_after_adaptation=True)
    return description.changed(measured=figures, training=training)


def _accuracies(description: ModelDescription) -> dict[str, float]:
    found = {name: description.measured.get(key) for name, key in ACCURACIES.items()}
    return {name: float(share) for name, share in found.items() if share is not None}


def plain_settings(description: ModelDescription) -> dict[str, Any]:
    """The data and all settings of the run by name, with those of the augmentation."""
    training = description.training.to_dict()
    first = ("data", "count", "adapted_from", "own_samples", "start", "chosen_epoch")
    flat = {name: training[name] for name in first if name in training}
    for name, value in training.get("settings", {}).items():
        flat |= value if isinstance(value, Mapping) else {name: value}
    return flat | {name: training[name] for name in ("digitpad", "numpy") if name in training}
