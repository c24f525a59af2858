"""Convolution: what it computes, and the entry to the fast algorithms.

    out[y, x, n, f] = bias[f] + sum of in[y + dy, x + dx, n, c] * weight[dy, dx, c, f]
                                over dy, dx, c

(The kernel is not mirrored, so strictly this is a cross-correlation, as always in deep learning.)
Feature maps are spatial-major, (height, width, N, channels), see `layers.py`. `Convolution` chooses
a fast algorithm by the shapes alone, so the same seed gives the same model on every machine.
"""

from __future__ import annotations

from typing import Literal

from digitpad.common.types import FloatArray
from digitpad.nn.kernels.im2col import PatchConvolution
from digitpad.nn.kernels.winograd import WinogradConvolution
from digitpad.nn.kernels.winograd_matrices import is_supported

Algorithm = Literal["auto", "patches", "winograd"]
FourShape = tuple[int, int, int, int]


def fastest(input_shape: FourShape, weight_shape: FourShape) -> Algorithm:
    """The algorithm that is fastest for these shapes, by rules found in measurements.

    Winograd's algorithm pays off with enough channels and filters, and with more than one image.
    Otherwise patches are copied.
    """
    _, _, n, channels = input_shape
    kernel_height, kernel_width, _, filters = weight_shape
    is_possible = is_supported(kernel_height) and is_supported(kernel_width)
    pays_off = n > 1 and min(channels, filters) >= 8
    return "winograd" if is_possible and pays_off else "patches"


class Convolution:
    """A convolution of one fixed shape: float32, stride 1, with its own workspace.

    All buffers, the results among them, are allocated once and overwritten by the next call. So
    one object must not be used by several threads.

    Args:
        input_shape: (H, W, N, C).
        weight_shape: (kernel height, kernel width, C, F).
        padding: rows of zeros above and below, columns of zeros left and right.
        algorithm: "auto" chooses by the shapes, see `fastest`.

    Attributes:
        output_shape: (H', W', N, F).
    """

    def __init__(
        self,
        input_shape: FourShape,
        weight_shape: FourShape,
        padding: tuple[int, int] = (0, 0),
        *,
        algorithm: Algorithm = "auto",
    ) -> None:
        self.algorithm = algorithm if algorithm != "auto" else fastest(input_shape, weight_shape)
        kind = WinogradConvolution if self.algorithm == "winograd" else PatchConvolution
        self._kernel = kind(input_shape, weight_shape, padding)
        self.output_shape = self._kernel.output_shape

    def forward(self, x: FloatArray, weight: FloatArray, bias: FloatArray) -> FloatArray:
        """Compute the convolution and keep what `backward` needs.

        Args:
            x: (H, W, N, C).
            weight: (kernel height, kernel width, C, F).
            bias: (F,).

        Returns:
            (H', W', N, F), contiguous; overwritten by the next call.
        """
        return self._kernel.forward(x, weight, bias)

    def backward(
        self, grad: FloatArray, weight: FloatArray, *, input_gradient: bool = True
    ) -> tuple[FloatArray | None, FloatArray, FloatArray]:
        """Compute the gradients. Call it once for each `forward`, whose buffers it overwrites.

        Args:
            grad: (H', W', N, F), dL/doutput.
            weight: the weight that `forward` used.
            input_gradient: whether to compute dL/dx.

        Returns:
            dL/dx (H, W, N, C), or None with `input_gradient` off; dL/dweight, shaped like the
            weight; dL/dbias (F,). All are overwritten by the next call.
        """
        return self._kernel.backward(grad, weight, input_gradient=input_gradient)
