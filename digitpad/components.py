"""Connected components: which inked pixels hang together.

Every row is cut into runs of ink; two runs in neighbouring rows that touch, also at a corner,
belong together. A few hundred runs and the pairs that touch make a small graph, and its components
are found by letting the smallest number spread (Shiloach and Vishkin 1982), all runs at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from digitpad.types import BoolArray, IntArray


def label_components(mask: BoolArray) -> tuple[npt.NDArray[np.int32], int]:
    """Number the components of a mask; pixels that touch at an edge or a corner are connected.

    Args:
        mask: (H, W) bool.

    Returns:
        (H, W) int32, 0 where the mask is False and 1 to count elsewhere, and the count. Numbers
        follow each component's first pixel in reading order.
    """
    height, width = mask.shape
    # One empty column at the right keeps the end of a row from touching the next row's start.
    stride = width + 1
    flat = np.zeros(height * stride + 1, np.int8)
    flat[:-1].reshape(height, stride)[:, :-1] = mask
    change = np.diff(flat, prepend=np.int8(0))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    first, second = _touching(starts, ends, stride)
    roots = _spread_smallest(first, second, len(starts))
    _, numbers = np.unique(roots, return_inverse=True)
    labels = np.zeros(height * stride, np.int32)
    labels[flat[:-1] > 0] = np.repeat(numbers + 1, ends - starts)
    return labels.reshape(height, stride)[:, :-1], int(numbers.max(initial=-1)) + 1


def connected_groups(touching: BoolArray) -> IntArray:
    """Number the groups of things that hang together.

    Args:
        touching: (N, N) symmetric, which two touch.

    Returns:
        (N,) from 0, in the order of each group's first member.
    """
    first, second = np.nonzero(touching)
    _, numbers = np.unique(_spread_smallest(first, second, len(touching)), return_inverse=True)
    groups: IntArray = numbers.astype(np.int64)
    return groups


def _touching(starts: IntArray, ends: IntArray, stride: int) -> tuple[IntArray, IntArray]:
    """The pairs of runs (numbers into `starts`) that touch from one row to the next."""
    low = np.searchsorted(ends - stride, starts, "left")
    high = np.searchsorted(starts - stride, ends, "right")
    count = np.maximum(high - low, 0)
    first = np.repeat(np.arange(len(starts)), count)
    second = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return first, second + np.repeat(low, count)


def _spread_smallest(first: IntArray, second: IntArray, count: int) -> IntArray:
    """For each of `count` nodes the smallest node that pairs lead to."""
    root = np.arange(count)
    while True:
        one, other = root[first], root[second]
        if np.array_equal(one, other):
            return root
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(root, root[root]):
            root = root[root]
