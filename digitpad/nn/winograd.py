"""Winograd's minimal filtering: 3x3 convolutions with a quarter of the multiplications.

Four neighbouring outputs of a row, y, need six inputs, d, and three weights, g. Done plainly that is
4 * 3 = 12 multiplications. Toom and Cook see two polynomials in it, evaluate both at six points,
multiply value by value, and interpolate: 6 multiplications,

    y = A^T [ (G g) * (B^T d) ]          * is element by element

Nested in both directions, a tile of 4x4 outputs takes 6 * 6 = 36 multiplications instead of 144:

    Y = A^T [ (G g G^T) * (B^T d B) ] A

Summed over channels, the 36 element-wise products become 36 matrix products, and these are what
takes the time: V (36, tiles * N, C) @ U (36, C, F) -> M (36, tiles * N, F).

With the points 0, 1, -1, r, -r and infinity, r = sqrt(2), and f(x) = x (x^2 - 1) (x^2 - 2):

    B^T = | 2  0 -3  0  1  0 |    G = | 1/2   0    0  |    A^T = | 1  1  1  1   1  0 |
          | 0  2  2 -1 -1  0 |        | 1/2  1/2  1/2 |          | 0  1 -1  r  -r  0 |
          | 0 -2  2  1 -1  0 |        | 1/2 -1/2  1/2 |          | 0  1  1  2   2  0 |
          | 0 -r -1  r  1  0 |        | 1/4  r/4  1/2 |          | 0  1 -1  2r -2r 1 |
          | 0  r -1 -r  1  0 |        | 1/4 -r/4  1/2 |
          | 0  2  0 -3  0  1 |        |  0    0    1  |

A row of B^T holds the coefficients of f(x) / (x - point), a row of G is (1, point, point^2) /
f'(point), a column of A^T the powers of the point. The usual points 0, 1, -1, 2, -2 lose more of
float32's digits and need more multiplications in B and A.

Backward, everything is the transpose of a linear step, so nothing is transformed twice:
dM = A dY A^T once, then dU = V^T dM, dV = dM U^T, and dX = B dV B^T, added where tiles overlap.

Sources: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast
Algorithms for Convolutional Neural Networks, CVPR 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import sqrt

import numpy as np

from digitpad.types import FloatArray

TILE = 4
"""Outputs of a tile in each direction."""
POINTS = 6
"""Inputs of a tile, and points of evaluation, in each direction."""
POINT_ONE = 1
"""The index of the point 1. Its column of A^T is all ones: what is added there, is added to every
output; and what arrives there going backward is the sum over a tile."""

_ROOT = np.array(sqrt(2), np.float32)
_G = np.array(
    [
        [1 / 2, 0, 0],
        [1 / 2, 1 / 2, 1 / 2],
        [1 / 2, -1 / 2, 1 / 2],
        [1 / 4, sqrt(2) / 4, 1 / 2],
        [1 / 4, -sqrt(2) / 4, 1 / 2],
        [0, 0, 1],
    ]
)
_G_BOTH_WAYS = np.kron(_G, _G).astype(np.float32)
"""(36, 9): G g G^T as one matrix, applied to the nine weights in a row."""

Arrays = Sequence[FloatArray]


def transform_input(d: Arrays, v: Arrays, odd: FloatArray, spare: FloatArray) -> None:
    """v = B^T d: from six arrays into six others; `odd` and `spare` are room to work in."""
    np.subtract(d[4], d[2], out=v[3])
    np.subtract(d[3], d[1], out=odd)

    np.subtract(d[0], d[2], out=v[0])
    np.add(v[0], v[0], out=v[0])
    np.add(v[0], v[3], out=v[0])

    np.subtract(d[5], d[3], out=v[5])
    np.subtract(v[5], odd, out=v[5])
    np.subtract(v[5], odd, out=v[5])

    np.subtract(d[2], v[3], out=v[2])
    np.subtract(d[1], odd, out=spare)
    np.add(v[2], spare, out=v[1])
    np.subtract(v[2], spare, out=v[2])

    np.multiply(odd, _ROOT, out=odd)
    np.subtract(v[3], odd, out=v[4])
    np.add(v[3], odd, out=v[3])


def transform_input_back(v: Arrays, d: Arrays, odd: FloatArray) -> None:
    """d = B v: six arrays, which are used up, into the four rows or columns of each tile.

    Axis 1 counts tiles. A tile's fifth and sixth row belong to the next tile, too: there they are
    added, and `d[0]` and `d[1]` are one longer than the others to take the last ones.
    """
    np.subtract(v[1], v[2], out=odd)
    np.add(v[1], v[2], out=v[1])
    np.subtract(v[3], v[4], out=v[2])
    np.add(v[3], v[4], out=v[3])
    np.multiply(v[2], _ROOT, out=v[2])

    np.subtract(v[1], v[0], out=v[1])
    np.subtract(v[3], v[1], out=v[3])  # the fifth row
    np.subtract(v[1], v[0], out=v[1])
    np.subtract(v[1], v[3], out=d[2])

    np.add(v[5], v[5], out=v[4])
    np.subtract(v[2], odd, out=v[2])
    np.add(odd, v[4], out=odd)
    np.subtract(odd, v[2], out=odd)  # the second row
    np.add(v[4], v[5], out=v[4])
    np.subtract(v[2], v[4], out=d[3])

    np.add(v[0], v[0], out=v[0])  # the first row
    for own, from_previous, out in ((v[0], v[3], d[0]), (odd, v[5], d[1])):
        np.copyto(out[:, 0], own[:, 0])
        np.add(own[:, 1:], from_previous[:, :-1], out=out[:, 1:-1])
        np.copyto(out[:, -1], from_previous[:, -1])


def transform_output(m: Arrays, y: Arrays, odd: FloatArray) -> None:
    """y = A^T m: six arrays, which are used up, into the four rows or columns of each tile.

    Axis 1 counts tiles; where an array of `y` has fewer, the others are left out.
    """
    np.subtract(m[1], m[2], out=odd)
    np.add(m[1], m[2], out=m[1])
    np.subtract(m[3], m[4], out=m[2])
    np.add(m[3], m[4], out=m[3])
    np.multiply(m[2], _ROOT, out=m[2])
    np.add(m[1], m[3], out=m[1])
    np.add(m[5], odd, out=m[5])
    np.add(m[5], m[2], out=m[5])
    for out, one, other in zip(y, (m[0], odd, m[1], m[5]), (m[1], m[2], m[3], m[2]), strict=True):
        tiles = out.shape[1]
        np.add(one[:, :tiles], other[:, :tiles], out=out)


def transform_output_back(y: Arrays, m: Arrays, odd: FloatArray) -> None:
    """m = A y: from the four rows or columns of each tile into six arrays."""
    np.copyto(m[0], y[0])
    np.copyto(m[5], y[3])
    np.add(y[0], y[2], out=m[1])
    np.add(m[1], y[2], out=m[3])
    np.add(y[1], y[3], out=odd)
    np.subtract(m[1], odd, out=m[2])
    np.add(m[1], odd, out=m[1])
    np.add(odd, y[3], out=odd)
    np.multiply(odd, _ROOT, out=odd)
    np.subtract(m[3], odd, out=m[4])
    np.add(m[3], odd, out=m[3])


@contextmanager
def unbuffered_ufuncs() -> Iterator[None]:
    """Let NumPy work on strided arrays where they lie.

    It prepares for type conversion by copying strided operands through a buffer whenever their
    runs are shorter than half of it (8192 numbers), needed or not. A small buffer avoids the copy,
    which makes strided additions about twice as fast.
    """
    before = np.setbufsize(256)
    try:
        yield
    finally:
        np.setbufsize(before)


class WinogradConvolution:
    """One 3x3 convolution of fixed shape; see `Convolution` for the terms.

    The tiles cover the output, and more than it where its size is not a multiple of four; the
    surplus sees zeros. All steps run through long contiguous runs: across the picture, in the
    horizontal step, of N * C numbers, and of tiles * N * C in the vertical one.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int, int],
        weight_shape: tuple[int, int, int, int],
        padding: tuple[int, int],
    ) -> None:
        height, width, n, channels = input_shape
        filters = weight_shape[3]
        rows, columns = height + 2 * padding[0] - 2, width + 2 * padding[1] - 2
        self.output_shape = (rows, columns, n, filters)
        self._input_shape = input_shape
        self._weight_shape = weight_shape
        self._inside = np.s_[padding[0] : padding[0] + height, padding[1] : padding[1] + width]

        down, across = -(-rows // TILE), -(-columns // TILE)
        covered = (TILE * down, TILE * across)
        seen = (covered[0] + 2, covered[1] + 2)
        self._output = np.empty(self.output_shape, np.float32)
        self._bias = np.empty((n, filters), np.float32)
        self._padded = None if seen == (height, width) else _zeros(*seen, n * channels)
        self._padded_grad = None if covered == (rows, columns) else _zeros(*covered, n * filters)

        # U, V and M of the formulas, by vertical point, horizontal point; then tile, n, channel.
        self._U = _zeros(POINTS * POINTS, channels, filters)
        self._V = _zeros(POINTS, POINTS, down * across * n, channels)
        self._M = _zeros(POINTS, POINTS, down * across * n, filters)
        # Between the horizontal and the vertical step: by horizontal point; then row, tile, ...
        self._half_input = _zeros(POINTS, seen[0], across, n * channels)
        self._half_output = _zeros(POINTS, covered[0], across, n * filters)
        by_point = (POINTS, POINTS, down, across)
        self._v = list(self._V.reshape(*by_point, n * channels))
        self._m = list(self._M.reshape(*by_point, n * filters))
        most = max(POINTS * down, seen[0]) * across * n * max(channels, filters)
        self._odd, self._spare = _zeros(most), _zeros(most)

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray | None) -> FloatArray:
        """X (H, W, N, C) -> (H', W', N, F)."""
        height, width, n, channels = self._input_shape
        rows, columns, _, filters = self.output_shape
        np.matmul(
            _G_BOTH_WAYS, weight.reshape(9, -1), out=self._U.reshape(POINTS * POINTS, -1)
        )
        with unbuffered_ufuncs():
            d = x.reshape(height, width, -1)
            if self._padded is not None:
                np.copyto(self._padded[self._inside], d)
                d = self._padded
            half = self._half_input
            transform_input(
                _inputs_of_tiles(d), half, *self._room(half[0].shape)
            )
            transform_input(_inputs_of_tiles(half), self._v, *self._room(self._v[0].shape))

            np.matmul(
                self._V.reshape(36, -1, channels), self._U, out=self._M.reshape(36, -1, filters)
            )
            if bias is not None:
                np.copyto(self._bias, bias)
                at_one = self._M[POINT_ONE, POINT_ONE].reshape(-1, n * filters)
                at_one += self._bias.reshape(-1)

            half = self._half_output
            transform_output(self._m, _rows_of_tiles(half), self._room(self._m[0].shape)[0])
            half = half[:, :rows]
            out = self._output.reshape(rows, columns, -1)
            transform_output(half, _rows_of_tiles(out), self._room(half[0].shape)[0])
        return self._output

    def backward(
        self,
        grad: FloatArray,
        weight: FloatArray,
        *,
        weight_gradient: FloatArray,
        bias_gradient: FloatArray | None,
        input_gradient: bool,
        accumulate: bool,
    ) -> FloatArray | None:
        """Grad (H', W', N, F) -> (H, W, N, C). Uses up what `forward` kept."""
        height, width, n, channels = self._input_shape
        rows, columns, _, filters = self.output_shape
        if not hasattr(self, "_dU"):
            self._dU = np.empty_like(self._U)
            self._dW = np.empty(weight.shape, np.float32)
            self._dx = np.empty(self._input_shape, np.float32)
            self._dpadded = self._dx.reshape(height, width, -1) if self._padded is None else np.empty_like(self._padded)
        with unbuffered_ufuncs():
            y = grad.reshape(rows, columns, -1)
            if self._padded_grad is not None:
                np.copyto(self._padded_grad[:rows, :columns], y)
                y = self._padded_grad
            half = self._half_output
            transform_output_back(_rows_of_tiles(y), half, self._room(half[0].shape)[0])
            transform_output_back(_rows_of_tiles(half), self._m, self._room(self._m[0].shape)[0])

            V, M = self._V.reshape(36, -1, channels), self._M.reshape(36, -1, filters)
            np.matmul(V.transpose(0, 2, 1), M, out=self._dU)
            target = self._dW if accumulate else weight_gradient
            np.matmul(_G_BOTH_WAYS.T, self._dU.reshape(36, -1), out=target.reshape(9, -1))
            if accumulate:
                weight_gradient += target
            if bias_gradient is not None:
                s = M[POINTS * POINT_ONE + POINT_ONE].sum(axis=0)
                if accumulate:
                    bias_gradient += s
                else:
                    np.copyto(bias_gradient, s)
            if not input_gradient:
                return None
            np.matmul(M, self._U.transpose(0, 2, 1), out=V)
            half = self._half_input
            transform_input_back(self._v, _rows_of_tiles(half), self._room(self._v[0].shape)[0])
            transform_input_back(half, _rows_of_tiles(self._dpadded), self._room(half[0].shape)[0])
            if self._padded is not None:
                np.copyto(self._dx.reshape(height, width, -1), self._dpadded[self._inside])
        return self._dx

    def _room(self, shape: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
        size = int(np.prod(shape))
        return self._odd[:size].reshape(shape), self._spare[:size].reshape(shape)


def _zeros(*shape: int) -> FloatArray:
    return np.zeros(shape, np.float32)


def _inputs_of_tiles(x: FloatArray) -> list[FloatArray]:
    """The six inputs of every tile along axis 1, as six views."""
    last = x.shape[1] - POINTS + 1
    return [x[:, k : k + last : TILE] for k in range(POINTS)]


def _rows_of_tiles(y: FloatArray) -> list[FloatArray]:
    """The four rows (or columns) of every tile along axis 1, as four views."""
    return [y[:, k::TILE] for k in range(TILE)]
