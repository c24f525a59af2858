"""Random maps for groups of pictures, in whole numbers: what `augment` does, several times as fast.

A place between pixels is kept in steps of 1/16. A pixel's ink is then the sum of its four
neighbours' ink times whole numbers that add up to 256, which fits in 16 bits exactly, and a
processor adds and multiplies twice as many of those at a time as of any other number.
"""

from __future__ import annotations

import numpy as np

from digitpad.data.augment import SIDE, Augmentation, coefficients, fields_of
from digitpad.data.picture_groups import PictureGroups
from digitpad.types import AnyArray, IntArray

STEPS = 16
"""Places in a pixel's width."""

BITS = 4
"""The power of two that this is."""

FRAMED = SIDE + 2

FULL = 255 * STEPS**2
"""What a pixel full of ink comes out as."""

NEIGHBOURS = ((0, 0), (0, 1), (1, 0), (1, 1))
"""Rows and columns from the pixel to the upper left."""


class RandomMoves:
    """Makes maps for several pieces of batches at once: few large operations cost less than many.

    Args:
        pieces: how many at a time.
        groups: of pictures in a piece; each gets a map of its own.

    Attributes:
        places: (pieces, 784 * groups) int64, the pixel to the upper left of where the ink comes
            from, counted over all groups of a piece, frames included.
        between: how far to the right and (times 16) down from there, in 1/16; of the same shape.
    """

    def __init__(self, pieces: int, groups: int) -> None:
        pixels = SIDE * SIDE * groups
        self.places: IntArray = np.empty((pieces, pixels), np.int64)
        self.between: IntArray = np.empty((pieces, pixels), np.int64)
        self._maps = np.empty((2, pieces, SIDE * SIDE, groups), np.float32)
        self._steps = np.empty((2, pieces, pixels), np.int32)
        self._scratch = np.empty((pieces, pixels), np.int32)
        self._first_pixels = np.tile(np.arange(groups, dtype=np.int32) * FRAMED**2, SIDE * SIDE)

    def draw(self, augmentation: Augmentation, generator: np.random.Generator) -> None:
        """Other maps; the same generator state, the same maps."""
        _, pieces, _, groups = self._maps.shape
        terms = coefficients(pieces * groups, augmentation, generator)
        # A frame lies before the first pixel; and whole numbers are cut off, not rounded.
        terms[:, :, 2] += 1 + 0.5 / STEPS
        terms *= STEPS
        terms = terms.reshape(2, pieces, groups, -1).swapaxes(2, 3)
        np.matmul(fields_of(augmentation).T, terms, out=self._maps)
        np.clip(self._maps, 0, (FRAMED - 1) * STEPS, out=self._maps)
        np.copyto(self._steps, self._maps.reshape(self._steps.shape), casting="unsafe")
        self._split(*self._steps)

    def _split(self, x: AnyArray, y: AnyArray) -> None:
        """Steps along both axes -> whole pixels, and what is between them."""
        between = np.bitwise_and(y, STEPS - 1, out=self._scratch)
        between <<= BITS
        np.copyto(self.between, between)
        np.bitwise_and(x, STEPS - 1, out=between)
        self.between += between
        x >>= BITS
        y >>= BITS
        y *= FRAMED
        y += x
        y += self._first_pixels
        np.copyto(self.places, y)


class GroupMover:
    """Moves groups of pictures of 28 x 28.

    Args:
        pictures: what to move; float32 is rounded to 255 steps of ink.
        groups: how many are moved at a time.
    """

    def __init__(self, pictures: PictureGroups, groups: int) -> None:
        self._pictures = pictures
        together = pictures.together
        self._framed = np.empty((groups * FRAMED**2, together), np.uint16)
        self._weights = [np.repeat(w[:, None], together, axis=1) for w in _weights()]
        # Three arrays: as parts of one they would lie so that they get into each other's way.
        self._buffers = [np.empty((groups * SIDE**2, together), np.uint16) for _ in range(3)]

    def move(self, chosen: IntArray, places: IntArray, between: IntArray) -> AnyArray:
        """The chosen groups along one piece's maps: (784, groups * together) uint16, 0 to `FULL`.

        The memory is used again for the next.
        """
        self._frame(chosen)
        moved, ink, weight = self._buffers
        for (row, column), weights in zip(NEIGHBOURS, self._weights, strict=True):
            part = ink if row or column else moved
            # Only where all is frame can a neighbour lie behind the end; any frame is as good.
            pixels = self._framed[row * FRAMED + column :]
            pixels.take(places, axis=0, out=part, mode="clip")
            weights.take(between, axis=0, out=weight, mode="clip")
            part *= weight
            if part is ink:
                moved += ink
        return moved.reshape(SIDE * SIDE, -1)

    def _frame(self, chosen: IntArray) -> None:
        """Lay the chosen groups out one after the other, in 16 bits."""
        stored = self._pictures.pixels
        found = stored.reshape(len(stored), -1)[chosen]
        if found.dtype != np.uint8:
            found = np.rint(found.clip(0, 1) * np.float32(255))
        np.copyto(self._framed.reshape(found.shape), found, casting="unsafe")


def _weights() -> list[AnyArray]:
    """For each neighbour its share of 256, by what is between: four (256,) uint16."""
    down, right = np.divmod(np.arange(STEPS**2, dtype=np.uint16), STEPS)
    return [
        (down if row else STEPS - down) * (right if column else STEPS - right)
        for row, column in NEIGHBOURS
    ]
