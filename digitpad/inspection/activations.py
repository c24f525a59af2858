"""Activations: every layer's output for one picture.

    image -> [conv1] -> [relu1] -> [maxpool1] -> ... -> [dense2]      one array a layer

A picture between layers is (height, width, channels) here, and a vector is (units,). The receptive
field of a place in a layer are the pixels of the image that can have an effect on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.threads import one_blas_thread
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.network import NetworkClassifier
from digitpad.nn.layers import Conv2D, Layer, Shape
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D

_TITLES = {
    "input": "Picture",
    "conv": "Convolution",
    "maxpool": "Pooling",
    "flatten": "Flatten",
    "dense": "Dense layer",
    "relu": "ReLU",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
}
NONLINEARITIES = frozenset({"relu", "tanh", "sigmoid"})
"""Layers that change every number by itself: nonlinearities."""


@dataclass(frozen=True, slots=True)
class LayerView:
    """A layer, as far as it is known without an input.

    Attributes:
        index: its place in the network without dropout; `observed[index]` is its output.
        name: as in the tensors' names, such as `conv1`.
        title: for people, such as `Convolution 1` or `Output`.
        kind: input, conv, relu, tanh, sigmoid, maxpool, flatten or dense.
        shape: of its output, (height, width, channels) or (units,).
        parameter_count: how many numbers were learned in it.
    """

    index: int
    name: str
    title: str
    kind: str
    shape: Shape
    parameter_count: int

    @property
    def is_spatial(self) -> bool:
        """Whether its output is a stack of pictures."""
        return len(self.shape) == 3

    @property
    def units(self) -> int:
        """How many channels or units it has."""
        return self.shape[-1]


class Place(NamedTuple):
    """A rectangle of pixels."""

    top: int
    left: int
    height: int
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Every layer's output for one image: `observed[index]`, the logits last.

    Attributes:
        network: the network that was looked at.
        image: (28, 28) float32.
        outputs: one array a layer, (H, W, C) or (units,); they stay as they are.
    """

    network: Network
    image: FloatArray
    outputs: tuple[FloatArray, ...]

    def __getitem__(self, index: int) -> FloatArray:
        return self.outputs[index]

    @property
    def logits(self) -> FloatArray:
        """(outputs,), before the softmax."""
        return self.outputs[-1]

    def input_of(self, index: int) -> FloatArray:
        """What a layer took in: the output of the one before it, or the image."""
        return self.outputs[index - 1] if index else self.image

    def layers(self) -> list[LayerView]:
        """All layers, first to last."""
        return layers(self.network)


def network_of(classifier: Classifier) -> Network | None:
    """The network inside a classifier, with its dropout; None for one without layers."""
    return classifier.network_ if isinstance(classifier, NetworkClassifier) else None


def inspectable(classifier: Classifier) -> Network | None:
    """A classifier's network for inspecting, without dropout; None without layers.

    The copy has its own parameters and buffers. It serves one thread at a time.
    """
    network = network_of(classifier)
    return None if network is None else network.without_dropout()


def layers(network: Network) -> list[LayerView]:
    """All layers of a network, first to last."""
    kinds = [layer.kind for layer in network.layers]
    views = []
    for index, one in enumerate(network.summary()):
        title = _TITLES.get(one.kind, one.kind)
        if index == len(kinds) - 1:
            title = "Output"
        elif kinds.count(one.kind) > 1:
            title = f"{title} {kinds[: index + 1].count(one.kind)}"
        shape, count = one.output_shape, one.parameter_count
        views.append(LayerView(index, one.name, title, one.kind, shape, count))
    return views


def layer_index(network: Network, layer: int | str) -> int:
    """A layer's index, by its name or index.

    Raises:
        ParameterError: there is no such layer; the message lists those there are.
    """
    if isinstance(layer, str) and layer in network.names:
        return network.names.index(layer)
    if isinstance(layer, int) and 0 <= layer < len(network.layers):
        return layer
    raise ParameterError(
        "the network has no layer {layer!r}; its layers are {known}",
        layer=layer,
        known=", ".join(network.names),
    )


def observe(network: Network, image: FloatArray) -> Observed:
    """Pass one image (28, 28) through a network, and keep every layer's output."""
    outputs = []
    x = np.ascontiguousarray(image, np.float32)[None]
    with one_blas_thread(), np.errstate(invalid="ignore"):  # as in `saliency._passes`
        for layer in network.layers:
            x = layer.forward(x)
            # The next layer may work in place, and the next pass uses the buffer again.
            outputs.append(x[:, :, 0].copy() if x.ndim == 4 else x[0].copy())
    return Observed(network, image, tuple(outputs))


def receptive_field(network: Network, index: int, y: int = 0, x: int = 0) -> Place:
    """The input pixels that can have an effect on place (y, x) of a layer's output.

    Behind a dense layer, that is all of them.
    """
    height, width = network.input_shape
    if len(network.shapes[index + 1]) != 3:
        return Place(0, 0, height, width)
    rows, columns = (y, y), (x, x)
    for layer in reversed(network.layers[: index + 1]):
        rows, columns = input_span(layer, rows, 0), input_span(layer, columns, 1)
    top, bottom = max(rows[0], 0), min(rows[1], height - 1)
    left, right = max(columns[0], 0), min(columns[1], width - 1)
    return Place(top, left, bottom - top + 1, right - left + 1)


def input_span(layer: Layer, span: tuple[int, int], axis: int) -> tuple[int, int]:
    """First and last row (axis 0) or column (1) of a layer's input that its output depends on.

    With padding, they can lie outside of the input.
    """
    first, last = span
    if isinstance(layer, Conv2D):
        size = layer.kernel[axis]
        border = size // 2 if layer.padding == "same" else 0
        return first - border, last - border + size - 1
    if isinstance(layer, MaxPool2D):
        return first * layer.size, last * layer.size + layer.size - 1
    return span
