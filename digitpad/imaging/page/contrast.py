"""Contrast: how much of the pen's colour each pixel has, in even and in uneven light.

The background is estimated first, in a small copy of the picture: one colour where the light is
even, otherwise the brightness of the paper around each place. Then

    background 0 ------ pixel ------ 1 pen

is the position of a pixel on the line from one colour to the other. So black on white, white on
black and red on green are treated alike, and a faint pencil gives full ink. With pens of several
colours, the distance from the background counts instead.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import BoolArray, FloatArray
from digitpad.imaging.page.background import DARKEST, Background
from digitpad.imaging.page.windows import along, brightness, largest_around

MIN_CONTRAST = 0.06
MIN_CONTRAST_IN_PHOTOS = 0.15
"""With less contrast between pen and background, as a share of the background's brightness, the
picture counts as blank. In unevenly lit photos, some of the shadows remain."""

NOISE_DEVIATIONS = 4.0
"""Pixels within this many standard deviations of the noise are background."""

MAX_NOISE = 0.4
"""If that noise level is a larger share of the pen's contrast, the picture counts as blank."""

HIGHEST_FLOOR = 0.35
"""The highest ink value that the noise level sets to 0."""

FAINT = 0.15
CLEAR = 0.3
"""Ink below the first counts only next to ink of at least the second: at the edge of a stroke, but
not in JPEG artefacts around one."""

SAMPLE = 5000
"""The noise is estimated from about this many pixels."""

DUST = 4
"""This many pixels may have more contrast than the pen, as dust has."""

SAME_COLOUR = 0.8
"""The smallest cosine between the colour differences of pixels drawn with the same pen."""

MANY_COLOURS = 0.1
"""From this share of pixels with other colours on, the picture was drawn with several pens."""


def ink_by_contrast(
    colours: FloatArray, background: Background, writing: BoolArray | None = None
) -> FloatArray:
    """Ink (H, W): the position of each pixel between the background's colour and the pen's.

    Args:
        colours: (H, W, channels) float32 from 0 to 1.
        background: of the same page.
        writing: (H, W) where the pen is looked for; None for everywhere.

    Returns:
        (H, W) float32 from 0 to 1; all 0 if there is too little contrast.
    """
    height, width = colours.shape[:2]
    blank = np.zeros((height, width), np.float32)
    level = background.enlarged(height, width)
    light = np.maximum(brightness(level), DARKEST)
    distance = _distance(colours, level, light)
    considered = distance if writing is None else distance * writing
    farthest = _robust_maximum(considered)
    if farthest < (MIN_CONTRAST if background.is_even else MIN_CONTRAST_IN_PHOTOS):
        return blank
    clear = np.nonzero(considered >= 0.5 * farthest)
    differences = colours[clear] - (level[0] if background.is_even else level[clear])
    differences /= (light[0] if background.is_even else light[clear])[:, None]
    if _has_several_colours(differences):
        ink = distance / farthest
    else:
        direction = _pen_direction(differences[considered[clear] >= 0.9 * farthest])
        towards = (direction / np.square(direction).sum()).astype(np.float32)
        # The same as the differences along this direction, in fewer steps.
        ink = along(colours, towards)
        ink -= along(level, towards)
        ink /= light
    floor = NOISE_DEVIATIONS * _noise(ink)
    if floor >= MAX_NOISE:
        return blank
    ink *= ink > min(floor, HIGHEST_FLOOR)
    np.clip(ink, 0, 1, out=ink)
    ink *= (ink >= FAINT) | largest_around(ink >= CLEAR, 1)
    return ink


def _distance(colours: FloatArray, level: FloatArray, light: FloatArray) -> FloatArray:
    """(H, W) how far colours are from the background, in shares of its brightness."""
    channels = colours.shape[2]
    differences = [colours[:, :, channel] - level[:, :, channel] for channel in range(channels)]
    distance: FloatArray = np.abs(differences[0])
    if channels > 1:
        distance = np.sqrt(sum(map(np.square, differences)) / channels)
    distance /= light
    return distance


def _robust_maximum(values: FloatArray) -> float:
    """A value of slightly lower rank than the largest, since a few pixels may be dust."""
    dust = min(values.size - 1, DUST)
    largest = values[values > 0.5 * values.max()]
    if len(largest) <= dust:
        largest = values.ravel()
    return float(np.partition(largest, -1 - dust)[-1 - dust])


def _noise(ink: FloatArray) -> float:
    """The standard deviation of normal noise on the background, in shares of the pen's contrast.

    Strokes hardly ever change the smaller of two quantiles.
    """
    background = np.abs(ink.ravel()[:: max(1, ink.size // SAMPLE)])
    background = background[background < 0.5]
    if not len(background):
        return 0.0
    ranks = len(background) // 4, len(background) // 2
    quarter, half = np.partition(background, ranks)[list(ranks)]
    return float(min(quarter / 0.3186, half / 0.6745))


def _has_several_colours(differences: FloatArray) -> bool:
    """Whether pixels differ from the background in several directions of the colour space.

    Lighter and darker than the background are the same direction.

    Args:
        differences: (M, channels), the colours minus the background.
    """
    main = differences[np.argmax(np.abs(differences).sum(axis=1))]
    lengths = np.sqrt(np.square(differences).sum(axis=1) * np.square(main).sum())
    is_other = np.abs(differences @ main) < SAME_COLOUR * lengths
    return bool(is_other.mean() > MANY_COLOURS)


def _pen_direction(differences: FloatArray) -> FloatArray:
    """(channels,) from the background to the pen's colour.

    If one pen is lighter and another darker than the background, the one with more pixels counts.

    Args:
        differences: (M, channels), the colours of the pixels with most contrast minus the
            background; all in about the same direction or its opposite.
    """
    main = differences[np.argmax(np.abs(differences).sum(axis=1))]
    is_same_side = differences @ main > 0
    chosen = differences[is_same_side if is_same_side.mean() >= 0.5 else ~is_same_side]
    direction: FloatArray = np.median(chosen, axis=0)
    return direction
