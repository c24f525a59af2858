"""Where weights start: random, and scaled so that signals neither fade nor blow up on the way.

A unit adds up `fan_in` inputs, so the sum's variance is `fan_in` times that of one term. Dividing
by it keeps every layer's output as lively as its input.
"""

import numpy as np

from digitpad.errors import ParameterError
from digitpad.types import FloatArray

INITIALIZATIONS = ("glorot", "he")


def initial_weights(
    shape: tuple[int, ...],
    fan_in: int,
    fan_out: int,
    initialization: str,
    generator: np.random.Generator,
) -> FloatArray:
    """Weights of `shape`, float32, drawn from a uniform distribution around zero.

    `glorot` suits tanh and the output layer (Glorot and Bengio 2010): variance 2 / (in + out).
    `he` suits ReLU, which throws half of the signal away (He et al. 2015): variance 2 / in.

    Raises:
        ParameterError: the initialization is not known.
    """
    if initialization == "glorot":
        variance = 2.0 / (fan_in + fan_out)
    elif initialization == "he":
        variance = 2.0 / fan_in
    else:
        known = ", ".join(INITIALIZATIONS)
        raise ParameterError(f"initialization {initialization!r} is not known; there are {known}")
    limit = np.float32(np.sqrt(3.0 * variance))
    return (generator.random(shape, dtype=np.float32) * 2 - 1) * limit
