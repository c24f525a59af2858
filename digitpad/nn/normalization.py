"""Batch normalization: what flows between layers stays centred and of unit size.

    y = gamma (x - mean) / sqrt(variance + epsilon) + beta        per channel

The idea is Ioffe and Szegedy's (2015). While training, mean and variance are those of the images that pass together. A batch goes through
the network in parts, each normalized by itself ("ghost" batches, Hoffer et al. 2017). For
recognizing, running averages are used, and the whole layer melts into the convolution before it.
"""

from typing import Self

import numpy as np

from digitpad.nn.layers import Layer, Shape
from digitpad.types import FloatArray


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
        return {name: input_shape[-1:] for name in names}

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
        rows = _long_rows(x)
        centred = self._buffer("centred", rows.shape)
        scratch = self._buffer("scratch", rows.shape)
        mean = self._channel_sums(rows) / self._count(x)
        np.subtract(rows, self._along_rows("mean", mean, rows), out=centred)
        np.multiply(centred, centred, out=scratch)
        variance = self._channel_sums(scratch) / self._count(x)
        self._seen.append((mean, variance))
        self._centred = centred
        self._inverse_deviation = 1 / np.sqrt(variance + np.float32(self.epsilon))
        scale = self.parameters["gamma"] * self._inverse_deviation
        np.multiply(centred, self._along_rows("scale", scale, rows), out=scratch)
        scratch += self._along_rows("beta", self.parameters["beta"], rows)
        return scratch.reshape(x.shape)

    def backward(
        self, grad: FloatArray, *, accumulate: bool = False, input_gradient: bool = True
    ) -> FloatArray | None:
        """The mean and variance depend on every x, hence the two corrections.

        With c = x - mean and s = 1 / sqrt(variance + epsilon), over the M values of a channel:
        dL/dbeta = sum g,   dL/dgamma = s sum g c,
        dL/dx = gamma s (g - dL/dbeta / M - c s dL/dgamma / M).
        """
        rows = _long_rows(grad)
        count = self._count(grad)
        inverse, centred = self._inverse_deviation, self._centred
        scratch = self._buffer("scratch", rows.shape)
        grad_beta = self._channel_sums(rows)
        np.multiply(rows, centred, out=scratch)
        grad_gamma = self._channel_sums(scratch) * inverse
        for name, value in (("beta", grad_beta), ("gamma", grad_gamma)):
            if accumulate:
                self.gradients[name] += value
            else:
                self.gradients[name][...] = value
        if not input_gradient:
            return None
        scale = self.parameters["gamma"] * inverse
        slope = -scale * inverse * grad_gamma / count
        np.multiply(centred, self._along_rows("slope", slope, rows), out=centred)
        np.multiply(rows, self._along_rows("scale", scale, rows), out=rows)
        rows += centred
        rows -= self._along_rows("mean", scale * grad_beta / count, rows)
        return grad

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
        """(R, N * channels) -> (channels,): BLAS adds up fastest, as a product with ones."""
        ones = self._buffer("ones", (len(rows),))
        ones.fill(1)
        channels = self.parameters["gamma"].size
        sums: FloatArray = (ones @ rows).reshape(-1, channels).sum(axis=0)
        return sums

    def _along_rows(self, name: str, values: FloatArray, rows: FloatArray) -> FloatArray:
        """Repeat (channels,) to the length of a row: NumPy is slow on runs of a few numbers."""
        row = self._buffer(f"row of {name}", rows.shape[1:])
        row.reshape(-1, values.size)[...] = values
        return row


def _long_rows(x: FloatArray) -> FloatArray:
    """(H, W, N, C) -> a view (H * W, N * C); (N, units) as it is."""
    return x if x.ndim == 2 else x.reshape(x.shape[0] * x.shape[1], -1)
