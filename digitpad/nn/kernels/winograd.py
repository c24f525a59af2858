"""Winograd convolution: the same result with a fraction of the multiplications.

Two neighbouring outputs y of one row need four inputs d and the same three weights g: directly,
2 * 3 = 6 multiplications. But polynomials can be multiplied by evaluating both at enough points,
multiplying the values, and interpolating (Toom and Cook). Transposed, this gives

    y = A^T [ (G g) * (B^T d) ]        with * element by element: 4 multiplications

Applied to both axes, a tile of 2 x 2 outputs takes 4 * 4 = 16 multiplications instead of 36. In
general, `tile` outputs of `taps` weights take tile + taps - 1 points: 6 x 6 outputs of 3 x 3
weights take 64 multiplications instead of 324.

    Y = A^T [ (G g G^T) * (B^T d B) ] A

Summed over channels, the element-wise products become one matrix product for each point, and these
take most of the time: V (points, tiles * N, C) @ U (points, C, F) -> M (points, tiles * N, F).

          x (H, W, N, C) --B^T d B--> V --+                        the same backward, transposed:
                                          @ --> M --A^T M A--> y       dM = A dY A^T
          weight (3, 3, C, F) -G g G^T--> U --+                        dU = V^T dM    dV = dM U^T
                                                                   dW = G^T dU G  dX = B dV B^T

Sources: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast
Algorithms for Convolutional Neural Networks, CVPR 2016 (both axes, and the sum over channels).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.nn.kernels.winograd_matrices import ONE, Axis, is_supported
from digitpad.nn.kernels.workspace import Gradients, allocate_together

BLOCK_BYTES = 2_000_000
"""About how many bytes of V and M are processed at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True, eq=False)
class _ForwardBlock:
    """The arrays for some rows of tiles in the forward pass; all are views of shared memory.

    "Half" arrays are transformed along the vertical axis only. The names with "across" are views
    of the same array for the transform along the horizontal axis: matrices with one row for each
    point, input or output of a tile, (..., rows of tiles, tiles, row, N * C or N * F).
    """

    tiles: range
    half_input: FloatArray  # (points down, rows of tiles, tiled inputs * N * C)
    half_input_across: FloatArray  # overlapping windows
    V: FloatArray  # (points, rows of tiles * tiles * N, C)
    V_across: FloatArray
    M: FloatArray  # (points, rows of tiles * tiles * N, F)
    M_across: FloatArray
    M_at_one: FloatArray  # (rows of tiles * tiles, N * F)
    half_output: FloatArray  # (points down, rows of tiles, tiled outputs * N * F)
    half_output_across: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _BackwardBlock:
    """The further arrays for the same rows of tiles in the backward pass."""

    half_grad: FloatArray  # (points down, rows of tiles, tiled outputs * N * F)
    half_grad_across: FloatArray
    v_grad: FloatArray  # (points, rows of tiles * tiles * N, C)
    v_grad_across: FloatArray
    starts_across: FloatArray  # gradients of the first `tile` inputs of each tile ...
    ends_across: FloatArray  # ... and of the others, which are also inputs of the next tile
    # For each pair of neighbours, the gradients of their shared inputs: (next tile, this tile).
    shared: list[tuple[FloatArray, FloatArray]]
    last_start: FloatArray  # beyond the last tile there is no next tile: its end is copied there
    last_end: FloatArray


class WinogradConvolution:
    """One convolution of fixed shape; `Convolution` documents the methods.

    The transforms of the feature maps are matrix products too, one along the vertical axis ("down")
    and one along the horizontal axis ("across"). Down, the inputs of a tile are rows of W * N * C
    contiguous numbers; across, they are runs of N * C numbers. A few rows of tiles at a time go
    through all steps, so that they stay in the cache. Only V is kept whole, for dL/dweight.

    Args:
        input_shape: (H, W, N, C).
        weight_shape: (kernel height, kernel width, C, F), the kernel 2 to 5 pixels each way.
        padding: rows of zeros above and below, columns of zeros left and right.
        tile: outputs along a tile's side; by default chosen by `tile_for`.

    Raises:
        ParameterError: the kernel has other sizes.
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
        if not (is_supported(kernel_height) and is_supported(kernel_width)):
            raise ParameterError(
                "Winograd convolution needs kernels of 2 to 5 pixels, not {kernel_height} x "
                "{kernel_width}",
                kernel_height=kernel_height,
                kernel_width=kernel_width,
            )
        down = self._down = Axis(height, kernel_height, padding[0], tile)
        across = self._across = Axis(width, kernel_width, padding[1], tile)
        self.output_shape = (down.outputs, across.outputs, n, filters)
        self._input_shape, self._weight_shape = input_shape, weight_shape
        self._points = down.points * across.points
        self._taps = kernel_height * kernel_width
        # (points, taps): G g G^T as one matrix, for the weights of a kernel as one vector.
        self._G = np.kron(down.G, across.G).astype(np.float32)
        self._G_T = np.ascontiguousarray(self._G.T)
        self._one = ONE * across.points + ONE
        self._inside = slice(across.padding * n * channels, (across.padding + width) * n * channels)
        row_bytes = 4 * self._points * across.tiles * n * (channels + filters)
        count = -(-down.tiles // max(1, BLOCK_BYTES // row_bytes))
        edges = np.linspace(0, down.tiles, count + 1).round().astype(int).tolist()
        self._blocks = [range(a, b) for a, b in pairwise(edges)]
        self._max_rows = max(map(len, self._blocks))
        self._forward_blocks = self._prepare_forward()
        self._backward_blocks: list[_BackwardBlock] = []

    def _prepare_forward(self) -> list[_ForwardBlock]:
        down, across, points, most = self._down, self._across, self._points, self._max_rows
        _, _, n, channels = self._input_shape
        filters = self.output_shape[3]
        self._U, self._V, M, half_input, half_output, self._output, self._bias = allocate_together(
            (points, channels, filters),
            (points, down.tiles * across.tiles * n, channels),
            (points * most * across.tiles * n * filters,),
            (down.points, most, across.tiled_inputs * n * channels),
            (down.points, most, across.tiled_outputs * n * filters),
            (down.tiled_outputs, across.outputs * n * filters),
            (n, filters),
        )
        all_V = self._V.reshape(down.points, across.points, down.tiles, across.tiles, -1)
        blocks = []
        for tiles in self._blocks:
            rows = len(tiles)
            here = slice(tiles.start * across.tiles * n, tiles.stop * across.tiles * n)
            M_here = _front(M, points, rows * across.tiles * n, filters)
            input_here, output_here = half_input[:, :rows], half_output[:, :rows]
            blocks.append(
                _ForwardBlock(
                    tiles=tiles,
                    half_input=input_here,
                    half_input_across=_windows(
                        input_here.reshape(down.points, rows, across.tiled_inputs, -1), across
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
        down, across, points, most = self._down, self._across, self._points, self._max_rows
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
            (down.points, most, across.tiled_outputs * n * filters),
            (1 + most, down.points, across.tiled_inputs * n * channels),
            (most * down.points * across.tiles * across.overlap * n * channels,),
            (down.tiled_inputs, width * n * channels),
            self._weight_shape,
            (filters,),
        )
        blocks = []
        for tiles in self._blocks:
            rows = len(tiles)
            grad_here = half_grad[:, :rows]
            dV_here = _front(dV, points, rows * across.tiles * n, channels)
            back = self._half_back[1 : 1 + rows].reshape(rows, down.points, across.tiled_inputs, -1)
            starts = back[:, :, : across.tiled_outputs].reshape(
                rows, down.points, across.tiles, across.tile, -1
            )
            ends_here = _front(ends, rows, down.points, across.tiles, across.overlap, n * channels)
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
                    shared=[
                        (starts[:, :, one, : across.overlap], ends_here[:, :, one - 1])
                        for one in range(1, across.tiles)
                    ],
                    last_start=back[:, :, across.tiled_outputs :],
                    last_end=ends_here[:, :, -1],
                )
            )
        return blocks

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray | None) -> FloatArray:
        """(H, W, N, C) -> (H', W', N, F)."""
        down, across, output = self._down, self._across, self._output
        by_point = self._U.reshape(self._points, -1)
        np.matmul(self._G, weight.reshape(self._taps, -1), out=by_point)
        if bias is not None:
            np.copyto(self._bias, bias)
        image_rows = x.reshape(down.length, -1)
        for block in self._forward_blocks:
            for index, tile in enumerate(block.tiles):
                of_tile, of_image = down.inputs_of(tile)
                half = block.half_input[:, index, self._inside]
                np.matmul(down.B_T[:, of_tile], image_rows[of_image], out=half)
            np.matmul(across.B_T, block.half_input_across, out=block.V_across)

            np.matmul(block.V, self._U, out=block.M)
            if bias is not None:
                np.add(block.M_at_one, self._bias.reshape(-1), out=block.M_at_one)

            np.matmul(across.A_T, block.M_across, out=block.half_output_across)
            for index, tile in enumerate(block.tiles):
                half = block.half_output[:, index, : output.shape[1]]
                rows = slice(tile * down.tile, (tile + 1) * down.tile)
                np.matmul(down.A_T, half, out=output[rows])
        return output[: down.outputs].reshape(self.output_shape)

    def backward(
        self, grad: FloatArray, weight: FloatArray, into: Gradients, *, input_gradient: bool
    ) -> FloatArray | None:
        """(H', W', N, F) -> (H, W, N, C)."""
        if not self._backward_blocks:
            self._backward_blocks = self._prepare_backward()
        self._half_back[0] = 0
        self._dbias.fill(0)
        for block, back in zip(self._forward_blocks, self._backward_blocks, strict=True):
            self._transform_grad(grad, block, back)
            np.matmul(block.V.transpose(0, 2, 1), block.M, out=self._dU_of_block)
            first = block.tiles.start == 0
            Gradients(self._dU, None, accumulate=not first).store_weight(self._dU_of_block)
            if into.bias is not None:
                self._dbias += block.M[self._one].sum(axis=0)
            if input_gradient:
                np.matmul(block.M, self._U.transpose(0, 2, 1), out=back.v_grad)
                self._gather_input_gradient(block, back)
        np.matmul(
            self._G_T, self._dU.reshape(self._points, -1), out=self._dW.reshape(self._taps, -1)
        )
        into.store_weight(self._dW)
        into.store_bias(self._dbias)
        if not input_gradient:
            return None
        down = self._down
        np.matmul(
            down.B[down.tile :],
            self._half_back[0, :, self._inside],
            out=self._dx[down.tiled_outputs :],
        )
        inside = self._dx[down.padding : down.padding + down.length]
        return inside.reshape(self._input_shape)

    def _transform_grad(self, grad: FloatArray, block: _ForwardBlock, back: _BackwardBlock) -> None:
        """The gradient of M: dM = A dY A^T."""
        down, across = self._down, self._across
        rows = grad.reshape(down.outputs, -1)
        for index, tile in enumerate(block.tiles):
            own = rows[down.outputs_of(tile)]
            half = back.half_grad[:, index, : rows.shape[1]]
            np.matmul(down.A[:, : len(own)], own, out=half)
        np.matmul(across.A, back.half_grad_across, out=block.M_across)

    def _gather_input_gradient(self, block: _ForwardBlock, back: _BackwardBlock) -> None:
        """The gradient of the input, dX = B dV B^T, for the rows that these tiles complete.

        Across, the ends of the tiles are added to the starts of the next tiles. Down, two
        neighbouring tiles are multiplied at once. `half_back[0]` holds the last row of tiles of the
        previous block.
        """
        down, across, half = self._down, self._across, self._half_back
        np.matmul(across.B[: across.tile], back.v_grad_across, out=back.starts_across)
        np.matmul(across.B[across.tile :], back.v_grad_across, out=back.ends_across)
        for start, end in back.shared:
            np.add(start, end, out=start)
        np.copyto(back.last_start, back.last_end)
        half_rows = half.reshape(-1, half.shape[2])
        for index, tile in enumerate(block.tiles):
            of_pair = slice(index * down.points, (index + 2) * down.points)
            rows = slice(tile * down.tile, (tile + 1) * down.tile)
            np.matmul(down.B_of_pair, half_rows[of_pair, self._inside], out=self._dx[rows])
        np.copyto(half[0], half[len(block.tiles)])


def _front(memory: FloatArray, *shape: int) -> FloatArray:
    """The front of a memory block, as an array of this shape."""
    return memory[: prod(shape)].reshape(shape)


def _windows(half_input: FloatArray, across: Axis) -> FloatArray:
    """(points, rows, inputs, run) -> overlapping (points, rows, tiles, inputs of a tile, run)."""
    windows = sliding_window_view(half_input, across.points, axis=2)[:, :, :: across.tile]
    return windows.transpose(0, 1, 2, 4, 3)
