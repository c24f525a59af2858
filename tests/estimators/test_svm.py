"""The whole machine on digits."""

import numpy as np
import pytest

from digitpad.common.errors import DatasetError, NotFittedError, ParameterError, TrainingError
from digitpad.estimators.svm import SVM
from tests.data.few_digits import few_digits

SETTINGS = {"features": "smooth-hog", "deskew": True, "components": 50, "landmarks": 200, "C": 5.0}


@pytest.fixture(scope="module")
def fitted():
    digits = few_digits(1200)
    return SVM(**SETTINGS).fit(digits.images, digits.labels)


def test_it_reads_digits(fitted):
    test = few_digits(500, "test")
    assert fitted.score(test.images, test.labels) > 0.94


def test_all_shapes_of_input_give_the_same_probabilities(fitted):
    images = few_digits(500, "test").images[:30]
    probabilities = fitted.predict_proba(images)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    flat = images.reshape(30, -1) / np.float32(255)
    np.testing.assert_allclose(fitted.predict_proba(flat), probabilities, atol=1e-4)
    np.testing.assert_allclose(fitted.predict_proba(images[4])[0], probabilities[4], atol=1e-4)


def test_probabilities_are_calibrated(fitted):
    test = few_digits(500, "test")
    p = fitted.predict_proba(test.images)
    assert abs(p.max(axis=1).mean() - (p.argmax(axis=1) == test.labels).mean()) < 0.04


def test_landmarks_are_pictures_of_training_digits(fitted):
    known = {image.tobytes() for image in few_digits(1200).images}
    assert fitted.landmarks_.shape == (200, 28, 28)
    assert all(landmark.tobytes() in known for landmark in fitted.landmarks_)


def test_its_tensors_make_the_same_machine(fitted):
    tensors = fitted.tensors()
    expected = fitted.tensor_shapes(10)
    assert {n: (t.dtype.type, t.shape) for n, t in tensors.items()} == expected
    twin = SVM(**SETTINGS).load_tensors(tensors, np.arange(10), fitted.temperature_)
    images = few_digits(500, "test").images
    np.testing.assert_array_equal(twin.predict_proba(images), fitted.predict_proba(images))


def test_the_same_seed_gives_the_same_machine(fitted):
    digits = few_digits(1200)
    again = SVM(**SETTINGS).fit(digits.images, digits.labels)
    for name, tensor in fitted.tensors().items():
        np.testing.assert_array_equal(again.tensors()[name], tensor)


def test_with_all_digits_as_landmarks_it_is_the_exact_machine():
    digits = few_digits(300)
    X = digits.images.reshape(300, -1) / np.float32(255)
    machine = SVM(landmarks=300, held_out=0.0, tolerance=1e-4, C=0.5).fit(X, digits.labels)
    t = np.where(digits.labels[:, None] == np.arange(10), 1.0, -1.0)
    distances = machine.decision_function(X)
    # At the optimum, the weight of each digit is 2 C t max(0, 1 - t f): the dual of this loss.
    weights = 2 * 0.5 * t * np.maximum(0, 1 - t * distances)
    np.testing.assert_allclose(machine.weights_, weights, atol=0.02)


def test_cancelling_leaves_it_as_it_was():
    digits = few_digits(300)
    machine = SVM(**SETTINGS)
    steps = machine.fit_steps(digits.images, digits.labels)
    stages = [next(steps).stage for _ in range(3)]
    steps.close()
    assert stages == ["computing features", "comparing with landmarks", "fitting hyperplanes"]
    with pytest.raises(NotFittedError):
        machine.predict(digits.images)


@pytest.mark.parametrize(
    "settings",
    [
        {"kernel": "cubic"},
        {"C": -1.0},
        {"gamma": 0.0},
        {"landmarks": 0},
        {"held_out": 1.0},
        {"features": "colour"},
        {"deskew": True},
    ],
)
def test_settings_that_cannot_work_are_refused(settings):
    digits = few_digits(300)
    with pytest.raises(ParameterError):
        SVM(**settings).fit(digits.images, digits.labels)


def test_trouble_with_numbers_is_named():
    with pytest.raises(TrainingError, match="same features"):
        SVM().fit(np.ones((6, 3)), [0, 1] * 3)
    with pytest.raises(DatasetError, match="two classes"):
        SVM().fit(np.eye(4), [1, 1, 1, 1])
    with pytest.raises(DatasetError, match="finite"):
        SVM().fit(np.array([[0, np.nan], [1, 1]]), [0, 1])
    with pytest.raises(DatasetError, match="expecting 4 features"):
        SVM().fit(np.eye(4), [0, 0, 1, 1]).predict(np.eye(3))


def test_a_feature_that_never_changes_does_no_harm():
    random = np.random.default_rng(0)
    X = random.normal(size=(80, 3))
    X[:, 1] = 7
    y = X[:, 0] > 0
    for kernel in ("linear", "rbf"):
        assert SVM(kernel, components=2).fit(X, y).score(X, y) > 0.9
