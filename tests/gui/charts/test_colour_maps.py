import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.gui.charts import colour_maps
from digitpad.gui.charts.colour_maps import STEPS, Scale, colour_map, map_for, text_colour
from digitpad.gui.theme import DARK, HIGH_CONTRAST, LIGHT, palette_of

SCHEMES = pytest.mark.parametrize(
    "colours", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high"]
)

# Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def rgb(packed):
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1) / 255


def seen_by(eyes, srgb):
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(BLINDNESS[eyes]).T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


@SCHEMES
def test_zero_has_exactly_the_background_colour(colours):
    palette = palette_of(colours)
    for diverging in (True, False):
        shown = colour_map(palette, diverging=diverging)
        values = np.array([[0.0, 0.7]], np.float32)
        pixels = shown.pixels(values, shown.scale_of(values))
        assert QColor.fromRgb(int(pixels[0, 0])) == QColor(colours.paper)


@SCHEMES
def test_contrast_with_the_background_grows_with_the_distance_from_zero(colours):
    lab = colour_maps._oklab(rgb(colour_map(palette_of(colours), diverging=True).colours))
    lightness = np.abs(lab[:, 0] - lab[STEPS // 2, 0])
    assert (np.diff(lightness[STEPS // 2 :]) > -0.004).all()
    assert (np.diff(lightness[: STEPS // 2 + 1]) < 0.004).all()
    assert lightness[0] > 0.5
    assert lightness[-1] > 0.5


@SCHEMES
@pytest.mark.parametrize("eyes", BLINDNESS)
def test_positive_and_negative_differ_for_every_colour_vision(colours, eyes):
    packed = colour_map(palette_of(colours), diverging=True).colours
    lab = colour_maps._oklab(seen_by(eyes, rgb(packed)))
    for distance in (32, 64, 96):
        middle = STEPS // 2
        hues = lab[middle + distance, 1:] - lab[middle - distance, 1:]
        assert np.linalg.norm(hues) > 0.05


def test_orange_means_more_than_zero_in_both_maps():
    palette = palette_of(LIGHT)
    ends = [colour_map(palette, diverging=kind).colours[-1] for kind in (True, False)]
    assert ends[0] == ends[1]
    red, _, blue = rgb(ends[0])
    assert red > blue


def test_the_scale_is_symmetric_around_zero():
    assert Scale.around_zero(np.array([-0.5, 2.0])) == Scale(-2.0, 2.0)
    assert Scale.from_zero(np.array([0.5, 2.0])) == Scale(0.0, 2.0)


def test_an_array_of_zeros_can_be_shown():
    shown = colour_map(palette_of(LIGHT), diverging=True)
    zeros = np.zeros((2, 2), np.float32)
    pixels = shown.pixels(zeros, shown.scale_of(zeros))
    assert {QColor.fromRgb(int(pixel)).name() for pixel in pixels.ravel()} == {LIGHT.paper}


def test_nan_looks_like_zero():
    shown = colour_map(palette_of(DARK), diverging=True)
    pixels = shown.pixels(np.array([np.nan, 0.0, 1.0], np.float32), Scale(-1, 1))
    assert pixels[0] == pixels[1] != pixels[2]


def test_numbers_below_zero_are_shown_in_diverging_colours():
    palette, values = palette_of(LIGHT), np.array([[0.0, 1.0]], np.float32)
    image = map_for(values, palette).image(values)
    assert (image.width(), image.height()) == (2, 1)
    assert image.pixelColor(0, 0).name() == LIGHT.paper
    assert map_for(-values, palette).image(-values).pixelColor(1, 0) != image.pixelColor(1, 0)


def test_texts_on_colours_have_enough_contrast():
    assert text_colour(0xFFFFE8C9) == QColor("black")
    assert text_colour(0xFF0A3A8A) == QColor("white")
