"""The network's derivatives, down to layers and pixels, against PyTorch and small changes."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.activations import inspectable, layer_index, observe, receptive_field
from digitpad.inspection.explaining import explain
from digitpad.inspection.saliency import (
    IMAGE,
    class_activation,
    grad_cam,
    gradient_at,
    last_convolution,
    optimal_input,
)
from digitpad.nn.losses import softmax
from tests.benchmarks.pytorch_twin import torch_twin
from tests.inspection.small import bundled, digit, network_of_all_kinds


def twin(network):
    torch = pytest.importorskip("torch")
    return torch, torch_twin(network).eval()


def assert_close(found, expected, tolerance=1e-4):
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * abs(expected).max())


NETWORKS = ["all kinds", "mlp", "cnn-small", "cnn"]


def network_called(name):
    if name == "all kinds":
        return network_of_all_kinds().without_dropout()
    return inspectable(bundled(name).classifier)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("versus", [None, 9])
def test_the_logits_gradient_is_pytorchs(name, versus):
    network = network_called(name)
    torch, theirs = twin(network)
    image = torch.from_numpy(digit()[None]).requires_grad_()
    logits = theirs(image)[0]
    (logits[7] - (logits[versus] if versus is not None else 0)).backward()
    assert_close(gradient_at(network, digit(), IMAGE, 7, versus=versus), image.grad.numpy()[0])


def test_the_gradient_tells_what_a_little_ink_does():
    """By finite differences along a random direction of many pixels."""
    network = network_called("mlp")
    direction = np.random.default_rng(3).standard_normal((28, 28)).astype(np.float32)
    step = np.float32(2e-3)
    above, below = (
        observe(network, digit() + sign * step * direction).logits[7] for sign in (1, -1)
    )
    expected = (above - below) / (2 * step)
    found = float((gradient_at(network, digit(), IMAGE, 7) * direction).sum())
    assert found == pytest.approx(float(expected), rel=5e-3)


@pytest.mark.parametrize("layer", ["conv1", "relu1", "conv2", "dense1", "dense2"])
def test_the_gradient_at_a_layer_is_pytorchs(layer):
    network = network_called("all kinds")
    torch, theirs = twin(network)
    index = layer_index(network, layer)
    x, kept = torch.from_numpy(digit()[None]), None
    for place, module in enumerate(theirs):
        x = module(x.clone())
        if place == index:
            kept = x
            kept.retain_grad()
    x[0, 3].backward()
    expected = kept.grad.numpy()[0]
    if expected.ndim == 3:
        expected = expected.transpose(1, 2, 0)
    assert_close(gradient_at(network, digit(), index, 3), expected)


@pytest.mark.parametrize(
    ("name", "layer", "relu_follows"),
    [
        ("all kinds", "conv2", False),
        ("cnn", "conv2", True),
        ("cnn", "conv3", True),
        ("cnn", "relu1", False),
    ],
)
def test_grad_cam_is_pytorchs(name, layer, relu_follows):
    network = network_called(name)
    torch, theirs = twin(network)
    index = layer_index(network, layer)
    x, kept = torch.from_numpy(digit()[None]), None
    for place, module in enumerate(theirs):
        x = module(x.clone())
        if place == index:
            kept = x
            kept.retain_grad()
    x[0, 7].backward()
    weights = kept.grad.mean(dim=(2, 3), keepdim=True)
    seen = torch.relu(kept) if relu_follows else kept
    expected = torch.relu((weights * seen).sum(dim=1))[0].detach().numpy()
    assert expected.max() > 0
    assert_close(class_activation(network, digit(), 7, layer), expected, 1e-3)


@pytest.mark.parametrize("number", range(12))
def test_grad_cam_of_the_recognized_digit_is_not_blank(number):
    network, image = network_called("cnn"), digit(number)
    cls = int(network.forward(image[None])[0, :10].argmax())
    assert class_activation(network, image, cls).max() > 0


def test_grad_cam_lies_over_the_pixels_that_a_place_looks_at():
    network = network_called("cnn")
    small, large = class_activation(network, digit(1), 5), grad_cam(network, digit(1), 5)
    assert large.shape == (28, 28)
    assert large.min() >= 0
    index = last_convolution(network)
    for y, x in [(0, 0), (3, 5), (7, 7)]:
        field = receptive_field(network, index, y, x)
        # The middle of 14 pixels lies between two of them.
        around = np.s_[field.top + 6 : field.top + 8, field.left + 6 : field.left + 8]
        assert large[around].mean() == pytest.approx(float(small[y, x]), rel=0.35, abs=2e-3)
    assert large.max() <= small.max() + 1e-6


def test_grad_cam_needs_pictures():
    with pytest.raises(ParameterError, match="convolution"):
        grad_cam(network_called("mlp"), digit(), 7)
    with pytest.raises(ParameterError, match="dense1"):
        grad_cam(network_called("cnn-small"), digit(), 7, "dense1")


def test_gradient_times_input_is_zero_where_there_is_no_ink():
    classifier = bundled("mlp").classifier
    found = explain(classifier, "gradient-times-input", digit(), 7)
    assert not found[digit() == 0].any()
    expected = explain(classifier, "gradient", digit(), 7) * digit()
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize("name", ["mlp", "cnn-small"])
def test_the_optimal_input_is_taken_for_the_class(name):
    network = network_called(name)
    *_, last = optimal_input(network, 3, steps=60)
    assert last.shape == (28, 28)
    assert 0 <= last.min() <= last.max() <= 1
    chances = softmax(observe(network, last).logits[None])[0]
    assert chances.argmax() == 3
    assert chances[3] > 0.9


def test_the_same_seed_gives_the_same_optimal_input():
    network = network_called("mlp")
    first, second = (list(optimal_input(network, 0, steps=5, seed=1)) for _ in range(2))
    assert len(first) == 5
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


def test_an_output_that_is_not_there_is_refused():
    for cls, versus in [(11, None), (-1, None), (3, 11)]:
        with pytest.raises(ParameterError, match="11 outputs"):
            gradient_at(network_called("mlp"), digit(), IMAGE, cls, versus=versus)
