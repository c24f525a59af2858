"""Convolution: the plain form to read, and the door to the fast ones.

    out[y, x, n, f] = bias[f] + sum of in[y + dy, x + dx, n, c] * weight[dy, dx, c, f]
                                over dy, dx, c

(The kernel is not mirrored: strictly it is a cross-correlation, as everywhere in deep learning.)
Pictures lie spatial-major, (height, width, N, channels), see `layers.py`. `Convolution` picks one
of the fast algorithms by the shapes alone, so that the same seed gives the same model everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import numpy as np

from digitpad.nn.im2col import PatchesInColumns, PatchesInRows
from digitpad.nn.minimal_filter import can_use
from digitpad.nn.winograd import WinogradConvolution
from digitpad.nn.workspace import unbuffered_ufuncs
from digitpad.types import AnyArray, FloatArray

Algorithm = Literal["auto", "rows", "columns", "winograd"]
FourShape = tuple[int, int, int, int]


def convolve_reference(
    x: AnyArray, weight: AnyArray, bias: AnyArray | None = None, padding: tuple[int, int] = (0, 0)
) -> AnyArray:
    """Convolve as the formula says, for any type and kernel, without any cleverness.

    Args:
        x: (H, W, N, C).
        weight: (kernel height, kernel width, C, F).
        bias: (F,), or None for none.
        padding: rows of zeros above and below, columns of zeros left and right.

    Returns:
        (H', W', N, F) with H' = H + 2 * padding - kernel height + 1, and W' likewise.
    """
    kernel_height, kernel_width, _, filters = weight.shape
    padded = _with_border(x, padding)
    rows, columns = padded.shape[0] - kernel_height + 1, padded.shape[1] - kernel_width + 1
    out = np.zeros((rows, columns, x.shape[2], filters), x.dtype)
    for dy in range(kernel_height):
        for dx in range(kernel_width):
            out += padded[dy : dy + rows, dx : dx + columns] @ weight[dy, dx]
    return out if bias is None else out + bias


def convolve_reference_backward(
    x: AnyArray, weight: AnyArray, grad: AnyArray, padding: tuple[int, int] = (0, 0)
) -> tuple[AnyArray, AnyArray, AnyArray]:
    """Work out the gradients of `convolve_reference`, term by term.

    Args:
        x: (H, W, N, C), the input.
        weight: (kernel height, kernel width, C, F).
        grad: (H', W', N, F), the loss's gradient with respect to the output.
        padding: as for `convolve_reference`.

    Returns:
        The gradients with respect to x, weight and bias, shaped like these.
    """
    kernel_height, kernel_width, _, _ = weight.shape
    rows, columns = grad.shape[:2]
    padded = _with_border(x, padding)
    padded_gradient = np.zeros_like(padded)
    weight_gradient = np.zeros_like(weight)
    for dy in range(kernel_height):
        for dx in range(kernel_width):
            seen = np.s_[dy : dy + rows, dx : dx + columns]
            weight_gradient[dy, dx] = np.einsum("yxnc,yxnf->cf", padded[seen], grad)
            padded_gradient[seen] += grad @ weight[dy, dx].T
    inside = np.s_[padding[0] : padding[0] + x.shape[0], padding[1] : padding[1] + x.shape[1]]
    return padded_gradient[inside], weight_gradient, grad.sum(axis=(0, 1, 2))


def _with_border(x: AnyArray, padding: tuple[int, int]) -> AnyArray:
    return np.pad(x, ((padding[0],) * 2, (padding[1],) * 2, (0, 0), (0, 0)))


class _Kernel(Protocol):
    """What the algorithms have in common; see the methods of `Convolution`."""

    output_shape: FourShape

    def forward(
        self,
        x: FloatArray,
        weight: FloatArray,
        bias: FloatArray | None,
        *,
        weights_unchanged: bool,
    ) -> FloatArray: ...

    def backward(
        self,
        grad: FloatArray,
        weight: FloatArray,
        *,
        weight_gradient: FloatArray,
        bias_gradient: FloatArray | None,
        input_gradient: bool,
        accumulate: bool,
    ) -> FloatArray | None: ...


_KINDS: Mapping[Algorithm, Callable[[FourShape, FourShape, tuple[int, int]], _Kernel]] = {
    "rows": PatchesInRows,
    "columns": PatchesInColumns,
    "winograd": WinogradConvolution,
}


def fastest(input_shape: FourShape, weight_shape: FourShape) -> Algorithm:
    """The algorithm to expect most of, by rules found in measurements.

    Minimal filtering wants enough channels and filters to save multiplications in, and more than
    one picture, for long runs. Otherwise patches are copied: in rows from 16 channels on.
    """
    _, _, n, channels = input_shape
    kernel_height, kernel_width, _, filters = weight_shape
    if n > 1 and min(channels, filters) >= 8 and can_use(kernel_height) and can_use(kernel_width):
        return "winograd"
    return "rows" if channels >= 16 else "columns"


class Convolution:
    """A convolution of one fixed shape, float32, stride 1, with its own memory to work in.

    All buffers are allocated once and used again in each pass, the returned ones too: a result is
    good until the next call. One object therefore serves one thread.

    Args:
        input_shape: (H, W, N, C).
        weight_shape: (kernel height, kernel width, C, F).
        padding: rows of zeros above and below, columns of zeros left and right.
        algorithm: which one; "auto" picks by the shapes.

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
        self._kernel = _KINDS[self.algorithm](input_shape, weight_shape, padding)
        self.output_shape = self._kernel.output_shape

    def forward(
        self,
        x: FloatArray,
        weight: FloatArray,
        bias: FloatArray | None = None,
        *,
        weights_unchanged: bool = False,
    ) -> FloatArray:
        """Convolve, and keep what `backward` needs.

        Args:
            x: (H, W, N, C).
            weight: (kernel height, kernel width, C, F).
            bias: (F,), or None for none.
            weights_unchanged: weight and bias hold the same numbers as in the call before, so
                that what was prepared from them is still good.

        Returns:
            (H', W', N, F), contiguous, good until the next call.
        """
        with unbuffered_ufuncs():
            return self._kernel.forward(x, weight, bias, weights_unchanged=weights_unchanged)

    def backward(
        self,
        grad: FloatArray,
        weight: FloatArray,
        *,
        weight_gradient: FloatArray,
        bias_gradient: FloatArray | None,
        input_gradient: bool = True,
        accumulate: bool = False,
    ) -> FloatArray | None:
        """Send the error back; once for each `forward`, whose memory it uses up.

        Args:
            grad: (H', W', N, F), the loss's gradient with respect to the output.
            weight: the same as in `forward`.
            weight_gradient: is overwritten with dL/dweight, or, with `accumulate`, added to.
            bias_gradient: (F,), the same for the bias; None where there is none.
            input_gradient: whether dL/dx is wanted.
            accumulate: add to the gradients instead of overwriting them.

        Returns:
            dL/dx (H, W, N, C), or None where it is not wanted.
        """
        with unbuffered_ufuncs():
            return self._kernel.backward(
                grad,
                weight,
                weight_gradient=weight_gradient,
                bias_gradient=bias_gradient,
                input_gradient=input_gradient,
                accumulate=accumulate,
            )
