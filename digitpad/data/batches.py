"""The pictures of a training run, batch by batch: as they are, or changed anew each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from digitpad.data.augment import Augmentation, repaint
from digitpad.data.group_moves import FULL, GroupMover, RandomMoves
from digitpad.data.picture_groups import PictureGroups
from digitpad.types import AnyArray, FloatArray, IntArray

Chance = Callable[..., np.random.Generator]
"""The source of chance for one place in the run, named by whole numbers."""

PIECE = 128
"""So many pictures are moved at a time; what that takes stays in the processor's cache."""

MAPS_AHEAD = 64
"""So many maps are made at a time, as a few large operations cost less than many small ones."""

USES = 4
"""Each map is used in so many batches, for other pictures every time."""


class Place(NamedTuple):
    """A step of a run, both counted as the trainer does."""

    epoch: int
    step: int


class Batches:
    """Cuts a training set into batches, in another order in every epoch.

    Args:
        images: (N, height, width) uint8 or float32, ink 1.0 on 0.0; 28 x 28 where they are moved.
        labels: (N,) int64.
        size: pictures in a batch.
        chance: where all that is random comes from.
    """

    def __init__(self, images: AnyArray, labels: IntArray, size: int, chance: Chance) -> None:
        self._groups = PictureGroups(images, labels, chance(0))
        self._picture_shape = images.shape[1:]
        self._size = size
        self._chance = chance
        # A batch may begin and end in the middle of a group.
        together = self._groups.together
        touched = -(-size // together) + (size % together > 0)
        self._pieces = -(-touched * together // PIECE)
        self._groups_a_piece = -(-touched // self._pieces)
        self._touched = self._groups_a_piece * self._pieces
        self._pixels = np.empty((images[0].size, self._touched * together), np.float32)
        self._order: tuple[int, IntArray] = (0, np.empty(0, np.int64))
        self._mover = GroupMover(self._groups, self._groups_a_piece)
        maps = max(MAPS_AHEAD // self._groups_a_piece, self._pieces)
        self._moves = RandomMoves(maps, self._groups_a_piece)
        self._drawn: tuple[int, int, Augmentation] | None = None

    def batch(self, place: Place, augmentation: Augmentation) -> tuple[FloatArray, IntArray]:
        """Pictures (size, height, width) float32 and labels (size,) of one step.

        The pictures lie pixel by pixel, and their memory is used again for the next batch. The same
        place, the same batch, whatever was asked for before.
        """
        first, begin = divmod(place.step * self._size, self._groups.together)
        touched = np.arange(first, first + self._touched)
        chosen = self._shuffled(place.epoch).take(touched, mode="wrap")
        if augmentation.moves:
            self._move(chosen, place, augmentation)
        else:
            self._copy(chosen)
        pictures = self._pixels.reshape(*self._picture_shape, -1)
        if augmentation.repaints:
            pictures = repaint(pictures, augmentation, self._chance(*place, 0, 0))
        cut = slice(begin, begin + self._size)
        return pictures[..., cut].transpose(2, 0, 1), self._groups.labels[chosen].ravel()[cut]

    def _shuffled(self, epoch: int) -> IntArray:
        if self._order[0] != epoch:
            self._order = epoch, self._chance(epoch).permutation(len(self._groups))
        return self._order[1]

    def _copy(self, chosen: IntArray) -> None:
        """Lay the chosen groups out as they are."""
        pixels = self._groups.pictures(chosen)
        np.copyto(self._pixels, pixels)
        if pixels.dtype == np.uint8:
            self._pixels *= np.float32(1 / 255)

    def _move(self, chosen: IntArray, place: Place, augmentation: Augmentation) -> None:
        """Lay the chosen groups out, each moved along a map of its own."""
        groups, pieces, maps = self._groups_a_piece, self._pieces, len(self._moves.places)
        stretch, step = divmod(place.step, max(1, USES * maps // pieces))
        wanted = (place.epoch, stretch, augmentation)
        if self._drawn != wanted:
            self._moves.draw(augmentation, self._chance(place.epoch, stretch, 0, 2))
            self._drawn = wanted
        width = groups * self._groups.together
        for piece in range(pieces):
            some = chosen[piece * groups : (piece + 1) * groups]
            number = (step * pieces + piece) % maps
            moved = self._mover.move(some, self._moves.places[number], self._moves.between[number])
            np.copyto(self._pixels[:, piece * width : (piece + 1) * width], moved)
        self._pixels *= np.float32(1 / FULL)
