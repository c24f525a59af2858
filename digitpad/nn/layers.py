"""The layers of a network: each knows how to go forward, and how to send the error back.

    images -> SpatialMajor -> Conv2D -> MaxPool2D -> ReLU -> Flatten -> Dense -> logits
           <-------------------- gradients flow back the same way --------------------

`forward(x)` computes the output and keeps what `backward` will need. `backward(grad)` takes the
loss's gradient with respect to that output, works out the gradients of the layer's own parameters
and returns the gradient with respect to its input.

Pictures between layers lie spatial-major, (height, width, N, channels): shifting a picture by one
pixel then moves long contiguous runs of N * channels numbers, which is what NumPy and BLAS like
best. Vectors are (N, units). Outputs live in buffers that the layer uses again in the next pass.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from typing import ClassVar, Self

import numpy as np

from digitpad.errors import ParameterError
from digitpad.nn.convolution import Convolution
from digitpad.nn.initialization import initial_weights
from digitpad.types import AnyArray, BoolArray, FloatArray

Shape = tuple[int, ...]

KEPT_WORKSPACES = 4
"""A set is cut into parts of two or three sizes, and each size needs its own workspace."""


class Layer(ABC):
    """One step of the network.

    Attributes:
        parameters: what is learned, by name; shared between replicas.
        gradients: the loss's gradient for each parameter, of the same name and shape.
        state: what is measured rather than learned (running averages), saved with the weights.
    """

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.parameters: dict[str, FloatArray] = {}
        self.gradients: dict[str, FloatArray] = {}
        self.state: dict[str, FloatArray] = {}
        self._buffers: dict[str, AnyArray] = {}

    @abstractmethod
    def output_shape(self, input_shape: Shape) -> Shape:
        """The output's shape without N, or a `ParameterError` where the input does not fit."""

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Shapes of parameters and state for inputs of this shape; nothing is allocated."""
        return {}

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Create the parameters for inputs of this shape (without N)."""

    @abstractmethod
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """The output for `x`; with `training`, what `backward` needs is kept."""

    @abstractmethod
    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """Fill `gradients` (or add to them) and return the gradient of the input.

        `grad` may be overwritten. With `input_gradient` off (nothing before this layer learns),
        the last step is saved and None returned.
        """

    def replica(self) -> Self:
        """The same layer, sharing parameters, with its own gradients, state and buffers."""
        twin = copy.copy(self)
        twin.gradients = {name: np.zeros_like(value) for name, value in self.gradients.items()}
        twin.state = {name: value.copy() for name, value in self.state.items()}
        twin._buffers = {}
        return twin

    def _buffer(self, name: str, shape: Shape) -> FloatArray:
        """An array to write into, the same one each time as long as the shape stays."""
        return self._array(name, shape, np.float32)

    def _mask_buffer(self, name: str, shape: Shape) -> BoolArray:
        """The same for yes or no."""
        return self._array(name, shape, np.bool_)

    def _array(self, name: str, shape: Shape, dtype: type) -> AnyArray:
        buffer = self._buffers.get(name)
        if buffer is None or buffer.shape != shape:
            buffer = self._buffers[name] = np.empty(shape, dtype)
        return buffer

    def __repr__(self) -> str:
        shapes = ", ".join(f"{name} {value.shape}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({shapes})"


class SpatialMajor(Layer):
    """Images (N, height, width) -> pictures (height, width, N, 1)."""

    kind = "input"

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width) -> (height, width, 1)."""
        return (*input_shape, 1)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Move N behind the picture's axes."""
        n, height, width = x.shape
        out = self._buffer("output", (height, width, n, 1))
        np.copyto(out[..., 0], x.transpose(1, 2, 0))
        return out

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """Move N back to the front."""
        return grad[..., 0].transpose(2, 0, 1) if input_gradient else None


class Flatten(Layer):
    """Pictures (height, width, N, channels) or images (N, height, width) -> vectors (N, units)."""

    kind = "flatten"

    def output_shape(self, input_shape: Shape) -> Shape:
        """All of one picture's numbers in a row: by line, then column, then channel."""
        return (int(np.prod(input_shape)),)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Lay each picture out as one row."""
        self._input_shape = x.shape
        if x.ndim == 3:
            return x.reshape(len(x), -1)
        height, width, n, channels = x.shape
        out = self._buffer("output", (n, height, width, channels))
        np.copyto(out, x.transpose(2, 0, 1, 3))
        return out.reshape(n, -1)

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """Fold each row back into its picture."""
        if not input_gradient:
            return None
        if len(self._input_shape) == 3:
            return grad.reshape(self._input_shape)
        height, width, n, channels = self._input_shape
        out = self._buffer("input_gradient", self._input_shape)
        np.copyto(out, grad.reshape(n, height, width, channels).transpose(1, 2, 0, 3))
        return out


class Dense(Layer):
    """Every output is a weighted sum of all inputs:  y = x W + b.

    Derivatives:  dL/dW = x^T dL/dy,   dL/db = sum over N of dL/dy,   dL/dx = dL/dy W^T.
    """

    kind = "dense"

    def __init__(self, units: int, *, initialization: str = "glorot") -> None:
        super().__init__()
        if units < 1:
            raise ParameterError(f"a dense layer needs at least one unit, not {units}")
        self.units = units
        self.initialization = initialization

    def output_shape(self, input_shape: Shape) -> Shape:
        """(inputs,) -> (units,)."""
        if len(input_shape) != 1:
            raise ParameterError(f"a dense layer takes flat vectors, not shape {input_shape}")
        return (self.units,)

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Weight (inputs, units) and bias (units,)."""
        return {"weight": (input_shape[0], self.units), "bias": (self.units,)}

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Random weights, no bias."""
        inputs = input_shape[0]
        self.parameters = {
            "weight": initial_weights(
                (inputs, self.units), inputs, self.units, self.initialization, generator
            ),
            "bias": np.zeros(self.units, np.float32),
        }

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """X (N, inputs) -> (N, units)."""
        self._x = x
        out = self._buffer("output", (len(x), self.units))
        np.matmul(x, self.parameters["weight"], out=out)
        out += self.parameters["bias"]
        return out

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """Grad (N, units) -> (N, inputs)."""
        weight, gradients = self.parameters["weight"], self.gradients
        if accumulate:
            product = self._buffer("weight_gradient", weight.shape)
            gradients["weight"] += np.matmul(self._x.T, grad, out=product)
            gradients["bias"] += grad.sum(axis=0)
        else:
            np.matmul(self._x.T, grad, out=gradients["weight"])
            np.sum(grad, axis=0, out=gradients["bias"])
        if not input_gradient:
            return None
        out = self._buffer("input_gradient", self._x.shape)
        return np.matmul(grad, weight.T, out=out)


class Conv2D(Layer):
    """Every output pixel is a weighted sum of the patch below it; the same weights everywhere.

    Padding `valid` uses only patches inside the picture, which shrinks by kernel - 1; `same` adds
    a border of zeros, so that the size stays. The arithmetic is in `convolution.py`.
    """

    kind = "conv"

    def __init__(
        self,
        filters: int,
        kernel: int | tuple[int, int] = 3,
        *,
        padding: str = "valid",
        bias: bool = True,
        initialization: str = "he",
    ) -> None:
        super().__init__()
        self.kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        if filters < 1 or min(self.kernel) < 1:
            raise ParameterError(
                f"a convolution needs a filter and a kernel of at least 1, "
                f"not {filters} filters with kernel {self.kernel}"
            )
        if padding not in {"valid", "same"}:
            raise ParameterError(f"padding is 'valid' or 'same', not {padding!r}")
        if padding == "same" and not (self.kernel[0] % 2 and self.kernel[1] % 2):
            raise ParameterError(f"padding 'same' needs an odd kernel, not {self.kernel}")
        self.filters = filters
        self.padding = padding
        self.bias = bias
        self.initialization = initialization
        self._convolutions: dict[tuple[int, ...], Convolution] = {}

    @property
    def _pad(self) -> tuple[int, int]:
        if self.padding == "valid":
            return (0, 0)
        return (self.kernel[0] // 2, self.kernel[1] // 2)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width, channels) -> (height', width', filters)."""
        if len(input_shape) != 3:
            raise ParameterError(f"a convolution takes pictures, not shape {input_shape}")
        height = input_shape[0] + 2 * self._pad[0] - self.kernel[0] + 1
        width = input_shape[1] + 2 * self._pad[1] - self.kernel[1] + 1
        if height < 1 or width < 1:
            raise ParameterError(
                f"a picture of {input_shape[0]} x {input_shape[1]} is smaller than "
                f"the kernel of {self.kernel[0]} x {self.kernel[1]}"
            )
        return (height, width, self.filters)

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Weight (kernel height, kernel width, channels, filters) and bias (filters,)."""
        shapes: dict[str, Shape] = {"weight": (*self.kernel, input_shape[2], self.filters)}
        return shapes | ({"bias": (self.filters,)} if self.bias else {})

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Random weights, no bias."""
        area = self.kernel[0] * self.kernel[1]
        shape = (*self.kernel, input_shape[2], self.filters)
        self.parameters = {
            "weight": initial_weights(
                shape, area * input_shape[2], area * self.filters, self.initialization, generator
            )
        }
        if self.bias:
            self.parameters["bias"] = np.zeros(self.filters, np.float32)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """X (height, width, N, channels) -> (height', width', N, filters)."""
        self._convolution = self._convolution_for(x.shape)
        return self._convolution.forward(x, self.parameters["weight"], self.parameters.get("bias"))

    def _convolution_for(self, shape: tuple[int, ...]) -> Convolution:
        """The workspace for one input shape; the last few are kept."""
        found = self._convolutions.get(shape)
        if found is None:
            if len(self._convolutions) == KEPT_WORKSPACES:
                self._convolutions.pop(next(iter(self._convolutions)))
            height, width, n, channels = shape
            weight_shape = (*self.kernel, channels, self.filters)
            found = Convolution((height, width, n, channels), weight_shape, self._pad)
            self._convolutions[shape] = found
        return found

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """Grad (height', width', N, filters) -> (height, width, N, channels)."""
        return self._convolution.backward(
            grad,
            self.parameters["weight"],
            weight_gradient=self.gradients["weight"],
            bias_gradient=self.gradients.get("bias"),
            input_gradient=input_gradient,
            accumulate=accumulate,
        )

    def replica(self) -> Self:
        """The same layer with its own workspace."""
        twin = super().replica()
        twin._convolutions = {}
        return twin


class Dropout(Layer):
    """While training, silence each unit with a chance of `rate` (Srivastava et al. 2014).

    The others are scaled up by 1 / (1 - rate), so that nothing has to change when recognizing.
    """

    kind = "dropout"

    def __init__(self, rate: float) -> None:
        super().__init__()
        if not 0 <= rate < 1:
            raise ParameterError(f"a dropout rate lies in 0 <= rate < 1, not {rate}")
        self.rate = rate
        self.generator = np.random.default_rng(0)

    def output_shape(self, input_shape: Shape) -> Shape:
        """As it came."""
        return input_shape

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Silence units at random while training; otherwise pass through."""
        self._mask: FloatArray | None = None
        if not training or self.rate == 0:
            return x
        chance = self._buffer("chance", x.shape)
        self.generator.random(dtype=np.float32, out=chance)
        mask = self._buffer("mask", x.shape)
        np.multiply(chance >= self.rate, np.float32(1 / (1 - self.rate)), out=mask)
        self._mask = mask
        out = self._buffer("output", x.shape)
        return np.multiply(x, mask, out=out)

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """What was silenced gets no blame."""
        if not input_gradient:
            return None
        return grad if self._mask is None else np.multiply(grad, self._mask, out=grad)
