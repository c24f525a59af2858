"""Cuts between digits that touch: paths from top to bottom through as little ink as possible.

A path may move one pixel sideways per row. Background costs nothing, ink its darkness, and a
sidestep a little ("drop fall" segmentation of postal readers, Casey and Lecolinet 1996; "seams",
Avidan and Shamir 2007).

       # # |  # #
         # |#   #        one pixel of ink on the path: a good cut
       # #  |#  #

The cheapest path through every column of a few rows is computed, and local minima of the cost are
kept. That gives more cuts than needed; the recognition of the pieces decides which ones are used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import AnyArray, FloatArray, IntArray

SIDESTEP_COSTS = (0.03, 0.2)
"""The cost of one pixel sideways, in pixels of ink: for winding and for straight cuts."""

LEVELS = (0.25, 0.5, 0.75)
"""Paths are searched through every column of these rows, as shares of the height."""

MIN_DISTANCE = 0.05
"""Of paths closer together than this, as a share of the height, the cheapest is kept."""

MAX_CROSSED = 0.8
"""A path through more ink than this, as a share of the height, is not a cut."""

SAME_CUT = 0.004
"""Cuts with less ink than this between them, as a share of the squared height, are the same..."""

LEAST_DOT = 0.4
"""...and cuts through no ink, with less than this between them, in squared widths of the pen."""

WHITE = 0.1
"""Pixels with less ink than this are background."""


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Cuts through a row, from left to right.

    Attributes:
        columns: (K, H) int64, the last column left of each cut, in every row of pixels.
        crossed: (K,) float32, the ink on the cut, as a share of the height.
        gaps: (K,) float32, the width of the background between the ink on both sides, as a share
            of the height; 0 where the sides overlap.
    """

    columns: IntArray
    crossed: FloatArray
    gaps: FloatArray

    def __len__(self) -> int:
        return len(self.columns)


def find_cuts(row: FloatArray, pen_width: float) -> Cuts:
    """Find the cuts of a row of digits that may touch.

    Args:
        row: (H, W) float32, ink from 0 to 1, cropped to the ink; about 20 to 60 pixels high.
        pen_width: in pixels.
    """
    height = len(row)
    paths = []
    for sidestep in SIDESTEP_COSTS:
        down, up = _path_costs(row, sidestep), _path_costs(row[::-1], sidestep)[::-1]
        for level in {int(share * height) for share in LEVELS}:
            through = down[level] + up[level] - row[level]
            starts = _local_minima(through, max(1, round(MIN_DISTANCE * height)))
            paths.append(_follow(down, up, starts, level, sidestep))
    columns = np.concatenate(paths)
    crossed = row[np.arange(height), columns].sum(axis=1) / height
    columns, crossed = columns[crossed <= MAX_CROSSED], crossed[crossed <= MAX_CROSSED]
    gaps = _gap_widths(row, columns) / height
    same = SAME_CUT * height**2
    least = np.where(crossed > 0, same, min(LEAST_DOT * pen_width**2, same))
    order = _distinct(row, columns, crossed - gaps, least)
    return Cuts(columns[order], crossed[order].astype(np.float32), gaps[order].astype(np.float32))


def _path_costs(row: FloatArray, sidestep: float) -> FloatArray:
    """The smallest cost of any path from the top to each pixel, (H, W)."""
    costs = row.astype(np.float32, copy=True)
    for level in range(1, len(costs)):
        above = costs[level - 1]
        best = above.copy()
        best[1:] = np.minimum(best[1:], above[:-1] + np.float32(sidestep))
        best[:-1] = np.minimum(best[:-1], above[1:] + np.float32(sidestep))
        costs[level] += best
    return costs


def _local_minima(values: FloatArray, reach: int) -> IntArray:
    """The positions of minima within `reach` on both sides; the middle of a flat minimum."""
    padded = np.pad(values, reach, constant_values=np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    lowest = values <= windows.min(axis=1) + 1e-4
    edges = np.flatnonzero(np.diff(np.concatenate(([0], lowest.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2] - 1
    inner = (starts > 0) & (ends < len(values) - 1)
    middles: IntArray = ((starts + ends) // 2)[inner]
    return middles


def _follow(
    down: FloatArray, up: FloatArray, starts: IntArray, level: int, sidestep: float
) -> IntArray:
    """The cheapest paths through some columns of row `level`: (K, H) columns."""
    height, width = down.shape
    columns = np.empty((len(starts), height), np.int64)
    columns[:, level] = starts
    sidesteps = np.array([0, sidestep, sidestep], np.float32)
    for costs, levels in ((down, range(level - 1, -1, -1)), (up, range(level + 1, height))):
        here = starts
        for other in levels:
            options = np.clip(here[:, None] + np.array([0, -1, 1]), 0, width - 1)
            choice = (costs[other][options] + sidesteps).argmin(axis=1)
            here = options[np.arange(len(here)), choice]
            columns[:, other] = here
    return columns


def _gap_widths(row: FloatArray, columns: IntArray) -> IntArray:
    """(K,) the columns of background between the ink left and right of each cut, at least 0.

    A cut that winds between parts that overlap, as between a 5 and its top bar, has no gap.
    """
    inked = np.pad(row >= WHITE, ((0, 0), (1, 1)), constant_values=True)
    x = np.arange(inked.shape[1])
    before = np.maximum.accumulate(np.where(inked, x, 0), axis=1)
    after = np.minimum.accumulate(np.where(inked, x, len(x))[:, ::-1], axis=1)[:, ::-1]
    levels = np.arange(len(row))
    left, right = before[levels, columns + 1].max(axis=1), after[levels, columns + 1].min(axis=1)
    widths: IntArray = np.maximum(right - left - 1, 0)
    return widths


def _distinct(row: FloatArray, columns: IntArray, costs: AnyArray, least: AnyArray) -> IntArray:
    """The cuts to keep, left to right: of those that divide the ink alike, the cheapest.

    Each must have as much ink as `least` between it and those kept before.
    """
    height = len(row)
    left_of = np.concatenate([np.zeros((height, 1)), row.cumsum(axis=1)], axis=1)
    to_the_left = left_of[np.arange(height), columns + 1]  # (K, H) ink up to each cut
    kept: list[int] = []
    for cut in np.argsort(costs, kind="stable"):
        between = np.abs(to_the_left[kept] - to_the_left[cut]).sum(axis=1)
        smaller_side = min(to_the_left[cut].sum(), (left_of[:, -1] - to_the_left[cut]).sum())
        if smaller_side > least[cut] and (between > least[cut]).all():
            kept.append(int(cut))
    middles = columns.mean(axis=1)
    return np.array(sorted(kept, key=lambda cut: float(middles[cut])), np.int64)
