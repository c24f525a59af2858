"""Gradients by finite differences: what backward says, measured by moving each number a little."""

import numpy as np

from digitpad.nn.layers import Layer


def double_precision(layer: Layer) -> None:
    """Let a layer compute in float64, so that differences are not lost in rounding."""
    layer.parameters = {name: a.astype(np.float64) for name, a in layer.parameters.items()}
    layer.gradients = {name: np.zeros_like(a) for name, a in layer.parameters.items()}
    layer.state = {name: a.astype(np.float64) for name, a in layer.state.items()}


def numerical_gradient(function, array, step=1e-3, places=40):
    """d function() / d array at some places: (indices, values), by central differences."""
    generator = np.random.default_rng(5)
    chosen = generator.choice(array.size, min(places, array.size), replace=False)
    values = []
    for index in chosen:
        place = np.unravel_index(index, array.shape)
        before = array[place]
        array[place] = before + step
        above = function()
        array[place] = before - step
        below = function()
        array[place] = before
        values.append((above - below) / (2 * step))
    return chosen, np.array(values)
