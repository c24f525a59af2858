"""Layers: each computes an output (forward) and sends gradients back (backward).

    images -> SpatialMajor -> Conv2D -> MaxPool2D -> ReLU -> Flatten -> Dense -> logits
           <----------------- gradients go back through the same layers ----------------

`forward(x)` computes the output y and keeps what `backward` needs. `backward(grad)` takes dL/dy,
the gradient of the loss L with respect to that output. It fills the gradients of the layer's own
parameters and returns dL/dx, the gradient with respect to the input.

Feature maps have the layout (height, width, N, channels), here called spatial-major. A step to the
next pixel then skips one contiguous run of N * channels numbers, which suits NumPy and BLAS best.
Vectors have the layout (N, units). Outputs are buffers: the layer's next pass overwrites them.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from typing import ClassVar, Self

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import AnyArray, FloatArray
from digitpad.nn.initialization import initial_weights
from digitpad.nn.kernels.convolution import Convolution

Shape = tuple[int, ...]

KEPT_WORKSPACES = 4
"""Workspaces of a convolution, one for each input shape: the parts of a batch have two or three
sizes, and the drawings on the pad are one digit or a few."""


class Layer(ABC):
    """One step of the network.

    Attributes:
        parameters: what is learned, by name. Replicas share these arrays.
        gradients: dL/dparameter, with the same names and shapes.
        initialization: how the first weights are drawn, see `initial_weights`.
    """

    kind: ClassVar[str]
    initialization = "glorot"

    def __init__(self) -> None:
        self.parameters: dict[str, FloatArray] = {}
        self.gradients: dict[str, FloatArray] = {}
        self._buffers: dict[str, AnyArray] = {}

    def output_shape(self, input_shape: Shape) -> Shape:
        """The output's shape without N, here that of the input.

        Raises:
            ParameterError: the layer cannot take an input of this shape.
        """
        return input_shape

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Shapes of the parameters for inputs of this shape. Allocates nothing."""
        return {}

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Create the parameters for inputs of this shape (without N): random weights, zero bias."""
        for name, shape in self.tensor_shapes(input_shape).items():
            self.parameters[name] = (
                np.zeros(shape, np.float32)
                if len(shape) == 1
                else initial_weights(shape, self.initialization, generator)
            )

    @abstractmethod
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Compute the output, float32, for the input x.

        Args:
            x: float32, with N; some layers overwrite it.
            training: `backward` will follow, so keep what it needs.
        """

    @abstractmethod
    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """Fill `gradients` from dL/dy and return dL/dx.

        Args:
            grad: dL/dy, shaped like the output of the last `forward`; may be overwritten.
            accumulate: add to `gradients` instead of replacing them.
            input_gradient: off where no layer before this one learns; saves computing dL/dx.

        Returns:
            dL/dx, shaped like the input, or None with `input_gradient` off.
        """

    def _store(self, name: str, gradient: FloatArray, accumulate: bool) -> None:
        """Write the gradient of a parameter, or add it to what is there."""
        if accumulate:
            self.gradients[name] += gradient
        else:
            self.gradients[name][...] = gradient

    def replica(self) -> Self:
        """The same layer for another thread: shared parameters; own gradients and buffers."""
        twin = copy.copy(self)
        twin.gradients = {name: np.zeros_like(value) for name, value in self.gradients.items()}
        twin._buffers = {}
        return twin

    def _buffer(self, name: str, shape: Shape, dtype: type = np.float32) -> AnyArray:
        """An uninitialized array to write into; the same array as long as the shape stays."""
        buffer = self._buffers.get(name)
        if buffer is None or buffer.shape != shape:
            buffer = self._buffers[name] = np.empty(shape, dtype)
        return buffer

    def __repr__(self) -> str:
        shapes = ", ".join(f"{name} {value.shape}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({shapes})"


class LayerWithoutParameters(Layer):
    """A layer that learns nothing: its backward pass is dL/dx alone."""

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """See `Layer.backward`."""
        return self._input_gradient(grad) if input_gradient else None

    @abstractmethod
    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """dL/dx from dL/dy."""


class SpatialMajor(LayerWithoutParameters):
    """Images (N, height, width) -> feature maps (height, width, N, 1)."""

    kind = "input"

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width) -> (height, width, 1)."""
        return (*input_shape, 1)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """(N, height, width) -> (height, width, N, 1)."""
        n, height, width = x.shape
        out = self._buffer("output", (height, width, n, 1))
        np.copyto(out[..., 0], x.transpose(1, 2, 0))
        return out

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """(height, width, N, 1) -> (N, height, width)."""
        return grad[..., 0].transpose(2, 0, 1)


class Flatten(LayerWithoutParameters):
    """Feature maps (height, width, N, channels) or images (N, height, width) -> (N, units)."""

    kind = "flatten"

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width, channels) -> (height * width * channels,), in this order."""
        return (int(np.prod(input_shape)),)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """(height, width, N, channels) or (N, height, width) -> (N, units)."""
        self._input_shape = x.shape
        if x.ndim == 3:
            return x.reshape(len(x), -1)
        height, width, n, channels = x.shape
        out = self._buffer("output", (n, height, width, channels))
        np.copyto(out, x.transpose(2, 0, 1, 3))
        return out.reshape(n, -1)

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """(N, units) -> the shape of the input."""
        if len(self._input_shape) == 3:
            return grad.reshape(self._input_shape)
        height, width, n, channels = self._input_shape
        out = self._buffer("input_gradient", self._input_shape)
        np.copyto(out, grad.reshape(n, height, width, channels).transpose(1, 2, 0, 3))
        return out


class Dense(Layer):
    """Every output is a weighted sum of all inputs:  y = x W + b.

    Gradients:  dL/dW = x^T dL/dy,   dL/db = sum of dL/dy over N,   dL/dx = dL/dy W^T.

    Args:
        units: the number of outputs.
        initialization: see `initial_weights`.

    Raises:
        ParameterError: fewer than one unit.
    """

    kind = "dense"

    def __init__(self, units: int, *, initialization: str = "glorot") -> None:
        super().__init__()
        if units < 1:
            raise ParameterError("a dense layer needs at least one unit, not {units}", units=units)
        self.units = units
        self.initialization = initialization

    def output_shape(self, input_shape: Shape) -> Shape:
        """(inputs,) -> (units,)."""
        if len(input_shape) != 1:
            raise ParameterError(
                "a dense layer takes flat vectors, not shape {input_shape}", input_shape=input_shape
            )
        return (self.units,)

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Weight (inputs, units) and bias (units,)."""
        return {"weight": (input_shape[0], self.units), "bias": (self.units,)}

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """(N, inputs) -> (N, units)."""
        self._x = x
        out = self._buffer("output", (len(x), self.units))
        np.matmul(x, self.parameters["weight"], out=out)
        out += self.parameters["bias"]
        return out

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """(N, units) -> (N, inputs)."""
        weight = self.parameters["weight"]
        product = self._buffer("weight_gradient", weight.shape)
        self._store("weight", np.matmul(self._x.T, grad, out=product), accumulate)
        self._store("bias", grad.sum(axis=0), accumulate)
        if not input_gradient:
            return None
        return np.matmul(grad, weight.T, out=self._buffer("input_gradient", self._x.shape))


class Conv2D(Layer):
    """Every output pixel is a weighted sum of the patch around it; all patches share the weights.

    `kernels/convolution.py` has the formula, in a plain and in fast forms.

    Args:
        filters: the number of output channels.
        kernel: height and width of a patch; one number means a square.
        padding: `valid` uses only patches inside the input, so the output is smaller by
            kernel - 1. `same` adds a border of zeros, so the size stays.
        initialization: see `initial_weights`.

    Raises:
        ParameterError: sizes below 1, an unknown padding, or `same` with an even kernel.
    """

    kind = "conv"

    def __init__(
        self,
        filters: int,
        kernel: int | tuple[int, int] = 3,
        *,
        padding: str = "valid",
        initialization: str = "he",
    ) -> None:
        super().__init__()
        self.kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        if filters < 1 or min(self.kernel) < 1:
            raise ParameterError(
                "a convolution needs at least one filter and a kernel of at least 1, not "
                "{filters} filters with kernel {kernel}",
                filters=filters,
                kernel=self.kernel,
            )
        if padding not in {"valid", "same"}:
            raise ParameterError("padding is 'valid' or 'same', not {padding!r}", padding=padding)
        if padding == "same" and not (self.kernel[0] % 2 and self.kernel[1] % 2):
            raise ParameterError("'same' needs an odd kernel, not {kernel}", kernel=self.kernel)
        self.filters = filters
        self.padding = padding
        self.initialization = initialization
        self._convolutions: dict[Shape, Convolution] = {}

    @property
    def _pad(self) -> tuple[int, int]:
        """Rows of zeros above and below, columns of zeros left and right."""
        return (0, 0) if self.padding == "valid" else (self.kernel[0] // 2, self.kernel[1] // 2)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width, channels) -> (height', width', filters)."""
        if len(input_shape) != 3:
            raise ParameterError(
                "a convolution takes (height, width, channels), not shape {input_shape}",
                input_shape=input_shape,
            )
        height = input_shape[0] + 2 * self._pad[0] - self.kernel[0] + 1
        width = input_shape[1] + 2 * self._pad[1] - self.kernel[1] + 1
        if height < 1 or width < 1:
            raise ParameterError(
                "an input of {height} x {width} pixels is smaller than the kernel of "
                "{kernel_height} x {kernel_width}",
                height=input_shape[0],
                width=input_shape[1],
                kernel_height=self.kernel[0],
                kernel_width=self.kernel[1],
            )
        return (height, width, self.filters)

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Weight (kernel height, kernel width, channels, filters) and bias (filters,)."""
        return {
            "weight": (*self.kernel, input_shape[2], self.filters),
            "bias": (self.filters,),
        }

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """(height, width, N, channels) -> (height', width', N, filters)."""
        self._convolution = self._convolution_for(x.shape)
        return self._convolution.forward(x, self.parameters["weight"], self.parameters["bias"])

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """(height', width', N, filters) -> (height, width, N, channels)."""
        dx, dweight, dbias = self._convolution.backward(
            grad, self.parameters["weight"], input_gradient=input_gradient
        )
        self._store("weight", dweight, accumulate)
        self._store("bias", dbias, accumulate)
        return dx

    def _convolution_for(self, shape: Shape) -> Convolution:
        """The workspace for inputs of this shape; those used last are kept."""
        found = self._convolutions.pop(shape, None)
        if found is None:
            if len(self._convolutions) == KEPT_WORKSPACES:
                self._convolutions.pop(next(iter(self._convolutions)))
            height, width, n, channels = shape
            weight_shape = (*self.kernel, channels, self.filters)
            found = Convolution((height, width, n, channels), weight_shape, self._pad)
        self._convolutions[shape] = found
        return found

    def replica(self) -> Self:
        """The same layer with its own workspace."""
        twin = super().replica()
        twin._convolutions = {}
        return twin


class Dropout(LayerWithoutParameters):
    """During training, set each unit to zero with probability `rate` (Srivastava et al. 2014).

    The other units are multiplied by 1 / (1 - rate). The expected output therefore stays the same,
    and inference needs no correction.

    Args:
        rate: from 0 up to, but not including, 1.

    Raises:
        ParameterError: the rate is outside that range.
    """

    kind = "dropout"

    def __init__(self, rate: float) -> None:
        super().__init__()
        if not 0 <= rate < 1:
            raise ParameterError("a dropout rate lies in 0 <= rate < 1, not {rate}", rate=rate)
        self.rate = rate
        self.generator = np.random.default_rng(0)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Multiply by a random mask in training; return x itself in inference."""
        self._mask: FloatArray | None = None
        if not training or self.rate == 0:
            return x
        uniform = self._buffer("uniform", x.shape)
        self.generator.random(dtype=np.float32, out=uniform)
        mask = self._buffer("mask", x.shape)
        np.multiply(uniform >= self.rate, np.float32(1 / (1 - self.rate)), out=mask)
        self._mask = mask
        return np.multiply(x, mask, out=self._buffer("output", x.shape))

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """Multiply by the same mask: dropped units get zero gradient."""
        return grad if self._mask is None else np.multiply(grad, self._mask, out=grad)
