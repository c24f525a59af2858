"""The training loop of the lessons: short enough to be read in one of them.

    images -> network.forward -> logits -> loss, gradient -> network.backward -> optimizer.step

`digitpad train` does the same with augmentation, several threads and checkpoints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from digitpad.common.errors import Cancelled, ParameterError
from digitpad.common.pixels import as_floats
from digitpad.common.threads import one_blas_thread
from digitpad.common.types import ByteArray, FloatArray, IntArray
from digitpad.data.augmentation import Augmentation, augment
from digitpad.data.mnist import load_mnist
from digitpad.nn import schedules
from digitpad.nn.activations import Tanh, activation
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, SpatialMajor
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.nn.optimizers import SGD, Optimizer
from digitpad.nn.pooling import MaxPool2D

TEST_IMAGES = 2_000
SATURATED = 0.99
"""A tanh unit whose output is farther from 0 than this hardly learns: its derivative is 0.02."""

MOST_IMAGES, MOST_UNITS = 60_000, 2_000

SCHEDULES = {"constant": schedules.constant, "cosine": schedules.cosine}

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
Figures = dict[str, float | str]
"""What an experiment found, by name."""


def silent(_done: int, _total: int) -> None:
    """Report nothing."""


def never() -> bool:
    """Do not stop."""
    return False


def train_step(
    network: Network, images: FloatArray, labels: IntArray, optimizer: Optimizer, rate: float
) -> float:
    """Change the weights by a small step that makes the loss of these images smaller.

    Args:
        network: changed in place.
        images: (N, 28, 28) float32.
        labels: (N,) int64.
        optimizer: turns the gradient into a step.
        rate: the size of the step.

    Returns:
        The loss before the step, summed over the images.
    """
    logits = network.forward(images, training=True)
    loss, gradient = softmax_cross_entropy(logits, labels)
    network.backward(gradient / np.float32(len(images)))
    optimizer.step(network.vector, network.gradient, rate)
    return loss


def fit(
    network: Network,
    images: ByteArray | FloatArray,
    labels: IntArray,
    *,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    momentum: float,
    schedule: str,
    vary: Callable[[FloatArray], FloatArray],
    rng: np.random.Generator,
    progress: Progress,
    cancelled: Stop,
) -> float:
    """Train a network by stochastic gradient descent.

    Args:
        network: with its first weights; changed in place.
        images: (N, 28, 28) uint8, or float32 from 0 to 1.
        labels: (N,) int64.
        epochs: how often each image is used.
        batch_size: images in a step.
        learning_rate: the size of the steps.
        momentum: the share of the last step that is added to the next.
        schedule: of `SCHEDULES`, by which the learning rate falls.
        vary: applied to each batch, such as augmentation.
        rng: for the order of the images.
        progress: called with the steps done and the number of all steps.
        cancelled: whether to stop.

    Returns:
        The mean loss in the last epoch.

    Raises:
        Cancelled: it was stopped.
    """
    optimizer = SGD(network.vector.size, network.decayed, momentum=momentum)
    steps = -(-len(images) // batch_size)
    total = 0.0
    for epoch in range(epochs):
        order = rng.permutation(len(images))
        total = 0.0
        for step in range(steps):
            batch = order[step * batch_size : (step + 1) * batch_size]
            done = epoch * steps + step
            rate = learning_rate * SCHEDULES[schedule](done / (epochs * steps))
            varied = vary(as_floats(images[batch]))
            total += train_step(network, varied, labels[batch], optimizer, rate)
            if done % 64 == 0:
                progress(done, epochs * steps)
                if cancelled():
                    raise Cancelled("cancelled")
    return total / len(images)


def train(
    *,
    hidden: Sequence[int] = (128,),
    filters: int = 0,
    function: str = "relu",
    white: float = 1.0,
    deviation: float = 0.0,
    images: int = 10_000,
    epochs: int = 1,
    batch_size: int = 32,
    learning_rate: float = 0.05,
    momentum: float = 0.9,
    schedule: str = "cosine",
    dropout: float = 0.0,
    rotation: float = 0.0,
    shift: float = 0.0,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Stop = never,
) -> Figures:
    """Train a network on MNIST and measure it on 2,000 test images.

    Args:
        hidden: units of each hidden layer.
        filters: of a convolution of 3 x 3 pixels, with max pooling, before the hidden layers; 0
            for none.
        function: the activation function, of `digitpad.nn.activations`.
        white: what a white pixel is: 1.0, or 255.0 for raw bytes.
        deviation: the standard deviation of the first weights; 0 for one that suits the layer.
        images: how many training images are used.
        epochs: see `fit`, as for the next four.
        batch_size: see `fit`.
        learning_rate: see `fit`.
        momentum: see `fit`.
        schedule: see `fit`.
        dropout: the share of hidden units that is left out in each step.
        rotation: the largest rotation of augmented images, in degrees.
        shift: the largest shift of augmented images, in pixels.
        seed: of the first weights and of the order of the images.
        progress: see `fit`.
        cancelled: see `fit`.

    Returns:
        `accuracy` on test images, `training_accuracy` on as many training images, the `loss` of the
        last epoch, the share of `saturated` hidden units where `function` is tanh, and
        `parameters`.

    Raises:
        ParameterError: a value is out of range.
        Cancelled: it was stopped.
    """
    if schedule not in SCHEDULES:
        raise ParameterError(
            "there is no schedule {schedule!r}; there are {known}",
            schedule=schedule,
            known=", ".join(SCHEDULES),
        )
    for name, value in {"images": images, "epochs": epochs, "batch_size": batch_size}.items():
        if not 1 <= value <= MOST_IMAGES:
            raise ParameterError("{name} is from 1 to 60,000, not {value}", name=name, value=value)
    if seed < 0 or deviation < 0:
        raise ParameterError("seed and deviation cannot be negative")
    if max(sum(hidden), filters) > MOST_UNITS or min([*hidden, filters + 1]) < 1:
        raise ParameterError(
            "a lesson's network has from 1 to {most} units or filters", most=MOST_UNITS
        )
    training, test = load_mnist("train"), load_mnist("test")
    shown, labels = training.images[:images], training.labels[:images]
    test_x, test_labels = as_floats(test.images[:TEST_IMAGES]), test.labels[:TEST_IMAGES]
    rng = np.random.default_rng(seed)
    network = Network(_layers(hidden, filters, function, dropout)).initialize(rng)
    if deviation:
        for layer in network.layers:
            if isinstance(layer, Dense):
                weight = layer.parameters["weight"]
                weight[...] = rng.normal(0, deviation, weight.shape)
    strength = Augmentation(rotation=rotation, shift=shift)

    def vary(batch: FloatArray) -> FloatArray:
        changed = augment(batch, strength, rng) if rotation or shift else batch
        return white * changed

    with one_blas_thread():
        loss = fit(
            network,
            shown,
            labels,
            epochs=epochs,
            batch_size=batch_size,
            learning_rate=learning_rate,
            momentum=momentum,
            schedule=schedule,
            vary=vary,
            rng=rng,
            progress=progress,
            cancelled=cancelled,
        )
        figures: Figures = {
            "accuracy": _accuracy(network, white * test_x, test_labels),
            "training_accuracy": _accuracy(
                network, white * as_floats(shown[:TEST_IMAGES]), labels[:TEST_IMAGES]
            ),
            "loss": loss,
            "parameters": float(network.vector.size),
        }
        if function == "tanh":
            figures["saturated"] = _saturated(network, white * test_x)
    return figures


def _layers(hidden: Sequence[int], filters: int, function: str, dropout: float) -> list[Layer]:
    layers: list[Layer] = []
    if filters:
        layers += [SpatialMajor(), Conv2D(filters, 3), MaxPool2D(2)]
    layers.append(Flatten())
    initialization = "he" if function == "relu" else "glorot"
    for units in hidden:
        layers += [Dense(units, initialization=initialization), activation(function)]
        if dropout:
            layers.append(Dropout(dropout))
    return [*layers, Dense(10)]


def _accuracy(network: Network, x: FloatArray, labels: IntArray) -> float:
    parts = [network.forward(part).argmax(axis=1) for part in np.array_split(x, 20)]
    return float((np.concatenate(parts) == labels).mean())


def _saturated(network: Network, x: FloatArray) -> float:
    """The share of tanh outputs that are nearly -1 or 1."""
    shares = []
    for layer in network.layers:
        x = layer.forward(x)
        if isinstance(layer, Tanh):
            shares.append(float((np.abs(x) > SATURATED).mean()))
    return float(np.mean(shares))
