"""Fine-tuning a network to one person's handwriting, from a few corrections, in a second or two.

    images -> [convolutions, fixed] -> features -> [dense layers, trained] -> logits

Only the dense layers at the end are trained. A batch holds slightly augmented copies of the
person's own digits, and rehearsal images (MNIST, synthetic ink and pen ink), for which the
answers should stay as they were (learning without forgetting, Li and Hoiem 2016). The features of
all images are computed once, so that hundreds of steps take less than a second.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digitpad.common.errors import TrainingError
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_floats
from digitpad.common.threads import cores
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.data.augmentation import Augmentation, augment
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.pen_ink import load_pen_ink
from digitpad.data.stroke_variation import network_image
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.registry import model_kind
from digitpad.library.model_file import Model
from digitpad.nn.architectures import architecture
from digitpad.nn.layers import Dropout, Flatten, Layer
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.nn.optimizers import SGD
from digitpad.nn.parallel import ParallelNetwork

REHEARSED_PEN_INK = 400
"""How many pen digits, and how many letters, are rehearsed."""

VARIATIONS = 600
"""Augmented copies of the own digits that are learned from."""

CHECKED = 2000
"""How many MNIST test images show whether accuracy elsewhere was lost."""

OWN_BATCH, REHEARSAL_BATCH = 48, 144
STEPS, FEWEST_STEPS = 160, 60
LEARNING_RATE = 0.02
MOMENTUM = 0.9
SLIGHTLY = Augmentation(rotation=6, scale=0.08, shear=0.08, shift=0.6, elastic=0.5, thickness=0.3)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A fine-tuned model, and its accuracy before and after.

    Attributes:
        model: the new one; the original is unchanged.
        own_before, own_after: accuracy on the person's own samples.
        mnist_before, mnist_after: accuracy on `CHECKED` of the MNIST test images, which are never
            trained on.
        count: how many samples it learned from.
        seconds: how long it took.

    The new model's description is that of the original: its figures and its rejection curve were
    measured before the fine-tuning.
    """

    model: Model
    count: int
    own_before: float
    own_after: float
    mnist_before: float
    mnist_after: float
    seconds: float


def adapt(model: Model, samples: Dataset, *, seconds: float = 2.0, seed: int = 0) -> Adaptation:
    """Fine-tune a network to a person's handwriting.

    Args:
        model: any model with a network inside.
        samples: the person's digits, preprocessed; the label `NON_DIGIT` marks drawings that are no
            digit. Samples of labels that the model does not know are left out.
        seconds: the time to stop after, but not before `FEWEST_STEPS`.
        seed: the same seed, samples and number of steps give the same model.

    Raises:
        TrainingError: there are no samples, or the model is no network.
        DatasetError, InkError: what is rehearsed cannot be read.
    """
    started = time.perf_counter()
    if not len(samples):
        raise TrainingError("there are no own samples to learn from yet")
    if not model_kind(model.description.architecture).trains_in_epochs:
        raise TrainingError(
            "{name} cannot learn from single corrections", name=model.description.name
        )
    samples, outputs_of_samples = _known_samples(model, samples)
    if not len(samples):
        raise TrainingError(
            "{name} knows none of the labels of your samples", name=model.description.name
        )
    network = _copy(model)
    body, head = _cut(network)
    generator = np.random.default_rng((seed, 6))
    own = as_floats(samples.images)
    checked, labels = _held_out()
    with ParallelNetwork(body, cores(), 32) as workers:
        own_features = workers.logits(own)
        varied_labels, varied = _variations(own, outputs_of_samples, generator)
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
        count=len(samples),
        own_before=own_before,
        own_after=_accuracy(head, own_features, samples.labels, model),
        mnist_before=mnist_before,
        mnist_after=_accuracy(head, checked_features, labels, model),
        seconds=time.perf_counter() - started,
    )


def _known_samples(model: Model, samples: Dataset) -> tuple[Dataset, IntArray]:
    """The samples of labels that the model knows, and for each the index of its output."""
    description = model.description
    labels = np.array([*description.classes, *[NON_DIGIT] * description.non_digits])
    known = samples.of_classes(labels)
    order = np.argsort(labels)
    return known, order[np.searchsorted(labels, known.labels, sorter=order)].astype(np.int64)


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
    """Augmented copies of the own digits, every class equally often: labels and images."""
    present = np.unique(labels)
    per_class = -(-VARIATIONS // len(present))
    chosen = np.concatenate(
        [generator.choice(np.flatnonzero(labels == label), per_class) for label in present]
    )
    return labels[chosen], augment(own[chosen], SLIGHTLY, generator)


@lru_cache(maxsize=1)
def _rehearsal() -> AnyArray:
    """Images whose answers should stay: of MNIST, synthetic ink and pen ink, also non-digits."""
    mnist = load_mnist("train").images
    chosen = np.random.default_rng(7).choice(len(mnist), 2400, replace=False)
    synthetic = synthetic_set(500, 200, seed=7)
    pen_ink = load_pen_ink("train", REHEARSED_PEN_INK).items
    images = np.stack([network_image(item.ink) for item in pen_ink])
    return np.concatenate([mnist[chosen], synthetic.images, images])


@lru_cache(maxsize=1)
def _held_out() -> tuple[AnyArray, IntArray]:
    """MNIST test images that show whether accuracy elsewhere was lost."""
    mnist = load_mnist("test")
    chosen = np.random.default_rng(8).choice(len(mnist), CHECKED, replace=False)
    return mnist.images[chosen], mnist.labels[chosen]


def _accuracy(head: Network, features: FloatArray, labels: IntArray, model: Model) -> float:
    """The share of digits read correctly, and of non-digits above the model's threshold."""
    classes = np.array(model.description.classes)
    logits = head.forward(features)
    answers = classes[logits[:, : len(classes)].argmax(axis=1)]
    non_digit = softmax(logits)[:, len(classes) :].sum(axis=1)
    is_rejected = non_digit > model.description.non_digit_threshold
    return float(np.mean(np.where(labels == NON_DIGIT, is_rejected, answers == labels)))


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
