"""Optimizers against their formulas written out, schedules by their properties."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.nn.architectures import architecture
from digitpad.nn.optimizers import OPTIMIZERS, SGD, ExponentialMovingAverage
from digitpad.nn.schedules import SCHEDULES


def trajectory(moves, steps=5):
    """Parameters after some steps of minimizing 0.5 * |w - target|^2."""
    target = np.array([1.0, -2.0, 0.5, 3.0])
    w = np.zeros(4, np.float32)
    for _ in range(steps):
        moves.step(w, (w - target).astype(np.float32), 0.1)
    return w


def test_sgd_with_momentum_follows_its_formula():
    w, v = np.zeros(4), np.zeros(4)
    target = np.array([1.0, -2.0, 0.5, 3.0])
    for _ in range(5):
        gradient = w - target + np.array([0.01, 0.01, 0, 0]) * w
        v = 0.9 * v + gradient
        w = w - 0.1 * (gradient + 0.9 * v)
    found = trajectory(SGD(4, 2, weight_decay=0.01, momentum=0.9, nesterov=True))
    np.testing.assert_allclose(found, w, rtol=1e-5)


@pytest.mark.parametrize("decoupled", [False, True])
def test_adam_follows_its_formula(decoupled):
    w, m, v = np.zeros(4), np.zeros(4), np.zeros(4)
    target, decay = np.array([1.0, -2.0, 0.5, 3.0]), np.array([0.1, 0.1, 0, 0])
    for t in range(1, 6):
        gradient = w - target
        if decoupled:
            w = w * (1 - 0.1 * decay)
        else:
            gradient = gradient + decay * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        w = w - 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    found = trajectory(OPTIMIZERS["adamw" if decoupled else "adam"](4, 2, weight_decay=0.1))
    np.testing.assert_allclose(found, w, rtol=1e-4)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_minimizes_a_quadratic_function(name):
    found = trajectory(OPTIMIZERS[name](4, 4, momentum=0.5), steps=300)
    np.testing.assert_allclose(found, [1.0, -2.0, 0.5, 3.0], atol=0.05)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedule_factors_lie_between_0_and_1_and_end_low(name):
    factors = [SCHEDULES[name](progress) for progress in np.linspace(0, 1, 101)]
    assert max(factors) == pytest.approx(1)
    assert min(factors) >= 0
    assert factors[-1] <= factors[20]


def test_one_cycle_rises_before_it_falls():
    one_cycle = SCHEDULES["one-cycle"]
    assert one_cycle(0) < 0.1 < one_cycle(0.1) < one_cycle(0.2) == pytest.approx(1)
    assert one_cycle(1) == pytest.approx(0)


def test_the_moving_average_approaches_the_parameters():
    network = architecture("mlp").network()
    average = ExponentialMovingAverage(network, 0.9)
    start = network.vector[0]
    network.vector += 1
    average.update(network)
    first = average.tensors["dense1.weight"][0, 0]
    assert start < first < start + 1
    for _ in range(200):
        average.update(network)
    assert average.tensors["dense1.weight"][0, 0] == pytest.approx(start + 1, abs=1e-4)


def test_impossible_settings_are_refused():
    for make in (
        lambda: SGD(4, 2, momentum=1.0),
        lambda: SGD(4, 2, weight_decay=-1),
        lambda: ExponentialMovingAverage(architecture("mlp").network(), 1.0),
    ):
        with pytest.raises(ParameterError):
            make()
