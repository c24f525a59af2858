"""Connected components: which inked pixels belong together.

Each row is split into runs of ink. Runs in neighbouring rows that touch, also at a corner, are
joined by an edge. In the resulting small graph, the smallest node number spreads along the edges
until nothing changes (Shiloach and Vishkin 1982); all runs are processed at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from digitpad.common.types import BoolArray, IntArray


def label_components(mask: BoolArray) -> tuple[npt.NDArray[np.int32], int]:
    """Label the connected components of a mask, with 8-connectivity.

    Args:
        mask: (H, W) bool.

    Returns:
        Labels (H, W) int32, 0 where the mask is False and 1 to count elsewhere, and the count.
        Components are numbered in the order of their first pixels, row by row.
    """
    height, width = mask.shape
    # An empty column at the right separates the end of a row from the start of the next one.
    stride = width + 1
    flat = np.zeros(height * stride + 1, np.int8)
    flat[:-1].reshape(height, stride)[:, :-1] = mask
    change = np.diff(flat, prepend=np.int8(0))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    first, second = _touching(starts, ends, stride)
    roots = _smallest_reachable(first, second, len(starts))
    _, numbers = np.unique(roots, return_inverse=True)
    labels = np.zeros(height * stride, np.int32)
    labels[flat[:-1] > 0] = np.repeat(numbers + 1, ends - starts)
    return labels.reshape(height, stride)[:, :-1], int(numbers.max(initial=-1)) + 1


def connected_groups(touching: BoolArray) -> IntArray:
    """The connected components of a graph.

    Args:
        touching: (N, N) bool, symmetric: the adjacency matrix.

    Returns:
        (N,) int64, the component of each node, numbered from 0 in the order of first members.
    """
    first, second = np.nonzero(touching)
    _, numbers = np.unique(_smallest_reachable(first, second, len(touching)), return_inverse=True)
    groups: IntArray = numbers.astype(np.int64)
    return groups


def _touching(starts: IntArray, ends: IntArray, stride: int) -> tuple[IntArray, IntArray]:
    """The pairs of runs (indices into `starts`) that touch from one row to the next."""
    low = np.searchsorted(ends - stride, starts, "left")
    high = np.searchsorted(starts - stride, ends, "right")
    count = np.maximum(high - low, 0)
    first = np.repeat(np.arange(len(starts)), count)
    second = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return first, second + np.repeat(low, count)


def _smallest_reachable(first: IntArray, second: IntArray, count: int) -> IntArray:
    """The smallest node in the component of each of `count` nodes; edges join first and second."""
    root = np.arange(count)
    while True:
        one, other = root[first], root[second]
        if np.array_equal(one, other):
            return root
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(root, root[root]):
            root = root[root]
