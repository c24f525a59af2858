"""Minimal filtering in one dimension: the matrices, and how tiles lie along an axis.

    y = A^T [ (G g) * (B^T d) ]        `tile` outputs y of `taps` weights g and some inputs d

The idea is told in `winograd.py`, which puts two of these together, one down and one across.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.types import AnyArray

POINTS = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
"""Where polynomials are evaluated, in the order of use; infinity is always the last point.

Few, small and exact in float32: each point more costs digits. Largest errors, measured against
float64 and relative to the largest output: 3e-7 for tiles of 2, 5e-6 for 4, 9e-6 for 6.
"""
ONE = 1
"""The index of the point 1. As its powers are all 1, what is added to M there is added to every
output, and what dM has there is the sum over the tile: the bias and its gradient."""

MOST_POINTS = len(POINTS) + 1


@dataclass(frozen=True, slots=True, eq=False)
class MinimalFilter:
    """The three matrices for `tile` outputs of a filter with `taps` weights.

    For 2 outputs of 3 weights, except for factors moved between G and B^T:

        B^T = | 1  0 -1  0 |    G = |  1    0    0  |    A^T = | 1  1  1  0 |
              | 0  1  1  0 |        | 1/2  1/2  1/2 |          | 0  1 -1  1 |
              | 0 -1  1  0 |        | 1/2 -1/2  1/2 |
              | 0 -1  0  1 |        |  0    0    1  |
    """

    B_T: AnyArray  # (points, points)
    G: AnyArray  # (points, taps)
    A_T: AnyArray  # (tile, points)

    @classmethod
    def of(cls, tile: int, taps: int) -> MinimalFilter:
        """The matrices in float64, by Lagrange's interpolation.

        With f(x) the product of all (x - point), a point's row of B^T holds the coefficients of
        f(x) / (x - point), its row of G is 1, point, point^2 ... over f'(point), and its column of
        A^T is 1, point, point^2 ... Infinity stands for the highest coefficient.
        """
        points = tile + taps - 1
        finite = POINTS[: points - 1]
        B_T, G, A_T = np.zeros((points, points)), np.zeros((points, taps)), np.zeros((tile, points))
        for row, point in enumerate(finite):
            others = [other for other in finite if other != point]
            B_T[row, :-1] = np.poly(others)[::-1]
            G[row] = point ** np.arange(taps) / np.prod([point - other for other in others])
            A_T[:, row] = point ** np.arange(tile)
        B_T[-1] = np.poly(finite)[::-1]
        G[-1, -1] = A_T[-1, -1] = 1
        # A factor moved from one to the other changes nothing but the rounding errors.
        factors = 2.0 ** np.round(np.log2(abs(G).sum(axis=1) / abs(B_T).sum(axis=1)) / 2)
        return cls(B_T * factors[:, None], G / factors[:, None], A_T)


def tile_for(outputs: int, taps: int) -> int:
    """The tile that needs the fewest products to cover so many outputs.

    A larger tile's transforms cost more, and it is less accurate: that counts as 3 % for each
    output. So 24 outputs are 4 tiles of 6, and 28 are 7 of 4 rather than 5 of 6.
    """
    choices = range(max(2, taps - 1), MOST_POINTS - taps + 2)
    return min(
        choices, key=lambda tile: -(-outputs // tile) * (tile + taps - 1) * (1 + 0.03 * tile)
    )


def can_use(taps: int) -> bool:
    """Whether there are points enough, and an end of a tile overlaps no more than its neighbour."""
    return 2 <= taps <= 5


class Axis:
    """How tiles lie along one axis of the picture, and the matrices that transform them.

    picture      . . x x x x x x x x x x . . .      ("." padding, or surplus: zeros)
    first tile   [ points  ]
    next tile        [ points  ]                    `tile` further; `overlap` = taps - 1
    """

    def __init__(self, length: int, taps: int, padding: int, tile: int | None = None) -> None:
        self.length, self.padding = length, padding
        self.outputs = length + 2 * padding - taps + 1
        self.tile = tile or tile_for(self.outputs, taps)
        self.tiles = -(-self.outputs // self.tile)
        self.points = self.tile + taps - 1
        self.overlap = taps - 1
        self.covered = self.tile * self.tiles
        self.seen = self.covered + self.overlap

        matrices = MinimalFilter.of(self.tile, taps)
        self.G = matrices.G
        self.B_T, self.A_T = matrices.B_T.astype(np.float32), matrices.A_T.astype(np.float32)
        self.B, self.A = np.ascontiguousarray(self.B_T.T), np.ascontiguousarray(self.A_T.T)
        # Backward, the first inputs of a tile are the last of the tile before. Both at once:
        # (tile, 2 * points), to be applied to the points of two neighbouring tiles.
        self.B_of_two = np.zeros((self.tile, 2 * self.points), np.float32)
        self.B_of_two[: self.overlap, : self.points] = self.B[self.tile :]
        self.B_of_two[:, self.points :] = self.B[: self.tile]

    def inputs_of(self, tile: int) -> tuple[slice, slice]:
        """Which of the tile's inputs lie inside the picture, and which part of it they are."""
        start = tile * self.tile - self.padding
        first = min(max(start, 0), self.length)
        last = max(min(start + self.points, self.length), first)
        return slice(first - start, last - start), slice(first, last)

    def outputs_of(self, tile: int) -> slice:
        """Which outputs the tile gives; those beyond the last one are left out."""
        return slice(tile * self.tile, min((tile + 1) * self.tile, self.outputs))
