"""Features as arrays to draw: directions and positions of edges, spectra."""

import numpy as np
import pytest

from digitpad.features.fourier import magnitudes
from digitpad.features.hog import hog
from digitpad.features.pictures import edge_directions, edge_picture, spectrum_picture
from tests.data.few_digits import few_digits

BLANK = np.zeros((28, 28), np.float32)


def half_plane(degrees):
    """Ink on one side of a line through the middle that runs at this angle, y down."""
    y, x = np.mgrid[:28, :28] - 13.5
    angle = np.deg2rad(degrees)
    distance = y * np.cos(angle) - x * np.sin(angle)
    return np.clip(distance + 0.5, 0, 1).astype(np.float32)


def turned_by(found, degrees):
    """Degrees between the strongest direction of the middle cell and an angle."""
    middle = len(found.centres) // 2
    boldest = np.argmax(found.strengths[middle, middle])
    difference = np.rad2deg(found.angles[boldest]) - degrees
    return abs((difference + 90) % 180 - 90)


@pytest.mark.parametrize(("smooth", "step"), [(True, 30), (False, 20)])
@pytest.mark.parametrize("degrees", [0, 30, 60, 90, 120, 150])
def test_the_strongest_direction_is_that_of_the_edge(degrees, smooth, step):
    found = edge_directions(half_plane(degrees), smooth=smooth)
    assert turned_by(found, degrees) <= step / 2 + 1e-3


def test_the_direction_does_not_depend_on_the_side_of_the_ink():
    image = half_plane(60)
    inner = slice(1, -1), slice(1, -1)
    np.testing.assert_allclose(
        edge_directions(image).strengths[inner],
        edge_directions(1 - image).strengths[inner] * edge_directions(image).strengths[inner].max(),
        atol=0.02,
    )


def test_the_strongest_cells_are_at_the_edge():
    image = BLANK.copy()
    image[:6, 20:] = 1
    for smooth in (True, False):
        found = edge_directions(image, smooth=smooth)
        row, column, _ = np.unravel_index(np.argmax(found.strengths), found.strengths.shape)
        assert found.centres[row] < 9
        assert found.centres[column] > 17
        assert not found.strengths[-1].any()


def test_unnormalized_histograms_are_those_of_the_blocks():
    image = few_digits(3).images[1] / np.float32(255)
    found = edge_directions(image, smooth=False).strengths
    block = hog(image[None], block=7)[0].reshape(7, 7, 9)
    unclipped = block < block.max() - 1e-6
    ratio = found[unclipped & (found > 0.01)] / block[unclipped & (found > 0.01)]
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-4)


def test_the_edge_picture_is_bright_at_the_outline_of_ink_and_dark_inside():
    image = BLANK.copy()
    image[8:20, 8:20] = 1
    picture = edge_picture(image)
    assert picture[12, 8] > 0.5
    assert picture[12, 12:16].max() == 0
    assert picture.max() == 1


def test_stripes_give_two_points_in_the_spectrum():
    stripes = np.tile(np.sin(np.arange(28) * 2 * np.pi * 4 / 28) / 2 + 0.5, (28, 1))
    picture = spectrum_picture(stripes.astype(np.float32))
    assert picture[16, 16] == 1
    row = picture[16].copy()
    row[14:19] = 0
    # Four waves in 28 pixels are between 4 and 5 in 32.
    assert abs(int(np.argmax(row)) - 16) in (4, 5)
    np.testing.assert_allclose(picture[1:, 1:], picture[1:, 1:][::-1, ::-1], atol=1e-4)


def test_the_spectrum_keeps_the_order_of_the_magnitudes():
    image = few_digits(3).images[2] / np.float32(255)
    plain = magnitudes(image[None])[0].ravel()
    np.testing.assert_array_equal(
        np.argsort(plain)[-20:], np.argsort(spectrum_picture(image).ravel())[-20:]
    )


def test_a_blank_picture_has_no_features_and_no_nan():
    assert not edge_picture(BLANK).any()
    assert not spectrum_picture(BLANK).any()
    assert not edge_directions(BLANK).strengths.any()
