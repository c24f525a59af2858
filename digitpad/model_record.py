"""What a model's file tells about how it came about, put so that it can be shown.

A file may come from anywhere, so nothing in its record is taken for granted: what is missing or
makes no sense is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.modelfile import ModelDescription

ACCURACIES = {
    "mnist": "mnist_test_accuracy",
    "real_hands": "real_hands_accuracy",
    "own_samples": "own_samples_accuracy",
}
"""What accuracies are of, and their names among the measured figures of a description."""


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch of the run; None where there were no validation digits."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None


def epochs_of(description: ModelDescription) -> list[EpochRecord]:
    """The course of the run; empty where the record has none."""
    history = description.training.get("history")
    if not isinstance(history, list):
        return []
    return [record for row in history if (record := _epoch(row)) is not None]


def _epoch(row: Any) -> EpochRecord | None:
    if not isinstance(row, list) or len(row) != 5:
        return None
    numbers = [value for value in row if isinstance(value, int | float)]
    if len(numbers) + row[3:].count(None) != 5 or None in row[:3]:
        return None
    return EpochRecord(int(row[0]), float(row[1]), float(row[2]), row[3], row[4])


def accuracies(description: ModelDescription) -> dict[str, float]:
    """The shares of right answers that were measured, by what they are of."""
    found = {name: description.measured.get(key) for name, key in ACCURACIES.items()}
    return {name: float(share) for name, share in found.items() if share is not None}


def plain_settings(description: ModelDescription) -> dict[str, Any]:
    """Every setting of the run by its name, those of the augmentation among them, and the data."""
    training = description.training
    settings = training.get("settings")
    flat: dict[str, Any] = {}
    for name in ("data", "count", "adapted_from", "own_samples", "start", "chosen_epoch"):
        if name in training:
            flat[name] = training[name]
    for name, value in settings.items() if isinstance(settings, Mapping) else ():
        flat |= value if isinstance(value, Mapping) else {name: value}
    for name in ("digitpad", "numpy"):
        if name in training:
            flat[name] = training[name]
    return flat
