"""Terms about the layers of a network."""

from __future__ import annotations

import numpy as np

from digitpad.inspection.activations import receptive_field
from digitpad.nn.activations import ACTIVATIONS
from digitpad.nn.layers import Dense, Dropout
from tests.tools.pictures.glossary.materials import digit, layer, model, network, observed
from tests.tools.pictures.glossary.sheet import Sheet

PIXEL = 4


def _activation(sheet: Sheet) -> None:
    """The curves of all activation functions."""
    x = np.linspace(-4, 4, 161, dtype=np.float32)
    for place, (name, kind) in enumerate(ACTIVATIONS.items()):
        axes = sheet.chart(20 + 170 * place, 22, 130, 84)
        axes.axhline(0, color=sheet.faint, linewidth=0.7)
        axes.axvline(0, color=sheet.faint, linewidth=0.7)
        axes.plot(x, kind().forward(x.copy()), color=sheet.blue, linewidth=1.6)
        sheet.text(85 + 170 * place, 10, {"relu": "ReLU"}.get(name, name))


def _strongest(label: int) -> tuple[int, int, int]:
    """Where the first convolution of `cnn-small` puts out its largest value: y, x, filter."""
    output = observed("cnn-small", label)[layer("cnn-small", "conv1")]
    y, x, which = (int(place) for place in np.unravel_index(output.argmax(), output.shape))
    return y, x, which


def _convolution(sheet: Sheet) -> None:
    """A filter of `cnn-small`, where it fits best, and its map."""
    y, x, which = _strongest(7)
    weights = model("cnn-small").tensors()["conv1.weight"][:, :, 0, which]
    output = observed("cnn-small", 7)[layer("cnn-small", "conv1")][:, :, which]
    sheet.ink(digit(7), 0, 0)
    sheet.frame(x * PIXEL, y * PIXEL, 3 * PIXEL, 3 * PIXEL, colour=sheet.orange, width=2)
    sheet.text(128, 56, "∗", size=18)
    sheet.numbers(weights, 144, 8, 32)
    sheet.text(256, 56, "=", size=18)
    sheet.signed(output, 272, 4, 26 * PIXEL)
    sheet.frame(272 + x * PIXEL, 4 + y * PIXEL, PIXEL, PIXEL, colour=sheet.text_colour, width=2)


def _feature_map(sheet: Sheet) -> None:
    """Maps of `cnn` behind the first convolution, those with the largest values."""
    output = observed("cnn", 7)[layer("cnn", "relu1")]
    sheet.ink(digit(7), 0, 0)
    sheet.arrow(120, 56, 142)
    for place, which in enumerate(np.argsort(-output.max(axis=(0, 1)))[:12]):
        row, column = divmod(place, 6)
        sheet.positive(output[:, :, which], 150 + 58 * column, 58 * row, 54)


def _pooling(sheet: Sheet) -> None:
    """Four by four values of a map, and the largest of each two by two."""
    y, x, which = _strongest(7)
    top, left = (min(max(place // 2 * 2 - 2, 0), 22) for place in (y, x))
    patch = observed("cnn-small", 7)[layer("cnn-small", "conv1")][top : top + 4, left : left + 4]
    values = patch[:, :, which]
    sheet.numbers(values, 0, 0, 32)
    for row, column in np.ndindex(2, 2):
        part = values[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        sheet.frame(64 * column + 1, 64 * row + 1, 62, 62, colour=sheet.text_colour, width=1.5)
        y, x = np.unravel_index(part.argmax(), part.shape)
        sheet.frame(
            64 * column + 32 * x + 4, 64 * row + 32 * y + 4, 24, 24, colour=sheet.blue, width=2
        )
    sheet.arrow(140, 64, 166)
    sheet.numbers(values.reshape(2, 2, 2, 2).max(axis=(1, 3)), 178, 32, 32)


def _stride(sheet: Sheet) -> None:
    """The places of a filter of 3 x 3 on 7 x 7 pixels, one and two pixels apart."""
    y, x, which = _strongest(7)
    top, left = (min(max(place - 2, 0), 19) for place in (y, x))
    output = observed("cnn-small", 7)[layer("cnn-small", "conv1")]
    values = output[top : top + 5, left : left + 5, which]
    for start, stride in ((0, 1), (290, 2)):
        sheet.ink(0.6 * digit(7)[top : top + 7, left : left + 7], start, 0, 126)
        for place, colour in ((0, sheet.orange), (stride, sheet.blue)):
            sheet.frame(start + 18 * place + 2, 2, 50, 50, colour=colour, width=2.5)
        sheet.text(start + 63, 138, str(stride))
        sheet.arrow(start + 134, 63, start + 156)
        kept = values[::stride, ::stride]
        sheet.signed(kept, start + 164, 63 - 9 * len(kept), 18 * len(kept))
        for place, colour in ((0, sheet.orange), (1, sheet.blue)):
            corner = start + 164 + 18 * place, 63 - 9 * len(kept)
            sheet.frame(*corner, 18, 18, colour=colour, width=2)


def _receptive_field(sheet: Sheet) -> None:
    """What one value of each layer of `cnn` depends on."""
    pixel = 6
    sheet.ink(0.6 * digit(3), 0, 0, 28 * pixel)
    names = ("conv1", "maxpool1", "conv2", "conv3", "maxpool2")
    for number, name in enumerate(names):
        index = layer("cnn", name)
        middle = network("cnn").shapes[index + 1][0] // 2
        place = receptive_field(network("cnn"), index, middle, middle)
        colour = sheet.classes[(0, 1, 2, 3, 4)[number]]
        corner = place.left * pixel, place.top * pixel
        sheet.frame(*corner, place.width * pixel, place.height * pixel, colour=colour, width=2)
        sheet.block(190, 14 + 24 * number, 18, 12, colour)
        sheet.text(216, 20 + 24 * number, f"{place.height} × {place.width}", ha="left")


def _columns(sheet: Sheet, start: float, sizes: tuple[int, ...]) -> list[list[tuple[float, float]]]:
    """Places of the units of layers, a column for each."""
    high = 120
    return [
        [(start + 90 * column, high * (row + 0.5) / size) for row in range(size)]
        for column, size in enumerate(sizes)
    ]


def _dense(sheet: Sheet) -> None:
    """Each of five inputs goes to each of three outputs, with a weight."""
    dense = Dense(3)
    dense.initialize((5,), np.random.default_rng(3))
    weights = dense.parameters["weight"]
    inputs, outputs = _columns(sheet, 8, (5, 3))
    for (row, column), weight in np.ndenumerate(weights):
        (x, y), (to_x, to_y) = inputs[row], outputs[column]
        colour = sheet.orange if weight > 0 else sheet.blue
        share = abs(weight) / np.abs(weights).max()
        sheet.line([x, to_x], [y, to_y], colour, 0.5 + 3 * float(share))
    for x, y in [*inputs, *outputs]:
        sheet.dot(x, y, 8, sheet.text_colour, fill=False)


def _dropout(sheet: Sheet) -> None:
    """Two steps of a training, each without other units."""
    dropout = Dropout(0.5)
    dropout.generator = np.random.default_rng(6)
    for start in (8, 288):
        layers = _columns(sheet, start, (4, 6, 3))
        works = dropout.forward(np.ones((1, 6), np.float32), training=True)[0] > 0
        for before, after in ((0, 1), (1, 2)):
            for row, column in np.ndindex(len(layers[before]), len(layers[after])):
                if works[column if after == 1 else row]:
                    ends = zip(layers[before][row], layers[after][column], strict=True)
                    sheet.line(*(list(pair) for pair in ends), sheet.quiet, 0.8)
        for number, units in enumerate(layers):
            for row, (x, y) in enumerate(units):
                off = number == 1 and not works[row]
                sheet.dot(x, y, 7, sheet.faint if off else sheet.blue, fill=not off)
                if off:
                    sheet.line([x - 5, x + 5], [y - 5, y + 5], sheet.problem, 1.5, zorder=5)
                    sheet.line([x - 5, x + 5], [y + 5, y - 5], sheet.problem, 1.5, zorder=5)


PICTURES = {
    "activation": _activation,
    "convolution": _convolution,
    "dense": _dense,
    "dropout": _dropout,
    "feature-map": _feature_map,
    "pooling": _pooling,
    "receptive-field": _receptive_field,
    "stride": _stride,
}
