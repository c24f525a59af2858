"""A network: a sequence of layers; the output of one is the input of the next.

    images -> Flatten -> Dense(784 -> 128) -> Tanh -> Dense(128 -> 10) -> logits

All parameters lie in one vector, and the layers hold views of it. An optimizer, an average over
time and a sum over threads are therefore a few operations on vectors and need not know the layers.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.nn.layers import Dropout, Layer, Shape


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One row of a table of the network's layers; `output_shape` is without N."""

    name: str
    kind: str
    output_shape: Shape
    parameter_count: int


class Network:
    """A sequence of layers from images to logits.

    Args:
        layers: from first to last; the output of the last one is the logits.
        input_shape: the shape of one image, (height, width).

    Attributes:
        vector: all parameters, (P,) float32; weights first, then biases.
        gradient: the gradient of the loss, (P,) float32, in the same order as `vector`.
        decayed: the number of weights at the front of `vector`; weight decay applies to these.
        shapes: the input shape, then the output shape of each layer, all without N.

    Raises:
        ParameterError: there are no layers, or a layer cannot take the output of the one before.
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
        """The number of logits for one image."""
        return self.shapes[-1][0]

    def initialize(self, generator: np.random.Generator) -> Self:
        """Draw the initial parameters of every layer."""
        for layer, shape in zip(self.layers, self.shapes[:-1], strict=True):
            layer.initialize(shape, generator)
        return self.gather_parameters()

    def gather_parameters(self) -> Self:
        """Copy all parameters into `vector` and replace the layers' arrays by views of it."""
        values = self._parameters_weights_first()
        self.decayed = sum(array.size for _, _, array in values if array.ndim > 1)
        empty = np.empty(0, np.float32)  # a network may have no parameters
        self.vector = np.concatenate([empty, *(array.ravel() for _, _, array in values)])
        for layer, name, view in self._views(self.vector):
            layer.parameters[name] = view
        self._allocate_gradients()
        return self

    def _parameters_weights_first(self) -> list[tuple[Layer, str, FloatArray]]:
        values = [(l, n, array) for l in self.layers for n, array in l.parameters.items()]  # noqa: E741
        return sorted(values, key=lambda value: value[2].ndim <= 1)

    def _allocate_gradients(self) -> None:
        self.gradient = np.zeros_like(self.vector)
        for layer, name, view in self._views(self.gradient):
            layer.gradients[name] = view

    def _views(self, vector: FloatArray) -> Iterator[tuple[Layer, str, FloatArray]]:
        """The part of a vector like `vector` that belongs to each parameter, in its shape."""
        offset = 0
        for layer, name, array in self._parameters_weights_first():
            yield layer, name, vector[offset : offset + array.size].reshape(array.shape)
            offset += array.size

    def forward(self, images: FloatArray, *, training: bool = False) -> FloatArray:
        """Images (N, height, width) float32 -> logits (N, classes) float32.

        The result is a buffer that the next call overwrites.
        """
        x = images
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x

    def backward(self, grad: FloatArray, *, accumulate: bool = False) -> None:
        """Compute `gradient` from dL/dlogits.

        Args:
            grad: dL/dlogits, (N, classes) float32; may be overwritten.
            accumulate: add to `gradient` instead of replacing it.
        """
        # Layers before the first one with parameters need no gradient. Without any, none does.
        with_parameters = [i for i, layer in enumerate(self.layers) if layer.parameters]
        first = min(with_parameters, default=len(self.layers))
        for index in range(len(self.layers) - 1, first - 1, -1):
            result = self.layers[index].backward(
                grad, accumulate=accumulate, input_gradient=index > first
            )
            if result is not None:
                grad = result

    def replica(self, *, own_gradient: bool = True) -> Network:
        """The same network for another thread, with shared parameters and separate buffers.

        Args:
            own_gradient: False lets the replica write to this network's `gradient`; only one
                replica may do so.
        """
        twin = copy.copy(self)
        twin.layers = [layer.replica() for layer in self.layers]
        if own_gradient:
            twin._allocate_gradients()
        else:
            for layer, original in zip(twin.layers, self.layers, strict=True):
                layer.gradients = original.gradients
        return twin

    def use_generator(self, generator: np.random.Generator) -> None:
        """Set the random generator that dropout uses from the next pass on."""
        for layer in self.layers:
            if isinstance(layer, Dropout):
                layer.generator = generator

    def tensor_shapes(self) -> dict[str, Shape]:
        """Names and shapes of `tensors()`, also before the network is initialized."""
        return {
            f"{layer_name}.{name}": tensor_shape
            for layer_name, layer, shape in zip(
                self.names, self.layers, self.shapes[:-1], strict=True
            )
            for name, tensor_shape in layer.tensor_shapes(shape).items()
        }

    def tensors(self) -> dict[str, FloatArray]:
        """All parameters, as views, named `layer.name`."""
        return {
            f"{layer_name}.{name}": array
            for layer_name, layer in zip(self.names, self.layers, strict=True)
            for name, array in layer.parameters.items()
        }

    def load_tensors(self, tensors: dict[str, FloatArray]) -> None:
        """Copy saved values into the network; names and shapes must be those of `tensors()`."""
        for name, array in self.tensors().items():
            array[...] = tensors[name]

    def summary(self) -> list[LayerSummary]:
        """Name, kind, output shape and number of parameters of each layer."""
        return [
            LayerSummary(name, layer.kind, shape, sum(a.size for a in layer.parameters.values()))
            for name, layer, shape in zip(self.names, self.layers, self.shapes[1:], strict=True)
        ]

    def without_dropout(self) -> Network:
        """A copy for inference, with parameters of its own; dropout does nothing there."""
        layers: list[Layer] = []
        for layer in self.layers:
            if not isinstance(layer, Dropout):
                twin = layer.replica()
                # A dict of its own: `gather_parameters` puts new arrays into it.
                twin.parameters = dict(layer.parameters)
                layers.append(twin)
        return Network(layers, self.input_shape).gather_parameters()

    def __repr__(self) -> str:
        return f"Network of [{', '.join(repr(layer) for layer in self.layers)}]"


def _number_by_kind(layers: Sequence[Layer]) -> list[str]:
    """`conv1`, `maxpool1`, `conv2`, ..., `dense1`: the kind and a number counted per kind."""
    counts: Counter[str] = Counter()
    names = []
    for layer in layers:
        counts[layer.kind] += 1
        names.append(f"{layer.kind}{counts[layer.kind]}")
    return names
