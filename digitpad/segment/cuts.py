"""Where digits that touch could be cut apart: ways down through as little ink as can be.

Like water that runs down between the digits: a way may turn aside by one pixel a row, goes through
white for nothing, and pays for every pixel of ink it must cross ("drop fall" cuts of postal
readers, Casey and Lecolinet 1996; the "seams" of Avidan and Shamir 2007).

       # # |  # #
         # |#   #        one pixel of ink on the way: a good place to cut
       # #  |#  #

The cheapest way through every place of a few rows is looked at, and where one is cheaper than its
neighbours it is kept. There are more cuts than digits' ends; which of them are used is decided by
what the pieces look like.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.types import AnyArray, FloatArray, IntArray

SLANTS = (0.03, 0.2)
"""What it costs to turn aside, in pixels of ink: cuts that wind their way, and straight ones."""

LEVELS = (0.25, 0.5, 0.75)
"""The rows that ways are sought through, as shares of the height."""

NEAREST = 0.05
"""Of two ways nearer to each other than this where they are sought, the cheaper is kept."""

LONGEST_CROSSING = 0.8
"""A way through more ink than this, as a share of the height, is no cut."""

SAME = 0.004
"""Cuts with less ink than this between them, as a share of the height squared, are the same."""

WHITE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Ways through a row, from left to right.

    Attributes:
        columns: (K, H), the last pixel on the left side of each way, in every row of pixels.
        crossed: (K,) ink on the way, as a share of the row's height.
        gaps: (K,) how wide the white around the way is at its narrowest, as a share of the height.
    """

    columns: IntArray
    crossed: FloatArray
    gaps: FloatArray

    def __len__(self) -> int:
        return len(self.columns)


def find_cuts(row: FloatArray) -> Cuts:
    """Cuts of a row of digits that may touch.

    Args:
        row: (H, W) ink from 0 to 1, cut to its ink; some 20 to 60 pixels high.
    """
    height = len(row)
    ways = []
    for slant in SLANTS:
        down, up = _cheapest(row, slant), _cheapest(row[::-1], slant)[::-1]
        for level in {int(share * height) for share in LEVELS}:
            through = down[level] + up[level] - row[level]
            places = _local_minima(through, max(1, round(NEAREST * height)))
            ways.append(_follow(down, up, places, level, slant))
    columns = np.concatenate(ways)
    crossed = row[np.arange(height), columns].sum(axis=1) / height
    columns, crossed = columns[crossed <= LONGEST_CROSSING], crossed[crossed <= LONGEST_CROSSING]
    gaps = _white_around(row)[np.arange(height), columns].min(axis=1) / height
    order = _distinct(row, columns, crossed - gaps)
    return Cuts(columns[order], crossed[order].astype(np.float32), gaps[order].astype(np.float32))


def _cheapest(row: FloatArray, slant: float) -> FloatArray:
    """The least cost of any way from the top down to each pixel, (H, W)."""
    costs = row.astype(np.float32, copy=True)
    for level in range(1, len(costs)):
        above = costs[level - 1]
        best = above.copy()
        best[1:] = np.minimum(best[1:], above[:-1] + np.float32(slant))
        best[:-1] = np.minimum(best[:-1], above[1:] + np.float32(slant))
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
    middles: IntArray = ((starts + ends) // 2)[inner]
    return middles


def _follow(
    down: FloatArray, up: FloatArray, places: IntArray, level: int, slant: float
) -> IntArray:
    """The cheapest ways through some places of one row: (K, H) columns."""
    height, width = down.shape
    columns = np.empty((len(places), height), np.int64)
    columns[:, level] = places
    aside = np.array([0, slant, slant], np.float32)
    for costs, levels in ((down, range(level - 1, -1, -1)), (up, range(level + 1, height))):
        here = places
        for other in levels:
            options = np.clip(here[:, None] + np.array([0, -1, 1]), 0, width - 1)
            choice = (costs[other][options] + aside).argmin(axis=1)
            here = options[np.arange(len(here)), choice]
            columns[:, other] = here
    return columns


def _white_around(row: FloatArray) -> IntArray:
    """How long the run of white is that each pixel lies in, (H, W); 0 in ink."""
    inked = np.pad(row >= WHITE, ((0, 0), (1, 1)), constant_values=True)
    place = np.arange(inked.shape[1])
    before = np.maximum.accumulate(np.where(inked, place, 0), axis=1)
    after = np.minimum.accumulate(np.where(inked, place, len(place))[:, ::-1], axis=1)[:, ::-1]
    run: IntArray = np.where(inked, 0, after - before - 1)[:, 1:-1]
    return run


def _distinct(row: FloatArray, columns: IntArray, costs: AnyArray) -> IntArray:
    """Which ways to keep, left to right: of those that part the ink alike, the cheapest."""
    height = len(row)
    left_of = np.concatenate([np.zeros((height, 1)), row.cumsum(axis=1)], axis=1)
    to_the_left = left_of[np.arange(height), columns + 1]  # (K, H) ink up to each way
    kept: list[int] = []
    for way in np.argsort(costs, kind="stable"):
        between = np.abs(to_the_left[kept] - to_the_left[way]).sum(axis=1)
        nothing_beyond = min(to_the_left[way].sum(), (left_of[:, -1] - to_the_left[way]).sum())
        least = SAME * height**2
        if nothing_beyond > least and (between > least).all():
            kept.append(int(way))
    middles = columns.mean(axis=1)
    return np.array(sorted(kept, key=lambda way: float(middles[way])), np.int64)
