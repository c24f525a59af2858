"""How the inspector writes shapes, counts and names of what is inside a model."""

from __future__ import annotations

from digitpad.nn.layers import Shape

BEND_NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}
"""The names by which these functions are known in every language."""


def shape_text(shape: Shape) -> str:
    """A shape, such as `26 × 26 × 32`."""
    return " × ".join(f"{length:,}" for length in shape)


def signed_text(value: float) -> str:
    """A number with its sign: `+0.83`, `−0.61`."""
    return f"{value:+.2f}".replace("-", "−")


def large_number(count: int) -> str:
    """A count in at most four figures: `9,248`, `5.3 M`."""
    return f"{count / 1e6:.1f} M" if count >= 1_000_000 else f"{count:,}"
