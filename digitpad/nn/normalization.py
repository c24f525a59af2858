"""Batch normalization: what flows between layers stays centred and of unit size.

    y = gamma (x - mean) / sqrt(variance + epsilon) + beta        per channel

The idea is Ioffe and Szegedy's (2015). While training, mean and variance are those of the images
that pass together: a batch goes through the network in parts, each normalized by itself ("ghost"
batches, Hoffer et al. 2017). For recognizing, running averages are used, and the whole layer melts
into the convolution before it.
"""

from math import prod
from typing import Self

import numpy as np

from digitpad.nn.layers import Layer, Shape
from digitpad.nn.workspace import unbuffered_ufuncs
from digitpad.types import FloatArray

FLAT = 1e-4
"""Where the variance is below this part of the squared mean, the difference of the two large
numbers E[x^2] - E[x]^2 has lost too many digits."""


class BatchNorm(Layer):
    """Normalizes each channel of (height, width, N, channels), or each unit of (N, units).

    Args:
        momentum: how much of the running averages stays at each step.
        epsilon: added to the variance, so that a channel that never changes does not divide by 0.
    """

    kind = "batchnorm"

    def __init__(self, momentum: float = 0.9, epsilon: float = 1e-5) -> None:
        super().__init__()
        self.momentum = momentum
        self.epsilon = epsilon
        self._seen: list[tuple[FloatArray, FloatArray]] = []

    def output_shape(self, input_shape: Shape) -> Shape:
        """As it came."""
        return input_shape

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Gamma, beta, running mean and variance, each (channels,)."""
        names = ("gamma", "beta", "running_mean", "running_variance")
        return dict.fromkeys(names, input_shape[-1:])

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Start by changing nothing but size and centre."""
        channels = input_shape[-1]
        self.parameters = {
            "gamma": np.ones(channels, np.float32),
            "beta": np.zeros(channels, np.float32),
        }
        self.state = {
            "running_mean": np.zeros(channels, np.float32),
            "running_variance": np.ones(channels, np.float32),
        }

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Normalize, scale and shift."""
        if not training:
            scale, shift = self.scale_and_shift()
            out = self._buffer("output", x.shape)
            return np.add(np.multiply(x, scale, out=out), shift, out=out)
        with unbuffered_ufuncs():
            rows, out = _long_rows(x), self._buffer("scratch", x.shape)
            mean = self._channel_sums(rows) / self._count(x)
            variance = self._products(x, x) / self._count(x) - mean * mean
            if (variance < np.float32(FLAT) * mean * mean).any():
                variance = self._variance_about(mean, rows, out)
            self._x, self._mean = x, mean
            self._inverse_deviation = 1 / np.sqrt(variance + np.float32(self.epsilon))
            self._seen.append((mean, variance))
            scale = self.parameters["gamma"] * self._inverse_deviation
            self._scale_and_add(rows, scale, self.parameters["beta"] - scale * mean, out)
        return out

    def _variance_about(
        self, mean: FloatArray, rows: FloatArray, scratch: FloatArray
    ) -> FloatArray:
        """The variance as its definition says, for values that lie close together but far off."""
        centred = _long_rows(scratch)
        np.subtract(rows, self._along_rows("shift", mean, rows), out=centred)
        return self._products(scratch, scratch) / self._count(scratch)

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """The mean and variance depend on every x, hence the two corrections.

        With c = x - mean and s = 1 / sqrt(variance + epsilon), over the M values of a channel:
        dL/dbeta = sum g,   dL/dgamma = s sum g c = s (sum g x - mean sum g),
        dL/dx = gamma s (g - dL/dbeta / M - c s dL/dgamma / M) = scale g + slope x + rest.
        """
        with unbuffered_ufuncs():
            rows, x = _long_rows(grad), self._x
            count, inverse, mean = self._count(grad), self._inverse_deviation, self._mean
            grad_beta = self._channel_sums(rows)
            grad_gamma = (self._products(grad, x) - mean * grad_beta) * inverse
            for name, value in (("beta", grad_beta), ("gamma", grad_gamma)):
                if accumulate:
                    self.gradients[name] += value
                else:
                    self.gradients[name][...] = value
            if not input_gradient:
                return None
            scale = self.parameters["gamma"] * inverse
            slope = -scale * inverse * grad_gamma / count
            rest = -scale * grad_beta / count - slope * mean
            correction = self._buffer("scratch", x.shape)
            self._scale_and_add(_long_rows(x), slope, rest, correction)
            np.multiply(rows, self._along_rows("scale", scale, rows), out=rows)
            return np.add(grad, correction, out=grad)

    def scale_and_shift(self) -> tuple[FloatArray, FloatArray]:
        """What the layer does when recognizing: y = x * scale + shift, each (channels,)."""
        deviation = np.sqrt(self.state["running_variance"] + np.float32(self.epsilon))
        scale = self.parameters["gamma"] / deviation
        return scale, self.parameters["beta"] - scale * self.state["running_mean"]

    def replica(self) -> Self:
        """The same layer; running averages are shared, what each replica sees is its own."""
        twin = super().replica()
        twin.state = self.state
        twin._seen = []
        return twin

    def absorb(self, replicas: list[Self]) -> None:
        """Move the running averages towards what the replicas saw since the last time."""
        seen = [pair for replica in replicas for pair in replica._seen]
        for replica in replicas:
            replica._seen.clear()
        if not seen:
            return
        for index, name in enumerate(("running_mean", "running_variance")):
            average = np.mean([pair[index] for pair in seen], axis=0, dtype=np.float32)
            self.state[name] *= np.float32(self.momentum)
            self.state[name] += np.float32(1 - self.momentum) * average

    @staticmethod
    def _count(x: FloatArray) -> np.float32:
        return np.float32(x.size // x.shape[-1])

    def _channel_sums(self, rows: FloatArray) -> FloatArray:
        """(R, row) -> (channels,): BLAS adds up fastest, as a product with ones."""
        ones = self._buffer("ones", (len(rows),))
        ones.fill(1)
        return self._by_channel(ones @ rows)

    def _products(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """The sum of x * y over each channel, (channels,), in one pass over the two."""
        shape = (-1, prod(x.shape[-2:])) if x.ndim == 4 else x.shape
        return self._by_channel(np.einsum("rc,rc->c", x.reshape(shape), y.reshape(shape)))

    def _by_channel(self, sums: FloatArray) -> FloatArray:
        total: FloatArray = sums.reshape(-1, self.parameters["gamma"].size).sum(axis=0)
        return total

    def _scale_and_add(
        self, rows: FloatArray, scale: FloatArray, shift: FloatArray, out: FloatArray
    ) -> None:
        """Out = rows * scale + shift, the latter two (channels,)."""
        target = _long_rows(out)
        np.multiply(rows, self._along_rows("scale", scale, rows), out=target)
        np.add(target, self._along_rows("shift", shift, rows), out=target)

    def _along_rows(self, name: str, values: FloatArray, rows: FloatArray) -> FloatArray:
        """Repeat (channels,) to the length of a row: NumPy is slow on runs of a few numbers."""
        row = self._buffer(f"row of {name}", rows.shape[1:])
        row.reshape(-1, values.size)[...] = values
        return row


def _long_rows(x: FloatArray) -> FloatArray:
    """(H, W, N, C) -> a view (H, W * N * C); (N, units) as it is."""
    return x if x.ndim == 2 else x.reshape(len(x), -1)
