"""Calibration against what is known: a network that is too sure by a factor is found out."""

import numpy as np
import pytest

from digitpad.calibration import calibrate, fit_temperature
from digitpad.classifier import NetworkClassifier
from digitpad.library import available_models, find_model
from digitpad.modelfile import load_model


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_a_known_sharpness(sharpness):
    generator = np.random.default_rng(0)
    logits = generator.normal(0, 2, (20_000, 10)).astype(np.float32)
    gumbel = -np.log(-np.log(generator.random(logits.shape)))
    labels = (logits + gumbel).argmax(axis=1)  # drawn with the probabilities of the softmax
    assert fit_temperature(logits * np.float32(sharpness), labels) == pytest.approx(
        sharpness, rel=0.05
    )


def test_calibration_of_a_network_with_a_non_digit_output():
    model = load_model(find_model("mlp"))
    result = calibrate(model.classifier)
    assert 0.2 < result["temperature"] < 10
    assert result == calibrate(model.classifier)
    assert isinstance(model.classifier, NetworkClassifier)


@pytest.mark.parametrize(
    "name", [n for n in available_models() if n in {"mlp", "cnn-small", "cnn"}]
)
def test_bundled_networks_tell_what_their_threshold_costs(name):
    description = load_model(find_model(name)).description
    thresholds, turned_away, let_through = zip(
        *description.calibration["rejection_curve"], strict=True
    )
    assert list(thresholds) == sorted(thresholds)
    assert list(turned_away) == sorted(turned_away, reverse=True)
    assert list(let_through) == sorted(let_through)
    assert description.non_digit_threshold in thresholds
