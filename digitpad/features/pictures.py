"""What the features see in one digit, as arrays that can be drawn.

28x28 -> how strong the edge is at each pixel
      -> in each cell, how much edge runs which way
      -> how strong each wave is, the long waves in the middle
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.features.edges import sobel, strength
from digitpad.features.fourier import magnitudes
from digitpad.features.hog import SIDE, SmoothHOG, hard_histograms, smooth_histograms
from digitpad.types import FloatArray

HARD_ORIENTATIONS, HARD_CELL = 9, 4
"""What `digitpad.features.hog.hog` usually takes."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeDirections:
    """How much edge runs which way in each cell.

    Attributes:
        angles: (lines,) float32, which way the edge runs: radians from the x axis, y down.
        strengths: (rows, columns, lines) float32, 1 for the strongest of all.
        centres: (rows,) float32, the cells' centres along either axis, in pixels from the edge.
        cell: from one centre to the next, in pixels.
    """

    angles: FloatArray
    strengths: FloatArray
    centres: FloatArray
    cell: int


def edge_picture(image: FloatArray) -> FloatArray:
    """The strength of the edge at each pixel of image (28, 28): (28, 28), 1 for the strongest."""
    return _to_one(strength(*sobel(image[None]))[0])


def spectrum_picture(image: FloatArray) -> FloatArray:
    """How strong each wave in image (28, 28) is, on a log scale from the weakest to the strongest.

    Returns:
        (32, 32) float32 from 0 to 1, the constant in the middle.
    """
    logs = np.log1p(magnitudes(image[None])[0])
    return _to_one(logs - logs.min())


def edge_directions(image: FloatArray, *, smooth: bool = True) -> EdgeDirections:
    """The histograms of image (28, 28), before blocks are scaled.

    An edge that runs up runs down as well: opposite gradients are added up.

    Args:
        image: (28, 28) float32.
        smooth: as `smooth_hog` sees it, else as `hog` does.
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
    """So that the largest is 1; all 0 stays so."""
    largest = float(values.max())
    scaled: FloatArray = values / np.float32(largest) if largest > 0 else values
    return scaled
