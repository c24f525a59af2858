"""Random warps of groups of images in integer arithmetic: `augment`, several times as fast.

A point between pixels is rounded to 1/16 of a pixel. The interpolated ink is then the sum of four
neighbouring pixels times integer weights that add up to 256. This fits exactly in 16 bits, and a
processor handles twice as many 16-bit integers per instruction as 32-bit floats.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.pixels import SIDE
from digitpad.common.types import AnyArray, IntArray
from digitpad.data.augmentation import Augmentation, coefficients, fields_of
from digitpad.data.image_groups import ImageGroups

STEPS = 16
"""Positions per pixel."""

STEP_BITS = 4
"""STEPS is 2 to this power."""

FRAMED = SIDE + 2
"""Width and height of an image with its frame."""

FULL_INK = 255 * STEPS**2
"""The warped value of a pixel of full ink."""

NEIGHBOURS = ((0, 0), (0, 1), (1, 0), (1, 1))
"""The four pixels around a point, as rows and columns from the upper left one."""


class RandomWarps:
    """Draws warps for several pieces of batches at once, in a few large array operations.

    Args:
        pieces: how many pieces.
        groups: groups of images in a piece; each gets a warp of its own.

    Attributes:
        corners: (pieces, 784 * groups) int64. For each output pixel, the flat index of the pixel to
            the upper left of the source point, in the framed images of all groups of the piece.
        offsets: (pieces, 784 * groups) int64. How far the source point is from there, in 1/16
            pixel: the distance to the right plus 16 times the distance down.
    """

    def __init__(self, pieces: int, groups: int) -> None:
        pixels = SIDE * SIDE * groups
        self.corners: IntArray = np.empty((pieces, pixels), np.int64)
        self.offsets: IntArray = np.empty((pieces, pixels), np.int64)
        self._maps = np.empty((2, pieces, SIDE * SIDE, groups), np.float32)
        self._steps = np.empty((2, pieces, pixels), np.int32)
        self._scratch = np.empty((pieces, pixels), np.int32)
        self._first_pixels = np.tile(np.arange(groups, dtype=np.int32) * FRAMED**2, SIDE * SIDE)

    def draw(self, augmentation: Augmentation, rng: np.random.Generator) -> None:
        """Draw new warps; the same state of `rng` gives the same ones."""
        _, pieces, _, groups = self._maps.shape
        terms = coefficients(pieces * groups, augmentation, rng)
        # 1 for the frame; half a step because the conversion to integers truncates.
        terms[:, :, 2] += 1 + 0.5 / STEPS
        terms *= STEPS
        terms = terms.reshape(2, pieces, groups, -1).swapaxes(2, 3)
        np.matmul(fields_of(augmentation).T, terms, out=self._maps)
        np.clip(self._maps, 0, (FRAMED - 1) * STEPS, out=self._maps)
        np.copyto(self._steps, self._maps.reshape(self._steps.shape), casting="unsafe")
        self._split(*self._steps)

    def _split(self, x: AnyArray, y: AnyArray) -> None:
        """Coordinates in steps -> `corners` and `offsets`; x and y are overwritten."""
        offsets = np.bitwise_and(y, STEPS - 1, out=self._scratch)
        offsets <<= STEP_BITS
        np.copyto(self.offsets, offsets)
        np.bitwise_and(x, STEPS - 1, out=offsets)
        self.offsets += offsets
        x >>= STEP_BITS
        y >>= STEP_BITS
        y *= FRAMED
        y += x
        y += self._first_pixels
        np.copyto(self.corners, y)


class GroupWarper:
    """Warps groups of 28 x 28 images.

    Args:
        images: what to warp; float32 is rounded to bytes.
        groups: how many groups `warp` takes at a time.
    """

    def __init__(self, images: ImageGroups, groups: int) -> None:
        self._images = images
        size = images.group_size
        self._framed = np.empty((groups * FRAMED**2, size), np.uint16)
        self._weights = [np.repeat(w[:, None], size, axis=1) for w in _weights()]
        # Separate arrays: as slices of one they would evict each other from the cache.
        self._buffers = [np.empty((groups * SIDE**2, size), np.uint16) for _ in range(3)]

    def warp(self, chosen: IntArray, corners: IntArray, offsets: IntArray) -> AnyArray:
        """The groups `chosen`, warped as one piece's `corners` and `offsets` say.

        Returns:
            (784, groups * group_size) uint16, from 0 to `FULL_INK`. The next call overwrites it.
        """
        self._frame(chosen)
        warped, ink, weight = self._buffers
        for (row, column), weights in zip(NEIGHBOURS, self._weights, strict=True):
            part = ink if row or column else warped
            # Only a neighbour in the frame can be past the end; clipping gives another frame pixel.
            pixels = self._framed[row * FRAMED + column :]
            pixels.take(corners, axis=0, out=part, mode="clip")
            weights.take(offsets, axis=0, out=weight, mode="clip")
            part *= weight
            if part is ink:
                warped += ink
        return warped.reshape(SIDE * SIDE, -1)

    def _frame(self, chosen: IntArray) -> None:
        """Copy the chosen groups next to each other, as 16-bit integers."""
        stored = self._images.pixels
        found = stored.reshape(len(stored), -1)[chosen]
        if found.dtype != np.uint8:
            found = np.rint(found.clip(0, 1) * np.float32(255))
        np.copyto(self._framed.reshape(found.shape), found, casting="unsafe")


def _weights() -> list[AnyArray]:
    """The weight of each of the four neighbours by offset: four arrays (256,) uint16."""
    down, right = np.divmod(np.arange(STEPS**2, dtype=np.uint16), STEPS)
    return [
        (down if row else STEPS - down) * (right if column else STEPS - right)
        for row, column in NEIGHBOURS
    ]
