"""How a single number of a layer is computed, with the actual values.

patch x kernel -> sum + bias        a unit of a convolution or dense layer
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.inspection.activations import Observed, Place, input_span
from digitpad.nn.layers import Conv2D, Dense, Flatten
from digitpad.nn.pooling import MaxPool2D

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
        place: where the patch lies in the layer's input, partly outside where the input has a
            border of zeros; None for vectors.
    """

    kind: str
    patch: FloatArray
    kernel: FloatArray
    products: FloatArray
    bias: float
    total: float
    place: Place | None = None


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
    # A nonlinearity, or a layer that only moves numbers. The image has no axis of channels yet.
    patch = np.array(taken[where[: taken.ndim]], np.float32)
    total = float(observed[index][where])
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, total)


def _weighted_sum(observed: Observed, index: int, where: tuple[int, ...]) -> Arithmetic:
    """A convolution or a dense layer."""
    layer, taken, unit = observed.network.layers[index], observed.input_of(index), where[-1]
    place: Place | None = None
    if isinstance(layer, Conv2D):
        patch, place = _patch(layer, taken, *where[:2])
    else:
        patch = taken.copy()
    kernel = layer.parameters["weight"][..., unit].copy()
    bias = float(layer.parameters["bias"][unit])
    total = float(observed[index][where])
    return Arithmetic(layer.kind, patch, kernel, patch * kernel, bias, total, place)


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
    return Arithmetic(layer.kind, patch, _NOTHING, _NOTHING, 0.0, float(patch.max()), place)
