"""Features of one digit as arrays that can be drawn.

28x28 -> edge strength at each pixel
      -> histogram of edge directions in each cell
      -> spectrum, low frequencies in the middle

All are scaled so that the largest value is 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.pixels import SIDE
from digitpad.common.types import FloatArray
from digitpad.features.edges import sobel, strength
from digitpad.features.fourier import magnitudes
from digitpad.features.hog import SmoothHOG, hard_histograms, smooth_histograms

HARD_ORIENTATIONS, HARD_CELL = 9, 4
"""The default arguments of `digitpad.features.hog.hog`."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeDirections:
    """The histogram of edge directions in each cell.

    Attributes:
        angles: (bins,) float32, the direction of the edge: radians from the x axis, y down.
        strengths: (rows, columns, bins) float32, relative to the largest.
        centres: (rows,) float32, the cells' centres along either axis, in pixels from the edge.
        cell: the distance between centres, in pixels.
    """

    angles: FloatArray
    strengths: FloatArray
    centres: FloatArray
    cell: int


def edge_picture(image: FloatArray) -> FloatArray:
    """The Sobel gradient magnitude of image (28, 28) float32, relative to the largest: (28, 28)."""
    return _to_one(strength(*sobel(image[None]))[0])


def spectrum_picture(image: FloatArray) -> FloatArray:
    """The Fourier magnitudes of image (28, 28) float32, on a log scale from smallest to largest.

    Returns:
        (32, 32) float32 from 0 to 1, frequency 0 in the middle.
    """
    logs = np.log1p(magnitudes(image[None])[0])
    return _to_one(logs - logs.min())


def edge_directions(image: FloatArray, *, smooth: bool = True) -> EdgeDirections:
    """The direction histograms of an image, before the normalization of blocks.

    Opposite gradients belong to the same edge direction and are added.

    Args:
        image: (28, 28) float32.
        smooth: the histograms of `smooth_hog`, else those of `hog`.
    """
    planes = np.ascontiguousarray(image[:, :, None], np.float32)
    if smooth:
        recipe = SmoothHOG()
        full = smooth_histograms(planes, recipe.orientations, recipe.sharpness, recipe.cell)
        half = recipe.orientations // 2
        found = full[:, :, :half, 0] + full[:, :, half:, 0]
        gradients = np.arange(half) * np.pi / half
        cell = recipe.cell
    else:
        found = hard_histograms(planes, HARD_ORIENTATIONS, HARD_CELL)[..., 0]
        gradients = (np.arange(HARD_ORIENTATIONS) + 0.5) * np.pi / HARD_ORIENTATIONS
        cell = HARD_CELL
    cells = len(found)
    centres = SIDE / 2 + (np.arange(cells) - (cells - 1) / 2) * cell
    angles = gradients + np.pi / 2
    return EdgeDirections(
        angles.astype(np.float32), _to_one(found), centres.astype(np.float32), cell
    )


def _to_one(values: FloatArray) -> FloatArray:
    """Divided by the largest value, unless all are 0."""
    largest = float(values.max())
    scaled: FloatArray = values / np.float32(largest) if largest > 0 else values
    return scaled
