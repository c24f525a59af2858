"""Gradients by finite differences, as an independent check of `backward`."""

import numpy as np


def numerical_gradient(function, array, step=1e-3, places=40):
    """d function() / d array at some indices, by central differences: (indices, values)."""
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
