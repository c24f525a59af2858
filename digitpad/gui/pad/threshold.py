"""The threshold from which a drawing is rejected as no digit, and its error rates.

A low threshold rejects true digits, a high one accepts scribbles. Models carry a table of both
rates, measured on digits and non-digits that they were not trained on:

    threshold    digits turned away    non-digits let through
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from digitpad.library.model_file import Model, ModelDescription
from digitpad.recognition.recognizer import Recognizer

Curve = npt.NDArray[np.float64]

_EVEN_STEPS = np.round(np.arange(1, 100) / 100, 2)


@dataclass(frozen=True, slots=True)
class Costs:
    """The rates of rejected digits and of accepted non-digits at one threshold, 0 to 1."""

    turned_away: float
    let_through: float


class ThresholdChoices:
    """The thresholds that can be chosen for a model, from the strictest to none.

    Attributes:
        thresholds: (T,) ascending.
    """

    def __init__(self, description: ModelDescription) -> None:
        self.can_tell = description.non_digits
        self.default = description.non_digit_threshold
        self._curve = _curve(description)
        known = _EVEN_STEPS if self._curve is None else self._curve[:, 0]
        self.thresholds = np.unique(np.append(known, self.default)).astype(np.float64)

    def place_of(self, threshold: float) -> int:
        """The index of the nearest of `thresholds`."""
        return int(np.argmin(np.abs(self.thresholds - threshold)))

    def costs(self, threshold: float) -> Costs | None:
        """The error rates of a threshold; None if they were not measured."""
        if self._curve is None:
            return None
        values = (np.interp(threshold, self._curve[:, 0], self._curve[:, side]) for side in (1, 2))
        return Costs(*(float(value) for value in values))


def _curve(description: ModelDescription) -> Curve | None:
    """(T, 3) by ascending threshold; None if the model has no table."""
    curve = np.asarray(description.calibration.rejection_curve, np.float64)
    if len(curve) < 2:
        return None
    ordered: Curve = curve[np.argsort(curve[:, 0], kind="stable")]
    return ordered


def with_threshold(recognizer: Recognizer, threshold: float | None) -> Recognizer:
    """The same model with another threshold; None means its own."""
    description = recognizer.model.description
    if threshold is None or not description.non_digits:
        return recognizer
    calibration = replace(description.calibration, non_digit_threshold=threshold)
    changed = description.changed(calibration=calibration)
    return Recognizer(Model(changed, recognizer.model.classifier))
