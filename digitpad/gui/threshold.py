"""How sure a model must be that something is no digit to turn it away, and what that costs.

A low threshold turns true digits away, a high one lets scribbles through. Models carry a table of
both, measured on digits and non-digits they have not learned from:

    threshold    digits turned away    non-digits let through
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.modelfile import Model, ModelDescription
from digitpad.recognizer import Recognizer

Curve = npt.NDArray[np.float64]

_NAME = "rejection_curve"
_EVEN_STEPS = np.round(np.arange(1, 100) / 100, 2)


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one threshold: the shares of digits turned away and of non-digits let through, 0 to 1."""

    turned_away: float
    let_through: float


class ThresholdChoices:
    """The thresholds one can choose for a model, from the strictest to none.

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
        """Where in `thresholds` this one is, or the nearest."""
        return int(np.argmin(np.abs(self.thresholds - threshold)))

    def costs(self, threshold: float) -> Costs | None:
        """What a threshold costs; None where that was not measured."""
        if self._curve is None:
            return None
        values = (np.interp(threshold, self._curve[:, 0], self._curve[:, side]) for side in (1, 2))
        return Costs(*(float(value) for value in values))


def _curve(description: ModelDescription) -> Curve | None:
    """(T, 3) by ascending threshold; None where the model has none that makes sense."""
    table: Any = getattr(description, _NAME, None)
    for place in (description.calibration, description.measured):
        table = table or place.get(_NAME)
    try:
        curve = np.asarray(table, np.float64)
    except (TypeError, ValueError):
        return None
    is_table = curve.ndim == 2 and curve.shape[1] == 3 and len(curve) > 1
    if not is_table or not np.isfinite(curve).all() or curve.min() < 0 or curve.max() > 1:
        return None
    ordered: Curve = curve[np.argsort(curve[:, 0], kind="stable")]
    return ordered


def with_threshold(recognizer: Recognizer, threshold: float | None) -> Recognizer:
    """The same model with another threshold; None leaves its own."""
    description = recognizer.model.description
    if threshold is None or not description.non_digits:
        return recognizer
    calibration = {**description.calibration, "non_digit_threshold": threshold}
    changed = description.changed(calibration=calibration)
    return Recognizer(Model(changed, recognizer.model.classifier))
