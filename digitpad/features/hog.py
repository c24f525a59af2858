"""Histograms of oriented gradients (HOG, Dalal and Triggs 2005): edge directions, cell by cell.

    28x28 -> gradient at each pixel -> per cell of a few pixels: histogram of the directions
          -> blocks of neighbouring cells, each block normalized to the same length -> one vector

`hog` follows the paper: each pixel counts for one direction and one cell. In `smooth_hog` it also
counts for neighbouring directions and cells, weighted by their distance, so a small shift or
rotation changes the vector little. It also distinguishes dark-to-bright from bright-to-dark edges.

The functions work on small groups of images along the last axis, (28, 28, n): then every step is a
few long loops over memory that is still in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import comb, prod
from typing import NamedTuple

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import SIDE
from digitpad.common.threads import in_parts
from digitpad.common.types import FloatArray
from digitpad.features.edges import central_differences, sobel_planes

IMAGES_AT_A_TIME = 96
"""One array (28, 28, n) of them takes 300 kB."""

CLIP = 0.2
"""After normalization, entries of a block are clipped to this and normalized again, so that one
strong edge does not dominate: the `Hys` of L2-Hys (Lowe 2004, used by Dalal and Triggs)."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """How blocks of neighbouring cells are normalized.

    Attributes:
        side: cells along a block's side.
        epsilon: its square is added to the squared length, to avoid dividing by 0.
        clip: see `CLIP`; None for plain L2 normalization.
    """

    side: int
    epsilon: float
    clip: float | None = CLIP


def hog(images: FloatArray, orientations: int = 9, cell: int = 4, block: int = 2) -> FloatArray:
    """The histograms as in the paper: L2-Hys normalization, directions modulo 180 degrees.

    The same numbers as scikit-image's `hog(image, orientations, (cell, cell), (block, block))`.

    Args:
        images: (N, 28, 28) float32.
        orientations: the number of histogram bins for 180 degrees.
        cell: pixels along a cell's side; left-over pixels at the right and bottom are not used.
        block: cells along a block's side.

    Returns:
        (N, length) float32, in the order block row, block column, cell row, cell column, direction.

    Raises:
        ParameterError: the cells or blocks do not fit into the image.
    """
    cells = SIDE // cell if cell > 0 else 0
    if not (orientations > 0 and 0 < block <= cells):
        raise ParameterError(
            "{orientations} directions, cells of {cell} pixels and blocks of {block} cells "
            "do not fit into {side} pixels",
            orientations=orientations,
            cell=cell,
            block=block,
            side=SIDE,
        )
    blocks = Blocks(block, 1e-5)

    def histograms(planes: FloatArray) -> FloatArray:
        return hard_histograms(planes, orientations, cell)

    return _blockwise(images, histograms, blocks, orientations, cells)


class Position(NamedTuple):
    """A feature's block, its cell in the block, and its direction, each counted from 0."""

    row: int
    column: int
    cell_row: int
    cell_column: int
    direction: int


@dataclass(frozen=True, slots=True)
class SmoothHOG:
    """The settings of `smooth_hog`; the defaults were chosen on MNIST's training digits.

    Attributes:
        orientations: the number of histogram bins for 360 degrees.
        sharpness: a gradient at angle `a` from a bin counts `cos(a / 2) ** (2 * sharpness)`.
        cell: pixels from one cell's centre to the next; cells overlap.
        blocks: how cells are normalized.
    """

    orientations: int = 12
    sharpness: int = 8
    cell: int = 5
    blocks: Blocks = Blocks(2, 0.5, None)

    @property
    def cells(self) -> int:
        """The number of cells along one side."""
        return SIDE // self.cell

    @property
    def length(self) -> int:
        """The number of features of one image."""
        return prod(self._shape)

    @property
    def _shape(self) -> tuple[int, int, int, int, int]:
        positions, side = self.cells - self.blocks.side + 1, self.blocks.side
        return positions, positions, side, side, self.orientations

    def position(self, feature: int) -> Position:
        """Where in the image, and in which direction, a feature is measured."""
        return Position(*(int(at) for at in np.unravel_index(feature, self._shape)))


def smooth_hog(images: FloatArray, recipe: SmoothHOG | None = None) -> FloatArray:
    """Histograms of Sobel gradients, with interpolation between bins and between cells.

    Args:
        images: (N, 28, 28) float32.
        recipe: the settings; None for the defaults.

    Returns:
        (N, recipe.length) float32, in the order block row, block column, cell row, cell column,
        direction.
    """
    recipe = recipe or SmoothHOG()

    def histograms(planes: FloatArray) -> FloatArray:
        return smooth_histograms(planes, recipe.orientations, recipe.sharpness, recipe.cell)

    return _blockwise(images, histograms, recipe.blocks, recipe.orientations, recipe.cells)


def _blockwise(
    images: FloatArray,
    histograms: Callable[[FloatArray], FloatArray],
    blocks: Blocks,
    orientations: int,
    cells: int,
) -> FloatArray:
    """The normalized blocks of all images, a few images at a time, in threads."""
    positions = cells - blocks.side + 1
    shape = (positions, positions, blocks.side, blocks.side, orientations)
    out = np.empty((len(images), int(np.prod(shape))), np.float32)

    def work(part: slice) -> None:
        planes = np.ascontiguousarray(images[part].reshape(-1, SIDE * SIDE).T, np.float32)
        scaled = np.empty((*shape, planes.shape[1]), np.float32)
        _normalize(histograms(planes.reshape(SIDE, SIDE, -1)), blocks, scaled)
        out[part] = scaled.reshape(out.shape[1], -1).T

    in_parts(work, len(images), IMAGES_AT_A_TIME)
    return out


def hard_histograms(planes: FloatArray, orientations: int, cell: int) -> FloatArray:
    """Histograms in which each pixel counts for one direction and one cell.

    Takes (28, 28, n), returns (cells, cells, orientations, n) float32.

    No angle is computed. After mirroring into the upper half plane, the angle of (x, y) is below t
    exactly where x > y cot t. One comparison for each border between two bins therefore gives the
    sum of all bins below it, and the differences of these sums are the histogram.
    """
    x, y = central_differences(planes)
    magnitude = np.sqrt(x * x + y * y)
    magnitude *= np.float32(1 / cell**2)
    x *= np.sign(y)
    x += y == 0
    np.abs(y, out=y)
    cells = SIDE // cell
    sums = np.zeros((orientations + 1, cells, cells, planes.shape[2]), np.float32)
    border = np.empty_like(x)
    for k in range(1, orientations):
        angle = np.pi * k / orientations
        np.multiply(y, np.float32(np.cos(angle) / np.sin(angle)), out=border)
        np.multiply(magnitude, x > border, out=border)
        _add_cells(border, cell, sums[k])
    _add_cells(magnitude, cell, sums[orientations])
    return np.subtract(sums[1:], sums[:-1]).transpose(1, 2, 0, 3)


def _add_cells(plane: FloatArray, cell: int, sums: FloatArray) -> None:
    """Add the sum over each cell, (28, 28, n) -> (cells, cells, n), to `sums`."""
    rows = _membership(cell) @ plane.reshape(SIDE, -1)
    rows = rows.reshape(len(sums), SIDE, -1)
    for i in range(cell):
        sums += rows[:, i : len(sums) * cell : cell]


@lru_cache
def _membership(cell: int) -> FloatArray:
    """(cells, 28): 1 where a row of pixels belongs to a row of cells."""
    rows = np.arange(SIDE) // cell
    members: FloatArray = (rows == np.arange(SIDE // cell)[:, None]).astype(np.float32)
    members.setflags(write=False)
    return members


def smooth_histograms(
    planes: FloatArray, orientations: int, sharpness: int, cell: int
) -> FloatArray:
    """Histograms in which each pixel counts for several directions and cells.

    Takes (28, 28, n), returns (cells, cells, orientations, n) float32.

    The weight of a bin, a power of a cosine, is a short Fourier series in the angle a. It is
    therefore enough to pool the gradient magnitude times cos(j a) and sin(j a) for a few j, and to
    convert these to bins at the end, when 28 x 28 pixels have become a few cells. The multiples
    follow from Chebyshev's recurrence cos((j + 1) a) = 2 cos a cos(j a) - cos((j - 1) a), and the
    same for the sine. Again no angle is computed.
    """
    x, y = sobel_planes(planes)
    magnitude = x * x
    magnitude += y * y
    np.sqrt(magnitude, out=magnitude)
    cells, count = SIDE // cell, planes.shape[2]
    pooled = np.empty((2 * sharpness + 1, cells * cells * count), np.float32)
    _pool(magnitude, cell, pooled[0])
    twice_cosine = np.maximum(magnitude, np.float32(1e-6))
    np.divide(x, twice_cosine, out=twice_cosine)
    twice_cosine *= 2
    product = np.empty_like(magnitude)
    for start, (before, now) in enumerate(((magnitude, x), (np.zeros_like(y), y))):
        _pool(now, cell, pooled[1 + start])
        for j in range(2, sharpness + 1):
            np.multiply(twice_cosine, now, out=product)
            np.subtract(product, before, out=before)
            before, now = now, before
            _pool(now, cell, pooled[2 * j - 1 + start])
    mixed = _direction_weights(orientations, sharpness) @ pooled
    return mixed.reshape(orientations, cells, cells, count).transpose(1, 2, 0, 3)


def _pool(plane: FloatArray, cell: int, out: FloatArray) -> None:
    """Sum over overlapping cells with bilinear weights, (28, 28, n) -> `out`."""
    weights = _bilinear_weights(cell)
    cells = len(weights)
    rows = weights @ plane.reshape(SIDE, -1)
    np.matmul(weights, rows.reshape(cells, SIDE, -1), out=out.reshape(cells, cells, -1))


@lru_cache
def _bilinear_weights(cell: int) -> FloatArray:
    """(cells, 28): 1 at a cell's centre, decreasing to 0 at the neighbours' centres."""
    cells = SIDE // cell
    centres = SIDE / 2 + (np.arange(cells) - (cells - 1) / 2) * cell
    distance = np.abs(np.arange(SIDE) + 0.5 - centres[:, None])
    weights: FloatArray = np.maximum(0, 1 - distance / cell).astype(np.float32)
    weights.setflags(write=False)
    return weights


@lru_cache
def _direction_weights(orientations: int, sharpness: int) -> FloatArray:
    """(orientations, 2 * sharpness + 1): converts pooled 1, cos a, sin a, cos 2a, ... to bins.

    cos(a / 2) ** (2 q) = 4 ** -q * sum over j from -q to q of binomial(2 q, q + j) cos(j a)
    """
    angles = 2 * np.pi * np.arange(orientations) / orientations
    weights = np.empty((orientations, 2 * sharpness + 1), np.float32)
    for j in range(sharpness + 1):
        share = comb(2 * sharpness, sharpness + j) / 4.0**sharpness * (2 if j else 1)
        weights[:, max(2 * j - 1, 0)] = share * np.cos(j * angles)
        if j:
            weights[:, 2 * j] = share * np.sin(j * angles)
    weights.setflags(write=False)
    return weights


def _normalize(histograms: FloatArray, blocks: Blocks, out: FloatArray) -> None:
    """Normalize each block of cells to a length of about 1.

    Args:
        histograms: (cells, cells, orientations, n).
        blocks: the settings.
        out: receives (positions, positions, side, side, orientations, n).
    """
    positions, side = out.shape[0], blocks.side
    energy = np.einsum("rcon,rcon->rcn", histograms, histograms)
    factor = _factors(energy, side, positions, blocks.epsilon)[:, :, None]
    for i in range(side):
        for j in range(side):
            part = histograms[i : i + positions, j : j + positions]
            np.multiply(part, factor, out=out[:, :, i, j])
    if blocks.clip is not None:
        np.minimum(out, np.float32(blocks.clip), out=out)
        flat = out.reshape(positions, positions, -1, out.shape[-1])
        length = np.einsum("rcdn,rcdn->rcn", flat, flat)
        flat *= (1 / np.sqrt(length + np.float32(blocks.epsilon**2)))[:, :, None]


def _factors(energy: FloatArray, side: int, positions: int, epsilon: float) -> FloatArray:
    """One over each block's length: (cells, cells, n) -> (positions, positions, n)."""
    total = np.full((positions, positions, energy.shape[2]), np.float32(epsilon**2))
    for i in range(side):
        for j in range(side):
            total += energy[i : i + positions, j : j + positions]
    factor: FloatArray = np.reciprocal(np.sqrt(total, out=total))
    return factor
