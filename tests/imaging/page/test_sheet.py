import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitpad.imaging.page.sheet import find_sheet, homography
from digitpad.imaging.page.windows import otsu
from tests.imaging.page.drawn_pages import coloured, digit_ink, page_with, shaded


def on_desk(corners, sheet=(0.9, 0.88, 0.85), desk=(0.3, 0.2, 0.15)):
    """A photo of 120 x 96 pixels, a sheet with some ink on it."""
    image = Image.new("L", (480, 384), 0)
    ImageDraw.Draw(image).polygon([(4 * x, 4 * y) for x, y in corners], 255)
    cover = np.asarray(image.reduce(4), np.float32)[:, :, None] / 255
    page = coloured(page_with("3", (120, 96), 30, 4), sheet)
    return page * cover + np.float32(desk) * (1 - cover)


@pytest.mark.parametrize(
    "corners",
    [
        [(20, 15), (100, 15), (100, 80), (20, 80)],
        [(22, 10), (104, 18), (98, 84), (15, 76)],
        [(30, 12), (90, 12), (108, 85), (12, 85)],
        [(14, 0), (120, 0), (120, 96), (14, 96)],
    ],
    ids=["straight", "turned", "in perspective", "strip of desk"],
)
def test_the_corners_of_a_sheet_are_found(corners):
    np.testing.assert_allclose(find_sheet(on_desk(corners)), corners, atol=1.6)


def test_a_dark_sheet_is_found_on_a_light_desk():
    corners = [(20, 15), (100, 15), (100, 80), (20, 80)]
    page = 1 - on_desk(corners, sheet=(0.9, 0.9, 0.9), desk=(0.2, 0.2, 0.2))
    np.testing.assert_allclose(find_sheet(page), corners, atol=1.6)


def test_paper_alone_and_paper_in_shadow_are_no_sheet_on_a_desk():
    assert find_sheet(coloured(page_with("5", (120, 96), 50, 5))) is None
    assert find_sheet(np.repeat(shaded(96, 120)[:, :, None], 3, axis=2)) is None
    half = np.full((96, 120, 3), 0.9, np.float32)
    half[:, :50] *= 0.65
    assert find_sheet(half) is None


@pytest.mark.parametrize("turned", [False, True])
def test_a_thick_digit_is_no_sheet(turned):
    ink = digit_ink("0", 90, 22)
    assert find_sheet(coloured(1 - ink if turned else ink)) is None
    bar = np.zeros((100, 100), np.float32)
    bar[10:90, 35:65] = 1
    assert find_sheet(coloured(1 - bar if turned else bar).astype(np.float32)) is None


def test_the_threshold_lies_between_two_kinds_of_pixels():
    values = np.concatenate([np.full(70, 0.2), np.full(30, 0.7)]).astype(np.float32)
    assert otsu(values) == pytest.approx(0.45, abs=0.03)


def test_a_homography_maps_the_four_points():
    source = np.array([[0, 0], [10, 0], [10, 7], [0, 7]], float)
    target = np.array([[3, 1], [25, 4], [22, 19], [1, 14]], float)
    lifted = np.column_stack([source, np.ones(4)]) @ homography(source, target).T
    np.testing.assert_allclose(lifted[:, :2] / lifted[:, 2:], target, atol=1e-9)
