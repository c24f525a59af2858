"""One image through a convolutional network: what the pad asks for, many times a second.

With one image there is no batch to spread the work over, so everything is prepared: all buffers,
the transformed weights, and the views that fetch the pixels in the order in which they are needed.

Most convolutions go by minimal filtering (see `winograd.py`) with tiles of 2 x 2 outputs. Pooling
by 2 then takes the largest value of each tile, before the tiles are put together to a picture:

    picture --fetch--> 16 points x tiles --B--> V @ U = M --A--> 4 outputs x tiles --max--> picture

Between two convolutions a picture is a view in pairs, (H / 2, 2, W / 2, 2, C): row 2 i + p is
[i, p]. So its pixels may lie row by row or, as tiles leave them, corner by corner.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from digitpad.nn.activations import ReLU
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.minimal_filter import MinimalFilter
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
        return self._steps[-1].output.copy()


class _Step(ABC):
    """Fills its output from what the step before has filled.

    Attributes:
        output: as the next step wants to see it.
        memory: the same numbers, contiguous.
    """

    output: FloatArray
    memory: FloatArray

    @abstractmethod
    def __call__(self) -> None: ...


def _steps(layers: Sequence[Layer], x: FloatArray) -> list[_Step]:
    """What takes x through the layers, one step after the other; none where that is not possible.

    A picture is (H, W, C) or in pairs, a flat vector (1, units).
    """
    steps: list[_Step] = []
    place = 0
    while place < len(layers):
        layer = layers[place]
        pools = place + 1 < len(layers) and _pools_by_two(layers[place + 1])
        if isinstance(layer, ReLU) and steps and not pools:
            step: _Step | None = _Rectify(steps[-1])
        else:
            step = _step(layer, x, pools=pools)
        if step is None:
            return []
        steps.append(step)
        x = step.output
        place += 2 if pools else 1
    return steps


def _step(layer: Layer, x: FloatArray, *, pools: bool) -> _Step | None:
    if isinstance(layer, Conv2D) and x.ndim > 2:
        return _convolution(layer, x, pools=pools)
    if pools:
        return None
    if isinstance(layer, Flatten) and x.ndim > 2:
        return _Flat(x)
    if isinstance(layer, Dense) and x.ndim == 2:
        return _Dense(layer, x)
    return None


def _pools_by_two(layer: Layer) -> bool:
    return isinstance(layer, MaxPool2D) and layer.size == 2


def _convolution(layer: Conv2D, x: FloatArray, *, pools: bool) -> _Step | None:
    if layer.kernel != (3, 3) or layer.padding != "valid":
        return None
    weight = layer.parameters["weight"]
    bias = layer.parameters.get("bias", np.zeros(layer.filters, np.float32))
    pairs = _in_pairs(x)
    if pairs is not None and min(weight.shape[2:]) >= FEWEST_CHANNELS:
        return _Tiles(pairs, weight, bias, pools=pools)
    if x.ndim == 3 and not pools:
        return _Patches(x, weight, bias)
    return None


def _in_pairs(x: FloatArray) -> FloatArray | None:
    if x.ndim == 5:
        return x
    height, width, channels = x.shape
    if height % 2 or width % 2:
        return None
    return x.reshape(height // 2, 2, width // 2, 2, channels)


class _Patches(_Step):
    """A convolution of few channels: every output's pixels in a column, the bias as one more."""

    def __init__(self, picture: FloatArray, weight: FloatArray, bias: FloatArray) -> None:
        filters = weight.shape[3]
        windows = sliding_window_view(picture, weight.shape[:2], axis=(0, 1))
        height, width = windows.shape[:2]
        windows = windows.transpose(3, 4, 2, 0, 1)
        if height % 2 == width % 2 == 0:
            # Corner by corner, so that tiles find their pixels in long runs.
            halved = windows.reshape(*windows.shape[:3], height // 2, 2, width // 2, 2)
            windows = halved.transpose(0, 1, 2, 4, 6, 3, 5)
        self._windows = windows
        self._columns = np.ones((weight[..., 0].size + 1, height * width), np.float32)
        self._pixels = self._columns[:-1].reshape(windows.shape)
        self._weight = np.concatenate([weight.reshape(-1, filters), bias[None]])
        self.memory = np.empty((height * width, filters), np.float32)
        self.output = self.memory.reshape(*windows.shape[3:], filters)
        if self.output.ndim == 5:
            self.output = self.output.transpose(2, 0, 3, 1, 4)

    def __call__(self) -> None:
        np.copyto(self._pixels, self._windows)
        np.matmul(self._columns.T, self._weight, out=self.memory)


class _Tiles(_Step):
    """A convolution by tiles of 2 x 2 outputs, and pooling by 2 where that comes next.

    Args:
        picture: in pairs.
        weight: (3, 3, C, F).
        bias: (F,).
        pools: whether only the largest value of each tile goes on.
    """

    def __init__(
        self, picture: FloatArray, weight: FloatArray, bias: FloatArray, *, pools: bool
    ) -> None:
        channels, filters = weight.shape[2:]
        matrices = MinimalFilter.of(tile=2, taps=3)
        self._B, G, self._A = (
            np.kron(matrix, matrix).astype(np.float32)
            for matrix in (matrices.B_T, matrices.G, matrices.A_T)
        )
        points, (down, _, across, _, _) = len(self._B), picture.shape
        down, across = down - 1, across - 1
        pair_down, line, pair_across, column, channel = picture.strides
        # A tile sees its own pair of rows and the next, and as many columns.
        self._windows = as_strided(
            picture,
            (2, 2, 2, 2, down, across, channels),
            (pair_down, line, pair_across, column, pair_down, pair_across, channel),
        )
        self._fetched = np.empty(self._windows.shape, np.float32)
        self._U = (G @ weight.reshape(9, -1)).reshape(points, channels, filters)
        self._V = np.empty((points, down * across, channels), np.float32)
        self._M = np.empty((points, down * across, filters), np.float32)
        self._tiles = np.empty((4, down * across, filters), np.float32)
        self._bias, self._pools = bias.copy(), pools
        if pools:
            self.memory = np.empty(self._tiles.shape[1:], np.float32)
            self.output = self.memory.reshape(down, across, filters)
        else:
            self.memory = self._tiles
            corners = self._tiles.reshape(2, 2, down, across, filters)
            self.output = corners.transpose(2, 0, 3, 1, 4)

    def __call__(self) -> None:
        points = len(self._V)
        np.copyto(self._fetched, self._windows)
        np.matmul(self._B, self._fetched.reshape(points, -1), out=self._V.reshape(points, -1))
        np.matmul(self._V, self._U, out=self._M)
        np.matmul(self._A, self._M.reshape(points, -1), out=self._tiles.reshape(4, -1))
        if self._pools:
            np.maximum.reduce(self._tiles, axis=0, out=self.memory)
        np.add(self.memory, self._bias, out=self.memory)


class _Flat(_Step):
    """A picture as one row of numbers, line by line."""

    def __init__(self, picture: FloatArray) -> None:
        self._picture = picture
        self.output = self.memory = np.empty((1, picture.size), np.float32)

    def __call__(self) -> None:
        np.copyto(self.memory.reshape(self._picture.shape), self._picture)


class _Dense(_Step):
    """Weighted sums of all inputs."""

    def __init__(self, layer: Dense, flat: FloatArray) -> None:
        self._flat = flat
        self._weight = layer.parameters["weight"].copy()
        self._bias = layer.parameters["bias"].copy()
        self.output = self.memory = np.empty((1, layer.units), np.float32)

    def __call__(self) -> None:
        np.matmul(self._flat, self._weight, out=self.memory)
        np.add(self.memory, self._bias, out=self.memory)


class _Rectify(_Step):
    """ReLU, in place."""

    def __init__(self, before: _Step) -> None:
        self.output, self.memory = before.output, before.memory

    def __call__(self) -> None:
        np.maximum(self.memory, 0, out=self.memory)
