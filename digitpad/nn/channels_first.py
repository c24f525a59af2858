"""The layout of weights in other frameworks, which put the channels first.

    digitpad  pictures (H, W, N, C)    kernels (Kh, Kw, C, F)    dense (inputs, units)
    others    pictures (N, C, H, W)    kernels (F, C, Kh, Kw)    dense (units, inputs)

A flattened picture lists its numbers by line, column, channel here, and by channel, line, column
there; the rows of the dense layer behind it are put into that order.
"""

from __future__ import annotations

import numpy as np

from digitpad.nn.layers import Dense, Flatten, Shape
from digitpad.nn.network import Network
from digitpad.types import AnyArray, FloatArray


def to_channels_first(network: Network, name: str, array: AnyArray) -> FloatArray:
    """One of `network.tensors()` as other frameworks have it, contiguous."""
    picture = _flattened_picture(network, name)
    if array.ndim == 4:
        array = array.transpose(3, 2, 0, 1)
    elif picture:
        by_place = array.reshape(*picture, -1)
        array = by_place.transpose(2, 0, 1, 3).reshape(array.shape)
    return np.ascontiguousarray(array.T if array.ndim == 2 else array)


def from_channels_first(network: Network, name: str, array: AnyArray) -> FloatArray:
    """The reverse of `to_channels_first`."""
    picture = _flattened_picture(network, name)
    if array.ndim == 4:
        return np.ascontiguousarray(array.transpose(2, 3, 1, 0))
    if array.ndim == 2:
        array = array.T
    if picture:
        height, width, channels = picture
        by_channel = array.reshape(channels, height, width, -1)
        array = by_channel.transpose(1, 2, 0, 3).reshape(array.shape)
    return np.ascontiguousarray(array)


def _flattened_picture(network: Network, name: str) -> Shape | None:
    """The picture whose numbers a tensor goes with one by one, if they have been flattened."""
    layer_name, _, tensor = name.partition(".")
    index = network.names.index(layer_name)
    if isinstance(network.layers[index], Dense) and tensor == "bias":
        return None
    for before in range(index - 1, -1, -1):
        if isinstance(network.layers[before], Flatten):
            shape = network.shapes[before]
            return shape if len(shape) == 3 else None
        if isinstance(network.layers[before], Dense):
            break
    return None
