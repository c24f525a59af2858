"""Every layer's backward against finite differences of its forward."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.nn.activations import ReLU, Sigmoid, Tanh
from digitpad.nn.layers import (
    KEPT_WORKSPACES,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    SpatialMajor,
)
from digitpad.nn.pooling import MaxPool2D
from tests.nn.gradient_check import numerical_gradient

MAPS = (6, 7, 3, 2)
VECTOR = (5, 12)


def prepared(layer, input_shape):
    without_n = input_shape[-1:] if len(input_shape) == 2 else (*input_shape[:2], input_shape[3])
    layer.output_shape(without_n)
    layer.initialize(without_n, np.random.default_rng(1))
    layer.gradients = {name: np.zeros_like(a) for name, a in layer.parameters.items()}
    return layer


def well_spread(shape):
    """Distinct values at least 0.02 apart: no step across a kink, no ties in a window."""
    generator = np.random.default_rng(2)
    values = (np.arange(np.prod(shape)) - np.prod(shape) / 2 + 0.5) * 0.02
    return generator.permutation(values).reshape(shape).astype(np.float32)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Dense(4), VECTOR),
        (Conv2D(4, 3), MAPS),
        (Conv2D(3, (3, 5), padding="same"), MAPS),
        (Conv2D(2, (2, 1)), MAPS),
        (MaxPool2D(2), MAPS),
        (MaxPool2D(3), MAPS),
        (ReLU(), VECTOR),
        (Tanh(), VECTOR),
        (Sigmoid(), VECTOR),
        (Flatten(), MAPS),
    ],
    ids=lambda value: type(value).__name__ if hasattr(value, "kind") else str(value),
)
def test_backward_agrees_with_finite_differences(layer, shape):
    prepared(layer, shape)
    x = well_spread(shape)
    generator = np.random.default_rng(3)
    direction = generator.standard_normal(layer.forward(x.copy(), training=True).shape)
    direction = direction.astype(np.float32)

    def loss():
        out = layer.forward(x.copy(), training=True)
        return float((out.astype(np.float64) * direction).sum())

    loss()
    grad = np.array(layer.backward(direction.copy()))
    assert grad.shape == x.shape
    for array, found in [(x, grad)] + [
        (layer.parameters[name], layer.gradients[name].copy()) for name in layer.parameters
    ]:
        places, expected = numerical_gradient(loss, array, step=5e-3)
        scale = np.abs(expected).max() + 1e-3
        np.testing.assert_allclose(found.ravel()[places], expected, atol=4e-3 * scale)


@pytest.mark.parametrize("layer", [Dense(4), Conv2D(3, 3)], ids=lambda v: v.kind)
def test_accumulating_adds_to_the_gradient(layer):
    shape = VECTOR if isinstance(layer, Dense) else MAPS
    prepared(layer, shape)
    x = well_spread(shape)
    grad = np.ones_like(layer.forward(x.copy(), training=True))
    layer.backward(grad.copy())
    once = {name: value.copy() for name, value in layer.gradients.items()}
    layer.forward(x.copy(), training=True)
    layer.backward(grad.copy(), accumulate=True)
    for name, value in layer.gradients.items():
        np.testing.assert_allclose(value, 2 * once[name], rtol=1e-4, atol=1e-5)


def test_a_replica_shares_parameters_but_not_gradients():
    layer = prepared(Dense(4), VECTOR)
    twin = layer.replica()
    assert twin.parameters["weight"] is layer.parameters["weight"]
    twin.forward(well_spread(VECTOR))
    twin.backward(np.ones((5, 4), np.float32))
    assert not layer.gradients["weight"].any()


def test_of_equal_values_in_a_window_the_first_gets_the_gradient():
    pool = MaxPool2D(2)
    pool.forward(np.zeros((2, 2, 1, 1), np.float32), training=True)
    grad = pool.backward(np.ones((1, 1, 1, 1), np.float32))
    assert grad.ravel().tolist() == [1, 0, 0, 0]


def test_dropout_zeroes_its_share_of_the_units_and_keeps_the_mean():
    layer = Dropout(0.25)
    out = layer.forward(np.ones((200, 200), np.float32), training=True)
    assert abs((out == 0).mean() - 0.25) < 0.01
    assert abs(out.mean() - 1) < 0.01
    np.testing.assert_array_equal(layer.backward(np.ones_like(out)), out)


def test_dropout_does_nothing_in_inference():
    x = well_spread(VECTOR)
    assert Dropout(0.5).forward(x) is x


def test_spatial_major_moves_the_batch_axis_behind_the_pixels():
    images = well_spread((4, 5, 6))
    out = SpatialMajor().forward(images)
    assert out.shape == (5, 6, 4, 1)
    np.testing.assert_array_equal(out[:, :, 2, 0], images[2])


@pytest.mark.parametrize(
    "make",
    [
        lambda: Dense(0),
        lambda: Conv2D(0),
        lambda: Conv2D(3, 4, padding="same"),
        lambda: Conv2D(3, padding="full"),
        lambda: Conv2D(3, 5).output_shape((4, 4, 1)),
        lambda: Dense(3).output_shape((4, 4, 1)),
        lambda: MaxPool2D(0),
        lambda: MaxPool2D(5).output_shape((4, 4, 1)),
        lambda: Dropout(1.0),
    ],
)
def test_impossible_layer_settings_are_refused(make):
    with pytest.raises(ParameterError):
        make()


def test_a_convolution_keeps_the_workspaces_that_it_used_last():
    layer = prepared(Conv2D(3, 3), MAPS)
    first = layer._convolution_for(MAPS)
    for n in range(4, 4 + 3 * KEPT_WORKSPACES):
        layer._convolution_for((6, 7, n, 2))
        assert layer._convolution_for(MAPS) is first
    assert len(layer._convolutions) == KEPT_WORKSPACES
