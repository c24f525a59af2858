"""Convolution as one matrix product (im2col): copy the patch of each output pixel, then multiply.

    x (H, W, N, C)  ->  patches (Kh * Kw * C, H' * W' * N)^T  @  weights (Kh * Kw * C, F)

This works for every kernel, but each input pixel is copied Kh * Kw times. First, the maps are
brought to the layout in which these copies are the longest contiguous runs: (C, H, W, N) for runs
of W' * N numbers, or (H, W, N, C) for runs of C.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.nn.kernels import zeros

FourShape = tuple[int, int, int, int]

FEW_FILTERS = 8
"""With fewer, many small products are several times as fast in BLAS as one long, narrow product,
and do not make other threads wait."""


class PatchConvolution:
    """One convolution of fixed shape; `Convolution` documents the methods.

    The last row of the patches is ones, and the bias is the last row of the weights. Adding the
    bias and summing its gradient are then part of the matrix products.
    """

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        height, width, n, channels = input_shape
        kernel_height, kernel_width, _, filters = weight_shape
        full = (height + 2 * padding[0], width + 2 * padding[1])
        rows, columns = full[0] - kernel_height + 1, full[1] - kernel_width + 1
        self.output_shape = (rows, columns, n, filters)
        self._pixels = rows * columns * n
        terms = kernel_height * kernel_width * channels + 1
        by_channel = n * columns > channels
        if by_channel:
            self._padded, self._columns = zeros(channels, *full, n), zeros(terms, self._pixels)
        else:
            self._padded = zeros(*full, n, channels).transpose(3, 0, 1, 2)
            self._columns = zeros(self._pixels, terms).T
        self._weight, self._output = zeros(terms, filters), zeros(*self.output_shape)
        self._columns[-1] = 1
        blocks = rows if filters < FEW_FILTERS else 1
        self._blocks = self._columns.reshape(terms, blocks, -1).transpose(1, 0, 2)
        self._dW_of_blocks, self._dW = zeros(blocks, terms, filters), zeros(terms, filters)
        self._dx = zeros(*input_shape)
        window = np.s_[padding[0] : padding[0] + height, padding[1] : padding[1] + width]
        self._inside = self._padded[:, *window]
        # For each position in the kernel: its rows of `columns`, and the pixels to copy there.
        by_position = self._columns[:-1].reshape(-1, channels, rows, columns, n)
        self._copies = [
            (by_position[position], self._padded[:, dy : dy + rows, dx : dx + columns])
            for position, (dy, dx) in enumerate(np.ndindex(kernel_height, kernel_width))
        ]

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray) -> FloatArray:
        """(H, W, N, C) -> (H', W', N, F)."""
        np.copyto(self._inside, x.transpose(3, 0, 1, 2))
        for column, pixels in self._copies:
            np.copyto(column, pixels)
        np.copyto(self._weight[:-1], weight.reshape(len(self._weight) - 1, -1))
        np.copyto(self._weight[-1], bias)
        np.matmul(self._blocks.transpose(0, 2, 1), self._weight, out=self._in_blocks(self._output))
        return self._output

    def backward(
        self, grad: FloatArray, weight: FloatArray, *, input_gradient: bool
    ) -> tuple[FloatArray | None, FloatArray, FloatArray]:
        """(H', W', N, F) -> (H, W, N, C). Overwrites what `forward` kept."""
        dx, dW = self._dx, self._dW
        np.matmul(self._blocks, self._in_blocks(grad), out=self._dW_of_blocks)
        np.sum(self._dW_of_blocks, axis=0, out=dW)
        gradients = dW[:-1].reshape(weight.shape), dW[-1]
        if not input_gradient:
            return None, *gradients
        by_pixel = grad.reshape(self._pixels, -1)
        np.matmul(weight.reshape(len(dW) - 1, -1), by_pixel.T, out=self._columns[:-1])
        self._padded.fill(0)
        for column, pixels in self._copies:
            np.add(pixels, column, out=pixels)
        np.copyto(dx, self._inside.transpose(1, 2, 3, 0))
        # The next forward pass expects zeros in the border.
        self._padded.fill(0)
        return dx, *gradients

    def _in_blocks(self, maps: FloatArray) -> FloatArray:
        """(H', W', N, F) -> (blocks, pixels, F)."""
        return maps.reshape(len(self._blocks), -1, maps.shape[3])
