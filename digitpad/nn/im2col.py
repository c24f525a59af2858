"""Convolution as one matrix product: lay out each output pixel's patch, then multiply.

    x (H, W, N, C)  ->  patches (H' * W' * N, Kh * Kw * C)  @  weights (Kh * Kw * C, F)

Works for every kernel; the price is that each input pixel is copied Kh * Kw times. Copying is fast
in long runs of contiguous numbers, so there are two ways to lay them out: `PatchesInRows` copies
runs of C, `PatchesInColumns` runs of W' * N, which is for pictures with few channels.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitpad.nn.workspace import allocate_together, store
from digitpad.types import FloatArray

FourShape = tuple[int, int, int, int]

FEW_FILTERS = 8
"""With fewer, BLAS is several times as fast with many small products as with one long, narrow one,
and does not make other threads wait."""


class PatchesInRows:
    """One convolution of fixed shape, a row for each output pixel; see `Convolution`."""

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        height, width, n, channels = input_shape
        kernel_height, kernel_width, _, filters = weight_shape
        full = (height + 2 * padding[0], width + 2 * padding[1])
        rows, columns = full[0] - kernel_height + 1, full[1] - kernel_width + 1
        self.output_shape = (rows, columns, n, filters)
        self._input_shape, self._weight_shape = input_shape, weight_shape
        self._pixels = rows * columns * n
        self._padded, self._patches, self._output, self._bias, self._ones = allocate_together(
            (*full, n, channels),
            (rows, columns, n, kernel_height, kernel_width, channels),
            self.output_shape,
            (columns, n, filters),
            (1, self._pixels),
        )
        self._ones.fill(1)
        self._inside = self._padded[
            padding[0] : padding[0] + height, padding[1] : padding[1] + width
        ]
        windows = sliding_window_view(
            self._padded, (kernel_height, kernel_width), axis=(0, 1), writeable=True
        )
        self._windows = windows.transpose(0, 1, 2, 4, 5, 3)
        self._backward_room: list[FloatArray] = []

    def forward(
        self,
        x: FloatArray,
        weight: FloatArray,
        bias: FloatArray | None,
        *,
        weights_unchanged: bool,
    ) -> FloatArray:
        """X (H, W, N, C) -> (H', W', N, F)."""
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
        filters = self.output_shape[3]
        if not self._backward_room:
            self._backward_room = allocate_together(
                self._input_shape, self._weight_shape, (1, filters)
            )
        dx, dW, dbias = self._backward_room
        by_pixel = grad.reshape(self._pixels, -1)
        patches = self._patches.reshape(self._pixels, -1)
        np.matmul(patches.T, by_pixel, out=dW.reshape(-1, filters))
        store(dW, weight_gradient, accumulate=accumulate)
        if bias_gradient is not None:
            np.matmul(self._ones, by_pixel, out=dbias)
            store(dbias[0], bias_gradient, accumulate=accumulate)
        if not input_gradient:
            return None
        np.matmul(by_pixel, weight.reshape(-1, filters).T, out=patches)
        self._padded.fill(0)
        for row, column in np.ndindex(*self._weight_shape[:2]):
            pixels = self._windows[:, :, :, row, column]
            np.add(pixels, self._patches[:, :, :, row, column], out=pixels)
        np.copyto(dx, self._inside)
        # What fell beside the picture would be in the way of the next forward pass.
        self._padded.fill(0)
        return dx


class PatchesInColumns:
    """One convolution of fixed shape, a column for each output pixel; see `Convolution`.

    The patches are copied from pictures that lie channel by channel, (C, H, W, N). Below them is a
    row of ones, which meets the bias: adding it, and summing up its gradient, is then part of the
    matrix products.
    """

    def __init__(
        self, input_shape: FourShape, weight_shape: FourShape, padding: tuple[int, int]
    ) -> None:
        height, width, n, channels = input_shape
        kernel_height, kernel_width, _, filters = weight_shape
        full = (height + 2 * padding[0], width + 2 * padding[1])
        rows, columns = full[0] - kernel_height + 1, full[1] - kernel_width + 1
        self.output_shape = (rows, columns, n, filters)
        self._input_shape, self._weight_shape = input_shape, weight_shape
        self._pixels = rows * columns * n
        terms = kernel_height * kernel_width * channels
        self._padded, self._columns, self._weight, self._output = allocate_together(
            (channels, *full, n),
            (terms + 1, self._pixels),
            (terms + 1, filters),
            self.output_shape,
        )
        self._columns[-1] = 1
        pieces = rows if filters < FEW_FILTERS else 1
        self._pieces = self._columns.reshape(terms + 1, pieces, -1).transpose(1, 0, 2)
        self._inside = self._padded[
            :, padding[0] : padding[0] + height, padding[1] : padding[1] + width
        ]
        # For each place in the kernel: its rows of `columns`, and the pixels that they show.
        by_place = self._columns[:-1].reshape(-1, channels, rows, columns, n)
        self._copies = [
            (by_place[place], self._padded[:, dy : dy + rows, dx : dx + columns])
            for place, (dy, dx) in enumerate(np.ndindex(kernel_height, kernel_width))
        ]
        self._backward_room: list[FloatArray] = []

    def forward(
        self,
        x: FloatArray,
        weight: FloatArray,
        bias: FloatArray | None,
        *,
        weights_unchanged: bool,
    ) -> FloatArray:
        """X (H, W, N, C) -> (H', W', N, F)."""
        np.copyto(self._inside, x.transpose(3, 0, 1, 2))
        for column, pixels in self._copies:
            np.copyto(column, pixels)
        if not weights_unchanged:
            np.copyto(self._weight[:-1], weight.reshape(len(self._weight) - 1, -1))
            np.copyto(self._weight[-1], 0 if bias is None else bias)
        np.matmul(self._pieces.transpose(0, 2, 1), self._weight, out=self._in_pieces(self._output))
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
        if not self._backward_room:
            pieces = (len(self._pieces), *self._weight.shape)
            self._backward_room = allocate_together(self._input_shape, pieces, self._weight.shape)
        dx, dW_of_pieces, dW = self._backward_room
        np.matmul(self._pieces, self._in_pieces(grad), out=dW_of_pieces)
        np.sum(dW_of_pieces, axis=0, out=dW)
        store(dW[:-1].reshape(weight.shape), weight_gradient, accumulate=accumulate)
        if bias_gradient is not None:
            store(dW[-1], bias_gradient, accumulate=accumulate)
        if not input_gradient:
            return None
        by_pixel = grad.reshape(self._pixels, -1)
        np.matmul(weight.reshape(len(dW) - 1, -1), by_pixel.T, out=self._columns[:-1])
        self._padded.fill(0)
        for column, pixels in self._copies:
            np.add(pixels, column, out=pixels)
        np.copyto(dx, self._inside.transpose(1, 2, 3, 0))
        # What fell beside the picture would be in the way of the next forward pass.
        self._padded.fill(0)
        return dx

    def _in_pieces(self, picture: FloatArray) -> FloatArray:
        """(H', W', N, F) -> (pieces, pixels, F)."""
        return picture.reshape(len(self._pieces), -1, picture.shape[3])
