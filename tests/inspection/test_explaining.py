"""Occlusion and numeric gradients for all classifiers, against loops and known derivatives."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.explaining import (
    METHODS,
    explain,
    numeric_gradient,
    occlusion,
    supports,
    why_not,
)
from digitpad.inspection.saliency import IMAGE, grad_cam, gradient_at
from tests.inspection.small import bundled, classifier_of_all_kinds, digit, small_machine

SIZE = 5


def occluded_by_hand(score, image):
    """The plain definition: for each pixel the mean loss over all squares that cover it."""
    lost, times = np.zeros((28, 28)), np.zeros((28, 28))
    for top in range(28 - SIZE + 1):
        for left in range(28 - SIZE + 1):
            covered = image.copy()
            covered[top : top + SIZE, left : left + SIZE] = 0
            lost[top : top + SIZE, left : left + SIZE] += score(image) - score(covered)
            times[top : top + SIZE, left : left + SIZE] += 1
    return lost / times


def test_occlusion_is_what_covering_does():
    classifier = bundled("mlp").classifier

    def score(image):
        return float(classifier.decision_function(image[None])[0, 7])

    found = occlusion(classifier, digit(), 7)
    np.testing.assert_allclose(found, occluded_by_hand(score, digit()), atol=2e-5)


def test_occlusion_against_another_class_is_the_difference():
    machine = small_machine()
    both = occlusion(machine, digit(), 7, versus=9)
    single = [occlusion(machine, digit(), cls) for cls in (7, 9)]
    np.testing.assert_allclose(both, single[0] - single[1], atol=1e-5)


def test_what_is_no_digit_can_be_asked_about():
    classifier = classifier_of_all_kinds()
    assert np.abs(occlusion(classifier, digit(), 10)).max() > 0
    assert np.abs(explain(classifier, "gradient", digit(), 10)).max() > 0


def test_the_numeric_gradient_is_the_networks_own():
    classifier = bundled("mlp").classifier
    image = digit(8)
    exact = gradient_at(classifier.network_.without_dropout(), image, IMAGE, 5)
    found = numeric_gradient(classifier, image, 5)
    np.testing.assert_allclose(found, exact, atol=0.02 * np.abs(exact).max())


def test_the_gradient_of_softmax_regression_is_its_plane():
    classifier = bundled("softmax").classifier
    found = explain(classifier, "gradient", digit(), 4)
    np.testing.assert_allclose(found.ravel(), classifier.weights_[:, 4], atol=2e-3)


def test_the_gradient_of_a_kernel_machine_is_that_of_its_formula():
    """On plain pixels: d k / d x = 2 k (landmark - x) in the machine's own coordinates."""
    machine = small_machine(components=0)
    x = machine.coordinates(digit()[None])[0]
    points = machine.coordinates(machine.landmarks_)
    kernel = np.exp(-((points - x) ** 2).sum(axis=1))
    slope = (2 * (points - x) * kernel[:, None]).T @ machine.weights_[:, 3]
    expected = machine.directions_ @ slope
    found = numeric_gradient(machine, digit(), 3)
    np.testing.assert_allclose(found.ravel(), expected, atol=0.02 * np.abs(expected).max())


def test_a_machine_from_a_file_has_gradients_at_empty_and_full_pixels():
    image = digit().copy()
    image[14] = 1
    found = numeric_gradient(bundled("svm-hog").classifier, image, 7)
    assert np.isfinite(found).all()
    assert np.abs(found[14]).max() > 0


def test_a_numeric_gradient_at_the_ends_of_the_range_is_that_of_the_formula():
    classifier = bundled("softmax").classifier
    checkered = np.indices((28, 28)).sum(axis=0) % 2
    found = numeric_gradient(classifier, checkered.astype(np.float32), 4)
    np.testing.assert_allclose(found.ravel(), classifier.weights_[:, 4], atol=2e-3)


def test_each_kind_of_model_supports_what_makes_sense():
    assert supports(bundled("cnn").classifier) == set(METHODS)
    assert set(METHODS) - supports(bundled("mlp").classifier) == {"grad-cam"}
    assert set(METHODS) - supports(small_machine()) == {"grad-cam", "optimal-input"}
    assert "convolution" in str(why_not(bundled("softmax").classifier, "grad-cam"))
    assert why_not(bundled("cnn").classifier, "grad-cam") is None


@pytest.mark.parametrize("name", ["cnn", "softmax"])
def test_explain_gives_every_supported_method(name):
    classifier = bundled(name).classifier
    for method in supports(classifier) - {"optimal-input"}:
        found = explain(classifier, method, digit(), 7)
        assert found.shape == (28, 28)
        assert np.isfinite(found).all()
        assert np.abs(found).max() > 0
    if name == "cnn":
        np.testing.assert_array_equal(
            explain(classifier, "grad-cam", digit(), 7),
            grad_cam(classifier.network_.without_dropout(), digit(), 7),
        )


def test_what_cannot_be_is_refused_with_the_reason():
    classifier = bundled("mlp").classifier
    with pytest.raises(ParameterError, match="needs a convolutional layer"):
        explain(classifier, "grad-cam", digit(), 7)
    with pytest.raises(ParameterError, match="not for an image"):
        explain(classifier, "optimal-input", digit(), 7)
    with pytest.raises(ParameterError, match="occlusion"):
        explain(classifier, "x-ray", digit(), 7)
    with pytest.raises(ParameterError, match="no 12"):
        occlusion(classifier, digit(), 12)
