"""The named models: the one place that says what `mlp`, `cnn-small` and `cnn` are.

Each comes with the parameters one may change and with training settings that suit it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.nn.activations import ReLU, activation
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.normalization import BatchNorm
from digitpad.nn.parallel import ParallelNetwork
from digitpad.nn.pooling import MaxPool2D
from digitpad.settings import TrainingSettings

Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Architecture:
    """A kind of network.

    Attributes:
        name: as on the command line and in model files.
        summary: one sentence for people.
        parameters: what can be changed, with the usual values.
        layers: makes the layers from such parameters and the number of classes.
        settings: training settings that suit it.
        part_size: how many images pass through the network together in one thread; few enough
            for what a layer puts out to stay in the processor's cache.
        shares_products: whether, in training, the threads share each matrix product and not the
            images of a batch.
    """

    name: str
    summary: str
    parameters: Parameters
    layers: Callable[[Parameters, int], list[Layer]]
    settings: TrainingSettings
    part_size: int
    shares_products: bool = False

    def complete(self, parameters: Parameters) -> dict[str, Any]:
        """The parameters with the usual values filled in; unknown names are refused."""
        unknown = sorted(set(parameters) - set(self.parameters))
        if unknown:
            known = ", ".join(self.parameters)
            raise ParameterError(
                f"{self.name} has no parameter {unknown[0]!r}; its parameters are {known}"
            )
        return {**self.parameters, **parameters}

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
        self,
        parameters: Parameters,
        *,
        classes: int = 10,
        input_shape: tuple[int, ...] = (28, 28),
    ) -> Network:
        """A network whose shapes are known and whose weights are not there yet."""
        return Network(self.layers(self.complete(parameters), classes), input_shape)

    def workers(self, network: Network, threads: int) -> ParallelNetwork:
        """So many threads to train such a network with."""
        return ParallelNetwork(
            network, threads, self.part_size, shares_products=self.shares_products
        )


def _mlp_layers(parameters: Parameters, classes: int) -> list[Layer]:
    hidden = parameters["hidden"]
    if not isinstance(hidden, list | tuple) or not all(isinstance(units, int) for units in hidden):
        raise ParameterError(f"hidden is a list of layer sizes such as [128], not {hidden!r}")
    suits = "he" if parameters["activation"] == "relu" else "glorot"
    layers: list[Layer] = [Flatten()]
    for units in hidden:
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
    for filters in parameters["filters"]:
        for _ in range(parameters["depth"]):
            layers += [Conv2D(filters, 3, bias=False), BatchNorm(), ReLU()]
        # The largest of several values stays the largest through ReLU; a quarter is left to do.
        layers.insert(-1, MaxPool2D(2))
    layers += [Flatten(), Dense(parameters["hidden"], initialization="he"), ReLU()]
    if parameters["dropout"]:
        layers.append(Dropout(parameters["dropout"]))
    return [*layers, Dense(classes)]


def _settings(**changes: Any) -> TrainingSettings:
    """What all bundled models are trained with: MNIST and synthetic ink, slightly varied."""
    return TrainingSettings(
        synthetic=20_000,
        non_digits=8_000,
        augmentation=Augmentation(rotation=7.5, scale=0.08, shear=0.1, shift=0.5, elastic=0.5),
    ).with_changes(changes)


_ALL = (
    Architecture(
        name="mlp",
        summary="Multi-layer perceptron: every pixel is connected to every hidden unit.",
        parameters=MappingProxyType({"hidden": [128], "activation": "tanh", "dropout": 0.0}),
        layers=_mlp_layers,
        settings=_settings(epochs=24, weight_decay=1e-4),
        part_size=256,
        shares_products=True,
    ),
    Architecture(
        name="cnn-small",
        summary="A small convolutional network: three filters of 3 x 3, then a dense layer.",
        parameters=MappingProxyType({"filters": 3, "hidden": 128}),
        layers=_cnn_small_layers,
        settings=_settings(epochs=24, plain_epochs=1, weight_decay=1e-4),
        part_size=64,
    ),
    Architecture(
        name="cnn",
        summary="A convolutional network: two stages of 3 x 3 filters, normalized, then dense.",
        parameters=MappingProxyType(
            {"filters": [32, 64], "depth": 2, "hidden": 128, "dropout": 0.3}
        ),
        layers=_cnn_layers,
        settings=_settings(
            epochs=30,
            plain_epochs=2,
            weight_decay=5e-4,
            average_decay=0.998,
            synthetic=60_000,
            non_digits=18_000,
            rotation=9,
            scale=0.12,
            shear=0.15,
            shift=0.7,
            elastic=0.7,
            thickness=0.3,
        ),
        part_size=32,
    ),
)

ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType({a.name: a for a in _ALL})


def architecture(name: str) -> Architecture:
    """An architecture by its name, or a `ParameterError` that lists the names."""
    if name not in ARCHITECTURES:
        raise ParameterError(
            f"architecture {name!r} is not known; there are {', '.join(ARCHITECTURES)}"
        )
    return ARCHITECTURES[name]
