"""Initial weights: random, and scaled so that signals neither vanish nor grow from layer to layer.

A unit sums `fan_in` inputs, so the variance of the sum is `fan_in` times that of one term. Weights
with a variance of about 1 / fan_in keep the output as large as the input.
"""

from math import prod

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.types import FloatArray
from digitpad.common.validation import look_up


def initial_weights(
    shape: tuple[int, ...], initialization: str, generator: np.random.Generator
) -> FloatArray:
    """Random weights, float32, from a uniform distribution around zero.

    The variance depends on the method:

    `glorot`, for tanh and the output layer (Glorot and Bengio 2010): 2 / (fan_in + fan_out).
    `he`, for ReLU, which sets half of its input to zero (He et al. 2015): 2 / fan_in.

    Args:
        shape: (..., inputs, units); the axes before are those of a kernel.
        initialization: the method.
        generator: the same state gives the same weights.

    Raises:
        ParameterError: the initialization is not known.
    """
    fan_in, fan_out = prod(shape[:-1]), prod(shape[:-2]) * shape[-1]
    fans = {"glorot": fan_in + fan_out, "he": fan_in}
    variance = 2.0 / look_up(fans, initialization, Phrase("initialization"))
    limit = np.float32(np.sqrt(3.0 * variance))
    return (generator.random(shape, dtype=np.float32) * 2 - 1) * limit
