"""One image through a convolutional network: what the pad asks for, many times a second.

With one image there is no batch to spread the work over, so everything is prepared: all buffers,
the transformed weights, and the views that fetch the pixels in the order in which they are needed.

Most convolutions go by minimal filtering (see `minimal_filter.py`) down the picture only, in bands
of a few rows. Across, the three pixels under the filter are laid beside each other. So there are
fewer products than directly, long sums, and little to transform:

    picture --B--> V (points, bands, width) --three pixels--> columns @ U = M --A--> picture

Biases are not added where they arise. What is the same at all places of a channel is still the
same after pooling, and the next layer makes another such constant of it: it is *owed*, added once
to the logits, and ReLU(x + owed) is max(x, -owed) + owed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from digitpad.nn.activations import ReLU
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.minimal_filter import Axis
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D
from digitpad.types import FloatArray

FEWEST_CHANNELS = 8
"""With fewer, minimal filtering has too few multiplications to save."""


class OneImage:
    """Gives the logits of single images; one object serves one thread. Made by `of`."""

    def __init__(self, image: FloatArray, steps: Sequence[_Step]) -> None:
        self._image, self._steps = image, steps

    @classmethod
    def of(cls, network: Network) -> OneImage | None:
        """Prepare for a network; later changes of its weights do not count.

        Returns:
            None where it is not of the usual form: convolutions of 3 x 3, pooling by 2, then dense
            layers, with ReLU between them.
        """
        first, *layers = network.layers
        if not isinstance(first, SpatialMajor):
            return None
        image = np.zeros(network.input_shape, np.float32)
        steps = _steps(layers, image[:, :, None])
        return cls(image, steps) if steps else None

    def logits(self, image: FloatArray) -> FloatArray:
        """Logits (1, outputs) of an image (height, width) float32."""
        np.copyto(self._image, image)
        for step in self._steps:
            step()
        last = self._steps[-1]
        return last.output + last.owed


class _Step(ABC):
    """Fills its output from what the step before has filled.

    Attributes:
        output: contiguous; a picture (H, W, C) or a flat vector (1, units).
        owed: (C,) or (units,), what has yet to be added to it.
    """

    output: FloatArray
    owed: FloatArray

    @abstractmethod
    def __call__(self) -> None: ...


def _steps(layers: Sequence[Layer], x: FloatArray) -> list[_Step]:
    """What takes x through the layers, one step after the other; none where that is not possible.

    A picture is (H, W, C), a flat vector (1, units).
    """
    owed = np.zeros(x.shape[-1], np.float32)
    steps: list[_Step] = []
    for layer in layers:
        if isinstance(layer, Flatten):
            places = x.size // len(owed)
            x, owed = x.reshape(1, -1), np.tile(owed, places)
            continue
        step = _step(layer, x, owed)
        if step is None:
            return []
        steps.append(step)
        x, owed = step.output, step.owed
    return steps


def _step(layer: Layer, x: FloatArray, owed: FloatArray) -> _Step | None:
    if isinstance(layer, Conv2D) and layer.kernel == (3, 3) and layer.padding == "valid":
        few = min(x.shape[2], layer.filters) < FEWEST_CHANNELS
        return (_Patches if few else _Bands)(layer, x, owed)
    if isinstance(layer, MaxPool2D) and layer.size == 2 and x.shape[0] % 2 == x.shape[1] % 2 == 0:
        return _Pool(x, owed)
    if isinstance(layer, Dense) and x.ndim == 2:
        return _Dense(layer, x, owed)
    if isinstance(layer, ReLU):
        return _Rectify(x, owed)
    return None


def _owed_after(layer: Conv2D, owed: FloatArray) -> FloatArray:
    through: FloatArray = owed @ layer.parameters["weight"].sum(axis=(0, 1))
    return through + layer.parameters["bias"] if "bias" in layer.parameters else through


class _Patches(_Step):
    """A convolution of few channels: every output's pixels in a column."""

    def __init__(self, layer: Conv2D, picture: FloatArray, owed: FloatArray) -> None:
        weight = layer.parameters["weight"]
        windows = sliding_window_view(picture, weight.shape[:2], axis=(0, 1))
        self._windows = windows.transpose(3, 4, 2, 0, 1)
        self._pixels = np.empty(self._windows.shape, np.float32)
        self._columns = self._pixels.reshape(weight[..., 0].size, -1).T
        self._weight = weight.reshape(-1, layer.filters).copy()
        self.output = np.empty((*windows.shape[:2], layer.filters), np.float32)
        self._rows = self.output.reshape(-1, layer.filters)
        self.owed = _owed_after(layer, owed)

    def __call__(self) -> None:
        np.copyto(self._pixels, self._windows)
        np.matmul(self._columns, self._weight, out=self._rows)


class _Bands(_Step):
    """A convolution by minimal filtering down, in bands of a few rows of outputs."""

    def __init__(self, layer: Conv2D, picture: FloatArray, owed: FloatArray) -> None:
        weight, (height, width, channels) = layer.parameters["weight"], picture.shape
        taps, filters = len(weight), layer.filters
        down, across = Axis(height, taps, padding=0), width - taps + 1
        V = np.empty((down.points, down.tiles, width * channels), np.float32)
        self._into_points = _into_points(down, picture.reshape(height, -1), V)
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
        self.output = self._bands.reshape(down.covered, across, filters)[: down.outputs]
        self.owed = _owed_after(layer, owed)

    def __call__(self) -> None:
        for matrix, rows, points in self._into_points:
            np.matmul(matrix, rows, out=points)
        np.copyto(self._columns, self._runs)
        np.matmul(self._as_rows, self._U, out=self._M)
        np.matmul(self._A_T, self._points, out=self._bands)


def _into_points(
    down: Axis, rows: FloatArray, V: FloatArray
) -> list[tuple[FloatArray, FloatArray, FloatArray]]:
    """The products that transform rows (height, width * C) to V (points, bands, width * C).

    All bands that lie within the picture at once, then those that reach beyond its end.
    """
    inside = max(0, (down.length - down.points) // down.tile + 1)
    step = rows.strides[0]
    windows = as_strided(
        rows, (inside, down.points, rows.shape[1]), (down.tile * step, step, rows.itemsize)
    )
    products = [(down.B_T, windows, V[:, :inside].transpose(1, 0, 2))] if inside else []
    for band in range(inside, down.tiles):
        seen, part = down.inputs_of(band)
        products.append((down.B_T[:, seen].copy(), rows[part], V[:, band]))
    return products


class _Pool(_Step):
    """The largest of 2 x 2: of two rows, then of two columns."""

    def __init__(self, picture: FloatArray, owed: FloatArray) -> None:
        height, width, channels = picture.shape
        rows = picture.reshape(height // 2, 2, -1)
        self._upper, self._lower = rows[:, 0], rows[:, 1]
        self._larger = np.empty(self._upper.shape, np.float32)
        columns = self._larger.reshape(height // 2, width // 2, 2, channels)
        self._left, self._right = columns[:, :, 0], columns[:, :, 1]
        self.output = np.empty(self._left.shape, np.float32)
        self.owed = owed

    def __call__(self) -> None:
        np.maximum(self._upper, self._lower, out=self._larger)
        np.maximum(self._left, self._right, out=self.output)


class _Dense(_Step):
    """Weighted sums of all inputs."""

    def __init__(self, layer: Dense, flat: FloatArray, owed: FloatArray) -> None:
        self._flat = flat
        self._weight = layer.parameters["weight"].copy()
        self.output = np.empty((1, layer.units), np.float32)
        self.owed = owed @ self._weight + layer.parameters["bias"]

    def __call__(self) -> None:
        np.matmul(self._flat, self._weight, out=self.output)


class _Rectify(_Step):
    """ReLU, in place."""

    def __init__(self, x: FloatArray, owed: FloatArray) -> None:
        self._floor = np.empty(x.shape, np.float32)
        self._floor[:] = -owed
        self.output, self.owed = x, owed

    def __call__(self) -> None:
        np.maximum(self.output, self._floor, out=self.output)
