"""Terms about digits and what is computed from them by fixed rules."""

from __future__ import annotations

import numpy as np

from digitpad.common.pixels import SIDE, as_floats
from digitpad.data.augmentation import augment
from digitpad.features.edges import sobel
from digitpad.features.pictures import edge_directions, spectrum_picture
from digitpad.imaging.preprocess import stages_of_digit
from digitpad.training.settings import DEFAULT_SETTINGS
from tests.tools.pictures.glossary.materials import digit, digits, letters, mnist
from tests.tools.pictures.glossary.sheet import Sheet

PIXEL = 4
"""Of a large picture, which has 28 times as many."""


def _mnist(sheet: Sheet) -> None:
    """The first digits of the training set."""
    for place, image in enumerate(as_floats(mnist("train").images[:64])):
        row, column = divmod(place, 16)
        sheet.ink(image, 32 * column, 32 * row, SIDE)


def _class(sheet: Sheet) -> None:
    """A digit of each class, and a letter."""
    for place in range(11):
        image = digit(place) if place < 10 else letters(3)[2]
        left = 46 * place + 12 * (place == 10)
        sheet.ink(image, left, 0, 42)
        sheet.text(left + 21, 54, str(place) if place < 10 else "∅")


def _centre_of_mass(sheet: Sheet) -> None:
    """A digit in the middle by its frame, then by its centre of mass."""
    several = [stages_of_digit(image) for image in digits(7, 40)]

    def apart(stages) -> float:
        x, y = stages.box_centre
        return abs(x - stages.box.shape[1] / 2) + abs(y - stages.box.shape[0] / 2)

    stages = max((one for one in several if one is not None), key=apart)
    high, wide = stages.box.shape
    top, left = (SIDE - high) // 2, (SIDE - wide) // 2
    framed = np.zeros((SIDE, SIDE))
    framed[top : top + high, left : left + wide] = stages.box
    x, y = stages.box_centre
    for start, image, place in (
        (0, framed, (left + x, top + y)),
        (150, stages.network_input, stages.centre_of_mass),
    ):
        sheet.ink(0.45 * image, start, 0)
        middle = start + SIDE * PIXEL / 2
        sheet.line([middle, middle], [0, SIDE * PIXEL], sheet.faint)
        sheet.line([start, start + SIDE * PIXEL], [SIDE * PIXEL / 2] * 2, sheet.faint)
        sheet.dot(start + place[0] * PIXEL, place[1] * PIXEL, 4, sheet.orange)
    sheet.frame(left * PIXEL, top * PIXEL, wide * PIXEL, high * PIXEL, colour=sheet.blue)
    sheet.arrow(120, 56, 142)


def _augmentation(sheet: Sheet) -> None:
    """A digit, and what a training of `cnn` makes of it."""
    copies = np.repeat(digits(5), 12, axis=0)
    varied = augment(copies, DEFAULT_SETTINGS["cnn"].augmentation, np.random.default_rng(1))
    sheet.ink(digit(5), 0, 0)
    sheet.arrow(120, 56, 142)
    for place, image in enumerate(varied):
        row, column = divmod(place, 6)
        sheet.ink(image, 150 + 58 * column, 58 * row, 54)


def _feature(sheet: Sheet) -> None:
    """The strength of the edges of four directions, and its sum."""
    across, down = (slope[0] for slope in sobel(digits(4)))
    sheet.ink(digit(4), 0, 14, 84)
    sheet.arrow(92, 56, 114)
    for place, angle in enumerate(np.pi / 4 * np.arange(4)):
        edges = np.abs(across * np.sin(angle) - down * np.cos(angle))
        left, middle = 122 + 96 * place, 122 + 96 * place + 42
        sheet.positive(edges, left, 14, 84)
        x, y = 9 * np.cos(angle), 9 * np.sin(angle)
        sheet.line([middle - x, middle + x], [y, -y], sheet.text_colour, 2.5)
        sheet.text(middle, 110, f"{edges.sum():.0f}")


def _hog(sheet: Sheet) -> None:
    """The strength of each direction in each cell, and those of one cell as bars."""
    pixel = 6
    found = edge_directions(digit(2), smooth=False)
    sheet.ink(0.2 * digit(2), 0, 0, SIDE * pixel)
    reach = 0.46 * found.cell * pixel
    across, down = np.cos(found.angles) * reach, np.sin(found.angles) * reach
    for row, column, line in np.argwhere(found.strengths > 0.08):
        x, y = found.centres[column] * pixel, found.centres[row] * pixel
        ends = [x - across[line], x + across[line]], [y - down[line], y + down[line]]
        sheet.line(*ends, sheet.text_colour, 2, alpha=float(found.strengths[row, column, line]))
    row, column, _ = np.unravel_index(found.strengths.argmax(), found.strengths.shape)
    side = found.cell * pixel
    corner = found.centres[column] * pixel - side / 2, found.centres[row] * pixel - side / 2
    sheet.frame(*corner, side, side, colour=sheet.orange, width=2)
    sheet.arrow(176, 84, 198)
    for place, strength in enumerate(found.strengths[row, column]):
        left, angle = 206 + 24 * place, found.angles[place]
        sheet.block(left + 3, 130 - 110 * strength, 18, 110 * strength + 1, sheet.orange)
        x, y = 8 * np.cos(angle), 8 * np.sin(angle)
        sheet.line([left + 12 - x, left + 12 + x], [148 - y, 148 + y], sheet.text_colour, 2)


def _fourier(sheet: Sheet) -> None:
    """A digit and its spectrum; the same digit elsewhere has the same spectrum."""
    for start, image in ((0, digit(3)), (320, np.roll(digit(3), (-3, 2), (0, 1)))):
        sheet.ink(image, start, 0)
        sheet.arrow(start + 118, 56, start + 138)
        sheet.positive(spectrum_picture(image), start + 144, 0)
    sheet.text(288, 56, "=", size=20)


PICTURES = {
    "mnist": _mnist,
    "class": _class,
    "centre-of-mass": _centre_of_mass,
    "augmentation": _augmentation,
    "feature": _feature,
    "hog": _hog,
    "fourier": _fourier,
}
