"""The background: what the page looks like without ink, in even and in uneven light.

In even light it is one colour. Otherwise the brightness of the paper is estimated around each
place: anything thinner than a stroke may be is taken for ink (by a morphological closing), and
replaced by the mean of the paper next to it. A smooth surface is divided out first.

    photo -> smooth surface -> flat photo -> closing -> paper or ink -> paper everywhere
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import BoolArray, FloatArray
from digitpad.imaging.page.windows import (
    border_of,
    brightness,
    closed,
    enlarged,
    filled_in,
    largest_around,
    otsu,
    shrunk,
)

EVEN = 0.06
"""Light is even if the paper's brightness varies by no more than this share over the picture."""

SMALLEST_PHOTO = 40
"""In smaller pictures, the edges of strokes look like uneven light."""

ALIKE = 0.04
COMMON_AT_BORDER = 0.9
COMMON = 0.3
"""A colour is the background's if the second share of the border and the third share of all pixels
differ from it by less than the first, as a share of its brightness."""

WIDEST_STROKE = 0.24
"""As a share of the longer side; anything thinner is treated as ink, not as paper."""

FINE_PEN = 3
PENS_ACROSS = 3.0
"""Once the pen is known, the picture is reduced until the pen is about as many pixels wide as the
first, and anything thinner than the second, in pens, is treated as ink."""

THICK = 0.04
SHADOW_CONTRAST = 0.6
"""What is thicker than the first on both sides of its middle, as a share of the longer side, and
has a contrast below the second may be a shadow."""

CERTAIN_INK = 0.85
POSSIBLE_INK = 0.93
"""Pixels below these shares of the paper are ink, in the first and in the second estimate."""

FEW = 0.005
"""The share of pixels whose colour decides whether the ink is light or dark."""

DARKEST = 0.1
"""The smallest brightness that differences are divided by."""

DARKEST_SCALE = 0.2
"""The same where paper and ink are told apart; dark boards are noisy."""


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The colours of the empty page.

    Attributes:
        level: (h, w, channels) float32 from 0 to 1, for the whole page; (1, 1, channels) in even
            light.
        is_light_ink: whether the ink is lighter than the paper; known in uneven light only.
    """

    level: FloatArray
    is_light_ink: bool = False

    @property
    def is_even(self) -> bool:
        """Whether the page has one colour."""
        return self.level.shape[:2] == (1, 1)

    def enlarged(self, height: int, width: int) -> FloatArray:
        """The colours at each of `height` x `width` pixels; (1, 1, channels) in even light."""
        if self.is_even:
            return self.level
        layers = [enlarged(layer, height, width) for layer in np.moveaxis(self.level, 2, 0)]
        return np.stack(layers, axis=2)


def estimate_background(small: FloatArray) -> Background:
    """The background of a page.

    Args:
        small: (h, w, channels) float32 from 0 to 1, the page reduced to about a hundred pixels.
    """
    grey = brightness(small)
    usual = _usual_colour(small)
    if usual is not None:
        paper = np.abs(grey - usual.mean()) < EVEN
    else:
        light = grey > otsu(grey)
        is_light = border_of(light).mean() + light.mean() >= 1
        paper = light if is_light else ~light
        inner = ~largest_around(~paper, 1)
        if inner.mean() < 0.02:
            inner = paper
        low, high = np.quantile(grey[inner], (0.03, 0.97)) if inner.any() else (0.0, 0.0)
        if high - low <= EVEN * max((low + high) / 2, DARKEST):
            usual = np.median(small[inner], axis=0)
        elif max(grey.shape) < SMALLEST_PHOTO:
            sign = 1 if is_light else -1
            purest = sign * grey >= np.quantile(sign * grey, 0.9)
            usual = np.median(small[purest], axis=0)
    if usual is not None and not _has_shadow(grey, paper, float(usual.mean())):
        return Background(usual[None, None].astype(np.float32))
    surface = _smooth_surface(grey)
    # As logarithms, a half and the double are equally far from the surface.
    low, high = np.quantile(np.log((grey + 0.02) / (surface + 0.02)), (FEW, 1 - FEW))
    is_light_ink = bool(high > -low)
    reach = max(1, int(WIDEST_STROKE * max(grey.shape)) // 2)
    return Background(_paper(small, surface, reach, is_light_ink=is_light_ink), is_light_ink)


def _usual_colour(small: FloatArray) -> FloatArray | None:
    """The colour of nearly all the border (channels,); None if it has several."""
    border = border_of(small)
    usual: FloatArray = np.median(border, axis=0)
    alike = ALIKE * max(float(usual.mean()), DARKEST_SCALE)
    if (np.abs(border - usual).max(axis=1) < alike).mean() < COMMON_AT_BORDER:
        return None
    return usual if (np.abs(small - usual).max(axis=2) < alike).mean() >= COMMON else None


def refined_background(colours: FloatArray, background: Background, pen: float) -> Background:
    """The background in uneven light again, as finely as the width of the pen allows.

    Args:
        colours: (H, W, channels) float32 from 0 to 1.
        background: of the same page, as found without knowing the pen.
        pen: its width in pixels.
    """
    factor = max(1, int(pen / FINE_PEN))
    small = shrunk(colours, factor)
    reach = max(2, int(np.ceil(PENS_ACROSS / 2 * pen / factor)))
    surface = _smooth_surface(brightness(small))
    level = _paper(small, surface, reach, is_light_ink=background.is_light_ink)
    return Background(level, background.is_light_ink)


def _smooth_surface(grey: FloatArray) -> FloatArray:
    """The quadratic surface that most pixels lie near, at least `DARKEST`: (h, w).

    The sum of absolute deviations is least; it is found by reweighting.
    """
    height, width = grey.shape
    every = max(1, int(np.sqrt(grey.size / 2500)))
    x, y = np.arange(width) / max(grey.shape), np.arange(height)[:, None] / max(grey.shape)
    few_x, few_y = np.broadcast_arrays(x[::every], y[::every])
    one = np.ones(few_x.size)
    few_x, few_y = few_x.ravel(), few_y.ravel()
    terms = np.stack([one, few_x, few_y, few_x * few_x, few_x * few_y, few_y * few_y])
    values = grey[::every, ::every].ravel().astype(np.float64)
    weights = one
    for _ in range(8):
        weighted = terms * weights
        factors = np.linalg.lstsq(weighted @ terms.T, weighted @ values, rcond=None)[0]
        weights = 1 / np.maximum(np.abs(values - factors @ terms), 0.01)
    a, b, c, d, e, f = factors
    surface = (a + b * x + d * x * x) + (c * y + f * y * y) + e * x * y
    smooth: FloatArray = np.maximum(surface, DARKEST).astype(np.float32)
    return smooth


def _has_shadow(grey: FloatArray, paper: BoolArray, level: float) -> bool:
    """Whether something thick reaches the rim with less contrast than most pens have."""
    inner = ~largest_around(paper, max(1, round(THICK * max(grey.shape))))
    if not border_of(inner).any():
        return False
    contrast = abs(float(np.median(grey[inner])) - level)
    return contrast < SHADOW_CONTRAST * max(level, DARKEST)


def _paper(
    colours: FloatArray, surface: FloatArray, reach: int, *, is_light_ink: bool
) -> FloatArray:
    """The colours of the paper at each pixel, (h, w, channels).

    Args:
        colours: (h, w, channels) from 0 to 1.
        surface: (h, w) their brightness without details.
        reach: half the width of the widest stroke, in pixels.
        is_light_ink: whether the ink is lighter than the paper.
    """
    scale = np.maximum(surface, DARKEST_SCALE)[:, :, None] * (-1 if is_light_ink else 1)
    # About 1 for paper, less for ink.
    flat = 1 + (colours - surface[:, :, None]) / scale
    grey = brightness(flat)
    is_paper = grey > CERTAIN_INK * closed(grey, reach)
    is_paper = grey > POSSIBLE_INK * filled_in(grey[:, :, None], is_paper)[:, :, 0]
    filled = filled_in(flat, is_paper)
    paper: FloatArray = np.clip(surface[:, :, None] + (filled - 1) * scale, 0, 1)
    return paper.astype(np.float32, copy=False)
