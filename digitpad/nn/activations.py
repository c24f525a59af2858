"""The bends between the layers. Without them, any number of layers would be one linear map.

ReLU works on its input in place: the layer before it never needs its own output again. The two
smooth ones keep their output, since their derivatives are simplest in terms of it.
"""

import numpy as np

from digitpad.errors import ParameterError
from digitpad.nn.layers import Layer, Shape
from digitpad.types import FloatArray


class Activation(Layer):
    """Something done to every number by itself."""

    def output_shape(self, input_shape: Shape) -> Shape:
        """As it came."""
        return input_shape


class ReLU(Activation):
    """max(x, 0), with derivative 1 where x > 0 and 0 elsewhere."""

    kind = "relu"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Zero what is negative, in place.

        A comparison and a product with the mask take less time than `np.maximum`, and the mask is
        what `backward` needs.
        """
        mask = self._mask_buffer("mask", x.shape)
        self._mask = np.greater(x, 0, out=mask)
        return np.multiply(x, mask, out=x)

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """Only what was positive passes the gradient on."""
        return np.multiply(grad, self._mask, out=grad) if input_gradient else None


class Tanh(Activation):
    """Hyperbolic tangent, with derivative 1 - y^2."""

    kind = "tanh"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Squash to -1..1."""
        out = self._buffer("output", x.shape)
        self._y = np.tanh(x, out=out)
        return out

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """dL/dx = dL/dy (1 - y^2) = dL/dy - dL/dy y y."""
        if not input_gradient:
            return None
        slope = self._buffer("slope", grad.shape)
        np.multiply(self._y, self._y, out=slope)
        np.subtract(1, slope, out=slope)
        return np.multiply(grad, slope, out=grad)


class Sigmoid(Activation):
    """The logistic function 1 / (1 + exp(-x)), with derivative y (1 - y)."""

    kind = "sigmoid"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Squash to 0..1, by way of tanh, which never overflows."""
        out = self._buffer("output", x.shape)
        np.multiply(x, 0.5, out=out)
        np.tanh(out, out=out)
        out *= 0.5
        out += 0.5
        self._y = out
        return out

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """dL/dx = dL/dy y (1 - y)."""
        if not input_gradient:
            return None
        slope = self._buffer("slope", grad.shape)
        np.subtract(1, self._y, out=slope)
        slope *= self._y
        return np.multiply(grad, slope, out=grad)


ACTIVATIONS: dict[str, type[Activation]] = {"relu": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}


def activation(name: str) -> Activation:
    """A new activation layer by its name, or a `ParameterError` that lists the names."""
    if name not in ACTIVATIONS:
        raise ParameterError(
            f"activation {name!r} is not known; there are {', '.join(ACTIVATIONS)}"
        )
    return ACTIVATIONS[name]()
