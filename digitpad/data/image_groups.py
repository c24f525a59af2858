"""Training images in small groups stored pixel by pixel, so that a group is warped at once.

    (N, 28, 28)  ->  (groups, 30, 30, 16):  one pixel of sixteen images, then the next pixel

A lookup then fetches a run of numbers instead of one. The members of a group are random and stay
the same for the whole run; each epoch shuffles groups, not images. Around each image lies a frame
one pixel wide without ink, for lookups just outside the image.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import AnyArray, IntArray

MAX_GROUP_SIZE = 16
"""NumPy's `take` copies runs of up to 32 bytes, 16 pixels of two bytes, without a function call."""

MIN_GROUPS = 64
"""Small sets get smaller groups, so that the groups of a batch vary."""

GROUPS_AT_A_TIME = 64
"""Groups that are built at a time, to bound the memory for temporary arrays."""


class ImageGroups:
    """Labelled images in random groups of equal size.

    Args:
        images: (N, height, width) uint8 or float32.
        labels: (N,) int64.
        rng: chooses the members of each group.

    Attributes:
        group_size: images in a group, a power of two up to 16.
        pixels: (groups, height + 2, width + 2, group_size), of the images' dtype. If N is not a
            multiple of `group_size`, a few images occur twice.
        labels: (groups, group_size) int64.
    """

    def __init__(self, images: AnyArray, labels: IntArray, rng: np.random.Generator) -> None:
        count, (height, width) = len(images), images.shape[1:]
        self.group_size = _group_size(count)
        groups = -(-count // self.group_size)
        members = np.resize(rng.permutation(count), (groups, self.group_size))
        self.labels: IntArray = labels[members]
        self.pixels = np.zeros((groups, height + 2, width + 2, self.group_size), images.dtype)
        for start in range(0, groups, GROUPS_AT_A_TIME):
            some = slice(start, start + GROUPS_AT_A_TIME)
            self.pixels[some, 1:-1, 1:-1] = images[members[some]].transpose(0, 2, 3, 1)
        inside = np.arange((height + 2) * (width + 2)).reshape(height + 2, width + 2)[1:-1, 1:-1]
        self._inside = inside.ravel()[:, None]

    def __len__(self) -> int:
        return len(self.pixels)

    def images(self, chosen: IntArray) -> AnyArray:
        """Images of the groups `chosen`, (height * width, len(chosen) * group_size)."""
        height, width = self.pixels.shape[1:3]
        rows = self._inside + chosen * (height * width)
        found: AnyArray = self.pixels.reshape(-1, self.group_size).take(rows.ravel(), axis=0)
        return found.reshape(len(self._inside), -1)


def _group_size(count: int) -> int:
    size = MAX_GROUP_SIZE
    while size > 1 and count < MIN_GROUPS * size:
        size //= 2
    return size
