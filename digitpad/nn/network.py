"""A network is a row of layers; what one puts out, the next takes in.

    Network of [Flatten, Dense(784 -> 128), Tanh, Dense(128 -> 10)]

All parameters lie in one vector, and the layers hold views of it. So an optimizer, an average over
time, or a sum over threads is a few operations on vectors, and knows nothing of layers.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.errors import ParameterError
from digitpad.nn.layers import Conv2D, Dense, Dropout, Layer, Shape
from digitpad.nn.normalization import BatchNorm
from digitpad.types import FloatArray


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One line of the network's table: shapes are without N."""

    name: str
    kind: str
    output_shape: Shape
    parameter_count: int


class Network:
    """A row of layers from images to logits.

    Args:
        layers: first to last; the last one's output are the logits.
        input_shape: of one image, (height, width).

    Attributes:
        vector: all parameters, float32; weights first, then biases and normalization.
        gradient: the loss's gradient, laid out like `vector`.
        decayed: how many numbers at the front of the vector are weights.
    """

    def __init__(self, layers: Sequence[Layer], input_shape: Shape = (28, 28)) -> None:
        if not layers:
            raise ParameterError("a network needs at least one layer")
        self.layers = list(layers)
        self.input_shape = input_shape
        self.names = _number_by_kind(self.layers)
        self.shapes = [input_shape]
        for layer in self.layers:
            self.shapes.append(layer.output_shape(self.shapes[-1]))
        self.vector = self.gradient = np.empty(0, np.float32)
        self.decayed = 0

    @property
    def classes(self) -> int:
        """How many logits there are for an image."""
        return self.shapes[-1][0]

    def initialize(self, generator: np.random.Generator) -> Self:
        """Give every layer its first parameters."""
        for layer, shape in zip(self.layers, self.shapes[:-1], strict=True):
            layer.initialize(shape, generator)
        return self.gather_parameters()

    def gather_parameters(self) -> Self:
        """Copy the layers' parameters into one vector and give the layers views of it."""
        values = self._parameters_weights_first()
        self.decayed = sum(array.size for _, _, array in values if array.ndim > 1)
        nothing = np.empty(0, np.float32)  # a network may have nothing to learn
        self.vector = np.concatenate([nothing, *(array.ravel() for _, _, array in values)])
        offset = 0
        for layer, name, array in values:
            layer.parameters[name] = self.vector[offset : offset + array.size].reshape(array.shape)
            offset += array.size
        self._lay_out_gradients()
        return self

    def _parameters_weights_first(self) -> list[tuple[Layer, str, FloatArray]]:
        values = [(l, n, array) for l in self.layers for n, array in l.parameters.items()]  # noqa: E741
        return sorted(values, key=lambda value: value[2].ndim <= 1)

    def _lay_out_gradients(self) -> None:
        self.gradient = np.zeros_like(self.vector)
        offset = 0
        for layer, name, array in self._parameters_weights_first():
            view = self.gradient[offset : offset + array.size].reshape(array.shape)
            layer.gradients[name] = view
            offset += array.size

    def forward(self, images: FloatArray, *, training: bool = False) -> FloatArray:
        """Logits (N, classes) of images (N, height, width) float32; a buffer used again."""
        x = images
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x

    def backward(self, grad: FloatArray, *, accumulate: bool = False) -> None:
        """Fill `gradient` (or add to it) from the loss's gradient (N, classes) for the logits."""
        first = next(i for i, layer in enumerate(self.layers) if layer.parameters)
        for index in range(len(self.layers) - 1, first - 1, -1):
            result = self.layers[index].backward(
                grad, accumulate=accumulate, input_gradient=index > first
            )
            if result is not None:
                grad = result

    def input_gradient(self, images: FloatArray, grad: FloatArray) -> FloatArray:
        """How the logits, weighted by `grad` (N, classes), change with each pixel: (N, H, W).

        For a `folded()` network, whose layers do the same in training and in recognizing. Runs the
        forward pass itself; the parameter gradients are overwritten.
        """
        self.forward(images, training=True)
        result: FloatArray | None = grad.copy()
        for layer in reversed(self.layers):
            assert result is not None  # noqa: S101
            result = layer.backward(result)
        assert result is not None  # noqa: S101
        return np.array(result)

    def replica(self, *, own_gradient: bool = True) -> Network:
        """The same network for another thread: parameters are shared, all else is its own.

        One of the replicas may go without a gradient of its own and write to this network's.
        """
        twin = copy.copy(self)
        twin.layers = [layer.replica() for layer in self.layers]
        if own_gradient:
            twin._lay_out_gradients()
        else:
            for layer, original in zip(twin.layers, self.layers, strict=True):
                layer.gradients = original.gradients
        return twin

    def absorb(self, replicas: Sequence[Network]) -> None:
        """Take in what the replicas measured while training (running averages)."""
        for index, layer in enumerate(self.layers):
            if isinstance(layer, BatchNorm):
                layer.absorb([replica.layers[index] for replica in replicas])  # type: ignore[misc]

    def seed_noise(self, generator: np.random.Generator) -> None:
        """Where random layers take their chance from in the next pass."""
        for layer in self.layers:
            if isinstance(layer, Dropout):
                layer.generator = generator

    def tensor_shapes(self) -> dict[str, Shape]:
        """Names and shapes of `tensors()`, known before anything is allocated."""
        return {
            f"{layer_name}.{name}": tensor_shape
            for layer_name, layer, shape in zip(
                self.names, self.layers, self.shapes[:-1], strict=True
            )
            for name, tensor_shape in layer.tensor_shapes(shape).items()
        }

    def tensors(self) -> dict[str, FloatArray]:
        """Everything to save, as `layer.name`: parameters, then running averages. Views."""
        found: dict[str, FloatArray] = {}
        for layer_name, layer in zip(self.names, self.layers, strict=True):
            for name, array in (layer.parameters | layer.state).items():
                found[f"{layer_name}.{name}"] = array
        return found

    def load_tensors(self, tensors: dict[str, FloatArray]) -> None:
        """Copy saved values in; names and shapes must be those of `tensors()`."""
        for name, array in self.tensors().items():
            array[...] = tensors[name]

    def summary(self) -> list[LayerSummary]:
        """One entry a layer, for a table of shapes and counts."""
        return [
            LayerSummary(name, layer.kind, shape, sum(a.size for a in layer.parameters.values()))
            for name, layer, shape in zip(self.names, self.layers, self.shapes[1:], strict=True)
        ]

    def folded(self) -> Network:
        """The same function for recognizing: normalization melted into the layer before it.

        (x W + b) scale + shift = x (W scale) + (b scale + shift). Dropout, idle then, is left out.
        """
        layers: list[Layer] = []
        for layer in self.layers:
            if isinstance(layer, Dropout):
                continue
            if isinstance(layer, BatchNorm) and layers and isinstance(layers[-1], Conv2D | Dense):
                scale, shift = layer.scale_and_shift()
                before = layers[-1].parameters
                before["weight"] = before["weight"] * scale
                before["bias"] = before.get("bias", np.float32(0)) * scale + shift
                continue
            twin = layer.replica()
            twin.parameters = dict(layer.parameters)
            layers.append(twin)
        return Network(layers, self.input_shape).gather_parameters()

    def __repr__(self) -> str:
        return f"Network of [{', '.join(repr(layer) for layer in self.layers)}]"


def _number_by_kind(layers: Sequence[Layer]) -> list[str]:
    """`conv1`, `maxpool1`, `conv2`, ..., `dense1`: names that stay when a parameter changes."""
    counts: Counter[str] = Counter()
    names = []
    for layer in layers:
        counts[layer.kind] += 1
        names.append(f"{layer.kind}{counts[layer.kind]}")
    return names
