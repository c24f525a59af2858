"""Where a single number of a layer comes from, with the real numbers.

patch x kernel -> sum + bias -> bend        what a unit of a convolution or dense layer computes
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.errors import ParameterError
from digitpad.inspection.activations import BENDS, Observed, Place, looked_at
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D
from digitpad.types import AnyArray, FloatArray

SHOWN_TERMS = 3
"""The largest products are written out; the rest is counted."""

_NOTHING: FloatArray = np.empty(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """How one number came about.

    Attributes:
        kind: of the layer.
        patch: what the unit looks at in the layer's input: (kernel height, kernel width, C) of a
            convolution, (inputs,) of a dense layer, (size, size) of pooling, else one number ().
        kernel: the weights, shaped like the patch; empty where the layer has none.
        products: patch times kernel; empty where there is no kernel.
        bias: added to the sum; 0 where there is none.
        total: the products' sum and the bias; the largest number of a pooling window; or what
            became of the one number.
        activation: the bend right behind the layer, such as "relu", or "".
        output: what comes out behind that bend; `total` where there is none.
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
        raise ParameterError(f"{network.names[index]} has shape {shape}, so no place {where}")
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
    activation = _bend_behind(observed.network, index)
    output = float(observed[index + 1][where]) if activation else total
    text = _in_words(patch, kernel, products, bias, total)
    if activation:
        text += f",  {activation} {_number(output)}"
    return Arithmetic(
        layer.kind, patch, kernel, products, bias, total, activation, output, place, text
    )


def _patch(layer: Conv2D, taken: FloatArray, y: int, x: int) -> tuple[FloatArray, Place]:
    """What lies below the kernel; zeros outside of the input."""
    top, bottom = looked_at(layer, (y, y), 0)
    left, right = looked_at(layer, (x, x), 1)
    place = Place(top, left, bottom - top + 1, right - left + 1)
    patch = np.zeros((place.height, place.width, taken.shape[2]), np.float32)
    inside = np.s_[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
    found = taken[inside]
    above, before = max(-top, 0), max(-left, 0)
    patch[above : above + found.shape[0], before : before + found.shape[1]] = found
    return patch, place


def _largest(layer: MaxPool2D, taken: FloatArray, unit: int, y: int, x: int) -> Arithmetic:
    size = layer.size
    place = Place(y * size, x * size, size, size)
    patch = taken[place.top : place.top + size, place.left : place.left + size, unit].copy()
    total = float(patch.max())
    numbers = ", ".join(_number(float(value)) for value in patch.ravel())
    text = f"largest of {numbers} = {_number(total)}"
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, total, "", total, place, text)


def _one_number(layer: Layer, value: float, result: float) -> Arithmetic:
    """A bend, or a layer that only moves numbers."""
    text = f"{_number(value)}, unchanged"
    if layer.kind in BENDS:
        text = f"{layer.kind}({_number(value)}) = {_number(result)}"
    patch = np.array(value, np.float32)
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, result, "", result, None, text)


def _bend_behind(network: Network, index: int) -> str:
    if index + 1 == len(network.layers):
        return ""
    kind = network.layers[index + 1].kind
    return kind if kind in BENDS else ""


def _in_words(
    patch: FloatArray, kernel: FloatArray, products: FloatArray, bias: float, total: float
) -> str:
    """The largest products first, then how many more there are, the bias and the sum."""
    at = np.argsort(-np.abs(products.ravel()), kind="stable")
    at = at[: SHOWN_TERMS if products.size > SHOWN_TERMS + 1 else products.size]
    terms = [_product(patch.ravel()[i], kernel.ravel()[i]) for i in at]
    if left := products.size - len(at):
        terms.append(f"{left:,} more")
    return f"{' + '.join(terms)} + bias {_number(bias)} = {_number(total)}"


def _product(value: AnyArray, weight: AnyArray) -> str:
    return f"{_number(float(value))}×{_number(float(weight))}"


def _number(value: float) -> str:
    """Three digits, with a real minus sign."""
    text = f"{value:.3g}"
    return ("0" if float(text) == 0 else text).replace("-", "−")
