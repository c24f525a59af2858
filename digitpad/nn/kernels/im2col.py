"""Convolution as one matrix product (im2col): copy the patch of each output pixel, then multiply.

    x (H, W, N, C)  ->  patches (H' * W' * N, Kh * Kw * C)  @  weights (Kh * Kw * C, F)

This works for every kernel, but each input pixel is copied Kh * Kw times. Copying is fast in long
contiguous runs. `PatchesInRows` copies runs of C numbers, `PatchesInColumns` runs of W' * N, which
suits feature maps with few channels.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitpad.common.types import FloatArray
from digitpad.nn.kernels.workspace import Gradients, allocate_together

FourShape = tuple[int, int, int, int]

FEW_FILTERS = 8
"""With fewer, many small products are several times as fast in BLAS as one long, narrow product,
and do not make other threads wait."""


class _Patches:
    """The shapes of a convolution."""

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        height, width, n, _ = input_shape
        self._full = (height + 2 * padding[0], width + 2 * padding[1])
        rows, columns = self._full[0] - weight_shape[0] + 1, self._full[1] - weight_shape[1] + 1
        self.output_shape = (rows, columns, n, weight_shape[3])
        self._input_shape, self._weight_shape = input_shape, weight_shape
        self._pixels = rows * columns * n
        self._window = np.s_[padding[0] : padding[0] + height, padding[1] : padding[1] + width]
        self._backward_buffers: list[FloatArray] = []


class PatchesInRows(_Patches):
    """One convolution of fixed shape; the patches are rows of a matrix. See `Convolution`."""

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        super().__init__(input_shape, weight_shape, padding)
        rows, columns, n, filters = self.output_shape
        kernel_height, kernel_width, channels, _ = weight_shape
        self._padded, self._patches, self._output, self._bias, self._ones = allocate_together(
            (*self._full, n, channels),
            (rows, columns, n, kernel_height, kernel_width, channels),
            self.output_shape,
            (columns, n, filters),
            (1, self._pixels),
        )
        self._ones.fill(1)
        self._inside = self._padded[self._window]
        windows = sliding_window_view(
            self._padded, (kernel_height, kernel_width), axis=(0, 1), writeable=True
        )
        self._windows = windows.transpose(0, 1, 2, 4, 5, 3)

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray | None) -> FloatArray:
        """(H, W, N, C) -> (H', W', N, F)."""
        filters = self.output_shape[3]
        np.copyto(self._inside, x)
        np.copyto(self._patches, self._windows)
        np.matmul(
            self._patches.reshape(self._pixels, -1),
            weight.reshape(-1, filters),
            out=self._output.reshape(self._pixels, -1),
        )
        if bias is not None:
            np.copyto(self._bias, bias)
            by_row = self._output.reshape(len(self._output), -1)
            np.add(by_row, self._bias.reshape(-1), out=by_row)
        return self._output

    def backward(
        self, grad: FloatArray, weight: FloatArray, into: Gradients, *, input_gradient: bool
    ) -> FloatArray | None:
        """(H', W', N, F) -> (H, W, N, C). Overwrites what `forward` kept."""
        filters = self.output_shape[3]
        if not self._backward_buffers:
            self._backward_buffers = allocate_together(
                self._input_shape, self._weight_shape, (1, filters)
            )
        dx, dW, dbias = self._backward_buffers
        by_pixel = grad.reshape(self._pixels, -1)
        patches = self._patches.reshape(self._pixels, -1)
        np.matmul(patches.T, by_pixel, out=dW.reshape(-1, filters))
        into.store_weight(dW)
        if into.bias is not None:
            np.matmul(self._ones, by_pixel, out=dbias)
            into.store_bias(dbias[0])
        if not input_gradient:
            return None
        np.matmul(by_pixel, weight.reshape(-1, filters).T, out=patches)
        self._padded.fill(0)
        for row, column in np.ndindex(*self._weight_shape[:2]):
            pixels = self._windows[:, :, :, row, column]
            np.add(pixels, self._patches[:, :, :, row, column], out=pixels)
        np.copyto(dx, self._inside)
        # The next forward pass expects zeros in the border.
        self._padded.fill(0)
        return dx


class PatchesInColumns(_Patches):
    """One convolution of fixed shape; the patches are columns of a matrix. See `Convolution`.

    The patches are copied from feature maps in the layout (C, H, W, N). The last row of the matrix
    is ones, and the bias is the last row of the weights. Adding the bias and summing its gradient
    are then part of the matrix products.
    """

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        super().__init__(input_shape, weight_shape, padding)
        rows, columns, n, filters = self.output_shape
        kernel_height, kernel_width, channels, _ = weight_shape
        terms = kernel_height * kernel_width * channels
        self._padded, self._columns, self._weight, self._output = allocate_together(
            (channels, *self._full, n),
            (terms + 1, self._pixels),
            (terms + 1, filters),
            self.output_shape,
        )
        self._columns[-1] = 1
        blocks = rows if filters < FEW_FILTERS else 1
        self._blocks = self._columns.reshape(terms + 1, blocks, -1).transpose(1, 0, 2)
        self._inside = self._padded[:, *self._window]
        # For each position in the kernel: its rows of `columns`, and the pixels to copy there.
        by_position = self._columns[:-1].reshape(-1, channels, rows, columns, n)
        self._copies = [
            (by_position[position], self._padded[:, dy : dy + rows, dx : dx + columns])
            for position, (dy, dx) in enumerate(np.ndindex(kernel_height, kernel_width))
        ]

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray | None) -> FloatArray:
        """(H, W, N, C) -> (H', W', N, F)."""
        np.copyto(self._inside, x.transpose(3, 0, 1, 2))
        for column, pixels in self._copies:
            np.copyto(column, pixels)
        np.copyto(self._weight[:-1], weight.reshape(len(self._weight) - 1, -1))
        np.copyto(self._weight[-1], 0 if bias is None else bias)
        np.matmul(self._blocks.transpose(0, 2, 1), self._weight, out=self._in_blocks(self._output))
        return self._output

    def backward(
        self, grad: FloatArray, weight: FloatArray, into: Gradients, *, input_gradient: bool
    ) -> FloatArray | None:
        """(H', W', N, F) -> (H, W, N, C). Overwrites what `forward` kept."""
        if not self._backward_buffers:
            blocks = (len(self._blocks), *self._weight.shape)
            self._backward_buffers = allocate_together(
                self._input_shape, blocks, self._weight.shape
            )
        dx, dW_of_blocks, dW = self._backward_buffers
        np.matmul(self._blocks, self._in_blocks(grad), out=dW_of_blocks)
        np.sum(dW_of_blocks, axis=0, out=dW)
        into.store_weight(dW[:-1])
        into.store_bias(dW[-1])
        if not input_gradient:
            return None
        by_pixel = grad.reshape(self._pixels, -1)
        np.matmul(weight.reshape(len(dW) - 1, -1), by_pixel.T, out=self._columns[:-1])
        self._padded.fill(0)
        for column, pixels in self._copies:
            np.add(pixels, column, out=pixels)
        np.copyto(dx, self._inside.transpose(1, 2, 3, 0))
        # The next forward pass expects zeros in the border.
        self._padded.fill(0)
        return dx

    def _in_blocks(self, maps: FloatArray) -> FloatArray:
        """(H', W', N, F) -> (blocks, pixels, F)."""
        return maps.reshape(len(self._blocks), -1, maps.shape[3])
