"""Training pictures in small groups that lie pixel by pixel, so that all of a group move at once.

    (N, 28, 28)  ->  (groups, 30, 30, 16):  one pixel of sixteen pictures, then the next pixel

To look up a place then fetches a run of numbers instead of one. Who is in a group is random, and
stays as it is for the run: an epoch shuffles groups, not pictures. Around each picture lies a frame
without ink, so that a look a little outside finds none.
"""

from __future__ import annotations

import numpy as np

from digitpad.types import AnyArray, IntArray

MOST_TOGETHER = 16
"""32 bytes, at two a pixel, are the longest run that NumPy's `take` copies without a call."""

FEWEST_GROUPS = 64
"""A small set has smaller groups, lest the same few always meet."""

AT_A_TIME = 64
"""So many groups are laid out at a time, which bounds the memory on the way."""


class PictureGroups:
    """Labelled pictures, dealt out at random in groups of one size.

    Args:
        images: (N, height, width) uint8 or float32.
        labels: (N,) int64.
        generator: the source of chance.

    Attributes:
        together: pictures in a group, a power of two up to 16.
        pixels: (groups, height + 2, width + 2, together), of the images' type. Where N is no
            multiple of `together`, a few pictures are there twice.
        labels: (groups, together) int64.
    """

    def __init__(self, images: AnyArray, labels: IntArray, generator: np.random.Generator) -> None:
        count, (height, width) = len(images), images.shape[1:]
        self.together = _group_size(count)
        groups = -(-count // self.together)
        dealt = np.resize(generator.permutation(count), (groups, self.together))
        self.labels: IntArray = labels[dealt]
        self.pixels = np.zeros((groups, height + 2, width + 2, self.together), images.dtype)
        for start in range(0, groups, AT_A_TIME):
            some = slice(start, start + AT_A_TIME)
            self.pixels[some, 1:-1, 1:-1] = images[dealt[some]].transpose(0, 2, 3, 1)
        inside = np.arange((height + 2) * (width + 2)).reshape(height + 2, width + 2)[1:-1, 1:-1]
        self._inside = inside.ravel()[:, None]

    def __len__(self) -> int:
        return len(self.pixels)

    def pictures(self, chosen: IntArray) -> AnyArray:
        """The pictures of some groups, (height * width, groups * together), of the images' type."""
        height, width = self.pixels.shape[1:3]
        rows = self._inside + chosen * (height * width)
        found: AnyArray = self.pixels.reshape(-1, self.together).take(rows.ravel(), axis=0)
        return found.reshape(len(self._inside), -1)


def _group_size(count: int) -> int:
    size = MOST_TOGETHER
    while size > 1 and count < FEWEST_GROUPS * size:
        size //= 2
    return size
