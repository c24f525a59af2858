"""Temperature and sigmoid give calibrated probabilities."""

import numpy as np
import pytest

from digitpad.svm.probabilities import fit_sigmoid, fit_temperature


def test_the_temperature_of_generated_labels_is_recovered():
    random = np.random.default_rng(0)
    z = random.normal(0, 1, (20_000, 4))
    p = np.exp(z / 0.4)
    p /= p.sum(axis=1, keepdims=True)
    codes = (p.cumsum(axis=1) < random.random((len(p), 1))).sum(axis=1)
    assert fit_temperature(z.astype(np.float32), codes) == pytest.approx(0.4, rel=0.05)


def test_if_all_predictions_are_correct_the_temperature_stays_above_zero():
    z = np.eye(3, dtype=np.float32)[[0, 1, 2] * 10]
    temperature = fit_temperature(z, np.array([0, 1, 2] * 10))
    assert 0.05 < temperature < 1


def test_platts_sigmoid_minimizes_its_loss():
    random = np.random.default_rng(0)
    f = random.normal(0, 2, 5000)
    positive = random.random(5000) < 1 / (1 + np.exp(-1.5 * f + 0.7))
    a, b = fit_sigmoid(f, positive)
    assert a == pytest.approx(-1.5, rel=0.1)
    assert b == pytest.approx(0.7, abs=0.15)


def test_platts_sigmoid_is_finite_for_separable_classes():
    a, b = fit_sigmoid(np.array([-900.0, -800, 800, 900]), np.array([False, False, True, True]))
    assert np.isfinite([a, b]).all()
    assert a < 0
