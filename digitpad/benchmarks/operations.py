"""How many operations a network asks for, if everything is computed directly.

A multiplication and an addition are two operations. Minimal filtering gets by with fewer, so what
it achieves, counted like this, can be more than the machine's peak.
"""

from math import prod

from digitpad.nn.layers import Conv2D, Dense
from digitpad.nn.network import Network


def forward_operations(network: Network) -> list[int]:
    """For one image, layer by layer: of convolutions and dense layers, which are nearly all."""
    counts = []
    for layer, before, after in zip(
        network.layers, network.shapes[:-1], network.shapes[1:], strict=True
    ):
        if isinstance(layer, Conv2D):
            counts.append(2 * prod(after) * prod(layer.kernel) * before[2])
        elif isinstance(layer, Dense):
            counts.append(2 * before[0] * after[0])
        else:
            counts.append(0)
    return counts


def training_operations(network: Network) -> int:
    """Forward, and twice that backward, for the weights and for the input.

    The first layer that learns has nothing before it that would need its input's gradient.
    """
    counts = [count for count in forward_operations(network) if count]
    return 3 * sum(counts) - counts[0]
