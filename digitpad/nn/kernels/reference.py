"""The convolutions in their plain form, as the formulas say. The fast ones are compared with them.

convolve_reference             the sum over the kernel, one of its positions after the other
convolve_reference_backward    its gradients
winograd_reference             Winograd's algorithm, one tile after the other
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import AnyArray
from digitpad.nn.kernels.winograd_matrices import WinogradMatrices


def convolve_reference(
    x: AnyArray, weight: AnyArray, bias: AnyArray | None = None, padding: tuple[int, int] = (0, 0)
) -> AnyArray:
    """The convolution as the formula says, for any float type and kernel.

    Args:
        x: (H, W, N, C).
        weight: (kernel height, kernel width, C, F).
        bias: (F,), or None.
        padding: rows of zeros above and below, columns of zeros left and right.

    Returns:
        (H', W', N, F) with H' = H + 2 * padding - kernel height + 1, and W' likewise.
    """
    kernel_height, kernel_width, _, filters = weight.shape
    padded = _zero_padded(x, padding)
    rows, columns = padded.shape[0] - kernel_height + 1, padded.shape[1] - kernel_width + 1
    out = np.zeros((rows, columns, x.shape[2], filters), x.dtype)
    for dy in range(kernel_height):
        for dx in range(kernel_width):
            out += padded[dy : dy + rows, dx : dx + columns] @ weight[dy, dx]
    return out if bias is None else out + bias


def convolve_reference_backward(
    x: AnyArray, weight: AnyArray, grad: AnyArray, padding: tuple[int, int] = (0, 0)
) -> tuple[AnyArray, AnyArray, AnyArray]:
    """The gradients of `convolve_reference`, term by term.

    Args:
        x: (H, W, N, C), the input.
        weight: (kernel height, kernel width, C, F).
        grad: (H', W', N, F), dL/doutput.
        padding: as for `convolve_reference`.

    Returns:
        dL/dx, dL/dweight and dL/dbias, with the shapes of x, weight and bias.
    """
    kernel_height, kernel_width, _, _ = weight.shape
    rows, columns = grad.shape[:2]
    padded = _zero_padded(x, padding)
    padded_gradient = np.zeros_like(padded)
    weight_gradient = np.zeros_like(weight)
    for dy in range(kernel_height):
        for dx in range(kernel_width):
            window = np.s_[dy : dy + rows, dx : dx + columns]
            weight_gradient[dy, dx] = np.einsum("yxnc,yxnf->cf", padded[window], grad)
            padded_gradient[window] += grad @ weight[dy, dx].T
    inside = np.s_[padding[0] : padding[0] + x.shape[0], padding[1] : padding[1] + x.shape[1]]
    return padded_gradient[inside], weight_gradient, grad.sum(axis=(0, 1, 2))


def _zero_padded(x: AnyArray, padding: tuple[int, int]) -> AnyArray:
    return np.pad(x, ((padding[0],) * 2, (padding[1],) * 2, (0, 0), (0, 0)))


def winograd_reference(x: AnyArray, weight: AnyArray, tile: int = 2) -> AnyArray:
    """Winograd convolution of one image, one tile after the other: the plain form, to read.

    Args:
        x: (H, W, C); H - taps + 1 and W - taps + 1 are multiples of `tile`.
        weight: (taps, taps, C, F).
        tile: outputs along a tile's side.

    Returns:
        (H - taps + 1, W - taps + 1, F), the same as `convolve_reference` up to rounding.
    """
    taps, _, channels, filters = weight.shape
    matrices = WinogradMatrices.of(tile, taps)
    A, B, G = matrices.A_T.T, matrices.B_T.T, matrices.G
    y = np.zeros((len(x) - taps + 1, x.shape[1] - taps + 1, filters))
    for top, left, c, f in np.ndindex(len(y) // tile, y.shape[1] // tile, channels, filters):
        row, column = top * tile, left * tile
        d = x[row : row + tile + taps - 1, column : column + tile + taps - 1, c]
        g = weight[:, :, c, f]
        M = (G @ g @ G.T) * (B.T @ d @ B)
        y[row : row + tile, column : column + tile, f] += A.T @ M @ A
    return y
