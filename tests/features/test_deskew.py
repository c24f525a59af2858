"""Deskewing removes the slant and changes nothing else."""

import numpy as np

from digitpad.features.deskew import deskew, slants
from tests.data.few_digits import few_digits


def stroke(lean):
    """A blurred vertical bar, sheared by `lean` pixels per pixel down."""
    rows, columns = np.mgrid[0:28, 0:28].astype(float)
    distance = np.abs(columns - 13.5 - lean * (rows - 13.5))
    inside = (rows > 6) & (rows < 21)
    return (np.clip(2 - distance, 0, 1) * inside).astype(np.float32)


def test_a_slanted_stroke_becomes_vertical():
    leaning = np.stack([stroke(lean) for lean in (-0.6, -0.2, 0.0, 0.3, 0.6)])
    np.testing.assert_allclose(slants(leaning), [-0.6, -0.2, 0, 0.3, 0.6], atol=0.03)
    upright = deskew(leaning)
    np.testing.assert_allclose(slants(upright), 0, atol=0.03)
    np.testing.assert_allclose(upright.sum(axis=(1, 2)), leaning.sum(axis=(1, 2)), rtol=0.01)


def test_real_digits_have_less_slant_afterwards_and_keep_their_ink():
    images = few_digits(300).images / np.float32(255)
    upright = deskew(images)
    assert np.abs(slants(upright)).mean() < 0.05 * np.abs(slants(images)).mean()
    np.testing.assert_allclose(upright.sum(axis=(1, 2)), images.sum(axis=(1, 2)), rtol=0.05)
    np.testing.assert_allclose(upright.sum(axis=2), images.sum(axis=2), atol=1.5)


def test_blank_and_single_pixel_images_are_not_changed():
    images = np.zeros((2, 28, 28), np.float32)
    images[1, 13, 20] = 1
    np.testing.assert_allclose(deskew(images), images, atol=1e-6)
