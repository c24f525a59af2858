"""One image: the logits of the general forward pass, for every supported network."""

import numpy as np
import pytest

from digitpad.nn.activations import ReLU, Tanh
from digitpad.nn.architectures import architecture
from digitpad.nn.layers import Conv2D, Dense, Flatten, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.one_image import OneImage
from digitpad.nn.pooling import MaxPool2D


def made(*layers, input_shape=(28, 28)):
    return Network(layers, input_shape).initialize(np.random.default_rng(1))


def with_biases(network):
    """Biases are initialized with zeros, which would hide a forgotten bias."""
    network.vector[network.decayed :] = np.random.default_rng(2).normal(
        size=len(network.vector) - network.decayed
    )
    return network


def images(count, shape=(28, 28)):
    return np.random.default_rng(3).random((count, *shape), dtype=np.float32)


SUPPORTED = {
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
    "a last band beyond the last row": lambda: made(
        SpatialMajor(), Conv2D(8, 3), ReLU(), Conv2D(9, 3), ReLU(), Flatten(), Dense(3),
        input_shape=(11, 10),
    ),
    "fewer rows than a band": lambda: made(
        SpatialMajor(), Conv2D(8, 3), Conv2D(8, 3), Flatten(), Dense(3), input_shape=(5, 6)
    ),
    "a first stage of two convolutions": lambda: architecture("cnn").network(
        {"first_kernel": 3}
    ).folded(),
    "few channels": lambda: architecture("cnn-small").network(),
    "pooling alone": lambda: made(SpatialMajor(), MaxPool2D(2), Flatten(), Dense(2)),
}  # fmt: skip

UNSUPPORTED = {
    "no picture": lambda: architecture("mlp").network(),
    "a large kernel with many channels": lambda: made(
        SpatialMajor(), Conv2D(8, 3), Conv2D(8, 5), Flatten(), Dense(3)
    ),
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


@pytest.mark.parametrize("name", SUPPORTED)
def test_the_logits_are_those_of_the_network(name):
    network = with_biases(SUPPORTED[name]())
    one = OneImage.of(network)
    assert one is not None
    for image in images(3, network.input_shape):
        expected = network.forward(image[None])
        found = one.logits(image)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=2e-5 * abs(expected).max())


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_unsupported_networks_are_left_to_the_general_forward_pass(name):
    assert OneImage.of(UNSUPPORTED[name]()) is None


def test_the_next_call_does_not_change_earlier_logits():
    one = OneImage.of(SUPPORTED["the bundled one"]())
    first, second = images(2)
    kept = one.logits(first)
    before = kept.copy()
    one.logits(second)
    assert np.array_equal(kept, before)
    assert np.array_equal(one.logits(first), before)


def test_the_bundled_convolutional_networks_are_supported():
    """Without this, recognition on the drawing pad becomes several times slower."""
    for name in ("cnn", "cnn-small"):
        assert OneImage.of(architecture(name).network().folded()) is not None
