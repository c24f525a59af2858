"""The inverse by halves is the inverse."""

import numpy as np
import pytest

from digitpad.svm.triangular import SMALL, inverse_factor


@pytest.mark.parametrize("size", [1, 7, SMALL, SMALL + 1, 3 * SMALL + 5])
def test_the_factor_times_itself_is_the_inverse(size):
    rows = np.random.default_rng(0).normal(size=(2 * size + 3, size))
    matrix = rows.T @ rows + np.eye(size)
    before = matrix.copy()
    factor = inverse_factor(matrix)
    np.testing.assert_allclose(factor.T @ factor @ matrix, np.eye(size), atol=1e-8)
    np.testing.assert_array_equal(factor, np.tril(factor))
    np.testing.assert_array_equal(matrix, before)


def test_what_is_not_positive_definite_is_an_error():
    matrix = np.eye(300)
    matrix[250, 250] = -1
    with pytest.raises(np.linalg.LinAlgError):
        inverse_factor(matrix)
