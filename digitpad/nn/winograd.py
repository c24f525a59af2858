"""Winograd's minimal filtering: convolutions with a fraction of the multiplications.

Two neighbouring outputs of a row, y, need four inputs, d, and the same three weights, g. Done
plainly that is 2 * 3 = 6 multiplications. But polynomials can be multiplied by evaluating both at
enough points, multiplying value by value, and interpolating (Toom and Cook). Transposed, that is

    y = A^T [ (G g) * (B^T d) ]        with * element by element: 4 multiplications

Nested in both directions, a tile of 2 x 2 outputs takes 4 * 4 = 16 instead of 36. In general,
`tile` outputs of `taps` weights take tile + taps - 1 points: with 6 x 6 outputs of 3 x 3 weights,
64 multiplications instead of 324.

    Y = A^T [ (G g G^T) * (B^T d B) ] A

Summed over channels, the element-wise products become one matrix product for each of the points,
and these take most of the time: V (points, tiles * N, C) @ U (points, C, F) -> M (points, ..., F).

          x (H, W, N, C) --B^T d B--> V --+                        the same backward, transposed:
                                          @ --> M --A^T M A--> y       dM = A dY A^T
          weight (3, 3, C, F) -G g G^T--> U --+                        dU = V^T dM    dV = dM U^T
                                                                   dW = G^T dU G  dX = B dV B^T
Sources: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast
Algorithms for Convolutional Neural Networks, CVPR 2016 (the nesting, and the sum over channels).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitpad.errors import ParameterError
from digitpad.nn.minimal_filter import ONE, Axis, can_use
from digitpad.nn.workspace import allocate_together, store
from digitpad.types import FloatArray

BLOCK_BYTES = 2_000_000
"""About how much of V and M is worked on at a time, so that it stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class _ForwardBlock:
    """What some rows of tiles need on the way forward. All arrays are views of shared memory.

    "Across" are the views that a step across reads or writes, as matrices with one row for each
    point, input or output of a tile: (..., rows of tiles, tiles, that row, N * C or N * F).
    """

    tiles: range
    half_input: FloatArray  # (points down, rows of tiles, seen * N * C)
    half_input_across: FloatArray  # overlapping, as the tiles do
    V: FloatArray  # (points, rows of tiles * tiles * N, C)
    V_across: FloatArray
    M: FloatArray  # (points, rows of tiles * tiles * N, F)
    M_across: FloatArray
    M_at_one: FloatArray  # (rows of tiles * tiles, N * F)
    half_output: FloatArray  # (points down, rows of tiles, covered * N * F)
    half_output_across: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _BackwardBlock:
    """What the same rows of tiles need on the way back, besides V and M."""

    half_grad: FloatArray  # (points down, rows of tiles, covered * N * F)
    half_grad_across: FloatArray
    v_grad: FloatArray  # (points, rows of tiles * tiles * N, C)
    v_grad_across: FloatArray
    starts_across: FloatArray  # what each tile gives to its first `tile` inputs ...
    ends_across: FloatArray  # ... and to the others, which lie in the next tile
    # The inputs that two neighbouring tiles share: (start of the one, end of the other).
    seams: list[tuple[FloatArray, FloatArray]]
    last_start: FloatArray  # the same beyond the last tile, where no other tile starts
    last_end: FloatArray


class WinogradConvolution:
    """One convolution of fixed shape; see `Convolution` for the terms.

    Both transforms of a picture are matrix products as well, one down and one across. Going down,
    a tile's inputs are rows of the picture, each W * N * C contiguous numbers; going across they
    are runs of N * C numbers. A few rows of tiles are taken at a time, through all steps, so that
    they stay in the cache; only V is kept as a whole, for the weights' gradient.

    Args:
        input_shape: (H, W, N, C).
        weight_shape: (kernel height, kernel width, C, F), the kernel 2 to 5 pixels each way.
        padding: rows of zeros above and below, columns of zeros left and right.
        tile: outputs per tile in each direction; by default what `tile_for` finds.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int, int],
        weight_shape: tuple[int, int, int, int],
        padding: tuple[int, int],
        tile: int | None = None,
    ) -> None:
        height, width, n, channels = input_shape
        kernel_height, kernel_width, _, filters = weight_shape
        if not (can_use(kernel_height) and can_use(kernel_width)):
            raise ParameterError(
                f"minimal filtering is for kernels of 2 to 5 pixels, "
                f"not {kernel_height} x {kernel_width}"
            )
        down = self._down = Axis(height, kernel_height, padding[0], tile)
        across = self._across = Axis(width, kernel_width, padding[1], tile)
        self.output_shape = (down.outputs, across.outputs, n, filters)
        self._input_shape, self._weight_shape = input_shape, weight_shape
        self._points = down.points * across.points
        self._taps = kernel_height * kernel_width
        # (points, taps): G g G^T, for the weights of a kernel in a row.
        self._G = np.kron(down.G, across.G).astype(np.float32)
        self._G_T = np.ascontiguousarray(self._G.T)
        self._one = ONE * across.points + ONE
        self._inside = slice(across.padding * n * channels, (across.padding + width) * n * channels)
        row_bytes = 4 * self._points * across.tiles * n * (channels + filters)
        count = -(-down.tiles // max(1, BLOCK_BYTES // row_bytes))
        edges = np.linspace(0, down.tiles, count + 1).round().astype(int).tolist()
        self._blocks = [range(a, b) for a, b in pairwise(edges)]
        self._most_rows = max(map(len, self._blocks))
        self._forward_blocks = self._prepare_forward()
        self._backward_blocks: list[_BackwardBlock] = []

    def _prepare_forward(self) -> list[_ForwardBlock]:
        down, across, points, most = self._down, self._across, self._points, self._most_rows
        _, _, n, channels = self._input_shape
        filters = self.output_shape[3]
        self._U, self._V, M, half_input, half_output, self._output, self._bias = allocate_together(
            (points, channels, filters),
            (points, down.tiles * across.tiles * n, channels),
            (points * most * across.tiles * n * filters,),
            (down.points, most, across.seen * n * channels),
            (down.points, most, across.covered * n * filters),
            (down.covered, across.outputs * n * filters),
            (n, filters),
        )
        all_V = self._V.reshape(down.points, across.points, down.tiles, across.tiles, -1)
        blocks = []
        for tiles in self._blocks:
            rows = len(tiles)
            here = slice(tiles.start * across.tiles * n, tiles.stop * across.tiles * n)
            M_here = _beginning(M, points, rows * across.tiles * n, filters)
            input_here, output_here = half_input[:, :rows], half_output[:, :rows]
            blocks.append(
                _ForwardBlock(
                    tiles=tiles,
                    half_input=input_here,
                    half_input_across=_windows(
                        input_here.reshape(down.points, rows, across.seen, -1), across
                    ),
                    V=self._V[:, here],
                    V_across=all_V[:, :, tiles.start : tiles.stop].transpose(0, 2, 3, 1, 4),
                    M=M_here,
                    M_across=M_here.reshape(
                        down.points, across.points, rows, across.tiles, -1
                    ).transpose(0, 2, 3, 1, 4),
                    M_at_one=M_here[self._one].reshape(rows * across.tiles, -1),
                    half_output=output_here,
                    half_output_across=output_here.reshape(
                        down.points, rows, across.tiles, across.tile, -1
                    ),
                )
            )
        return blocks

    def _prepare_backward(self) -> list[_BackwardBlock]:
        down, across, points, most = self._down, self._across, self._points, self._most_rows
        _, width, n, channels = self._input_shape
        filters = self.output_shape[3]
        (
            self._dU,
            self._dU_of_block,
            dV,
            half_grad,
            self._half_back,
            ends,
            self._dx,
            self._dW,
            self._dbias,
        ) = allocate_together(
            self._U.shape,
            self._U.shape,
            (points * most * across.tiles * n * channels,),
            (down.points, most, across.covered * n * filters),
            (1 + most, down.points, across.seen * n * channels),
            (most * down.points * across.tiles * across.overlap * n * channels,),
            (down.seen, width * n * channels),
            self._weight_shape,
            (filters,),
        )
        blocks = []
        for tiles in self._blocks:
            rows = len(tiles)
            grad_here = half_grad[:, :rows]
            dV_here = _beginning(dV, points, rows * across.tiles * n, channels)
            back = self._half_back[1 : 1 + rows].reshape(rows, down.points, across.seen, -1)
            starts = back[:, :, : across.covered].reshape(
                rows, down.points, across.tiles, across.tile, -1
            )
            ends_here = _beginning(
                ends, rows, down.points, across.tiles, across.overlap, n * channels
            )
            blocks.append(
                _BackwardBlock(
                    half_grad=grad_here,
                    half_grad_across=grad_here.reshape(
                        down.points, rows, across.tiles, across.tile, -1
                    ),
                    v_grad=dV_here,
                    v_grad_across=dV_here.reshape(
                        down.points, across.points, rows, across.tiles, -1
                    ).transpose(2, 0, 3, 1, 4),
                    starts_across=starts,
                    ends_across=ends_here,
                    seams=[
                        (starts[:, :, one, : across.overlap], ends_here[:, :, one - 1])
                        for one in range(1, across.tiles)
                    ],
                    last_start=back[:, :, across.covered :],
                    last_end=ends_here[:, :, -1],
                )
            )
        return blocks

    def forward(
        self,
        x: FloatArray,
        weight: FloatArray,
        bias: FloatArray | None,
        *,
        weights_unchanged: bool,
    ) -> FloatArray:
        """X (H, W, N, C) -> (H', W', N, F)."""
        down, across, output = self._down, self._across, self._output
        if not weights_unchanged:
            by_point = self._U.reshape(self._points, -1)
            np.matmul(self._G, weight.reshape(self._taps, -1), out=by_point)
        if bias is not None:
            np.copyto(self._bias, bias)
        picture = x.reshape(down.length, -1)
        for block in self._forward_blocks:
            for place, tile in enumerate(block.tiles):
                of_tile, of_picture = down.inputs_of(tile)
                half = block.half_input[:, place, self._inside]
                np.matmul(down.B_T[:, of_tile], picture[of_picture], out=half)
            np.matmul(across.B_T, block.half_input_across, out=block.V_across)

            np.matmul(block.V, self._U, out=block.M)
            if bias is not None:
                np.add(block.M_at_one, self._bias.reshape(-1), out=block.M_at_one)

            np.matmul(across.A_T, block.M_across, out=block.half_output_across)
            for place, tile in enumerate(block.tiles):
                half = block.half_output[:, place, : output.shape[1]]
                rows = slice(tile * down.tile, (tile + 1) * down.tile)
                np.matmul(down.A_T, half, out=output[rows])
        return output[: down.outputs].reshape(self.output_shape)

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
        """Grad (H', W', N, F) -> (H, W, N, C)."""
        if not self._backward_blocks:
            self._backward_blocks = self._prepare_backward()
        self._half_back[0] = 0
        self._dbias.fill(0)
        for block, back in zip(self._forward_blocks, self._backward_blocks, strict=True):
            self._transform_grad(grad, block, back)
            np.matmul(block.V.transpose(0, 2, 1), block.M, out=self._dU_of_block)
            first = block.tiles.start == 0
            store(self._dU_of_block, self._dU, accumulate=not first)
            if bias_gradient is not None:
                self._dbias += block.M[self._one].sum(axis=0)
            if input_gradient:
                np.matmul(block.M, self._U.transpose(0, 2, 1), out=back.v_grad)
                self._add_up_tiles(block, back)
        np.matmul(
            self._G_T, self._dU.reshape(self._points, -1), out=self._dW.reshape(self._taps, -1)
        )
        store(self._dW, weight_gradient, accumulate=accumulate)
        if bias_gradient is not None:
            store(self._dbias, bias_gradient, accumulate=accumulate)
        if not input_gradient:
            return None
        down = self._down
        np.matmul(
            down.B[down.tile :], self._half_back[0, :, self._inside], out=self._dx[down.covered :]
        )
        picture = self._dx[down.padding : down.padding + down.length]
        return picture.reshape(self._input_shape)

    def _transform_grad(self, grad: FloatArray, block: _ForwardBlock, back: _BackwardBlock) -> None:
        """The gradient of M: dM = A dY A^T."""
        down, across = self._down, self._across
        rows = grad.reshape(down.outputs, -1)
        for place, tile in enumerate(block.tiles):
            own = rows[down.outputs_of(tile)]
            half = back.half_grad[:, place, : rows.shape[1]]
            np.matmul(down.A[:, : len(own)], own, out=half)
        np.matmul(across.A, back.half_grad_across, out=block.M_across)

    def _add_up_tiles(self, block: _ForwardBlock, back: _BackwardBlock) -> None:
        """The gradient of the input, in the rows that these tiles complete: dX = B dV B^T.

        Across, the ends of the tiles are added to the next tiles' starts. Down, two neighbouring
        tiles are taken at once; `half_back[0]` is the last row of tiles of the block before.
        """
        down, across, half = self._down, self._across, self._half_back
        np.matmul(across.B[: across.tile], back.v_grad_across, out=back.starts_across)
        np.matmul(across.B[across.tile :], back.v_grad_across, out=back.ends_across)
        for start, end in back.seams:
            np.add(start, end, out=start)
        np.copyto(back.last_start, back.last_end)
        half_rows = half.reshape(-1, half.shape[2])
        for place, tile in enumerate(block.tiles):
            of_two = slice(place * down.points, (place + 2) * down.points)
            rows = slice(tile * down.tile, (tile + 1) * down.tile)
            np.matmul(down.B_of_two, half_rows[of_two, self._inside], out=self._dx[rows])
        np.copyto(half[0], half[len(block.tiles)])


def _beginning(memory: FloatArray, *shape: int) -> FloatArray:
    """As much of it as an array of this shape takes."""
    return memory[: prod(shape)].reshape(shape)


def _windows(half_input: FloatArray, across: Axis) -> FloatArray:
    """(points, rows, seen, run) -> (points, rows, tiles, inputs of a tile, run), overlapping."""
    windows = sliding_window_view(half_input, across.points, axis=2)[:, :, :: across.tile]
    return windows.transpose(0, 1, 2, 4, 3)
