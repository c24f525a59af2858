"""Figures about answers, against counting by hand."""

import numpy as np
import pytest

from digitpad.evaluation import Evaluation, evaluate
from digitpad.library import find_model
from digitpad.modelfile import load_model
from tests.data.few_digits import few_digits

LABELS = np.array([0, 1, 1, 2])
PROBABILITIES = np.array(
    [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.1, 0.9, 0.0], [0.2, 0.3, 0.5]], np.float32
)


@pytest.fixture
def result():
    return Evaluation(LABELS, PROBABILITIES, PROBABILITIES.argmax(axis=1))


def test_accuracy_confusion_and_classes_are_counted(result):
    assert result.accuracy == 0.75
    assert result.confusion.tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]
    assert result.by_class == {0: 1.0, 1: 0.5, 2: 1.0}
    assert result.misclassified.tolist() == [1]


def test_the_loss_is_the_mean_cross_entropy(result):
    assert result.loss == pytest.approx(-np.log([0.8, 0.3, 0.9, 0.5]).mean())


def test_the_calibration_error_is_the_weighted_gap(result):
    # Five bins: 0.9 and 0.8 in the last, 0.6 (wrong) in the one before, 0.5 in the middle one.
    expected = abs(2 - 1.7) / 4 + abs(0 - 0.6) / 4 + abs(1 - 0.5) / 4
    assert result.calibration_error(bins=5) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["mlp", "cnn-small"])
def test_bundled_models_read_mnist_as_well_as_they_say(name):
    model = load_model(find_model(name))
    result = evaluate(model.classifier, few_digits(10_000, "test"))
    assert result.accuracy == pytest.approx(
        model.description.measured["mnist_test_accuracy"], abs=3e-4
    )
