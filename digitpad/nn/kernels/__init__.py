"""Convolution: a plain reference form, and the fast algorithms that compute the same."""

import numpy as np

from digitpad.common.types import FloatArray


def zeros(*shape: int) -> FloatArray:
    """A buffer of zeros, float32.

    Zeros take no memory until they are used, so buffers of a backward pass cost inference nothing.
    """
    return np.zeros(shape, np.float32)
