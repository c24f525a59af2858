"""What the pictures are made of: digits, bundled models, short trainings. Each is computed once."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from digitpad import load_model
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_floats
from digitpad.common.types import AnyArray, FloatArray
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.pen_ink import as_recorded
from digitpad.estimators.base import Classifier
from digitpad.estimators.network import NetworkClassifier
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.inspection.activations import Observed, inspectable, observe
from digitpad.nn.network import Network

PLAIN = dict.fromkeys(("rotation", "scale", "shear", "shift", "elastic", "weight_decay"), 0.0)
"""Settings of a training that neither varies the digits nor holds the weights small."""


@cache
def mnist(part: str) -> Dataset:
    """MNIST's `train` or `test`."""
    return load_mnist(part)


@cache
def digits(label: int, count: int = 1) -> FloatArray:
    """The first test digits of a class, (count, 28, 28) from 0 to 1."""
    test = mnist("test")
    return as_floats(test.images[np.flatnonzero(test.labels == label)[:count]])


def digit(label: int) -> FloatArray:
    """The first test digit of a class, (28, 28) from 0 to 1."""
    image: FloatArray = digits(label)[0]
    return image


@cache
def model(name: str) -> Classifier:
    """A bundled model."""
    return load_model(name)


@cache
def network(name: str) -> Network:
    """The network of a bundled model."""
    found = inspectable(model(name))
    assert found is not None
    return found


def layer(name: str, layer_name: str) -> int:
    """The place of a layer in the network of a bundled model."""
    return network(name).names.index(layer_name)


@cache
def observed(name: str, label: int) -> Observed:
    """Every layer's output of a bundled network for the first test digit of a class."""
    return observe(network(name), digit(label))


@cache
def trained(count: int, **settings: Any) -> NetworkClassifier:
    """An `mlp` that learned from MNIST digits, plainly unless the settings say more."""
    train = mnist("train")
    usual = {"threads": 1, **PLAIN, **settings}
    return NetworkClassifier("mlp", **usual).fit(train.images[:count], train.labels[:count])


@cache
def overfitted() -> NetworkClassifier:
    """An `mlp` that learned 500 digits by heart; 2,000 others were held out."""
    return trained(2_500, validation=2_000, epochs=60)


@cache
def tested(name: str) -> Evaluation:
    """A bundled model's answers to the 10,000 test digits."""
    return evaluate(model(name), mnist("test"))


@cache
def letters(count: int) -> AnyArray:
    """Some drawings that are no digits, (count, 28, 28) from 0 to 1."""
    ink = as_recorded("test")
    return as_floats(ink.images[np.flatnonzero(ink.labels == NON_DIGIT)[:count]])
