"""The kernel and Nystroem's method."""

import numpy as np
import pytest

from digitpad.common.errors import TrainingError
from digitpad.svm.kernel import nystroem_factor, rbf_kernel, spread_landmarks

RANDOM = np.random.default_rng(0)
ROWS = RANDOM.normal(0, 0.5, (300, 8)).astype(np.float32)


def nystroem_vectors(rows, landmarks):
    return rbf_kernel(rows, landmarks) @ nystroem_factor(landmarks).T


def test_the_kernel_follows_its_formula():
    expected = np.exp(-((ROWS[:, None] - ROWS[None, :7]) ** 2).sum(axis=2))
    np.testing.assert_allclose(rbf_kernel(ROWS, ROWS[:7]), expected, atol=2e-6)


def test_inner_products_are_the_kernel_if_all_rows_are_landmarks():
    z = nystroem_vectors(ROWS, ROWS)
    np.testing.assert_allclose(z @ z.T, rbf_kernel(ROWS, ROWS), atol=1e-3)


def test_few_landmarks_approximate_the_kernel():
    z = nystroem_vectors(ROWS, ROWS[:120])
    error = np.abs(z @ z.T - rbf_kernel(ROWS, ROWS))
    assert error.mean() < 0.02


def test_equal_landmarks_do_no_harm():
    z = nystroem_vectors(ROWS, np.repeat(ROWS[:50], 3, axis=0))
    assert np.isfinite(z).all()
    np.testing.assert_allclose(np.einsum("nm,nm->n", z, z)[:50], 1, atol=1e-3)


def test_features_that_are_not_finite_are_an_error():
    with np.errstate(all="ignore"), pytest.raises(TrainingError, match="not finite"):
        nystroem_factor(np.full((3, 2), np.nan, np.float32))


def test_landmarks_are_chosen_evenly_from_all_classes():
    codes = np.array([0] * 250 + [1] * 30 + [2] * 20)
    chosen = spread_landmarks(ROWS, codes, 45, np.random.default_rng(0))
    assert np.bincount(codes[chosen]).tolist() == [15, 15, 15]
    assert len(np.unique(chosen)) == 45
    assert len(spread_landmarks(ROWS, codes, 1000, np.random.default_rng(0))) == 300
