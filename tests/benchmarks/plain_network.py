"""A network of nothing but 3 x 3 convolutions, pooling and ReLU, to measure the kernels by.

    28 x 28 -> conv 32 -> conv 32 -> pool -> conv 64 -> conv 64 -> pool -> dense 128 -> dense 10

It is `cnn` without normalization and dropout, which need few operations but take time, so that the
share of the machine's peak speed that convolutions reach can be seen.
"""

from types import MappingProxyType
from typing import Any

from digitpad.nn.activations import ReLU
from digitpad.nn.architectures import Architecture, Parameters, architecture
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.pooling import MaxPool2D


def _layers(parameters: Parameters, classes: int) -> list[Layer]:
    layers: list[Layer] = [SpatialMajor()]
    for filters in parameters["filters"]:
        layers += [Conv2D(filters, 3), ReLU(), Conv2D(filters, 3), MaxPool2D(2), ReLU()]
    hidden = Dense(parameters["hidden"], initialization="he")
    return [*layers, Flatten(), hidden, ReLU(), Dense(classes)]


def plain_network() -> Architecture:
    """As an architecture that can be trained, but is not offered."""
    cnn = architecture("cnn")
    parameters: dict[str, Any] = {name: cnn.parameters[name] for name in ("filters", "hidden")}
    return Architecture(
        name="plain 3 x 3",
        summary="Convolutions of 3 x 3, without normalization.",
        parameters=MappingProxyType(parameters),
        layers=_layers,
        part_size=cnn.part_size,
    )
