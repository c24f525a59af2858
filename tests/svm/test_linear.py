"""The linear support vector machine finds the minimum, for any number of classes."""

import numpy as np
import pytest

from digitpad.common.errors import TrainingError
from digitpad.svm.linear import _SquaredHinge, fit_hyperplanes
from tests.data.few_digits import few_digits


def hyperplanes_of(X, codes, classes, **settings):
    steps = fit_hyperplanes(X.astype(np.float32), codes, classes, **settings)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def objective(X, codes, weights, biases, *, C, code):
    t = np.where(codes == code, 1.0, -1.0)
    w, b = weights[:, code].astype(float), float(biases[code])
    hinge = np.maximum(0, 1 - t * (X.astype(float) @ w + b))
    return 0.5 * (w @ w + b * b) + C * (hinge**2).sum()


def blobs(count=400, length=6, classes=4, seed=0):
    random = np.random.default_rng(seed)
    codes = random.integers(0, classes, count)
    centres = random.normal(0, 1.2, (classes, length))
    return (centres[codes] + random.normal(0, 1, (count, length))), codes


@pytest.mark.parametrize("C", [0.01, 1.0, 100.0])
def test_it_finds_the_minimum_that_scikit_learn_finds(C):
    svm = pytest.importorskip("sklearn.svm")
    X, codes = blobs()
    ours = hyperplanes_of(X, codes, 4, C=C, tolerance=1e-4)
    theirs = svm.LinearSVC(C=C, tol=1e-8, max_iter=100_000, dual=False).fit(X, codes)
    for code in range(4):
        own = objective(X, codes, ours.weights, ours.biases, C=C, code=code)
        best = objective(X, codes, theirs.coef_.T, theirs.intercept_, C=C, code=code)
        assert own <= best * (1 + 1e-4)
    np.testing.assert_allclose(ours.weights, theirs.coef_.T, atol=2e-3)


def test_no_small_change_lowers_the_loss():
    X, codes = blobs()
    found = hyperplanes_of(X, codes, 4, tolerance=1e-4)
    random = np.random.default_rng(1)
    for code in range(4):
        least = objective(X, codes, found.weights, found.biases, C=1.0, code=code)
        for _ in range(20):
            step = random.normal(0, 0.01, found.weights.shape).astype(np.float32)
            assert objective(X, codes, found.weights + step, found.biases, C=1.0, code=code) > least


def test_rows_with_weight_zero_have_no_influence():
    X, codes = blobs()
    weights = (np.arange(len(X)) % 3 > 0).astype(np.float32)
    ours = hyperplanes_of(X, codes, 4, weights=weights, tolerance=1e-4)
    some = weights > 0
    expected = hyperplanes_of(X[some], codes[some], 4, tolerance=1e-4)
    np.testing.assert_allclose(ours.weights, expected.weights, atol=3e-3)


@pytest.mark.parametrize("count", [400, 4000])
def test_rows_given_as_a_product_have_the_same_solution(count):
    X, codes = blobs(count)
    factor = np.tril(np.random.default_rng(3).normal(0, 1, (6, 6))).astype(np.float32)
    ours = hyperplanes_of(X, codes, 4, factor=factor, tolerance=1e-5)
    expected = hyperplanes_of(X @ factor.T, codes, 4, tolerance=1e-5)
    np.testing.assert_allclose(ours.weights, expected.weights, atol=1e-4)
    np.testing.assert_allclose(ours.biases, expected.biases, atol=1e-4)


@pytest.mark.parametrize("directly", [False, True])
def test_direct_and_conjugate_gradient_steps_find_the_same_minimum(directly, monkeypatch):
    monkeypatch.setattr(_SquaredHinge, "_is_direct_faster", lambda *_: directly)
    X, codes = blobs()
    found = hyperplanes_of(X, codes, 4, tolerance=1e-4)
    monkeypatch.undo()
    expected = hyperplanes_of(X, codes, 4, tolerance=1e-6)
    np.testing.assert_allclose(found.weights, expected.weights, atol=2e-3)


def test_without_margin_violations_only_the_weights_decrease():
    X, codes = blobs()
    targets = np.where(codes[:, None] == np.arange(4), np.float32(1), np.float32(-1))
    problem = _SquaredHinge(X.astype(np.float32), targets, 1.0, None, None)
    w = np.ones((7, 4), np.float32)
    gradient, curvature = problem.gradient(w, 2 * targets)
    assert not curvature.any()
    np.testing.assert_array_equal(problem.newton_direction(gradient, curvature, np.ones(4)), -w)


def test_two_classes_have_one_hyperplane():
    X, codes = blobs(classes=2)
    found = hyperplanes_of(X, codes, 2)
    assert found.weights.shape == (6, 1)
    right = (X @ found.weights[:, 0] + found.biases[0] > 0) == codes
    assert right.mean() > 0.9


def test_progress_decreases_and_a_warm_start_continues_it():
    digits = few_digits(300)
    X = digits.images.reshape(300, -1) / np.float32(255)
    left = [event.value for event in fit_hyperplanes(X, digits.labels, 10)]
    assert left[0] == 1
    assert left[-1] <= 1e-3
    solution = hyperplanes_of(X, digits.labels, 10)
    again = [event.value for event in fit_hyperplanes(X, digits.labels, 10, start=solution)]
    assert again[0] <= 0.02


def test_overflow_is_an_error():
    X, codes = blobs()
    with np.errstate(all="ignore"), pytest.raises(TrainingError, match="overflowed"):
        hyperplanes_of(X * 1e30, codes, 4)
