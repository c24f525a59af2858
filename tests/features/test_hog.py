"""Histograms of oriented gradients against scikit-image, and properties of the smooth ones."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.features.hog import SmoothHOG, hog, smooth_hog
from tests.data.few_digits import few_digits

IMAGES = few_digits(60).images.astype(np.float32)
"""Whole numbers, so that both implementations see the same ties between two bins."""


@pytest.mark.parametrize(
    ("orientations", "cell", "block"), [(9, 4, 2), (8, 7, 2), (9, 8, 3), (9, 7, 1), (12, 5, 3)]
)
def test_it_agrees_with_scikit_image(orientations, cell, block):
    feature = pytest.importorskip("skimage.feature")
    theirs = [
        feature.hog(image.astype(float), orientations, (cell, cell), (block, block))
        for image in IMAGES
    ]
    np.testing.assert_allclose(hog(IMAGES, orientations, cell, block), theirs, atol=2e-6)


def one_by_one(image, orientations, cell):
    """The histograms in the plainest form: pixel by pixel, with angles."""
    cells = 28 // cell
    histogram = np.zeros((cells, cells, orientations))
    for row in range(cells * cell):
        for column in range(cells * cell):
            x = image[row, column + 1] - image[row, column - 1] if 0 < column < 27 else 0.0
            y = image[row + 1, column] - image[row - 1, column] if 0 < row < 27 else 0.0
            angle = np.degrees(np.arctan2(y, x)) % 180
            place = int(angle // (180 / orientations)) % orientations
            histogram[row // cell, column // cell, place] += np.hypot(x, y) / cell**2
    return histogram


def test_it_agrees_with_a_loop_over_the_pixels():
    for image in IMAGES[:3]:
        histogram = one_by_one(image.astype(float), 9, 7)
        block = histogram / np.sqrt((histogram**2).sum(axis=2, keepdims=True) + 1e-10)
        block = np.minimum(block, 0.2)
        block /= np.sqrt((block**2).sum(axis=2, keepdims=True) + 1e-10)
        np.testing.assert_allclose(hog(image[None], 9, 7, 1)[0], block.ravel(), atol=2e-6)


def test_smooth_directions_are_the_power_of_a_cosine():
    slope = np.arange(28, dtype=np.float32) / 28
    recipe = SmoothHOG()
    for turn in range(4):
        image = np.rot90(np.tile(slope, (28, 1)), turn)
        cells = smooth_hog(image[None].copy(), recipe)[0].reshape(4, 4, 2, 2, 12)
        found = cells[1, 1, 0, 0] / cells[1, 1, 0, 0].max()
        # np.rot90 turns left, and y points down, so the angle shrinks.
        angles = 2 * np.pi * np.arange(12) / 12 + np.pi / 2 * turn
        np.testing.assert_allclose(found, np.cos(angles / 2) ** 16, atol=1e-4)


def test_a_small_shift_changes_smooth_histograms_less():
    images = IMAGES / 255
    moved = np.roll(images, 1, axis=2)

    def change(feature):
        before, after = feature(images), feature(moved)
        return np.linalg.norm(after - before) / np.linalg.norm(before)

    assert change(smooth_hog) < 0.75 * change(hog)


def test_a_blank_image_has_zero_features():
    blank = np.zeros((1, 28, 28), np.float32)
    assert not hog(blank).any()
    assert not smooth_hog(blank).any()


@pytest.mark.parametrize("feature", [hog, smooth_hog])
def test_an_image_has_the_same_features_alone_and_among_many(feature):
    many = feature(np.concatenate([IMAGES, IMAGES[::-1]]))
    np.testing.assert_allclose(many[3], feature(IMAGES[3:4])[0], atol=1e-6)
    np.testing.assert_allclose(many[3], many[-4], atol=1e-6)
    assert feature(IMAGES[:0]).shape == (0, many.shape[1])


@pytest.mark.parametrize("recipe", [(0, 4, 2), (9, 0, 1), (9, 15, 2), (9, 4, 8), (9, 4, 0)])
def test_cells_that_do_not_fit_are_refused(recipe):
    with pytest.raises(ParameterError, match="do not fit"):
        hog(IMAGES[:1], *recipe)
