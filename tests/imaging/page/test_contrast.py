import numpy as np
import pytest

from digitpad.imaging.page.background import estimate_background
from digitpad.imaging.page.contrast import ink_by_contrast
from digitpad.imaging.page.windows import shrunk
from tests.imaging.page.drawn_pages import coloured, page_with, shaded


def contrast_of(colours):
    background = estimate_background(shrunk(colours, 2))
    return background, ink_by_contrast(colours, background)


def test_the_background_of_evenly_lit_paper_is_one_colour():
    page = page_with("3", (240, 200), 100, 9)
    background, ink = contrast_of(coloured(page, (0.9, 0.8, 0.7), (0.2, 0.1, 0.4)))
    assert background.is_even
    np.testing.assert_allclose(background.level.ravel(), [0.9, 0.8, 0.7], atol=1e-3)
    np.testing.assert_allclose(ink[page > 0.99], 1, atol=0.02)


def test_uneven_light_is_divided_out():
    light = shaded()
    page = np.zeros(light.shape, np.float32)
    page[60:140, 100:112] = 1
    background, ink = contrast_of(light[:, :, None] * coloured(page, pen=(0.3, 0.3, 0.3)))
    assert not background.is_even
    error = np.abs(background.enlarged(*light.shape)[:, :, 0] - light)
    assert np.quantile(error, 0.99) < 0.06
    assert ink[65:135, 104:108].min() > 0.85
    assert np.quantile(ink[page == 0], 0.98) < 0.2


def test_chalk_in_uneven_light_is_ink():
    light = shaded()
    page = page_with("5", (240, 200), 110, 10)
    colours = light[:, :, None] * coloured(page, (0.22, 0.25, 0.23), (0.9, 0.9, 0.88))
    background, ink = contrast_of(colours)
    assert background.is_light_ink
    assert ink[page > 0.99].mean() > 0.8
    assert ink[page == 0].mean() < 0.03


@pytest.mark.parametrize("depth", [0.2, 0.5])
@pytest.mark.parametrize("digit", "059")
def test_paper_inside_a_bowl_is_no_ink_in_a_vignette(digit, depth):
    y, x = np.mgrid[-1:1:200j, -1:1:240j]
    light = 1 - depth * (x**2 + y**2) / 2
    page = page_with(digit, (240, 200), 120, 11)
    colours = light[:, :, None] * coloured(page, (0.42, 0.4, 0.37), (0.15, 0.14, 0.13))
    _, ink = contrast_of(colours.astype(np.float32))
    assert ink[page > 0.99].min() > 0.6
    assert ink[page == 0].max() < 0.3


def test_a_shadow_that_reaches_in_from_the_rim_is_no_ink():
    page = page_with("3", (240, 200), 90, 6, place=(0.35, 0.5))
    light = np.ones((200, 240), np.float32)
    light[90:200, 150:240] = 0.65
    _, ink = contrast_of(light[:, :, None] * coloured(page))
    assert ink[page > 0.99].min() > 0.7
    assert ink[110:180, 170:].max() < 0.1


def test_little_contrast_and_noise_are_no_ink():
    rng = np.random.default_rng(0)
    for noise in (0.003, 0.03):
        grey = 0.8 + rng.normal(0, noise, (200, 240, 1))
        assert contrast_of(grey.astype(np.float32))[1].mean() < 1e-3
