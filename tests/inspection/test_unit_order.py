"""What each unit does for an answer, and the orders in which units are shown."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.unit_order import contributions, order
from digitpad.inspection.weights import parts
from tests.inspection.small import bundled, digit, network_of_all_kinds


def test_the_last_hidden_layers_contributions_and_the_bias_are_the_logit():
    classifier = bundled("mlp").classifier
    observed = observe(inspectable(classifier), digit())
    bias = parts(classifier).outputs.bias
    found = contributions(observed, 2, 7)
    assert found.shape == (256,)
    assert found.sum() + bias[7] == pytest.approx(float(observed.logits[7]), abs=1e-3)
    lead = contributions(observed, 2, 7, versus=9)
    expected = observed.logits[7] - bias[7] - observed.logits[9] + bias[9]
    assert lead.sum() == pytest.approx(float(expected), abs=1e-3)


def test_channels_contribute_over_the_whole_picture():
    observed = observe(network_of_all_kinds().without_dropout(), digit())
    assert contributions(observed, 5, 2).shape == (6,)


def test_orders_by_size():
    pictures = np.array([[1, 0], [0, 3], [2, 0]], np.float32)
    assert order(pictures, "number").tolist() == [0, 1, 2]
    assert order(pictures, "norm").tolist() == [1, 2, 0]
    by_contribution = order(pictures, "contribution", np.array([0.1, -0.2, -5], np.float32))
    assert by_contribution.tolist() == [2, 1, 0]


def test_like_stands_beside_like():
    random = np.random.default_rng(0)
    base = random.standard_normal((3, 40)).astype(np.float32)
    kinds = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2])
    pictures = base[kinds] + 0.05 * random.standard_normal((9, 40)).astype(np.float32)
    ordered = kinds[order(pictures.reshape(9, 5, 8), "similarity")]
    assert np.count_nonzero(np.diff(ordered)) == 2
    assert sorted(order(pictures, "similarity")) == list(range(9))


def test_a_wrong_order_is_refused():
    pictures = np.ones((3, 4), np.float32)
    with pytest.raises(ParameterError, match="similarity"):
        order(pictures, "colour")
    for contribution in (None, np.ones(2, np.float32)):
        with pytest.raises(ParameterError, match="one for each"):
            order(pictures, "contribution", contribution)
