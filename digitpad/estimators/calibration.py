"""Calibration: probabilities that are as often right as they say, and a threshold for non-digits.

    logits / temperature -> softmax -> probabilities       (Guo et al. 2017)
    probability of "no digit" > threshold -> rejected

Both numbers come from drawings that the classifier was not trained on: the temperature from pen ink
of a provider that no model learns from, or else from the validation set; the threshold from both.
Without any such drawings a model says that it is not calibrated.
"""

from __future__ import annotations

import math

import numpy as np

from digitpad.common.labels import NON_DIGIT
from digitpad.common.types import AnyArray, FloatArray
from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.estimators.base import Classifier
from digitpad.estimators.inputs import codes_among
from digitpad.estimators.model_file import Calibration
from digitpad.svm.probabilities import fit_temperature

REJECTED_DIGITS = 0.01
"""The largest share of held-out digits that a threshold may reject."""

LARGEST_THRESHOLD = 0.999
"""Above it, almost nothing would ever be rejected."""

FEWEST = 200
"""With fewer held-out digits neither number is estimated."""

THRESHOLDS = 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999
"""Of the rejection curve."""

UNCALIBRATED_THRESHOLD = 0.5

NON_DIGIT_COUNT, SEED = 1500, 99
"""Of the non-digits, drawn for this purpose only, where there are no letters to measure on."""


def calibrate(
    classifier: Classifier, held_out: Dataset | None = None, pen_ink: Dataset | None = None
) -> Calibration:
    """Fit temperature and threshold; the classifier's own temperature is set as well.

    Args:
        classifier: a fitted one.
        held_out: digits that it was not trained on, with its own classes as labels.
        pen_ink: digits by writers that it was not trained on, and letters, labelled `NON_DIGIT`.
            Digits that are none of its classes are left out.

    Either set is not used where it has fewer than `FEWEST` digits; without both, the classifier
    stays as it is.

    Returns:
        What a model file says. Without held-out digits, `calibrated` is false, except for
        classifiers that calibrate themselves in `fit`. The temperature is the likeliest for the pen
        ink, or else for the other digits: the validation set is much larger, but easier. The
        threshold is the lowest, up to `LARGEST_THRESHOLD`, that rejects at most 1 % of the digits
        of each set. The rejection curve is measured on the set of the temperature; where that has
        no non-digits, on synthetic ones.

    Raises:
        DatasetError: a label of the set that the temperature is fitted to is not among the classes.
        NotFiniteError: the classifier's answers are not finite.
    """
    classes = np.asarray(classifier.classes_)
    sets = [held_out, pen_ink and pen_ink.of_classes(classes)]
    used = [one for one in sets if one is not None and len(one) >= FEWEST]
    if not used:
        threshold = UNCALIBRATED_THRESHOLD if classifier.knows_non_digits else 1.0
        return Calibration(
            float(classifier.temperature_), threshold, calibrated=classifier.is_calibrated_
        )
    logits = [classifier.logits(one.images) for one in used]
    codes = codes_among(classes, used[-1].labels)
    temperature = fit_temperature(logits[-1][:, : len(classes)], codes)
    classifier.temperature_, classifier.is_calibrated_ = temperature, True
    if not classifier.knows_non_digits:
        return Calibration(temperature, calibrated=True)
    scores = [classifier.non_digit_probabilities(one) for one in logits]
    lowest = max(map(threshold_rejecting, scores))
    threshold = min(LARGEST_THRESHOLD, math.ceil(lowest * 10_000) / 10_000)
    non_digits = _non_digits(pen_ink if used[-1] is sets[1] else None)
    others = classifier.non_digit_probabilities(classifier.logits(non_digits))
    return Calibration(temperature, threshold, _rejection_curve(scores[-1], others), True)


def threshold_rejecting(scores: AnyArray, share: float = REJECTED_DIGITS) -> float:
    """The lowest of the scores that at most this share of them exceeds.

    Args:
        scores: (N,) probabilities of being no digit, at least one.
        share: from 0 to 1.
    """
    allowed = min(int(share * len(scores)), len(scores) - 1)
    return float(np.sort(scores)[::-1][allowed])


def _non_digits(pen_ink: Dataset | None) -> AnyArray:
    """Images of drawings that are none: those of the pen ink, or else synthetic ones."""
    if pen_ink is not None and (is_none := pen_ink.labels == NON_DIGIT).any():
        images: AnyArray = pen_ink.images[is_none]
        return images
    return synthetic_set(0, NON_DIGIT_COUNT, seed=SEED).images


def _rejection_curve(
    digits: FloatArray, others: FloatArray
) -> tuple[tuple[float, float, float], ...]:
    """Rows of (threshold, share of digits rejected, share of non-digits accepted)."""
    return tuple(
        (
            threshold,
            round(float(np.mean(digits > threshold)), 4),
            round(float(np.mean(others <= threshold)), 4),
        )
        for threshold in THRESHOLDS
    )
