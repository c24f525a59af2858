"""Where digits that touch could be cut apart: ways from top to bottom through as little ink as can be.

Like water that runs down between the digits: it may turn aside by one pixel a row, goes through
white for nothing, and pays for every pixel of ink it must cross (the "seam" of Avidan and Shamir
2007; "hit and deflect" and "drop fall" cuts of postal readers, Casey and Lecolinet 1996). The
cheapest ways through each place in the middle of the row are looked at, and of those the ones
cheaper than their neighbours are kept.

       # # |  # #
         # |#   #        1 pixel of ink on the way: a good place to cut
       # #  \\#  #
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.types import AnyArray, FloatArray, IntArray

SLANT = 0.02
"""What it costs to turn aside, in pixels of ink; so that of equal ways the straight one wins."""

STEP = 0.004
"""What any pixel costs; so that of equal ways the one far from ink is not drawn to the edges."""

LONGEST_CROSSING = 0.75
"""A cut through more ink than this, as a share of the row's height, is not looked at."""

NEAREST = 0.12
"""Cuts nearer to each other than this, as a share of the row's height, are one."""


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Ways through a row, from left to right.

    Attributes:
        columns: (K, H), where each way crosses each row of pixels; it runs left of that pixel's
            right edge, so the pixel itself goes to the left.
        crossed: (K,) ink on the way, as a share of the row's height.
        gaps: (K,) the width of white around the way, at its narrowest, as a share of the height.
    """

    columns: IntArray
    crossed: FloatArray
    gaps: FloatArray

    def __len__(self) -> int:
        return len(self.columns)

    def piece_of_each_pixel(self, width: int) -> IntArray:
        """(H, width), which piece between the cuts a pixel belongs to, from 0."""
        pixels = np.arange(width)
        pieces: IntArray = (pixels[None, None, :] > self.columns[:, :, None]).sum(axis=0)
        return pieces


def find_cuts(row: FloatArray) -> Cuts:
    """Cuts of a row of digits that may touch.

    Args:
        row: (H, W) ink from 0 to 1, cut to its ink; some 20 to 60 pixels high.
    """
    height, width = row.shape
    down, up = _cheapest(row), _cheapest(row[::-1])[::-1]
    middle = height // 2
    through = down[middle] + up[middle] - row[middle]
    places = _local_minima(through, max(1, round(NEAREST * height)))
    places = places[through[places] <= LONGEST_CROSSING * height]
    columns = _follow(down, up, places, middle)
    if len(columns) > 1:
        # Two ways may cross where both go through white; to the right stays to the right.
        columns = np.maximum.accumulate(columns, axis=0)
    levels = np.arange(height)
    crossed = row[levels, columns].sum(axis=1) / height
    gaps = _gaps(row, columns) / height
    return Cuts(columns, crossed.astype(np.float32), gaps.astype(np.float32))


def _cheapest(row: FloatArray) -> FloatArray:
    """The least cost of any way from the top down to each pixel, (H, W)."""
    costs = (row + np.float32(STEP)).astype(np.float32)
    for level in range(1, len(costs)):
        above = costs[level - 1]
        best = above.copy()
        best[1:] = np.minimum(best[1:], above[:-1] + SLANT)
        best[:-1] = np.minimum(best[:-1], above[1:] + SLANT)
        costs[level] += best
    return costs


def _local_minima(values: FloatArray, reach: int) -> IntArray:
    """Places that are lowest within `reach` on both sides; of a flat stretch the middle."""
    padded = np.pad(values, reach, constant_values=np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    lowest = values <= windows.min(axis=1) + 1e-4
    edges = np.flatnonzero(np.diff(np.concatenate(([0], lowest.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2] - 1
    inner = (starts > 0) & (ends < len(values) - 1)
    return ((starts + ends) // 2)[inner]


def _follow(down: FloatArray, up: FloatArray, places: IntArray, middle: int) -> IntArray:
    """The way through each place of the middle row: (K, H) columns."""
    height, width = down.shape
    columns = np.empty((len(places), height), np.int64)
    columns[:, middle] = places
    for costs, levels in ((down, range(middle - 1, -1, -1)), (up, range(middle + 1, height))):
        here = places
        for level in levels:
            options = np.clip(here[:, None] + np.array([0, -1, 1]), 0, width - 1)
            prices = costs[level][options] + np.array([0, SLANT, SLANT], np.float32)
            here = options[np.arange(len(here)), prices.argmin(axis=1)]
            columns[:, level] = here
    return columns


def _gaps(row: FloatArray, columns: IntArray) -> AnyArray:
    """How many white pixels in a row there are around each way, at the narrowest level."""
    white = row < 0.1
    height, width = row.shape
    run = np.zeros((height, width), np.int64)
    for column in range(width):
        run[:, column] = (run[:, column - 1] + 1 if column else 1) * white[:, column]
    for column in range(width - 2, -1, -1):
        both = white[:, column] & white[:, column + 1]
        run[:, column] = np.where(both, run[:, column + 1], run[:, column])
    return run[np.arange(height), columns].min(axis=1)
