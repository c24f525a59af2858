"""The named models: the one place that says what `mlp`, `cnn-small` and `cnn` are.

Each comes with the parameters that one may change. The training settings that suit it are in
`digitpad.training.settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.validation import fill_in, look_up
from digitpad.nn.activations import ReLU, activation
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork
from digitpad.nn.pooling import MaxPool2D

Parameters = Mapping[str, Any]

MAX_LAYERS, MAX_UNITS = 100, 1_000_000
"""Bounds for parameters: more than any network of digits can use."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """A kind of network.

    Attributes:
        name: as on the command line and in model files.
        summary: one sentence for people.
        parameters: what can be changed, with the usual values.
        layers: makes the layers from such parameters and the number of classes.
        part_size: how many images pass through the network together in one thread; few enough
            for what a layer puts out to stay in the processor's cache.
        shares_products: whether, in training, the threads share each matrix product and not the
            images of a batch.
    """

    name: str
    summary: str
    parameters: Parameters
    layers: Callable[[Parameters, int], list[Layer]]
    part_size: int
    shares_products: bool = False

    def complete(self, parameters: Parameters) -> dict[str, Any]:
        """The parameters with the usual values filled in.

        Raises:
            ParameterError: a name is not known, or a value is of another kind or out of bounds.
        """
        complete = fill_in(self.name, self.parameters, parameters)
        for name, value in parameters.items():
            _check_parameter(name, value, self.parameters[name])
        return complete

    def network(
        self,
        parameters: Parameters | None = None,
        *,
        seed: int = 0,
        classes: int = 10,
        input_shape: tuple[int, ...] = (28, 28),
    ) -> Network:
        """A network with its first random weights."""
        plan = self.plan(parameters or {}, classes=classes, input_shape=input_shape)
        return plan.initialize(np.random.default_rng((seed, 1)))

    def plan(
        self, parameters: Parameters, *, classes: int = 10, input_shape: tuple[int, ...] = (28, 28)
    ) -> Network:
        """A network whose shapes are known and whose weights are not there yet."""
        return Network(self.layers(self.complete(parameters), classes), input_shape)

    def workers(self, network: Network, threads: int) -> ParallelNetwork:
        """The threads that train such a network."""
        return ParallelNetwork(
            network, threads, self.part_size, shares_products=self.shares_products
        )


def _check_parameter(name: str, value: Any, usual: Any) -> None:
    """Refuse a value unlike the usual one, before layers of that number or size are made."""
    if isinstance(usual, list):
        sizes = value if isinstance(value, list | tuple) else [0]
        if len(sizes) > MAX_LAYERS or not all(_is_size(size) for size in sizes):
            raise ParameterError(
                "{name} is a list of layer sizes such as {usual}, at most {most} of them, not "
                "{value!r}",
                name=name,
                usual=usual,
                most=MAX_LAYERS,
                value=value,
            )
    elif isinstance(usual, int):
        most = MAX_LAYERS if name == "depth" else MAX_UNITS
        if not _is_size(value) or value > most:
            raise ParameterError(
                "{name} is a whole number from 1 to {most}, such as {usual}, not {value!r}",
                name=name,
                most=most,
                usual=usual,
                value=value,
            )
    elif isinstance(usual, float):
        if type(value) not in (int, float) or not 0 <= value < 1:
            raise ParameterError(
                "{name} is a number from 0 to below 1, not {value!r}", name=name, value=value
            )
    elif not isinstance(value, str):
        raise ParameterError(
            "{name} is text such as {usual!r}, not {value!r}", name=name, usual=usual, value=value
        )


def _is_size(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MAX_UNITS


def _mlp_layers(parameters: Parameters, classes: int) -> list[Layer]:
    suits = "he" if parameters["activation"] == "relu" else "glorot"
    layers: list[Layer] = [Flatten()]
    for units in parameters["hidden"]:
        layers += [Dense(units, initialization=suits), activation(parameters["activation"])]
        if parameters["dropout"]:
            layers.append(Dropout(parameters["dropout"]))
    return [*layers, Dense(classes)]


def _cnn_small_layers(parameters: Parameters, classes: int) -> list[Layer]:
    return [
        SpatialMajor(),
        Conv2D(parameters["filters"], 3),
        MaxPool2D(2),
        Flatten(),
        Dense(parameters["hidden"], initialization="he"),
        ReLU(),
        Dense(classes),
    ]


def _cnn_layers(parameters: Parameters, classes: int) -> list[Layer]:
    layers: list[Layer] = [SpatialMajor()]
    for stage, filters in enumerate(parameters["filters"]):
        kernel = parameters["first_kernel"] if stage == 0 else 3
        for _ in range(parameters["depth"] if kernel == 3 else 1):
            layers += [Conv2D(filters, kernel), ReLU()]
        # The largest of several values stays the largest through ReLU; a quarter is left to do.
        layers.insert(-1, MaxPool2D(2))
    layers += [Flatten(), Dense(parameters["hidden"], initialization="he"), ReLU()]
    if parameters["dropout"]:
        layers.append(Dropout(parameters["dropout"]))
    return [*layers, Dense(classes)]


_ALL = (
    Architecture(
        name="mlp",
        summary="Multi-layer perceptron: every pixel is connected to every hidden unit.",
        parameters=MappingProxyType({"hidden": [256], "activation": "relu", "dropout": 0.0}),
        layers=_mlp_layers,
        part_size=256,
        shares_products=True,
    ),
    Architecture(
        name="cnn-small",
        summary="A small convolutional network: three filters of 3 x 3, then a dense layer.",
        parameters=MappingProxyType({"filters": 3, "hidden": 128}),
        layers=_cnn_small_layers,
        part_size=64,
    ),
    Architecture(
        name="cnn",
        summary="A convolutional network: 5 x 5, then 3 x 3 filters, then dense layers.",
        parameters=MappingProxyType(
            {"filters": [32, 64], "first_kernel": 5, "depth": 2, "hidden": 128, "dropout": 0.3}
        ),
        layers=_cnn_layers,
        part_size=32,
    ),
)

ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType({a.name: a for a in _ALL})


def architecture(name: str) -> Architecture:
    """An architecture by its name, or a `ParameterError` that lists the names."""
    return look_up(ARCHITECTURES, name, Phrase("architecture"))
