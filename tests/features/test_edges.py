"""Sobel edges against the definition."""

import numpy as np

from digitpad.features.edges import direction, sobel, strength
from tests.data.few_digits import few_digits

KERNEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8


def correlated(image, kernel):
    padded = np.pad(image, 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    return np.einsum("abij,ij->ab", windows, kernel)


def test_sobel_is_the_3x3_filter():
    images = few_digits(5).images / np.float32(255)
    x, y = sobel(images)
    for k, image in enumerate(images):
        np.testing.assert_allclose(x[k], correlated(image, KERNEL), atol=1e-6)
        np.testing.assert_allclose(y[k], correlated(image, KERNEL.T), atol=1e-6)


def test_a_linear_ramp_has_its_strength_and_direction():
    down = np.tile(np.arange(28, dtype=np.float32)[:, None] / 28, (1, 28))[None]
    x, y = sobel(down)
    # One grey step in each of eight neighbours' weights: a slope of 1 / 28 a pixel, times 8 / 8.
    np.testing.assert_allclose(strength(x, y)[0, 1:-1, 1:-1], 1 / 28, rtol=1e-5)
    np.testing.assert_allclose(direction(x, y)[0, 1:-1, 1:-1], np.pi / 2, rtol=1e-5)
