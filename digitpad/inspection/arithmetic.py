"""How a single number of a layer is computed, with the actual values.

patch x kernel -> sum + bias -> nonlinearity        a unit of a convolution or dense layer
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.inspection.activations import NONLINEARITIES, Observed, Place, input_span
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer
from digitpad.nn.pooling import MaxPool2D

SHOWN_TERMS = 3
"""The largest products are written out; the rest is counted."""

_NOTHING: FloatArray = np.empty(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """How one number was computed.

    Attributes:
        kind: of the layer or step.
        patch: the part of the layer's input that the unit sees: (kernel height, kernel width, C)
            of a convolution, (inputs,) of a dense layer, (size, size) of pooling, else one number
            ().
        kernel: the weights, shaped like the patch; empty where the layer has none.
        products: patch times kernel; empty where there is no kernel.
        bias: added to the sum; 0 where there is none.
        total: the products' sum and the bias; the largest number of a pooling window; or the
            result of the one number.
        activation: the nonlinearity right behind the layer, such as "relu", or "".
        output: the result of that nonlinearity; `total` where there is none.
        place: where the patch lies in the layer's input, partly outside where the input has a
            border of zeros; None for vectors.
        text: the calculation in a line.
    """

    kind: str
    patch: FloatArray
    kernel: FloatArray
    products: FloatArray
    bias: float
    total: float
    activation: str
    output: float
    place: Place | None
    text: str


def arithmetic(observed: Observed, index: int, unit: int, y: int = 0, x: int = 0) -> Arithmetic:
    """How `observed[index][y, x, unit]`, or `observed[index][unit]` of a vector, was computed.

    Raises:
        ParameterError: the layer has no such place.
    """
    network = observed.network
    shape = network.shapes[index + 1]
    where = (y, x, unit) if len(shape) == 3 else (unit,)
    if any(not 0 <= at < size for at, size in zip(where, shape, strict=True)):
        raise ParameterError(
            "{name} has shape {shape}, so no place {where}",
            name=network.names[index],
            shape=shape,
            where=where,
        )
    layer, taken = network.layers[index], observed.input_of(index)
    if isinstance(layer, Conv2D | Dense):
        return _weighted_sum(observed, index, where)
    if isinstance(layer, MaxPool2D):
        return _largest(layer, taken, unit, y, x)
    if isinstance(layer, Flatten):
        taken = taken.reshape(shape)
    value = float(taken[where[: taken.ndim]])  # the image has no axis of channels yet
    return _one_number(layer, value, float(observed[index][where]))


def _weighted_sum(observed: Observed, index: int, where: tuple[int, ...]) -> Arithmetic:
    """A convolution or a dense layer."""
    layer, taken, unit = observed.network.layers[index], observed.input_of(index), where[-1]
    place: Place | None = None
    if isinstance(layer, Conv2D):
        patch, place = _patch(layer, taken, *where[:2])
    else:
        patch = taken.copy()
    kernel = layer.parameters["weight"][..., unit].copy()
    products = patch * kernel
    bias = float(layer.parameters["bias"][unit]) if "bias" in layer.parameters else 0.0
    total = float(observed[index][where])
    kinds = [one.kind for one in observed.network.layers[index + 1 : index + 2]]
    activation = "".join(kind for kind in kinds if kind in NONLINEARITIES)
    output = float(observed[index + 1][where]) if activation else total
    text = _in_words(patch, kernel, products, bias, total)
    if activation:
        text += f",  {activation} {_number(output)}"
    return Arithmetic(
        layer.kind, patch, kernel, products, bias, total, activation, output, place, text
    )


def _patch(layer: Conv2D, taken: FloatArray, y: int, x: int) -> tuple[FloatArray, Place]:
    """The input below the kernel; zeros outside of the input."""
    top, bottom = input_span(layer, (y, y), 0)
    left, right = input_span(layer, (x, x), 1)
    place = Place(top, left, bottom - top + 1, right - left + 1)
    padded = np.pad(taken, [(size, size) for size in place[2:]] + [(0, 0)])
    patch = padded[place.height + top :, place.width + left :][: place.height, : place.width]
    return patch.copy(), place


def _largest(layer: MaxPool2D, taken: FloatArray, unit: int, y: int, x: int) -> Arithmetic:
    size = layer.size
    place = Place(y * size, x * size, size, size)
    patch = taken[place.top : place.top + size, place.left : place.left + size, unit].copy()
    total = float(patch.max())
    numbers = ", ".join(_number(value) for value in patch.ravel().tolist())
    text = f"largest of {numbers} = {_number(total)}"
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, total, "", total, place, text)


def _one_number(layer: Layer, value: float, result: float) -> Arithmetic:
    """A nonlinearity, or a layer that only moves numbers."""
    text = f"{_number(value)}, unchanged"
    if layer.kind in NONLINEARITIES:
        text = f"{layer.kind}({_number(value)}) = {_number(result)}"
    patch = np.array(value, np.float32)
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, result, "", result, None, text)


def _in_words(
    patch: FloatArray, kernel: FloatArray, products: FloatArray, bias: float, total: float
) -> str:
    """The largest products first, then how many more there are, the bias and the sum."""
    at = np.argsort(-np.abs(products.ravel()), kind="stable")
    at = at[: SHOWN_TERMS if products.size > SHOWN_TERMS + 1 else products.size]
    pairs = zip(patch.ravel()[at], kernel.ravel()[at], strict=True)
    terms = [f"{_number(value)}×{_number(weight)}" for value, weight in pairs]
    if left := products.size - len(at):
        terms.append(f"{left:,} more")
    return f"{' + '.join(terms)} + bias {_number(bias)} = {_number(total)}"


def _number(value: float) -> str:
    """Three digits, with a real minus sign."""
    text = f"{value:.3g}"
    return ("0" if float(text) == 0 else text).replace("-", "−")
