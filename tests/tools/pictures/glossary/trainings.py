"""Terms about training."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import numpy as np

from digitpad.common.errors import DivergedError
from digitpad.common.pixels import as_floats
from digitpad.common.types import AnyArray, FloatArray
from digitpad.estimators.network import NetworkClassifier
from digitpad.nn.layers import Dense, Flatten
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.nn.optimizers import SGD
from digitpad.nn.schedules import SCHEDULES
from digitpad.training.events import BatchFinished
from tests.tools.pictures.glossary.materials import PLAIN, mnist, overfitted, trained
from tests.tools.pictures.glossary.sheet import Sheet, minus


def _batch(sheet: Sheet) -> None:
    """128 digits, and the mean gradient of the weights for one class."""
    images, labels = as_floats(mnist("train").images[:128]), mnist("train").labels[:128]
    for place, image in enumerate(images):
        row, column = divmod(place, 16)
        sheet.ink(image, 16 * column, 16 * row, 14)
    network = Network([Flatten(), Dense(10)]).initialize(np.random.default_rng(0))
    _, gradient = softmax_cross_entropy(network.forward(images, training=True), labels)
    network.backward(gradient / len(labels))
    sheet.arrow(264, 63, 286)
    slopes = network.layers[1].gradients["weight"][:, 3].reshape(28, 28)
    sheet.signed(slopes, 296, 7)


def _epoch(sheet: Sheet) -> None:
    """The same digits three times, in another order each time."""
    images = as_floats(mnist("train").images[:15])
    random = np.random.default_rng(0)
    for epoch in range(3):
        sheet.text(6, 40 * epoch + 18, str(epoch + 1), size=14)
        for place, which in enumerate(random.permutation(len(images))):
            sheet.ink(images[which], 28 + 38 * place, 40 * epoch, 36)


def _cross_entropy(sheet: Sheet) -> None:
    """Minus the logarithm of the probability of the right class."""
    axes = sheet.chart(40, 6, 260, 130)
    shares = np.linspace(0.01, 1, 200)
    axes.plot(shares, -np.log(shares), color=sheet.blue, linewidth=1.6)
    for share in (0.1, 0.5, 0.9):
        loss = -np.log(share)
        axes.plot([share], [loss], "o", color=sheet.orange, markersize=4)
        style = {"color": sheet.text_colour, "fontsize": 8, "ha": "left"}
        axes.text(share + 0.02, loss + 0.15, f"−log {share} = {loss:.2f}", **style)
    axes.set(xlim=(0, 1.15), ylim=(0, 4.6), xticks=[0, 0.1, 0.5, 0.9], yticks=[0, 1, 2, 3, 4])
    sheet.text(318, 136, "p", colour=sheet.quiet)


def _gradient(sheet: Sheet) -> None:
    """The loss for one weight of a network, and its slope where the weight is."""
    images, labels = as_floats(mnist("train").images[:1000]), mnist("train").labels[:1000]
    network = Network([Flatten(), Dense(10)]).initialize(np.random.default_rng(0))
    _, gradient = softmax_cross_entropy(network.forward(images, training=True), labels)
    network.backward(gradient / len(labels))
    place = int(np.abs(network.gradient).argmax())
    start, slope = float(network.vector[place]), float(network.gradient[place])

    def loss(weight: float) -> float:
        network.vector[place] = weight
        return softmax_cross_entropy(network.forward(images), labels)[0] / len(labels)

    weights = start + np.linspace(-2, 8, 80) * -np.sign(slope)
    losses, here = [loss(float(weight)) for weight in weights], loss(start)
    axes = sheet.chart(40, 6, 260, 130)
    axes.plot(weights, losses, color=sheet.blue, linewidth=1.6)
    reach = np.array([-1.2, 1.2])
    axes.plot(start + reach, here + slope * reach, color=sheet.orange, linewidth=1.6)
    axes.plot([start], [here], "o", color=sheet.orange, markersize=5)
    further = start - 2.4 * np.sign(slope)
    style = {"arrowstyle": "-|>", "color": sheet.text_colour}
    level = here + 0.12 * (max(losses) - min(losses))
    axes.annotate("", (further, level), (start, level), arrowprops=style)
    text = {"color": sheet.orange, "fontsize": 8, "ha": "left"}
    axes.text(start, 0.9 * max(losses), minus(f"∂L/∂w = {slope:.3f}"), **text)
    sheet.text(316, 136, "w", colour=sheet.quiet)
    sheet.text(20, 0, "L", colour=sheet.quiet)


class _TwoWeights:
    """Threes and fives told apart by two numbers of each, so that the loss can be drawn as a map.

    Attributes:
        inputs: (N, 2) float32, the digits along two principal components.
        labels: (N,) int64, 1 for a five.
    """

    decay = 0.02
    """Of the weights, so that the map has a lowest point nearby."""

    def __init__(self) -> None:
        train = mnist("train")
        chosen = np.flatnonzero(np.isin(train.labels[:6000], (3, 5)))
        rows = as_floats(train.images[chosen]).reshape(len(chosen), -1)
        rows -= rows.mean(axis=0)
        directions = np.linalg.svd(rows, full_matrices=False)[2][[0, 4]]
        self.inputs: FloatArray = rows @ directions.T
        self.inputs /= self.inputs.std(axis=0) * np.array([1, 4], np.float32)
        self.labels = (train.labels[chosen] == 5).astype(np.int64)

    def loss(
        self, weights: AnyArray, which: AnyArray | slice = slice(None)
    ) -> tuple[float, AnyArray]:
        """The mean loss of some digits, and its gradient (2,)."""
        inputs, labels = self.inputs[which], self.labels[which]
        logits = np.stack([np.zeros(len(inputs), np.float32), inputs @ weights], axis=1)
        loss, gradient = softmax_cross_entropy(logits.astype(np.float32), labels)
        penalty = self.decay / 2 * float(weights @ weights)
        slope = gradient[:, 1] @ inputs / len(inputs) + self.decay * weights
        return loss / len(inputs) + penalty, slope

    def path(self, rate: float, steps: int, *, momentum: float = 0.0, batch: int = 0) -> AnyArray:
        """The weights (steps + 1, 2) during a descent; all digits in each step without a batch."""
        weights, random = np.array(START, np.float32), np.random.default_rng(0)
        optimizer, places = SGD(2, 2, momentum=momentum), [weights.copy()]
        for _ in range(steps):
            which = random.integers(0, len(self.labels), batch) if batch else slice(None)
            optimizer.step(weights, self.loss(weights, which)[1].astype(np.float32), rate)
            places.append(weights.copy())
        return np.array(places)


START = (-2.5, 2.2)
_AREA = (-3.2, 3.2), (-2.6, 3.2)


@cache
def _two_weights() -> _TwoWeights:
    return _TwoWeights()


def _paths(sheet: Sheet, paths: list[tuple[AnyArray, str]]) -> None:
    """A map of the loss for each path."""
    digits = _two_weights()
    x, y = (np.linspace(*ends, 40) for ends in _AREA)
    heights = np.array([[digits.loss(np.array([a, b]))[0] for a in x] for b in y])
    levels = heights.min() + (heights.max() - heights.min()) * np.linspace(0.02, 1, 12) ** 2
    for number, (path, colour) in enumerate(paths):
        axes = sheet.chart(250 * number, 0, 220, 140)
        axes.contour(x, y, heights, levels, colors=sheet.quiet, linewidths=0.7, alpha=0.6)
        axes.plot(*path.T, color=colour, linewidth=1.2, marker="o", markersize=2)
        axes.plot(*path[0], "o", color=sheet.text_colour, markersize=5)
        axes.set(xlim=_AREA[0], ylim=_AREA[1], xticks=[], yticks=[])
        axes.spines[:].set_visible(True)


def _momentum(sheet: Sheet) -> None:
    """A descent without and with momentum, at the same learning rate."""
    digits = _two_weights()
    plain, carried = digits.path(0.2, 50), digits.path(0.2, 50, momentum=0.8)
    _paths(sheet, [(plain, sheet.blue), (carried, sheet.orange)])


def _sgd(sheet: Sheet) -> None:
    """A descent by the gradient of all digits, and by that of sixteen at a time."""
    digits = _two_weights()
    exact, random = digits.path(1.5, 40), digits.path(1.5, 40, batch=16)
    _paths(sheet, [(exact, sheet.blue), (random, sheet.orange)])


RATES = 0.0005, 0.1, 5.0


@cache
def _losses(rate: float) -> list[float]:
    """The loss of each step at a constant learning rate, until it diverges."""
    train = mnist("train")
    classifier = NetworkClassifier(
        "mlp", learning_rate=rate, schedule="constant", epochs=5, threads=1, **PLAIN
    )
    events = classifier.fit_steps(train.images[:5000], train.labels[:5000])
    losses: list[float] = []
    with suppress(DivergedError):
        losses.extend(event.loss for event in events if isinstance(event, BatchFinished))
    return losses


def _learning_rate(sheet: Sheet) -> None:
    """The loss of 5,000 digits at three rates."""
    axes = sheet.chart(40, 6, 340, 140)
    for rate, colour in zip(RATES, (sheet.quiet, sheet.blue, sheet.orange), strict=True):
        losses = np.array(_losses(rate))
        smooth = np.exp([np.log(losses[max(0, i - 8) : i + 1]).mean() for i in range(len(losses))])
        axes.plot(smooth, color=colour, linewidth=1.5)
        style = {"color": colour, "fontsize": 8.5, "va": "center"}
        axes.text(len(losses) + 4, float(smooth[-1]), f"{rate:g}", **style)
    axes.set(yscale="log", xlim=(0, 200), ylim=(0.05, 100))
    sheet.text(40, -8, "L", colour=sheet.quiet)


def _schedule(sheet: Sheet) -> None:
    """The schedules of the learning rate, in the order of the program."""
    progress = np.linspace(0, 1, 200)
    for place, schedule in enumerate(SCHEDULES.values()):
        axes = sheet.chart(150 * place, 4, 120, 80)
        axes.plot(progress, [schedule(x) for x in progress], color=sheet.blue, linewidth=1.6)
        axes.set(xticks=[], yticks=[], xlim=(0, 1.03), ylim=(0, 1.06))


def _overfitting(sheet: Sheet) -> None:
    """Loss and accuracy of the training digits in blue, of others in orange."""
    history = overfitted().history_
    for start, name in ((30, "loss"), (320, "accuracy")):
        axes = sheet.chart(start, 6, 230, 130)
        for prefix, colour in (("", sheet.blue), ("validation_", sheet.orange)):
            values = [getattr(epoch, prefix + name) for epoch in history]
            axes.plot(range(1, len(values) + 1), values, color=colour, linewidth=1.6)
        axes.set_xlim(1, len(history))
        if name == "loss":
            axes.set_ylim(0, 1)
        else:
            axes.set_ylim(0.6, 1.01)
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _validation(sheet: Sheet) -> None:
    """Digits to learn from in blue, those that are held out in orange."""
    images = as_floats(mnist("train").images[:60])
    for place, image in enumerate(images):
        row, column = divmod(place, 15)
        held_out = column >= 12
        left = 34 * column + 24 * held_out
        colour = sheet.orange if held_out else sheet.blue
        sheet.ink(image, left, 34 * row, 28)
        sheet.frame(left, 34 * row, 28, 28, colour=colour, width=1.2)


def _weight_decay(sheet: Sheet) -> None:
    """The weights of the first layer, trained without and with weight decay."""
    for start, decay, colour in ((0, 0.0, sheet.blue), (290, 0.003, sheet.orange)):
        classifier = trained(5_000, epochs=15, weight_decay=decay)
        weights = classifier.network_.tensors()["dense1.weight"].ravel()
        axes = sheet.chart(start + 8, 0, 240, 110)
        counts, edges = np.histogram(weights, np.linspace(-0.3, 0.3, 81))
        axes.bar(edges[:-1], np.sqrt(counts), edges[1] - edges[0], align="edge", color=colour)
        axes.set(yticks=[], xticks=[-0.2, 0, 0.2], ylim=(0, 220))
        axes.spines["left"].set_visible(False)


PICTURES = {
    "batch": _batch,
    "cross-entropy": _cross_entropy,
    "epoch": _epoch,
    "gradient": _gradient,
    "learning-rate": _learning_rate,
    "momentum": _momentum,
    "overfitting": _overfitting,
    "schedule": _schedule,
    "sgd": _sgd,
    "validation": _validation,
    "weight-decay": _weight_decay,
}
