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

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.nn.kernels import zeros
from digitpad.nn.kernels.winograd_matrices import ONE, Axis, is_supported


class WinogradConvolution:
    """One convolution of fixed shape; `Convolution` documents the methods.

    The transforms of the feature maps are matrix products too, one along the vertical axis ("down")
    and one along the horizontal axis ("across"). What only the first of them has passed is called
    "half". Down, the inputs of a tile are rows of W * N * C contiguous numbers; across, they are
    runs of N * C numbers. One row of tiles after the other goes through all steps, so that it stays
    in the cache. Only V is kept whole, for dL/dweight.

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
        self._input_shape = input_shape
        points = down.points * across.points
        self._taps = kernel_height * kernel_width
        # (points, taps): G g G^T as one matrix, for the weights of a kernel as one vector.
        self._G = np.kron(down.G, across.G).astype(np.float32)
        self._G_T = np.ascontiguousarray(self._G.T)
        self._one = ONE * across.points + ONE
        self._inside = slice(across.padding * n * channels, (across.padding + width) * n * channels)
        tiles_n = across.tiles * n
        self._U = zeros(points, channels, filters)
        self._V = zeros(points, down.tiles, tiles_n, channels)
        self._M = zeros(points, tiles_n, filters)
        self._half_input = zeros(down.points, across.tiled_inputs * n * channels)
        self._half_output = zeros(down.points, across.tiled_outputs * n * filters)
        self._output = zeros(down.tiled_outputs, across.outputs * n * filters)
        self._bias = zeros(n, filters)
        self._dU, self._dU_of_row = zeros(*self._U.shape), zeros(*self._U.shape)
        self._dV = zeros(points, tiles_n, channels)
        self._half_grad = zeros(*self._half_output.shape)
        self._half_back = zeros(2, *self._half_input.shape)
        self._ends = zeros(down.points, across.tiles, across.overlap, n * channels)
        self._dx = zeros(down.tiled_inputs, width * n * channels)
        self._dW, self._dbias = zeros(*weight_shape), zeros(filters)
        inputs = self._half_input.reshape(down.points, across.tiled_inputs, -1)
        windows = sliding_window_view(inputs, across.points, axis=1)[:, :: across.tile]
        # (points down, tiles, points across, N * C); neighbouring tiles share inputs.
        self._inputs_across = windows.swapaxes(2, 3)

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray) -> FloatArray:
        """(H, W, N, C) -> (H', W', N, F)."""
        down, across, U, M = self._down, self._across, self._U, self._M
        np.matmul(self._G, weight.reshape(self._taps, -1), out=U.reshape(len(U), -1))
        np.copyto(self._bias, bias)
        at_one = M[self._one].reshape(across.tiles, -1)
        image_rows = x.reshape(down.length, -1)
        for tile in range(down.tiles):
            V = self._V[:, tile]
            of_tile, of_image = down.inputs_of(tile)
            half = self._half_input[:, self._inside]
            np.matmul(down.B_T[:, of_tile], image_rows[of_image], out=half)
            np.matmul(across.B_T, self._inputs_across, out=self._points_across(V))

            np.matmul(V, U, out=M)
            np.add(at_one, self._bias.reshape(-1), out=at_one)

            half = self._half_output
            np.matmul(across.A_T, self._points_across(M), out=self._outputs_across(half))
            output = self._output[tile * down.tile : (tile + 1) * down.tile]
            np.matmul(down.A_T, half[:, : output.shape[1]], out=output)
        return self._output[: down.outputs].reshape(self.output_shape)

    def backward(
        self, grad: FloatArray, weight: FloatArray, *, input_gradient: bool
    ) -> tuple[FloatArray | None, FloatArray, FloatArray]:
        """(H', W', N, F) -> (H, W, N, C)."""
        down, across, half, dM = self._down, self._across, self._half_grad, self._M
        self._half_back[0] = 0
        self._dU.fill(0)
        self._dbias.fill(0)
        grad_rows = grad.reshape(down.outputs, -1)
        for tile in range(down.tiles):
            own = grad_rows[down.outputs_of(tile)]
            np.matmul(down.A[:, : len(own)], own, out=half[:, : own.shape[1]])
            np.matmul(across.A, self._outputs_across(half), out=self._points_across(dM))

            np.matmul(self._V[:, tile].transpose(0, 2, 1), dM, out=self._dU_of_row)
            self._dU += self._dU_of_row
            self._dbias += dM[self._one].sum(axis=0)
            if input_gradient:
                np.matmul(dM, self._U.transpose(0, 2, 1), out=self._dV)
                self._gather_input_gradient(tile)
        dW, dU = self._dW.reshape(self._taps, -1), self._dU.reshape(len(self._dU), -1)
        np.matmul(self._G_T, dU, out=dW)
        if not input_gradient:
            return None, self._dW, self._dbias
        last = self._half_back[0, :, self._inside]
        np.matmul(down.B[down.tile :], last, out=self._dx[down.tiled_outputs :])
        inside = self._dx[down.padding : down.padding + down.length]
        return inside.reshape(self._input_shape), self._dW, self._dbias

    def _gather_input_gradient(self, tile: int) -> None:
        """The gradient of the input, dX = B dV B^T, for the rows that this row of tiles completes.

        Across, the end of each tile is added to the start of the next one. Down, this row of tiles,
        `half_back[1]`, and the one before, `half_back[0]`, are multiplied at once.
        """
        down, across, ends = self._down, self._across, self._ends
        dV = self._points_across(self._dV)
        before, this = self._half_back
        half = this.reshape(down.points, across.tiled_inputs, -1)
        starts = self._outputs_across(half[:, : across.tiled_outputs])
        np.matmul(across.B[: across.tile], dV, out=starts)
        np.matmul(across.B[across.tile :], dV, out=ends)
        shared = starts[:, 1:, : across.overlap]
        np.add(shared, ends[:, :-1], out=shared)
        np.copyto(half[:, across.tiled_outputs :], ends[:, -1])
        both = self._half_back.reshape(2 * down.points, -1)[:, self._inside]
        np.matmul(down.B_of_pair, both, out=self._dx[tile * down.tile : (tile + 1) * down.tile])
        np.copyto(before, this)

    def _points_across(self, values: FloatArray) -> FloatArray:
        """V or M of a row of tiles, with one row of numbers for each point of a tile across.

        (points, tiles * N, K) -> (points down, tiles, points across, N * K)
        """
        across = self._across
        shape = (self._down.points, across.points, across.tiles, -1)
        return values.reshape(shape).transpose(0, 2, 1, 3)

    def _outputs_across(self, half: FloatArray) -> FloatArray:
        """(points down, tiled outputs * N * K) -> (points down, tiles, tile, N * K)."""
        return half.reshape(len(half), self._across.tiles, self._across.tile, -1)
