"""Converting weights to the layout of other frameworks, which put channels first.

                feature maps    convolution weights    dense weights
    digitpad    (H, W, N, C)    (Kh, Kw, C, F)         (inputs, units)
    others      (N, C, H, W)    (F, C, Kh, Kw)         (units, inputs)

Flattened feature maps are ordered by row, column, channel here, and by channel, row, column there.
The inputs of the dense layer that follows are reordered accordingly.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import AnyArray, FloatArray
from digitpad.nn.layers import Dense, Flatten, Shape
from digitpad.nn.network import Network


def to_channels_first(network: Network, name: str, array: AnyArray) -> FloatArray:
    """One of `network.tensors()` in the layout of other frameworks, contiguous.

    Args:
        network: the network that the tensor belongs to.
        name: the tensor's name, such as `dense1.weight`.
        array: its values in digitpad's layout.
    """
    shape = flattened_shape(network, name)
    if array.ndim == 4:
        array = array.transpose(3, 2, 0, 1)
    elif shape:
        by_position = array.reshape(*shape, -1)
        array = by_position.transpose(2, 0, 1, 3).reshape(array.shape)
    return np.ascontiguousarray(array.T if array.ndim == 2 else array)


def flattened_shape(network: Network, name: str) -> Shape | None:
    """(H, W, C) where the tensor's first axis runs over flattened feature maps, else None."""
    layer_name, _, tensor = name.partition(".")
    if tensor == "bias":
        return None
    index = network.names.index(layer_name)
    for before in range(index - 1, -1, -1):
        if isinstance(network.layers[before], Flatten):
            shape = network.shapes[before]
            return shape if len(shape) == 3 else None
        if isinstance(network.layers[before], Dense):
            break
    return None
