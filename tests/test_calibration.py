"""The temperature, the threshold, and what the threshold costs."""

import pytest

from digitpad.calibration import calibrate
from digitpad.classifier import NetworkClassifier
from digitpad.library import available_models, find_model
from digitpad.modelfile import load_model


def test_calibration_of_a_network_with_a_non_digit_output():
    model = load_model(find_model("mlp"))
    result = calibrate(model.classifier)
    assert 0.2 < result["temperature"] < 10
    assert result["rejection_curve"] == model.description.calibration["rejection_curve"]
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
