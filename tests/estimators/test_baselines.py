"""Softmax regression and nearest neighbours."""

import numpy as np
import pytest

from digitpad.common.errors import DatasetError, ParameterError
from digitpad.estimators.baselines import NearestNeighbours, SoftmaxRegression
from tests.data.few_digits import few_digits

DIGITS, TEST = few_digits(1200), few_digits(400, "test")
ROWS = DIGITS.images.reshape(1200, -1) / np.float32(255)


def test_softmax_regression_reads_most_digits():
    fitted = SoftmaxRegression(penalty=1e-2).fit(DIGITS.images, DIGITS.labels)
    assert fitted.score(TEST.images, TEST.labels) > 0.8
    np.testing.assert_allclose(fitted.predict_proba(TEST.images).sum(axis=1), 1, rtol=1e-5)


def test_softmax_regression_finds_scikit_learns_minimum():
    linear = pytest.importorskip("sklearn.linear_model")
    ours = SoftmaxRegression(penalty=0.1, tolerance=1e-6, steps=500).fit(ROWS, DIGITS.labels)
    theirs = linear.LogisticRegression(C=1 / (0.1 * 1200), tol=1e-8, max_iter=2000)
    theirs.fit(ROWS, DIGITS.labels)
    np.testing.assert_allclose(ours.weights_, theirs.coef_.T, atol=2e-3)


def test_softmax_regression_tells_its_falling_loss():
    steps = SoftmaxRegression(steps=20).fit_steps(ROWS, DIGITS.labels)
    losses = [event.value for event in steps]
    assert len(losses) == 20
    assert (np.diff(losses) < 0).all()


def test_neighbours_are_those_that_all_distances_say():
    fitted = NearestNeighbours(4).fit(ROWS, DIGITS.labels)
    other = TEST.images[:20].reshape(20, -1) / np.float32(255)
    distances, places = fitted.kneighbors(other)
    every = np.linalg.norm(other[:, None].astype(float) - ROWS, axis=2)
    np.testing.assert_array_equal(places, np.argsort(every, axis=1)[:, :4])
    np.testing.assert_allclose(distances, np.sort(every, axis=1)[:, :4], rtol=1e-5)


def test_neighbours_read_digits_and_know_their_own():
    fitted = NearestNeighbours().fit(DIGITS.images, DIGITS.labels)
    assert fitted.score(TEST.images, TEST.labels) > 0.85
    assert fitted.score(DIGITS.images, DIGITS.labels) == 1


def test_more_neighbours_than_rows_are_all_rows():
    fitted = NearestNeighbours(50).fit(np.eye(3), [0, 0, 1])
    assert fitted.kneighbors(np.eye(3))[0].shape == (3, 3)


@pytest.mark.parametrize(
    "classifier", [SoftmaxRegression(steps=0), SoftmaxRegression(penalty=-1), NearestNeighbours(0)]
)
def test_settings_that_cannot_work_are_refused(classifier):
    with pytest.raises(ParameterError):
        classifier.fit(ROWS, DIGITS.labels)


@pytest.mark.parametrize("classifier", [SoftmaxRegression(), NearestNeighbours()])
def test_one_class_is_not_enough(classifier):
    with pytest.raises(DatasetError, match="two classes"):
        classifier.fit(np.eye(3), [1, 1, 1])
