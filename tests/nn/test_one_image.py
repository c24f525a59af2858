"""One image alone: the logits of the ordinary way, for whatever can be prepared."""

import numpy as np
import pytest

from digitpad.architectures import architecture
from digitpad.nn.activations import ReLU, Tanh
from digitpad.nn.layers import Conv2D, Dense, Flatten, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.one_image import OneImage
from digitpad.nn.pooling import MaxPool2D


def made(*layers, input_shape=(28, 28)):
    return Network(layers, input_shape).initialize(np.random.default_rng(1))


def with_biases(network):
    """Biases begin as zeros, which would hide a forgotten one."""
    network.vector[network.decayed :] = np.random.default_rng(2).normal(
        size=len(network.vector) - network.decayed
    )
    return network


def images(count, shape=(28, 28)):
    return np.random.default_rng(3).random((count, *shape), dtype=np.float32)


POSSIBLE = {
    "the bundled one": lambda: architecture("cnn").network(seed=4).folded(),
    "one stage": lambda: made(SpatialMajor(), Conv2D(9, 3), ReLU(), Flatten(), Dense(5)),
    "without pooling": lambda: made(
        SpatialMajor(), Conv2D(8, 3), Conv2D(12, 3), ReLU(), Conv2D(8, 3), Flatten(), Dense(3),
        input_shape=(10, 12),
    ),
    "pooling before ReLU and without": lambda: made(
        SpatialMajor(), Conv2D(8, 3), ReLU(), Conv2D(16, 3), MaxPool2D(2), Conv2D(8, 3),
        MaxPool2D(2), ReLU(), Flatten(), Dense(6), ReLU(), Dense(3), input_shape=(28, 20),
    ),
    "an odd first output": lambda: made(SpatialMajor(), Conv2D(8, 3), Flatten(), Dense(3),
        input_shape=(9, 8)),
    "odd sizes": lambda: made(
        SpatialMajor(), Conv2D(8, 3), Conv2D(8, 3), Flatten(), Dense(3), input_shape=(9, 9)
    ),
    "a last band beyond the picture's end": lambda: made(
        SpatialMajor(), Conv2D(8, 3), ReLU(), Conv2D(9, 3), ReLU(), Flatten(), Dense(3),
        input_shape=(11, 10),
    ),
    "a picture smaller than a band": lambda: made(
        SpatialMajor(), Conv2D(8, 3), Conv2D(8, 3), Flatten(), Dense(3), input_shape=(5, 6)
    ),
    "few channels": lambda: architecture("cnn-small").network(),
    "pooling alone": lambda: made(SpatialMajor(), MaxPool2D(2), Flatten(), Dense(2)),
}  # fmt: skip

IMPOSSIBLE = {
    "no picture": lambda: architecture("mlp").network(),
    "another kernel": lambda: made(SpatialMajor(), Conv2D(8, 5), Flatten(), Dense(3)),
    "padding": lambda: made(SpatialMajor(), Conv2D(8, 3, padding="same"), Flatten(), Dense(3)),
    "another activation": lambda: made(SpatialMajor(), Conv2D(8, 3), Tanh(), Flatten(), Dense(3)),
    "pooling by three": lambda: made(
        SpatialMajor(), Conv2D(8, 3), ReLU(), Conv2D(8, 3), MaxPool2D(3), Flatten(), Dense(3)
    ),
    "pooling of an odd height": lambda: made(
        SpatialMajor(), Conv2D(8, 3), MaxPool2D(2), Flatten(), Dense(2), input_shape=(9, 10)
    ),
    "normalization": lambda: architecture("cnn").network(),
}  # fmt: skip


@pytest.mark.parametrize("name", POSSIBLE)
def test_it_gives_what_the_network_gives(name):
    network = with_biases(POSSIBLE[name]())
    one = OneImage.of(network)
    assert one is not None
    for image in images(3, network.input_shape):
        expected = network.forward(image[None])
        found = one.logits(image)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=2e-5 * abs(expected).max())


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_it_does_not_try_what_it_cannot(name):
    assert OneImage.of(IMPOSSIBLE[name]()) is None


def test_an_answer_stays_when_the_next_one_comes():
    one = OneImage.of(POSSIBLE["the bundled one"]())
    first, second = images(2)
    kept = one.logits(first)
    before = kept.copy()
    one.logits(second)
    assert np.array_equal(kept, before)
    assert np.array_equal(one.logits(first), before)


def test_the_bundled_networks_with_convolutions_are_answered_this_way():
    """Whoever changes its form should know what it costs on the pad."""
    for name in ("cnn", "cnn-small"):
        assert OneImage.of(architecture(name).network().folded()) is not None
