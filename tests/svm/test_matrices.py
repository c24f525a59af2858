"""Products in blocks, and the inverse Cholesky factor by halves."""

import numpy as np
import pytest

from digitpad.common.cancellation import Interrupted, cancellable
from digitpad.svm import matrices
from digitpad.svm.matrices import SMALL, inverse_factor


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(matrices, "OPERATIONS", 20_000)
    monkeypatch.setattr(matrices, "MIN_TILE", 16)


@pytest.mark.parametrize("shape", [(1, 1, 1), (300, 70, 50), (64, 200, 3), (65, 7, 9)])
def test_a_product_in_blocks_is_the_product(small_blocks, shape):
    m, k, n = shape
    generator = np.random.default_rng(0)
    a, b = generator.normal(size=(m, k)), generator.normal(size=(k, n))
    np.testing.assert_allclose(matrices.product(a, b), a @ b, atol=1e-12)
    out = np.full((m, n), np.nan)
    matrices.product(a, b, out)
    np.testing.assert_allclose(out, a @ b, atol=1e-12)


@pytest.mark.parametrize("threads", [1, None])
@pytest.mark.parametrize("shape", [(5, 1), (40, 16), (3, 61), (500, 100)])
def test_the_lower_half_is_that_of_the_inner_products(small_blocks, shape, threads):
    rows = np.random.default_rng(0).normal(size=shape)
    out = np.zeros((shape[1], shape[1]))
    matrices.lower_half(rows, out, threads=threads)
    np.testing.assert_allclose(np.tril(out), np.tril(rows.T @ rows), atol=1e-12)


def test_products_can_be_cancelled_between_two_blocks(small_blocks):
    seen = []

    def check():
        seen.append(1)
        if len(seen) == 3:
            raise Interrupted

    rows = np.ones((200, 200))
    with cancellable(check), pytest.raises(Interrupted):
        matrices.product(rows, rows)
    assert len(seen) == 3
    seen.clear()
    with cancellable(check), pytest.raises(Interrupted):
        matrices.lower_half(rows, rows.copy())


@pytest.mark.parametrize("size", [1, 7, SMALL, SMALL + 1, 3 * SMALL + 5])
def test_the_factor_times_itself_is_the_inverse(size):
    rows = np.random.default_rng(0).normal(size=(2 * size + 3, size))
    matrix = rows.T @ rows + np.eye(size)
    before = matrix.copy()
    factor = inverse_factor(matrix)
    np.testing.assert_allclose(factor.T @ factor @ matrix, np.eye(size), atol=1e-8)
    np.testing.assert_array_equal(factor, np.tril(factor))
    np.testing.assert_array_equal(matrix, before)


def test_an_indefinite_matrix_is_an_error():
    matrix = np.eye(300)
    matrix[250, 250] = -1
    with pytest.raises(np.linalg.LinAlgError):
        inverse_factor(matrix)
