"""The matrices of Winograd convolution, and how its tiles cover an axis.

    one dimension     y = A^T [ (G g) * (B^T d) ]              g: weights, d: inputs of a tile
    two dimensions    Y = A^T [ (G g G^T) * (B^T d B) ] A      * is element by element

`winograd.py` explains the idea and computes the same thing fast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import AnyArray

POINTS = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
"""Interpolation points, in the order of use; infinity is always the last point.

They are small and exact in float32. Every further point costs accuracy: the largest errors against
float64, relative to the largest output, are 3e-7 for tiles of 2, 5e-6 for 4 and 9e-6 for 6.
"""
ONE = 1
"""The index of the point 1. All powers of 1 are 1, so a number added to M at this point is added to
every output (the bias), and dM at this point is the sum over the tile (the bias gradient)."""

MAX_POINTS = len(POINTS) + 1


@dataclass(frozen=True, slots=True, eq=False)
class WinogradMatrices:
    """The three matrices for `tile` outputs of a filter with `taps` weights.

    For 2 outputs of 3 weights, apart from factors moved between G and B^T:

        B^T = | 1  0 -1  0 |    G = |  1    0    0  |    A^T = | 1  1  1  0 |
              | 0  1  1  0 |        | 1/2  1/2  1/2 |          | 0  1 -1  1 |
              | 0 -1  1  0 |        | 1/2 -1/2  1/2 |
              | 0 -1  0  1 |        |  0    0    1  |
    """

    B_T: AnyArray  # (points, points)
    G: AnyArray  # (points, taps)
    A_T: AnyArray  # (tile, points)

    @classmethod
    def of(cls, tile: int, taps: int) -> WinogradMatrices:
        """The matrices in float64, by Lagrange interpolation.

        Let f(x) be the product of all (x - p) over the finite points p. Then the row of p in B^T
        holds the coefficients of f(x) / (x - p), the row of p in G is (1, p, p^2, ...) / f'(p), and
        the column of p in A^T is (1, p, p^2, ...). Infinity stands for the highest coefficient.
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
        # Moving a factor from one matrix to the other changes only the rounding errors.
        factors = 2.0 ** np.round(np.log2(abs(G).sum(axis=1) / abs(B_T).sum(axis=1)) / 2)
        return cls(B_T * factors[:, None], G / factors[:, None], A_T)


def tile_for(outputs: int, taps: int) -> int:
    """The tile size that covers this many outputs with the fewest multiplications.

    Larger tiles have more expensive transforms and larger errors; that counts as 3 % per output of
    a tile. So 24 outputs are 4 tiles of 6, and 28 are 7 tiles of 4 rather than 5 of 6.
    """
    choices = range(max(2, taps - 1), MAX_POINTS - taps + 2)
    return min(
        choices, key=lambda tile: -(-outputs // tile) * (tile + taps - 1) * (1 + 0.03 * tile)
    )


def is_supported(taps: int) -> bool:
    """Whether there are enough points, and the inputs of a tile overlap only its neighbours'."""
    return 2 <= taps <= 5


class Axis:
    """How tiles cover one axis of the feature maps, and the matrices for that axis.

        inputs       . . x x x x x x x x x x . . .      (".": padding, or surplus; zeros)
        first tile   [ points  ]
        next tile        [ points  ]                    starts `tile` later

    Args:
        length: inputs along the axis.
        taps: weights of the kernel along the axis.
        padding: zeros before and after the inputs.
        tile: outputs of a tile; by default the one that `tile_for` chooses.

    Attributes:
        outputs: outputs along the axis.
        tiles: the number of tiles.
        points: inputs of a tile, tile + taps - 1.
        overlap: inputs that a tile shares with the next one, taps - 1.
        tiled_outputs: outputs of all tiles, the surplus included.
        tiled_inputs: inputs of all tiles, padding and surplus included.
    """

    def __init__(self, length: int, taps: int, padding: int, tile: int | None = None) -> None:
        self.length, self.padding = length, padding
        self.outputs = length + 2 * padding - taps + 1
        self.tile = tile or tile_for(self.outputs, taps)
        self.tiles = -(-self.outputs // self.tile)
        self.points = self.tile + taps - 1
        self.overlap = taps - 1
        self.tiled_outputs = self.tile * self.tiles
        self.tiled_inputs = self.tiled_outputs + self.overlap

        matrices = WinogradMatrices.of(self.tile, taps)
        self.G = matrices.G
        self.B_T, self.A_T = matrices.B_T.astype(np.float32), matrices.A_T.astype(np.float32)
        self.B, self.A = np.ascontiguousarray(self.B_T.T), np.ascontiguousarray(self.A_T.T)
        # In the backward pass, the first inputs of a tile also get a gradient from the tile before.
        # This matrix (tile, 2 * points) is applied to the points of both tiles at once.
        self.B_of_pair = np.zeros((self.tile, 2 * self.points), np.float32)
        self.B_of_pair[: self.overlap, : self.points] = self.B[self.tile :]
        self.B_of_pair[:, self.points :] = self.B[: self.tile]

    def inputs_of(self, tile: int) -> tuple[slice, slice]:
        """Which inputs of the tile are not padding, and where they are in the feature maps."""
        start = tile * self.tile - self.padding
        first = min(max(start, 0), self.length)
        last = max(min(start + self.points, self.length), first)
        return slice(first - start, last - start), slice(first, last)

    def outputs_of(self, tile: int) -> slice:
        """The outputs of the tile, without the surplus."""
        return slice(tile * self.tile, min((tile + 1) * self.tile, self.outputs))
