"""Low-latency inference: one image through a convolutional network, many times a second.

With one image there is no batch to divide among threads, so everything is prepared in advance: all
buffers, the transformed weights, and the views that read the pixels in the order of use.

Most convolutions use Winograd's algorithm (see `kernels/winograd.py`) along the vertical axis only,
on bands of a few rows. Horizontally, the three pixels under the filter are copied next to each
other. That saves multiplications, gives long sums, and needs little transforming:

    feature maps --B^T--> V (points, bands, width) --3 pixels--> columns @ U = M --A^T--> output

Biases are not added by each layer. A constant per channel is still a constant per channel after
pooling, and the next layer turns it into another constant. This *deferred bias* is added once, to
the logits. Until then ReLU computes max(x, -deferred_bias), because
ReLU(x + deferred_bias) = max(x, -deferred_bias) + deferred_bias.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from digitpad.common.types import FloatArray
from digitpad.nn.activations import ReLU
from digitpad.nn.kernels.winograd_matrices import Axis
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D

MIN_CHANNELS = 8
"""With fewer channels or filters, Winograd's algorithm saves too little."""


class OneImage:
    """Computes the logits of single images. Made by `of`; one object must stay in one thread."""

    def __init__(self, image: FloatArray, steps: Sequence[_Step]) -> None:
        self._image, self._steps = image, steps

    @classmethod
    def of(cls, network: Network) -> OneImage | None:
        """Prepare everything for a network. Later changes of its weights have no effect.

        Returns:
            None if the network has other layers than convolutions with few channels or of 3 x 3,
            pooling by 2 and dense layers, with ReLU between them.
        """
        first, *layers = network.layers
        if not isinstance(first, SpatialMajor):
            return None
        image = np.zeros(network.input_shape, np.float32)
        steps = _steps(layers, image[:, :, None])
        return cls(image, steps) if steps else None

    def logits(self, image: FloatArray) -> FloatArray:
        """Image (height, width) float32 -> logits (1, classes) float32."""
        np.copyto(self._image, image)
        for step in self._steps:
            step()
        last = self._steps[-1]
        return last.output + last.deferred_bias


class _Step(ABC):
    """One layer with prepared buffers: computes its output from the output of the step before.

    Attributes:
        output: contiguous float32; feature maps (H, W, C) or a vector (1, units).
        deferred_bias: (C,) or (units,), a constant that still has to be added to the output.
    """

    output: FloatArray
    deferred_bias: FloatArray

    @abstractmethod
    def __call__(self) -> None: ...


def _steps(layers: Sequence[Layer], x: FloatArray) -> list[_Step]:
    """The steps for the layers, with x as the input; empty if a layer is not supported.

    Feature maps are (H, W, C), vectors (1, units).
    """
    deferred_bias = np.zeros(x.shape[-1], np.float32)
    steps: list[_Step] = []
    for layer in layers:
        if isinstance(layer, Flatten):
            pixels = x.size // len(deferred_bias)
            x, deferred_bias = x.reshape(1, -1), np.tile(deferred_bias, pixels)
            continue
        step = _step(layer, x, deferred_bias)
        if step is None:
            return []
        steps.append(step)
        x, deferred_bias = step.output, step.deferred_bias
    return steps


def _step(layer: Layer, x: FloatArray, deferred_bias: FloatArray) -> _Step | None:
    if isinstance(layer, Conv2D) and layer.padding == "valid":
        if min(x.shape[2], layer.filters) < MIN_CHANNELS:
            return _Patches(layer, x, deferred_bias)
        return _Bands(layer, x, deferred_bias) if layer.kernel == (3, 3) else None
    if isinstance(layer, MaxPool2D) and layer.size == 2 and x.shape[0] % 2 == x.shape[1] % 2 == 0:
        return _Pool(x, deferred_bias)
    if isinstance(layer, Dense) and x.ndim == 2:
        return _Dense(layer, x, deferred_bias)
    if isinstance(layer, ReLU):
        return _ReLU(x, deferred_bias)
    return None


def _deferred_bias_after(layer: Conv2D, deferred_bias: FloatArray) -> FloatArray:
    """(channels,) -> (filters,): the constant that a convolution makes of the one in its input."""
    transformed: FloatArray = deferred_bias @ layer.parameters["weight"].sum(axis=(0, 1))
    return transformed + layer.parameters["bias"] if "bias" in layer.parameters else transformed


class _Patches(_Step):
    """A convolution with few channels, by im2col."""

    def __init__(self, layer: Conv2D, x: FloatArray, deferred_bias: FloatArray) -> None:
        weight = layer.parameters["weight"]
        windows = sliding_window_view(x, weight.shape[:2], axis=(0, 1))
        self._windows = windows.transpose(3, 4, 2, 0, 1)
        self._pixels = np.empty(self._windows.shape, np.float32)
        self._columns = self._pixels.reshape(weight[..., 0].size, -1).T
        self._weight = weight.reshape(-1, layer.filters).copy()
        self.output = np.empty((*windows.shape[:2], layer.filters), np.float32)
        self._rows = self.output.reshape(-1, layer.filters)
        self.deferred_bias = _deferred_bias_after(layer, deferred_bias)

    def __call__(self) -> None:
        np.copyto(self._pixels, self._windows)
        np.matmul(self._columns, self._weight, out=self._rows)


class _Bands(_Step):
    """A convolution by Winograd's algorithm along the vertical axis, in bands of a few rows."""

    def __init__(self, layer: Conv2D, x: FloatArray, deferred_bias: FloatArray) -> None:
        weight, (height, width, channels) = layer.parameters["weight"], x.shape
        taps, filters = len(weight), layer.filters
        down, across = Axis(height, taps, padding=0), width - taps + 1
        V = np.empty((down.points, down.tiles, width * channels), np.float32)
        self._transforms = _input_transforms(down, x.reshape(height, -1), V)
        runs = sliding_window_view(V, taps * channels, axis=2)
        self._runs = runs[:, :, ::channels]
        self._columns = np.empty(self._runs.shape, np.float32)
        self._as_rows = self._columns.reshape(down.points, -1, taps * channels)
        U = np.tensordot(down.G, weight, axes=1)
        self._U = U.reshape(down.points, -1, filters).astype(np.float32)
        self._M = np.empty((down.points, down.tiles * across, filters), np.float32)
        self._A_T = down.A_T
        self._points = self._M.reshape(down.points, down.tiles, -1).transpose(1, 0, 2)
        self._bands = np.empty((down.tiles, down.tile, across * filters), np.float32)
        self.output = self._bands.reshape(down.tiled_outputs, across, filters)[: down.outputs]
        self.deferred_bias = _deferred_bias_after(layer, deferred_bias)

    def __call__(self) -> None:
        for matrix, rows, points in self._transforms:
            np.matmul(matrix, rows, out=points)
        np.copyto(self._columns, self._runs)
        np.matmul(self._as_rows, self._U, out=self._M)
        np.matmul(self._A_T, self._points, out=self._bands)


def _input_transforms(
    down: Axis, rows: FloatArray, V: FloatArray
) -> list[tuple[FloatArray, FloatArray, FloatArray]]:
    """The products that transform rows (height, width * C) to V (points, bands, width * C).

    One product for all bands inside the feature maps, then one for each band that reaches beyond.

    Returns:
        (matrix, rows, where to write the product) for each.
    """
    inside = max(0, (down.length - down.points) // down.tile + 1)
    step = rows.strides[0]
    windows = as_strided(
        rows, (inside, down.points, rows.shape[1]), (down.tile * step, step, rows.itemsize)
    )
    products = [(down.B_T, windows, V[:, :inside].transpose(1, 0, 2))] if inside else []
    for band in range(inside, down.tiles):
        of_band, of_rows = down.inputs_of(band)
        products.append((down.B_T[:, of_band].copy(), rows[of_rows], V[:, band]))
    return products


class _Pool(_Step):
    """Max pooling by 2: the larger of two rows, then of two columns."""

    def __init__(self, x: FloatArray, deferred_bias: FloatArray) -> None:
        height, width, channels = x.shape
        rows = x.reshape(height // 2, 2, -1)
        self._upper, self._lower = rows[:, 0], rows[:, 1]
        self._larger = np.empty(self._upper.shape, np.float32)
        columns = self._larger.reshape(height // 2, width // 2, 2, channels)
        self._left, self._right = columns[:, :, 0], columns[:, :, 1]
        self.output = np.empty(self._left.shape, np.float32)
        self.deferred_bias = deferred_bias

    def __call__(self) -> None:
        np.maximum(self._upper, self._lower, out=self._larger)
        np.maximum(self._left, self._right, out=self.output)


class _Dense(_Step):
    """A dense layer."""

    def __init__(self, layer: Dense, flat: FloatArray, deferred_bias: FloatArray) -> None:
        self._flat = flat
        self._weight = layer.parameters["weight"].copy()
        self.output = np.empty((1, layer.units), np.float32)
        self.deferred_bias = deferred_bias @ self._weight + layer.parameters["bias"]

    def __call__(self) -> None:
        np.matmul(self._flat, self._weight, out=self.output)


class _ReLU(_Step):
    """ReLU, in place."""

    def __init__(self, x: FloatArray, deferred_bias: FloatArray) -> None:
        self._floor = np.empty(x.shape, np.float32)
        self._floor[:] = -deferred_bias
        self.output, self.deferred_bias = x, deferred_bias

    def __call__(self) -> None:
        np.maximum(self.output, self._floor, out=self.output)
