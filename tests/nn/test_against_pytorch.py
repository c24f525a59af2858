"""Layers, losses, optimizers and whole networks against PyTorch as an independent reference."""

import numpy as np
import pytest

from digitpad.data.augmentation import Augmentation
from digitpad.nn.activations import ReLU, Sigmoid, Tanh
from digitpad.nn.architectures import architecture
from digitpad.nn.layers import Conv2D, Dense, Flatten, SpatialMajor
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.nn.optimizers import OPTIMIZERS
from digitpad.nn.pooling import MaxPool2D
from digitpad.training.settings import TrainingSettings
from digitpad.training.trainer import BatchFinished, Trainer
from tests.benchmarks.pytorch_twin import (
    TorchTraining,
    gradients_of_twin,
    tensors_of_twin,
    torch_twin,
)
from tests.data.few_digits import few_digits

torch = pytest.importorskip("torch")


def random(*shape, seed=7):
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def assert_close(found, expected, tolerance=2e-5):
    """Within float32 rounding of the largest value."""
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * abs(expected).max())


def assert_networks_agree(network, images, tolerance=2e-5):
    """Compare the training forward pass and all gradients."""
    twin = torch_twin(network).train()
    expected = twin(torch.from_numpy(images))
    # The whole batch at once, as in PyTorch; a replica as in training with threads.
    replica = network.replica()
    found = replica.forward(images, training=True)
    assert_close(found, expected.detach().numpy(), tolerance)
    direction = random(*found.shape, seed=8)
    expected.backward(torch.from_numpy(direction))
    replica.backward(direction.copy())
    for layer, name in zip(replica.layers, network.names, strict=True):
        for kind, gradient in layer.gradients.items():
            theirs = gradients_of_twin(network, twin)[f"{name}.{kind}"]
            np.testing.assert_allclose(
                gradient, theirs, rtol=0, atol=tolerance * max(abs(theirs).max(), 1), err_msg=name
            )


@pytest.mark.parametrize(
    "layer",
    [
        Conv2D(9, 3),
        Conv2D(9, 3, padding="same"),
        Conv2D(4, 1),
        Conv2D(4, 2),
        Conv2D(12, 4),
        Conv2D(8, 5, padding="same"),
        Conv2D(3, (7, 2)),
        Conv2D(10, (1, 5), padding="same"),
        MaxPool2D(2),
        MaxPool2D(3),
        ReLU(),
        Tanh(),
        Sigmoid(),
    ],
    ids=repr,
)
@pytest.mark.parametrize("channels", [3, 16])
def test_layers_of_feature_maps_agree(layer, channels):
    """Between two convolutions, so that the first one's gradient depends on dL/dx of the layer."""
    layers = [SpatialMajor(), Conv2D(channels, 2), layer, Conv2D(2, 2), Flatten(), Dense(4)]
    network = Network(layers, (15, 12)).initialize(np.random.default_rng(1))
    assert_networks_agree(network, random(5, 15, 12))


@pytest.mark.parametrize("layer", [Dense(7), ReLU(), Tanh(), Sigmoid()], ids=repr)
def test_layers_of_vectors_agree(layer):
    network = Network([Flatten(), Dense(11), layer, Dense(4)], (6, 5))
    assert_networks_agree(network.initialize(np.random.default_rng(1)), random(9, 6, 5))


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_and_its_gradient_agree(smoothing):
    logits = random(20, 10) * 8
    labels = np.arange(20) % 10
    theirs = torch.from_numpy(logits.copy()).requires_grad_()
    expected = torch.nn.functional.cross_entropy(
        theirs, torch.from_numpy(labels), label_smoothing=smoothing, reduction="sum"
    )
    expected.backward()
    loss, gradient = softmax_cross_entropy(logits, labels, label_smoothing=smoothing)
    assert loss == pytest.approx(expected.item(), rel=1e-5)
    np.testing.assert_allclose(gradient, theirs.grad.numpy(), atol=1e-6)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"name": "sgd", "momentum": 0.0}, lambda p: torch.optim.SGD(p, 0.1)),
        ({"name": "sgd", "momentum": 0.9}, lambda p: torch.optim.SGD(p, 0.1, momentum=0.9)),
        (
            {"name": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
            lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
        ),
        ({"name": "adam"}, lambda p: torch.optim.Adam(p, 0.1)),
        (
            {"name": "adam", "weight_decay": 0.01, "momentum": 0.8},
            lambda p: torch.optim.Adam(p, 0.1, betas=(0.8, 0.999), weight_decay=0.01),
        ),
        (
            {"name": "adamw", "weight_decay": 0.1},
            lambda p: torch.optim.AdamW(p, 0.1, weight_decay=0.1),
        ),
    ],
)
def test_optimizers_take_the_same_steps(ours, theirs):
    start, target, steepness = random(30), random(30, seed=9), abs(random(30, seed=10))
    weights = start.copy()
    moves = OPTIMIZERS[ours["name"]](30, 30, **{k: v for k, v in ours.items() if k != "name"})
    their_weights = torch.nn.Parameter(torch.from_numpy(start.copy()))
    their_moves = theirs([their_weights])
    for _ in range(12):
        moves.step(weights, (weights - target) * steepness, 0.1)
        distance = their_weights.detach() - torch.from_numpy(target)
        their_weights.grad = distance * torch.from_numpy(steepness)
        their_moves.step()
        assert_close(weights, their_weights.detach().numpy(), 1e-5)


def test_all_gradients_of_the_whole_cnn_agree():
    network = architecture("cnn").network({"dropout": 0.0}, seed=3)
    # Without a bias, blank pixels would lie on the kink of ReLU, where rounding decides.
    network.vector[network.decayed :] = 0.1 * random(network.vector.size - network.decayed)
    assert_networks_agree(network, few_digits(12).images / np.float32(255), tolerance=2e-4)


def test_several_training_steps_of_the_small_network_agree():
    """Batches, learning rates, losses and weights: all that the benchmark compares."""
    digits = few_digits(64)
    kind = architecture("cnn-small")
    settings = TrainingSettings(
        epochs=2,
        batch_size=64,
        schedule="constant",
        learning_rate=0.05,
        weight_decay=1e-3,
        label_smoothing=0.1,
        augmentation=Augmentation(),
        threads=2,
    )
    trainer = Trainer(kind, {}, settings, digits)
    twin = TorchTraining(kind.network(seed=settings.seed), settings, digits)
    losses = [event.loss for event in trainer.run() if isinstance(event, BatchFinished)]
    expected = [twin.step(np.arange(64)) for _ in losses]
    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    theirs = tensors_of_twin(trainer.network, twin.module)
    for name, array in trainer.network.tensors().items():
        np.testing.assert_allclose(array, theirs[name], atol=1e-5)
