"""Convolution as one matrix product: copy each patch into a column, then multiply.

    x (H, W, N, C)  ->  columns (Kh * Kw * C + 1, P)  ->  columns^T @ weights  ->  (P, F)

with P = H' * W' * N output pixels. The last row of `columns` is all ones and meets the bias, so
that adding the bias, and summing up its gradient, is part of the same product. Works for every
kernel; the price is that each input pixel is copied Kh * Kw times.
"""

from __future__ import annotations

import numpy as np

from digitpad.types import FloatArray


class Im2colConvolution:
    """One convolution of fixed shape through explicit patches; see `Convolution` for the terms.

    The patches are gathered from a copy of the input that lies channel by channel,
    (C, H, W, N), with its border of zeros. A shift by one pixel then moves runs of W' * N numbers,
    however few channels there are.
    """

    def __init__(
        self,
        input_shape: tuple[int, int, int, int],
        weight_shape: tuple[int, int, int, int],
        padding: tuple[int, int],
    ) -> None:
        height, width, n, channels = input_shape
        kernel_height, kernel_width, _, filters = weight_shape
        rows = height + 2 * padding[0] - kernel_height + 1
        columns = width + 2 * padding[1] - kernel_width + 1
        self.output_shape = (rows, columns, n, filters)
        self._input_shape = input_shape
        self._taps = [(dy, dx) for dy in range(kernel_height) for dx in range(kernel_width)]
        self._terms = len(self._taps) * channels
        self._pixels = rows * columns * n

        padded = (channels, height + 2 * padding[0], width + 2 * padding[1], n)
        self._padded = np.zeros(padded, np.float32)
        self._inside = np.s_[:, padding[0] : padding[0] + height, padding[1] : padding[1] + width]
        self._columns = np.ones((self._terms + 1, self._pixels), np.float32)
        self._weight = np.zeros((self._terms + 1, filters), np.float32)
        self._output = np.empty(self.output_shape, np.float32)

    def _patches(self, columns: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
        """For each place in the kernel: its columns (C, H', W', N), and the pixels it sees."""
        rows, width, n, _ = self.output_shape
        channels = self._input_shape[3]
        by_tap = columns[: self._terms].reshape(-1, channels, rows, width, n)
        return [
            (by_tap[tap], self._padded[:, dy : dy + rows, dx : dx + width])
            for tap, (dy, dx) in enumerate(self._taps)
        ]

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray | None) -> FloatArray:
        """X (H, W, N, C) -> (H', W', N, F)."""
        np.copyto(self._padded[self._inside], x.transpose(3, 0, 1, 2))
        for column, pixels in self._patches(self._columns):
            np.copyto(column, pixels)
        self._weight[:-1] = weight.reshape(self._terms, -1)
        self._weight[-1] = 0 if bias is None else bias
        np.matmul(self._columns.T, self._weight, out=self._output.reshape(self._pixels, -1))
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
        by_pixel = grad.reshape(self._pixels, -1)
        if not hasattr(self, "_gradient"):
            self._gradient = np.empty_like(self._weight)
        np.matmul(self._columns, by_pixel, out=self._gradient)
        _store(weight_gradient, self._gradient[:-1].reshape(weight.shape), accumulate=accumulate)
        if bias_gradient is not None:
            _store(bias_gradient, self._gradient[-1], accumulate=accumulate)
        if not input_gradient:
            return None
        terms = self._columns[:-1]
        np.matmul(weight.reshape(self._terms, -1), by_pixel.T, out=terms)
        self._padded.fill(0)
        for column, pixels in self._patches(self._columns):
            pixels += column
        if not hasattr(self, "_input_gradient"):
            self._input_gradient = np.empty(self._input_shape, np.float32)
        np.copyto(self._input_gradient, self._padded[self._inside].transpose(1, 2, 3, 0))
        # The border holds what fell beside the picture: zero again for the next forward pass.
        self._padded.fill(0)
        return self._input_gradient


def _store(target: FloatArray, value: FloatArray, *, accumulate: bool) -> None:
    if accumulate:
        target += value
    else:
        np.copyto(target, value)
