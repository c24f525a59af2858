"""Products piece by piece are the products."""

import numpy as np
import pytest

from digitpad.interruption import Interrupted, interruptible
from digitpad.svm import products


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(products, "OPERATIONS", 20_000)
    monkeypatch.setattr(products, "SMALLEST_TILE", 16)


@pytest.mark.parametrize("shape", [(1, 1, 1), (300, 70, 50), (64, 200, 3), (65, 7, 9)])
def test_a_product_in_stripes_is_the_product(small_pieces, shape):
    m, k, n = shape
    generator = np.random.default_rng(0)
    a, b = generator.normal(size=(m, k)), generator.normal(size=(k, n))
    np.testing.assert_allclose(products.product(a, b), a @ b, atol=1e-12)
    out = np.full((m, n), np.nan)
    products.product(a, b, out)
    np.testing.assert_allclose(out, a @ b, atol=1e-12)


@pytest.mark.parametrize("threads", [1, None])
@pytest.mark.parametrize("shape", [(5, 1), (40, 16), (3, 61), (500, 100)])
def test_the_lower_half_is_that_of_the_inner_products(small_pieces, shape, threads):
    rows = np.random.default_rng(0).normal(size=shape)
    out = np.zeros((shape[1], shape[1]))
    products.lower_half(rows, out, threads=threads)
    np.testing.assert_allclose(np.tril(out), np.tril(rows.T @ rows), atol=1e-12)


def test_they_can_be_stopped_between_two_pieces(small_pieces):
    seen = []

    def check():
        seen.append(1)
        if len(seen) == 3:
            raise Interrupted

    rows = np.ones((200, 200))
    with interruptible(check), pytest.raises(Interrupted):
        products.product(rows, rows)
    assert len(seen) == 3
    seen.clear()
    with interruptible(check), pytest.raises(Interrupted):
        products.lower_half(rows, rows.copy())
