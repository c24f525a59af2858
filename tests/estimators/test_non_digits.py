"""Vector machines and softmax regression with an output for what is no digit."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.calibration import LARGEST_THRESHOLD, calibrate
from digitpad.estimators.exact_svm import ExactSVM
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.library.model_file import load_model
from digitpad.nn.losses import softmax
from tests.data.few_digits import few_digits

KINDS = {
    "svm-hog": lambda: SVM(features="smooth-hog", deskew=True, components=50, landmarks=200, C=5.0),
    "linear": lambda: SVM("linear", features="hog"),
    "softmax": lambda: SoftmaxRegression(steps=60),
}


@pytest.fixture(scope="module")
def material():
    digits, drawn = few_digits(900), synthetic_set(0, 250, seed=1)
    return (
        np.concatenate([digits.images, drawn.images]),
        np.concatenate([digits.labels, drawn.labels]),
    )


@pytest.fixture(scope="module", params=KINDS)
def rejecting(request, material):
    classifier = KINDS[request.param]().fit(*material)
    assert not classifier.knows_non_digits
    return classifier.reject_last_class()


def test_no_digit_is_an_output_but_no_answer(rejecting):
    digits = few_digits(400, "test")
    assert rejecting.classes_.tolist() == list(range(10))
    assert (rejecting.outputs, rejecting.knows_non_digits) == (11, True)
    assert rejecting.logits(digits.images).shape == (400, 11)
    assert rejecting.decision_function(digits.images).shape == (400, 10)
    assert rejecting.score(digits.images, digits.labels) > 0.8
    strange = synthetic_set(0, 200, seed=2).images
    assert rejecting.predict(strange).max() < NON_DIGIT
    probabilities, non_digit = rejecting.predict_with_rejection(strange)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    _, of_digits = rejecting.predict_with_rejection(digits.images)
    assert np.median(non_digit) > 0.5 > np.median(of_digits)


def test_distances_become_odds_by_the_temperature(material):
    machine = KINDS["svm-hog"]().fit(*material).reject_last_class()
    logits = machine.logits(few_digits(100, "test").images)
    expected = softmax(logits / np.float32(machine.temperature_))
    np.testing.assert_allclose(machine.non_digit_probabilities(logits), expected[:, 10], rtol=1e-5)
    ten = expected[:, :10] / expected[:, :10].sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        machine.predict_proba(few_digits(100, "test").images), ten, rtol=1e-4, atol=1e-6
    )


def test_its_threshold_comes_from_digits_it_has_not_seen(rejecting):
    digits = few_digits(600, "test")
    found = calibrate(rejecting, digits)
    _, scores = rejecting.predict_with_rejection(digits.images)
    threshold = found.non_digit_threshold
    assert np.sum(scores > threshold) <= 6 or threshold == LARGEST_THRESHOLD
    assert found.calibrated
    assert len(found.rejection_curve) > 10


@pytest.mark.parametrize("name", ["svm-hog", "softmax"])
def test_it_is_kept_in_a_file(tmp_path, material, name):
    classifier = KINDS[name]().fit(*material).reject_last_class()
    classifier.save(tmp_path / "own.safetensors")
    again = load_model(tmp_path / "own.safetensors")
    assert again.description.non_digits
    assert again.description.classes == tuple(range(10))
    images = few_digits(50, "test").images
    for a, b in zip(
        again.classifier.predict_with_rejection(images),
        classifier.predict_with_rejection(images),
        strict=True,
    ):
        np.testing.assert_allclose(a, b, atol=1e-6)


def test_softmax_regression_stays_the_network_that_it_is(material):
    classifier = KINDS["softmax"]().fit(*material).reject_last_class()
    images = few_digits(20, "test").images / np.float32(255)
    np.testing.assert_allclose(
        classifier.as_network().forward(images), classifier.logits(images), rtol=1e-4, atol=1e-4
    )


def test_the_exact_machine_rejects_too(material):
    images, labels = material
    classifier = ExactSVM(C=5.0).fit(images[::4], labels[::4]).reject_last_class()
    digits = few_digits(100, "test")
    probabilities, non_digit = classifier.predict_with_rejection(digits.images)
    assert probabilities.shape == (100, 10)
    _, strange = classifier.predict_with_rejection(synthetic_set(0, 60, seed=2).images)
    assert np.median(strange) > np.median(non_digit)


def test_only_the_last_of_at_least_three_classes_can_be_no_digit(material):
    classifier = KINDS["softmax"]().fit(*material).reject_last_class()
    with pytest.raises(ParameterError, match="10 classes and 11 outputs"):
        classifier.reject_last_class()
    digits = few_digits(200)
    two = digits.subset(np.flatnonzero(digits.labels < 2))
    with pytest.raises(ParameterError, match="2 classes and 2 outputs"):
        SVM().fit(two.images, two.labels).reject_last_class()
    assert not NetworkClassifier(epochs=1).fit(two.images, two.labels).knows_non_digits
