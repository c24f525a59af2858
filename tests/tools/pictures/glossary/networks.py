"""Terms about the numbers in a network: from weights to probabilities and back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.nn.activations import Tanh
from digitpad.nn.layers import Dense
from digitpad.nn.losses import softmax, softmax_cross_entropy
from digitpad.nn.network import Network
from tests.tools.pictures.glossary.materials import digit, mnist, model
from tests.tools.pictures.glossary.sheet import Sheet, minus


def _unsure() -> tuple[FloatArray, FloatArray]:
    """A digit of whose class `softmax` is 60 % sure, and its logits."""
    images = mnist("test").images[:500]
    logits = model("softmax").logits(images)
    which = int(np.abs(softmax(logits).max(axis=1) - 0.6).argmin())
    return as_floats(images[which]), logits[which]


def _weight(sheet: Sheet) -> None:
    """What the pixels of a seven add to its logit in `softmax`."""
    weights = model("softmax").tensors()["weight"][:, 7].reshape(28, 28)
    products = digit(7) * weights
    sheet.ink(digit(7), 0, 0)
    sheet.text(126, 56, "×", size=18)
    sheet.signed(weights, 140, 0, limit=float(np.abs(weights).max()) / 2)
    sheet.text(266, 56, "=", size=18)
    sheet.signed(products, 280, 0, limit=float(np.abs(products).max()) / 2)
    sheet.text(404, 56, minus(f"Σ = {products.sum():.1f}"), size=14, ha="left")


def _parameter(sheet: Sheet) -> None:
    """All that the convolution of `cnn-small` has learned: three filters, each with a bias."""
    tensors = model("cnn-small").tensors()
    for which in range(3):
        left = 200 * which
        sheet.numbers(tensors["conv1.weight"][:, :, 0, which], left, 0, 34, form="{:.2f}")
        sheet.text(left + 116, 51, "+", size=16)
        sheet.numbers(
            tensors["conv1.bias"][which : which + 1, None], left + 130, 34, 34, form="{:.2f}"
        )


def _logit(sheet: Sheet) -> None:
    """The logits of a digit."""
    image, logits = _unsure()
    sheet.ink(image, 0, 0)
    sheet.arrow(120, 56, 142)
    sheet.bars(logits, 156, 8, 220, form="{:.1f}")


def _softmax(sheet: Sheet) -> None:
    """Logits, and the probabilities that softmax makes of them."""
    logits = _unsure()[1]
    sheet.bars(logits, 0, 8, 200, form="{:.1f}")
    sheet.arrow(212, 56, 244)
    sheet.bars(softmax(logits[None])[0], 256, 8, 200, form="{:.0%}")


def _temperature(sheet: Sheet) -> None:
    """The probabilities of the same logits at three temperatures."""
    logits = _unsure()[1]
    for place, temperature in enumerate((0.5, 1.0, 2.0)):
        left = 196 * place
        shares = softmax(logits[None] / np.float32(temperature))[0]
        sheet.bars(shares, left, 12, 176, form="{:.0%}", limit=1)
        sheet.text(left + 88, 132, f"T = {temperature:g}")


def _label_smoothing(sheet: Sheet) -> None:
    """The target for a seven, without and with smoothing."""
    logits, label = np.zeros((1, 10), np.float32), np.array([7])
    for start, share in ((0, 0.0), (260, 0.3)):
        gradient = softmax_cross_entropy(logits, label, label_smoothing=share)[1]
        sheet.bars((softmax(logits) - gradient)[0], start, 12, 200, form="{:.2f}", limit=1)
    sheet.arrow(212, 56, 244)


def _backpropagation(sheet: Sheet) -> None:
    """A pass through a tiny network: values forward in blue, gradients back in orange."""
    network = Network([Dense(3), Tanh(), Dense(2)], (2,)).initialize(np.random.default_rng(4))
    values = [np.array([[0.9, -0.4]], np.float32)]
    for layer in network.layers:
        values.append(layer.forward(values[-1], training=True).copy())
    loss, gradient = softmax_cross_entropy(values[-1], np.array([0]))
    gradients = [gradient.copy()]
    for layer in reversed(network.layers):
        back = layer.backward(gradients[0].copy())
        assert back is not None
        gradients.insert(0, back.copy())
    places = [
        [(28 + 130 * column, 132 * (row + 0.5) / layer.size) for row in range(layer.size)]
        for column, layer in enumerate(values)
    ]
    for column, (before, after) in enumerate(pairwise(places)):
        for row, (x, y) in enumerate(before):
            for to, (to_x, to_y) in enumerate(after):
                if column != 1 or row == to:
                    sheet.line([x, to_x], [y, to_y], sheet.faint, 1.5, zorder=1)
    for units, numbers, slopes in zip(places, values, gradients, strict=True):
        for (x, y), number, slope in zip(units, numbers[0], slopes[0], strict=True):
            sheet.block(x - 20, y - 16, 40, 32, sheet.paper)
            sheet.frame(x - 20, y - 16, 40, 32, colour=sheet.quiet)
            sheet.text(x, y - 7, minus(f"{number:.2f}"), colour=sheet.blue)
            sheet.text(x, y + 8, minus(f"{slope:.2f}"), colour=sheet.orange)
    sheet.text(462, 66, f"−log p = {loss:.2f}", ha="left")
    sheet.arrow(20, 0, 440, colour=sheet.blue)
    sheet.arrow(440, 136, 20, colour=sheet.orange)


PICTURES = {
    "backpropagation": _backpropagation,
    "label-smoothing": _label_smoothing,
    "logit": _logit,
    "parameter": _parameter,
    "softmax": _softmax,
    "temperature": _temperature,
    "weight": _weight,
}
