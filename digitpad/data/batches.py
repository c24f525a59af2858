"""The batches of a training run, shuffled in every epoch, with or without augmentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.data.augmentation import Augmentation, change_ink
from digitpad.data.fixed_point_warp import FULL_INK, GroupWarper, RandomWarps
from digitpad.data.image_groups import ImageGroups

RngFor = Callable[..., np.random.Generator]
"""Makes the random generator for one position in the run, which whole numbers name."""

PIECE = 128
"""Images that are warped at a time; their arrays fit in the processor's cache."""

WARPS_AT_A_TIME = 64
"""Warps that are drawn at a time: a few large operations are faster than many small ones."""

USES_PER_WARP = 4
"""Each warp is used in this many batches, for other images each time."""


class Place(NamedTuple):
    """The position of a batch in a run: its epoch, from 1, and its step in it, from 0."""

    epoch: int
    step: int


class Batches:
    """Cuts a training set into batches, in another order in every epoch.

    Args:
        images: (N, height, width) uint8 or float32, ink 1.0 on 0.0; 28 x 28 if they are warped.
        labels: (N,) int64.
        size: images in a batch.
        rng_for: makes all random generators.
    """

    def __init__(self, images: AnyArray, labels: IntArray, size: int, rng_for: RngFor) -> None:
        self._groups = ImageGroups(images, labels, rng_for(0))
        self._image_shape = images.shape[1:]
        self._size = size
        self._rng_for = rng_for
        # A batch may begin and end in the middle of a group.
        group_size = self._groups.group_size
        touched = -(-size // group_size) + (size % group_size > 0)
        self._pieces = -(-touched * group_size // PIECE)
        self._groups_a_piece = -(-touched // self._pieces)
        self._touched = self._groups_a_piece * self._pieces
        self._pixels = np.empty((images[0].size, self._touched * group_size), np.float32)
        self._order: tuple[int, IntArray] = (0, np.empty(0, np.int64))
        self._warper = GroupWarper(self._groups, self._groups_a_piece)
        warps = max(WARPS_AT_A_TIME // self._groups_a_piece, self._pieces)
        self._warps = RandomWarps(warps, self._groups_a_piece)
        self._drawn: tuple[int, int, Augmentation] | None = None

    def batch(self, place: Place, augmentation: Augmentation) -> tuple[FloatArray, IntArray]:
        """Images (size, height, width) float32 and labels (size,) int64 of one step.

        The images are stored pixel by pixel, and the next call overwrites them. The same place
        gives the same batch, in whatever order batches are requested.
        """
        first, begin = divmod(place.step * self._size, self._groups.group_size)
        touched = np.arange(first, first + self._touched)
        chosen = self._shuffled(place.epoch).take(touched, mode="wrap")
        if augmentation.warps:
            self._warp(chosen, place, augmentation)
        else:
            self._copy(chosen)
        images = self._pixels.reshape(*self._image_shape, -1)
        if augmentation.changes_ink:
            images = change_ink(images, augmentation, self._rng_for(*place, 0, 0))
        cut = slice(begin, begin + self._size)
        return images[..., cut].transpose(2, 0, 1), self._groups.labels[chosen].ravel()[cut]

    def _shuffled(self, epoch: int) -> IntArray:
        if self._order[0] != epoch:
            self._order = epoch, self._rng_for(epoch).permutation(len(self._groups))
        return self._order[1]

    def _copy(self, chosen: IntArray) -> None:
        """Copy the chosen groups to the batch as they are."""
        pixels = self._groups.images(chosen)
        np.copyto(self._pixels, pixels)
        if pixels.dtype == np.uint8:
            self._pixels *= np.float32(1 / 255)

    def _warp(self, chosen: IntArray, place: Place, augmentation: Augmentation) -> None:
        """Copy the chosen groups to the batch, each with a warp of its own."""
        groups, pieces, warps = self._groups_a_piece, self._pieces, len(self._warps.corners)
        period, step = divmod(place.step, max(1, USES_PER_WARP * warps // pieces))
        wanted = (place.epoch, period, augmentation)
        if self._drawn != wanted:
            self._warps.draw(augmentation, self._rng_for(place.epoch, period, 0, 2))
            self._drawn = wanted
        width = groups * self._groups.group_size
        for piece in range(pieces):
            some = chosen[piece * groups : (piece + 1) * groups]
            number = (step * pieces + piece) % warps
            warped = self._warper.warp(
                some, self._warps.corners[number], self._warps.offsets[number]
            )
            np.copyto(self._pixels[:, piece * width : (piece + 1) * width], warped)
        self._pixels *= np.float32(1 / FULL_INK)
