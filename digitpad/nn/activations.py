"""Activation functions: the nonlinearities between the layers.

    ReLU  max(x, 0)        tanh  from -1 to 1        sigmoid  from 0 to 1

Without them, any number of dense layers would still be one linear map. ReLU overwrites its input;
the layer before it does not need its output again. All keep their output y, because their
derivatives are simplest in terms of y.
"""

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.types import FloatArray
from digitpad.common.validation import look_up
from digitpad.nn.layers import Layer, LayerWithoutParameters


class ReLU(LayerWithoutParameters):
    """y = max(x, 0). The derivative is 1 where x > 0 and 0 elsewhere."""

    kind = "relu"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Set negative numbers to zero, in place.

        `np.maximum` takes five times as long with a number as with an array of zeros.
        """
        zeros = self._buffer("zeros", x.shape[1:])
        zeros.fill(0)
        self._y = np.maximum(x, zeros, out=x)
        return self._y

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """dL/dx = dL/dy where y > 0, else 0."""
        is_positive = self._buffer("is positive", grad.shape, np.bool_)
        np.greater(self._y, 0, out=is_positive)
        return np.multiply(grad, is_positive, out=grad)


class Tanh(LayerWithoutParameters):
    """y = tanh(x), the hyperbolic tangent. The derivative is 1 - y^2."""

    kind = "tanh"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Map every number to -1..1."""
        self._y = np.tanh(x, out=self._buffer("output", x.shape))
        return self._y

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """dL/dx = dL/dy (1 - y^2)."""
        derivative = self._buffer("derivative", grad.shape)
        np.multiply(self._y, self._y, out=derivative)
        np.subtract(1, derivative, out=derivative)
        return np.multiply(grad, derivative, out=grad)


class Sigmoid(LayerWithoutParameters):
    """y = 1 / (1 + exp(-x)), the logistic function. The derivative is y (1 - y)."""

    kind = "sigmoid"

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Map every number to 0..1, as (tanh(x / 2) + 1) / 2, which never overflows."""
        self._y = self._buffer("output", x.shape)
        np.multiply(x, 0.5, out=self._y)
        np.tanh(self._y, out=self._y)
        self._y *= 0.5
        self._y += 0.5
        return self._y

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """dL/dx = dL/dy y (1 - y)."""
        derivative = self._buffer("derivative", grad.shape)
        np.subtract(1, self._y, out=derivative)
        derivative *= self._y
        return np.multiply(grad, derivative, out=grad)


ACTIVATIONS: dict[str, type[Layer]] = {"relu": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}


def activation(name: str) -> Layer:
    """A new activation layer by its name.

    Raises:
        ParameterError: the name is not known.
    """
    return look_up(ACTIVATIONS, name, Phrase("activation"))()
