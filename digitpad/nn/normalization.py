"""Batch normalization: each channel is brought to mean 0 and variance 1, then scaled and shifted.

    y = gamma (x - mean) / sqrt(variance + epsilon) + beta        per channel

Ioffe and Szegedy (2015). In training, mean and variance are those of the images that pass through
the network together: the parts of a batch, each normalized separately ("ghost batches", Hoffer et
al. 2017). In inference, running averages are used, and the layer can be folded into the convolution
before it (`Network.folded`).
"""

from math import prod
from typing import Self

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.nn.layers import Layer, Shape

SMALL_VARIANCE = 1e-4
"""Below this share of the squared mean, E[x^2] - E[x]^2 loses too many digits in float32."""


class BatchNorm(Layer):
    """Normalizes each channel of (height, width, N, channels), or each unit of (N, units).

    Args:
        momentum: the share of the running averages that stays at each step.
        epsilon: added to the variance, to avoid dividing by 0 for a constant channel.
    """

    kind = "batchnorm"

    def __init__(self, momentum: float = 0.9, epsilon: float = 1e-5) -> None:
        super().__init__()
        self.momentum = momentum
        self.epsilon = epsilon
        self._batch_statistics: list[tuple[FloatArray, FloatArray]] = []

    def tensor_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Gamma, beta, running mean and variance, each (channels,)."""
        names = ("gamma", "beta", "running_mean", "running_variance")
        return dict.fromkeys(names, input_shape[-1:])

    def initialize(self, input_shape: Shape, generator: np.random.Generator) -> None:
        """Gamma 1, beta 0; the running averages start at mean 0 and variance 1."""
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
        """(H, W, N, C) or (N, units) -> the same shape."""
        if not training:
            scale, shift = self.scale_and_shift()
            out = self._buffer("output", x.shape)
            return np.add(np.multiply(x, scale, out=out), shift, out=out)
        rows, out = _long_rows(x), self._buffer("scratch", x.shape)
        mean = self._channel_sums(rows) / self._count(x)
        variance = self._products(x, x) / self._count(x) - mean * mean
        if (variance < np.float32(SMALL_VARIANCE) * mean * mean).any():
            variance = self._variance_from_definition(mean, rows, out)
        self._x, self._mean = x, mean
        self._inverse_deviation = 1 / np.sqrt(variance + np.float32(self.epsilon))
        self._batch_statistics.append((mean, variance))
        scale = self.parameters["gamma"] * self._inverse_deviation
        self._scale_and_add(rows, scale, self.parameters["beta"] - scale * mean, out)
        return out

    def _variance_from_definition(
        self, mean: FloatArray, rows: FloatArray, scratch: FloatArray
    ) -> FloatArray:
        """E[(x - mean)^2], for channels with a small variance far from zero."""
        centred = _long_rows(scratch)
        np.subtract(rows, self._along_rows("shift", mean, rows), out=centred)
        return self._products(scratch, scratch) / self._count(scratch)

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """Gradients, with two corrections since mean and variance depend on every x.

        With g = dL/dy, c = x - mean, s = 1 / sqrt(variance + epsilon) and M values in a channel:

        dL/dbeta = sum g
        dL/dgamma = s sum g c = s (sum g x - mean sum g)
        dL/dx = gamma s (g - dL/dbeta / M - c s dL/dgamma / M) = scale g + slope x + offset
        """
        rows, x = _long_rows(grad), self._x
        count, inverse, mean = self._count(grad), self._inverse_deviation, self._mean
        grad_beta = self._channel_sums(rows)
        grad_gamma = (self._products(grad, x) - mean * grad_beta) * inverse
        self._store("beta", grad_beta, accumulate)
        self._store("gamma", grad_gamma, accumulate)
        if not input_gradient:
            return None
        scale = self.parameters["gamma"] * inverse
        slope = -scale * inverse * grad_gamma / count
        offset = -scale * grad_beta / count - slope * mean
        correction = self._buffer("scratch", x.shape)
        self._scale_and_add(_long_rows(x), slope, offset, correction)
        np.multiply(rows, self._along_rows("scale", scale, rows), out=rows)
        return np.add(grad, correction, out=grad)

    def scale_and_shift(self) -> tuple[FloatArray, FloatArray]:
        """Scale and shift of inference, (channels,) each: y = x * scale + shift."""
        deviation = np.sqrt(self.state["running_variance"] + np.float32(self.epsilon))
        scale = self.parameters["gamma"] / deviation
        return scale, self.parameters["beta"] - scale * self.state["running_mean"]

    def replica(self) -> Self:
        """The same layer with shared running averages and its own batch statistics."""
        twin = super().replica()
        twin.state = self.state
        twin._batch_statistics = []
        return twin

    def update_running_averages(self, replicas: list[Self]) -> None:
        """Move the running averages towards the replicas' batch statistics since the last call."""
        statistics = [pair for replica in replicas for pair in replica._batch_statistics]
        for replica in replicas:
            replica._batch_statistics.clear()
        if not statistics:
            return
        for index, name in enumerate(("running_mean", "running_variance")):
            average = np.mean([pair[index] for pair in statistics], axis=0, dtype=np.float32)
            self.state[name] *= np.float32(self.momentum)
            self.state[name] += np.float32(1 - self.momentum) * average

    @staticmethod
    def _count(x: FloatArray) -> np.float32:
        return np.float32(x.size // x.shape[-1])

    def _channel_sums(self, rows: FloatArray) -> FloatArray:
        """(rows, run) -> (channels,), as a product with ones: BLAS sums fastest."""
        ones = self._buffer("ones", (len(rows),))
        ones.fill(1)
        return self._by_channel(ones @ rows)

    def _products(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """The sum of x * y over each channel, (channels,), in one pass."""
        shape = (-1, prod(x.shape[-2:])) if x.ndim == 4 else x.shape
        return self._by_channel(np.einsum("rc,rc->c", x.reshape(shape), y.reshape(shape)))

    def _by_channel(self, sums: FloatArray) -> FloatArray:
        total: FloatArray = sums.reshape(-1, self.parameters["gamma"].size).sum(axis=0)
        return total

    def _scale_and_add(
        self, rows: FloatArray, scale: FloatArray, shift: FloatArray, out: FloatArray
    ) -> None:
        """Write rows * scale + shift to `out`; scale and shift are (channels,)."""
        target = _long_rows(out)
        np.multiply(rows, self._along_rows("scale", scale, rows), out=target)
        np.add(target, self._along_rows("shift", shift, rows), out=target)

    def _along_rows(self, name: str, values: FloatArray, rows: FloatArray) -> FloatArray:
        """Repeat (channels,) to the length of a row; NumPy is slow on short inner loops."""
        row = self._buffer(f"row of {name}", rows.shape[1:])
        row.reshape(-1, values.size)[...] = values
        return row


def _long_rows(x: FloatArray) -> FloatArray:
    """(H, W, N, C) -> a view (H, W * N * C); (N, units) as it is."""
    return x if x.ndim == 2 else x.reshape(len(x), -1)
