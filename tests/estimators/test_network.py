"""The classifier speaks scikit-learn's words."""

import numpy as np
import pytest

from digitpad.common.errors import (
    DatasetError,
    DivergedError,
    NotFiniteError,
    NotFittedError,
    ParameterError,
)
from digitpad.estimators.network import NetworkClassifier
from tests.data.few_digits import few_digits

QUICK = {"epochs": 4, "batch_size": 50}


@pytest.fixture(scope="module")
def fitted():
    digits = few_digits()
    return NetworkClassifier("mlp", hidden=[32], **QUICK).fit(digits.images, digits.labels)


def test_it_learns_and_scores(fitted):
    digits = few_digits(500, "test")
    assert fitted.score(digits.images, digits.labels) > 0.8


def test_probabilities_sum_to_one_in_every_shape_of_input(fitted):
    images = few_digits(500, "test").images[:40]
    probabilities = fitted.predict_proba(images)
    assert probabilities.shape == (40, 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    flat = images.reshape(40, -1).astype(np.float32) / 255
    np.testing.assert_allclose(fitted.predict_proba(flat), probabilities, atol=1e-5)
    np.testing.assert_allclose(fitted.predict_proba(images[0])[0], probabilities[0], atol=1e-5)


def test_labels_may_be_anything_that_can_be_sorted():
    digits = few_digits()
    some = digits.labels < 2
    words = np.array(["zero", "one"])[digits.labels[some]]
    fitted = NetworkClassifier("mlp", hidden=[8], **{**QUICK, "batch_size": 20})
    fitted.fit(digits.images[some], words)
    assert fitted.classes_.tolist() == ["one", "zero"]
    assert (fitted.predict(digits.images[some]) == words).mean() > 0.95


def test_parameters_can_be_listed_and_set():
    classifier = NetworkClassifier()
    assert classifier.set_params(temperature=2.0).get_params()["temperature"] == 2.0
    with pytest.raises(ParameterError, match="no parameter 'colour'"):
        classifier.set_params(colour=1)


def test_temperature_softens_without_changing_the_answer(fitted):
    images = few_digits(500, "test").images
    before = fitted.predict_proba(images)
    fitted.set_params(temperature=3.0)
    after = fitted.predict_proba(images)
    fitted.set_params(temperature=1.0)
    assert after.max(axis=1).mean() < before.max(axis=1).mean()
    np.testing.assert_array_equal(after.argmax(axis=1), before.argmax(axis=1))


@pytest.mark.parametrize(
    ("X", "words"),
    [
        (np.zeros((3, 27, 28)), r"shape \(3, 27, 28\)"),
        (np.full((2, 784), np.nan), "finite"),
        (np.full((2, 784), "a"), "numbers"),
    ],
)
def test_input_that_is_no_digit_is_refused(fitted, X, words):
    with pytest.raises(DatasetError, match=words):
        fitted.predict(X)


def test_fitting_needs_matching_labels_of_two_classes():
    images = np.zeros((4, 28, 28), np.float32)
    with pytest.raises(DatasetError, match="as many labels"):
        NetworkClassifier().fit(images, [1, 2])
    with pytest.raises(DatasetError, match="at least two classes"):
        NetworkClassifier().fit(images, [1, 1, 1, 1])


def test_an_untrained_classifier_says_so():
    with pytest.raises(NotFittedError, match="call fit first"):
        NetworkClassifier().predict(np.zeros((1, 784)))


def test_a_parameter_of_another_architecture_is_refused():
    images = np.zeros((4, 28, 28), np.uint8)
    with pytest.raises(ParameterError, match="'filters'"):
        NetworkClassifier("mlp", filters=3).fit(images, [0, 1, 0, 1])


def test_a_training_that_diverges_leaves_no_classifier():
    digits = few_digits(500)
    classifier = NetworkClassifier("cnn-small", epochs=1, learning_rate=1e3, batch_size=100)
    with pytest.raises(DivergedError, match="lower learning rate"):
        classifier.fit(digits.images, digits.labels)
    with pytest.raises(NotFittedError):
        classifier.predict(digits.images)


def test_weights_that_are_not_finite_never_answer(fitted):
    network = fitted.network_.replica()
    network.gather_parameters()
    network.vector[3] = np.nan
    with pytest.raises(NotFiniteError, match="NaN"):
        NetworkClassifier.from_network("mlp", {"hidden": [32]}, network)
    network.vector[...] = 1e38
    useless = NetworkClassifier.from_network("mlp", {"hidden": [32], "activation": "relu"}, network)
    with pytest.raises(NotFiniteError, match="not finite numbers"):
        useless.predict_proba(few_digits(500, "test").images)


def test_synthetic_ink_needs_all_ten_digits():
    digits = few_digits(100)
    some = digits.labels < 5
    for setting in ({"synthetic": 100}, {"non_digits": 100}):
        classifier = NetworkClassifier(epochs=1, **setting)
        with pytest.raises(ParameterError, match="the classes 0 to 9"):
            classifier.fit(digits.images[some], digits.labels[some])


def test_non_digits_are_learned_as_an_output_of_their_own():
    digits = few_digits(400)
    classifier = NetworkClassifier(hidden=[16], epochs=3, batch_size=50, non_digits=100)
    classifier.fit(digits.images, digits.labels)
    probabilities, non_digit = classifier.predict_with_rejection(digits.images)
    assert probabilities.shape == (400, 10)
    assert 0 < non_digit.mean() < 0.5
    assert classifier.describe("mine").non_digits
