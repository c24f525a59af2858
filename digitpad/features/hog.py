"""Histograms of oriented gradients (Dalal and Triggs 2005): which way edges run, and about where.

    28x28 -> gradient at each pixel -> per cell of a few pixels: how much edge in each direction
          -> blocks of neighbouring cells, each block scaled to the same length -> one long vector

`hog` is the paper's recipe: each pixel counts for one direction and one cell. `smooth_hog` lets it
count for neighbouring directions and cells as well, by how near they are, so that a digit moved
or turned by a little gives nearly the same vector. It also tells an edge from dark to bright from
one from bright to dark.

Everything here works on small groups of images that lie along the last axis, (28, 28, n): then
each step is a handful of long loops over memory that is still in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np

from digitpad.errors import ParameterError
from digitpad.features.edges import central_differences, sobel_planes
from digitpad.threads import in_parts
from digitpad.types import FloatArray

SIDE = 28
TOGETHER = 96
"""Images worked on at the same time; one plane of them takes 300 kB."""

CLIP = 0.2
"""After the first scaling no entry of a block stays above this, so that one strong edge does not
drown the rest; the `Hys` of L2-Hys (Lowe 2004, taken up by Dalal and Triggs)."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """How neighbouring cells are brought to one scale.

    Attributes:
        side: cells along a block's side.
        softness: what is added to the squared length, squared, before the division.
        clip: see `CLIP`; None for plain L2 scaling.
    """

    side: int
    softness: float
    clip: float | None = CLIP


def hog(images: FloatArray, orientations: int = 9, cell: int = 4, block: int = 2) -> FloatArray:
    """The histograms as in the paper, with L2-Hys blocks; directions count modulo 180 degrees.

    The same numbers as scikit-image's `hog(image, orientations, (cell, cell), (block, block))`.

    Args:
        images: (N, 28, 28) float32.
        orientations: how many directions 180 degrees are divided into.
        cell: pixels along a cell's side; what is left over at the right and bottom is not used.
        block: cells along a block's side.

    Returns:
        (N, length) float32, in the order block row, block column, cell row, cell column, direction.

    Raises:
        ParameterError: the cells or blocks do not fit into the image.
    """
    cells = SIDE // cell if cell > 0 else 0
    if not (orientations > 0 and 0 < block <= cells):
        raise ParameterError(
            f"{orientations} directions, cells of {cell} pixels and blocks of {block} cells do not"
            f" fit into {SIDE} pixels"
        )
    blocks = Blocks(block, 1e-5)

    def histograms(planes: FloatArray) -> FloatArray:
        return hard_histograms(planes, orientations, cell)

    return _blockwise(images, histograms, blocks, orientations, cells)


@dataclass(frozen=True, slots=True)
class SmoothHOG:
    """How `smooth_hog` looks at a digit; the usual values were chosen on MNIST's training digits.

    Attributes:
        orientations: directions of the full circle.
        sharpness: a direction `a` off counts `cos(a / 2) ** (2 * sharpness)`.
        cell: pixels from one cell's centre to the next; cells overlap.
        blocks: how cells are scaled.
    """

    orientations: int = 12
    sharpness: int = 8
    cell: int = 5
    blocks: Blocks = Blocks(2, 0.5, None)

    @property
    def cells(self) -> int:
        """Along one side."""
        return SIDE // self.cell

    @property
    def length(self) -> int:
        """Of the vector of one image."""
        places = (self.cells - self.blocks.side + 1) ** 2
        return places * self.blocks.side**2 * self.orientations


def smooth_hog(images: FloatArray, recipe: SmoothHOG | None = None) -> FloatArray:
    """Histograms with soft borders, of edges found by the Sobel operator.

    Args:
        images: (N, 28, 28) float32.
        recipe: how.

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
    """Histograms of all images, a few at a time, in threads, scaled block by block."""
    places = cells - blocks.side + 1
    shape = (places, places, blocks.side, blocks.side, orientations)
    out = np.empty((len(images), int(np.prod(shape))), np.float32)

    def work(part: slice) -> None:
        planes = np.ascontiguousarray(images[part].reshape(-1, SIDE * SIDE).T, np.float32)
        scaled = np.empty((*shape, planes.shape[1]), np.float32)
        _scale(histograms(planes.reshape(SIDE, SIDE, -1)), blocks, scaled)
        out[part] = scaled.reshape(out.shape[1], -1).T

    in_parts(work, len(images), TOGETHER)
    return out


def hard_histograms(planes: FloatArray, orientations: int, cell: int) -> FloatArray:
    """Each pixel for one direction and one cell: (cells, cells, orientations, n).

    Angles are never computed. Turned into the upper half plane, (x, y) lies at an angle below t
    exactly where x > y cot t; so one comparison for each border between two directions gives the
    sums of all directions below it, and differences of those are the histogram.
    """
    x, y = central_differences(planes)
    amount = np.sqrt(x * x + y * y)
    amount *= np.float32(1 / cell**2)
    x *= np.sign(y)
    x += y == 0
    np.abs(y, out=y)
    cells = SIDE // cell
    sums = np.zeros((orientations + 1, cells, cells, planes.shape[2]), np.float32)
    border = np.empty_like(x)
    for k in range(1, orientations):
        angle = np.pi * k / orientations
        np.multiply(y, np.float32(np.cos(angle) / np.sin(angle)), out=border)
        np.multiply(amount, x > border, out=border)
        _add_cells(border, cell, sums[k])
    _add_cells(amount, cell, sums[orientations])
    return np.subtract(sums[1:], sums[:-1]).transpose(1, 2, 0, 3)


def _add_cells(plane: FloatArray, cell: int, sums: FloatArray) -> None:
    """Add up each cell's pixels: (28, 28, n) -> (cells, cells, n)."""
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
    """Each pixel for several directions and cells: (cells, cells, orientations, n).

    The weight of a direction, a power of a cosine, is a short Fourier series in the angle. So it
    is enough to pool the amount times the cosines and sines of a few multiples of the angle, and
    to turn those into directions at the very end, where 28 x 28 pixels have become few cells. The
    multiples follow from Chebyshev's recurrence cos((j + 1) a) = 2 cos a cos(j a) - cos((j - 1) a)
    and the same for the sine; again no angle is computed.
    """
    x, y = sobel_planes(planes)
    amount = x * x
    amount += y * y
    np.sqrt(amount, out=amount)
    cells, count = SIDE // cell, planes.shape[2]
    pooled = np.empty((2 * sharpness + 1, cells * cells * count), np.float32)
    _pool(amount, cell, pooled[0])
    twice_cosine = np.maximum(amount, np.float32(1e-6))
    np.divide(x, twice_cosine, out=twice_cosine)
    twice_cosine *= 2
    product = np.empty_like(amount)
    for start, (before, now) in enumerate(((amount, x), (np.zeros_like(y), y))):
        _pool(now, cell, pooled[1 + start])
        for j in range(2, sharpness + 1):
            np.multiply(twice_cosine, now, out=product)
            np.subtract(product, before, out=before)
            before, now = now, before
            _pool(now, cell, pooled[2 * j - 1 + start])
    mixed = _direction_weights(orientations, sharpness) @ pooled
    return mixed.reshape(orientations, cells, cells, count).transpose(1, 2, 0, 3)


def _pool(plane: FloatArray, cell: int, out: FloatArray) -> None:
    """Overlapping cells, each pixel weighted by its nearness along both axes."""
    weights = _nearness(cell)
    cells = len(weights)
    rows = weights @ plane.reshape(SIDE, -1)
    np.matmul(weights, rows.reshape(cells, SIDE, -1), out=out.reshape(cells, cells, -1))


@lru_cache
def _nearness(cell: int) -> FloatArray:
    """(cells, 28): 1 at a cell's centre, falling to 0 at its neighbours' centres."""
    cells = SIDE // cell
    centres = SIDE / 2 + (np.arange(cells) - (cells - 1) / 2) * cell
    distance = np.abs(np.arange(SIDE) + 0.5 - centres[:, None])
    weights: FloatArray = np.maximum(0, 1 - distance / cell).astype(np.float32)
    weights.setflags(write=False)
    return weights


@lru_cache
def _direction_weights(orientations: int, sharpness: int) -> FloatArray:
    """(orientations, 2 * sharpness + 1): from pooled 1, cos a, sin a, cos 2a, ... to directions.

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


def _scale(histograms: FloatArray, blocks: Blocks, out: FloatArray) -> None:
    """Scale each block of cells to about length 1.

    Args:
        histograms: (cells, cells, orientations, n).
        blocks: how.
        out: (places, places, side, side, orientations, n), filled.
    """
    places, side = out.shape[0], blocks.side
    energy = np.einsum("rcon,rcon->rcn", histograms, histograms)
    factor = _factors(energy, side, places, blocks.softness)[:, :, None]
    for i in range(side):
        for j in range(side):
            part = histograms[i : i + places, j : j + places]
            np.multiply(part, factor, out=out[:, :, i, j])
    if blocks.clip is not None:
        np.minimum(out, np.float32(blocks.clip), out=out)
        flat = out.reshape(places, places, -1, out.shape[-1])
        length = np.einsum("rcdn,rcdn->rcn", flat, flat)
        flat *= (1 / np.sqrt(length + np.float32(blocks.softness**2)))[:, :, None]


def _factors(energy: FloatArray, side: int, places: int, softness: float) -> FloatArray:
    """One over each block's length: (cells, cells, n) -> (places, places, n)."""
    total = np.full((places, places, energy.shape[2]), np.float32(softness**2))
    for i in range(side):
        for j in range(side):
            total += energy[i : i + places, j : j + places]
    factor: FloatArray = np.reciprocal(np.sqrt(total, out=total))
    return factor
