"""Learning one person's hand from a few corrections, in a second or two, without forgetting.

    pictures -> [convolutions stay] -> features -> [dense layers go on learning] -> logits

Only the dense layers at the end move. What they learn from is, half and half, the person's own
digits in many slight variations, and rehearsal: MNIST and synthetic ink, for which the answers
must stay what they were (learning without forgetting, Li and Hoiem 2016). The features of all
pictures are computed once, so that hundreds of steps take less than a second.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digitpad.architectures import architecture
from digitpad.classifier import NetworkClassifier
from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.errors import TrainingError
from digitpad.modelfile import Model
from digitpad.nn.layers import Dropout, Flatten, Layer
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.nn.optimizers import SGD
from digitpad.nn.parallel import ParallelNetwork, as_network_input
from digitpad.threads import cores
from digitpad.types import AnyArray, FloatArray, IntArray

VARIATIONS = 600
"""Own pictures to learn from, by varying each of the few there are."""

OWN_BATCH, REHEARSAL_BATCH = 48, 144
STEPS, FEWEST_STEPS = 160, 60
LEARNING_RATE = 0.02
MOMENTUM = 0.9
SLIGHTLY = Augmentation(rotation=6, scale=0.08, shear=0.08, shift=0.6, elastic=0.5, thickness=0.3)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A model that has learned from corrections, and what that changed.

    Attributes:
        model: the new one; the one it came from is untouched.
        own_before, own_after: accuracy on the person's own samples.
        mnist_before, mnist_after: accuracy on MNIST test images, which are never learned from.
        seconds: how long it took.
    """

    model: Model
    own_before: float
    own_after: float
    mnist_before: float
    mnist_after: float
    seconds: float


def adapt(model: Model, samples: Dataset, *, seconds: float = 2.0, seed: int = 0) -> Adaptation:
    """Let a network learn a person's hand.

    Args:
        model: any model with a network inside.
        samples: the person's digits, preprocessed; labels are indices of the model's classes.
        seconds: to stop after, even if not all steps are done, but never before a minimum of them.
        seed: the same seed, samples and number of steps give the same model.

    Raises:
        TrainingError: there are no samples, or the model is no network.
    """
    started = time.perf_counter()
    if not len(samples):
        raise TrainingError("there are no own samples to learn from yet")
    if not isinstance(model.classifier, NetworkClassifier):
        raise TrainingError(f"{model.description.name} cannot learn from single corrections")
    network = _copy(model)
    body, head = _cut(network)
    generator = np.random.default_rng((seed, 6))
    own = as_network_input(samples.images)
    checked, labels = _held_out()
    with ParallelNetwork(body, cores(), 32) as workers:
        own_features = workers.logits(own)
        varied_labels, varied = _variations(own, samples.labels, generator)
        varied_features = workers.logits(varied)
        rehearsed = workers.logits(_rehearsal())
        checked_features = workers.logits(checked)
    outputs = network.classes
    goals = softmax(head.forward(rehearsed).copy())
    own_before = _accuracy(head, own_features, samples.labels, model)
    mnist_before = _accuracy(head, checked_features, labels, model)
    steps = SGD(head.vector.size, head.decayed, momentum=MOMENTUM, nesterov=True)
    for step in range(STEPS):
        if step >= FEWEST_STEPS and time.perf_counter() - started > seconds:
            break
        mine = generator.integers(len(varied), size=OWN_BATCH)
        others = generator.integers(len(rehearsed), size=REHEARSAL_BATCH)
        features = np.concatenate([varied_features[mine], rehearsed[others]])
        wanted = np.concatenate(
            [np.eye(outputs, dtype=np.float32)[varied_labels[mine]], goals[others]]
        )
        grad = softmax(head.forward(features, training=True)) - wanted
        grad /= np.float32(len(features))
        head.backward(grad)
        steps.step(head.vector, head.gradient, LEARNING_RATE * (1 - step / STEPS))
    return Adaptation(
        model=_finished(model, network),
        own_before=own_before,
        own_after=_accuracy(head, own_features, samples.labels, model),
        mnist_before=mnist_before,
        mnist_after=_accuracy(head, checked_features, labels, model),
        seconds=time.perf_counter() - started,
    )


def _copy(model: Model) -> Network:
    description = model.description
    kind = architecture(description.architecture)
    network = kind.network(description.parameters, classes=description.outputs)
    network.load_tensors(model.classifier.tensors())
    return network


def _cut(network: Network) -> tuple[Network, Network]:
    """The layers up to the flat features, and those after; the head's parameters stay shared."""
    flat = next(i for i, layer in enumerate(network.layers) if isinstance(layer, Flatten)) + 1
    after: list[Layer] = [
        layer for layer in network.layers[flat:] if not isinstance(layer, Dropout)
    ]
    body = Network(network.layers[:flat], network.input_shape).gather_parameters()
    head = Network(after, network.shapes[flat]).gather_parameters()
    return body, head


def _variations(
    own: FloatArray, labels: IntArray, generator: np.random.Generator
) -> tuple[IntArray, FloatArray]:
    """The few pictures many times, each a little different; every class equally often."""
    present = np.unique(labels)
    per_class = -(-VARIATIONS // len(present))
    chosen = np.concatenate(
        [generator.choice(np.flatnonzero(labels == label), per_class) for label in present]
    )
    return labels[chosen], augment(own[chosen], SLIGHTLY, generator)


@lru_cache(maxsize=1)
def _rehearsal() -> AnyArray:
    """What must not be forgotten: MNIST training digits, synthetic ink, non-digits."""
    mnist = load_mnist("train").images
    chosen = np.random.default_rng(7).choice(len(mnist), 2400, replace=False)
    synthetic = synthetic_set(500, 200, seed=7)
    return np.concatenate([mnist[chosen], synthetic.images])


@lru_cache(maxsize=1)
def _held_out() -> tuple[AnyArray, IntArray]:
    """MNIST test images to see whether anything was lost."""
    mnist = load_mnist("test")
    chosen = np.random.default_rng(8).choice(len(mnist), 2000, replace=False)
    return mnist.images[chosen], mnist.labels[chosen]


def _accuracy(head: Network, features: FloatArray, labels: IntArray, model: Model) -> float:
    digits = head.forward(features)[:, : len(model.description.classes)]
    return float(np.mean(digits.argmax(axis=1) == labels))


def _finished(model: Model, network: Network) -> Model:
    description = model.description
    classifier = NetworkClassifier.from_network(
        description.architecture,
        description.parameters,
        network,
        classes=np.array(description.classes),
        temperature=description.temperature,
    )
    return Model(description, classifier)
