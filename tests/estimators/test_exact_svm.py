"""The exact machine against the definition, and against LIBSVM in scikit-learn."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError, TrainingError
from digitpad.estimators.exact_svm import ExactSVM, find_border
from tests.data.few_digits import few_digits

DIGITS = few_digits(250)
ROWS = DIGITS.images.reshape(250, -1) / np.float32(255)


def test_the_conditions_of_the_optimum_hold():
    random = np.random.default_rng(0)
    X = random.normal(size=(120, 3))
    t = np.where(X[:, 0] + random.normal(0, 0.7, 120) > 0, 1.0, -1.0)
    kernel = np.exp(-((X[:, None] - X) ** 2).sum(axis=2))
    border = find_border(kernel, t, C=2.0, tolerance=1e-5)
    a = border.weights * t
    assert border.weights.sum() == pytest.approx(0, abs=1e-9)
    assert a.min() >= 0
    assert a.max() <= 2
    margin = t * (kernel @ border.weights + border.bias)
    assert margin[a == 0].min() > 1 - 1e-4
    assert margin[a == 2].max() < 1 + 1e-4
    np.testing.assert_allclose(margin[(a > 0) & (a < 2)], 1, atol=1e-4)


def test_it_finds_what_libsvm_finds():
    svm = pytest.importorskip("sklearn.svm")
    ours = ExactSVM(C=3.0, tolerance=1e-4).fit(ROWS, DIGITS.labels)
    theirs = svm.SVC(C=3.0, tol=1e-4, decision_function_shape="ovo").fit(ROWS, DIGITS.labels)
    other = few_digits(300, "test").images.reshape(300, -1) / np.float32(255)
    # Ours is above 0 for the second class of a pair, LIBSVM's for the first.
    np.testing.assert_allclose(
        -ours.pair_distances(other), theirs.decision_function(other), atol=2e-3
    )
    np.testing.assert_allclose(len(ours.support_), len(theirs.support_), atol=6)
    assert (ours.predict(other) == theirs.predict(other)).mean() > 0.9


def test_probabilities_say_how_sure_it_is():
    fitted = ExactSVM(C=3.0).fit(ROWS, DIGITS.labels)
    test = few_digits(300, "test")
    probabilities = fitted.predict_proba(test.images)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    right = probabilities.argmax(axis=1) == test.labels
    assert right.mean() > 0.7
    assert probabilities.max(axis=1)[right].mean() > probabilities.max(axis=1)[~right].mean()


@pytest.mark.parametrize("settings", [{"C": 0}, {"gamma": -1.0}, {"tolerance": 0.0}])
def test_settings_that_cannot_work_are_refused(settings):
    with pytest.raises(ParameterError, match="above 0"):
        ExactSVM(**settings).fit(ROWS, DIGITS.labels)


def test_rows_that_are_all_the_same_are_refused():
    with pytest.raises(TrainingError, match="same features"):
        ExactSVM().fit(np.ones((4, 3)), [0, 0, 1, 1])


def test_it_says_when_it_does_not_settle():
    kernel = np.eye(4)
    with pytest.raises(TrainingError, match="not settled after 1 steps"):
        find_border(kernel, np.array([1.0, 1, -1, -1]), 1.0, most_steps=1)
