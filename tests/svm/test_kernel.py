"""The kernel and Nystroem's method."""

import numpy as np
import pytest

from digitpad.errors import TrainingError
from digitpad.svm.kernel import likeness, spread_landmarks, unfolding

RANDOM = np.random.default_rng(0)
ROWS = RANDOM.normal(0, 0.5, (300, 8)).astype(np.float32)


def unfolded(rows, landmarks):
    return likeness(rows, landmarks) @ unfolding(landmarks).T


def test_likeness_is_the_radial_kernel():
    expected = np.exp(-((ROWS[:, None] - ROWS[None, :7]) ** 2).sum(axis=2))
    np.testing.assert_allclose(likeness(ROWS, ROWS[:7]), expected, atol=2e-6)


def test_inner_products_of_unfolded_rows_are_the_kernel_where_all_are_landmarks():
    z = unfolded(ROWS, ROWS)
    np.testing.assert_allclose(z @ z.T, likeness(ROWS, ROWS), atol=1e-3)


def test_few_landmarks_come_near():
    z = unfolded(ROWS, ROWS[:120])
    error = np.abs(z @ z.T - likeness(ROWS, ROWS))
    assert error.mean() < 0.02


def test_twins_among_the_landmarks_do_no_harm():
    z = unfolded(ROWS, np.repeat(ROWS[:50], 3, axis=0))
    assert np.isfinite(z).all()
    np.testing.assert_allclose(np.einsum("nm,nm->n", z, z)[:50], 1, atol=1e-3)


def test_a_kernel_that_is_not_finite_is_an_error():
    with np.errstate(all="ignore"), pytest.raises(TrainingError, match="singular"):
        unfolding(np.full((3, 2), np.nan, np.float32))


def test_landmarks_come_evenly_from_all_classes():
    codes = np.array([0] * 250 + [1] * 30 + [2] * 20)
    chosen = spread_landmarks(ROWS, codes, 45, np.random.default_rng(0))
    assert np.bincount(codes[chosen]).tolist() == [15, 15, 15]
    assert len(np.unique(chosen)) == 45
    assert len(spread_landmarks(ROWS, codes, 1000, np.random.default_rng(0))) == 300
