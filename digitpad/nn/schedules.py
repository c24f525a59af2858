"""Learning-rate schedules: large steps at first, small ones at the end.

A schedule maps progress (0.0 at the first step, 1.0 at the last) to a factor of the learning rate.
It depends on nothing else, so a resumed training continues with the same learning rates.
"""

import math
from collections.abc import Callable

Schedule = Callable[[float], float]

WARM_UP = 0.2
"""The share of the training that `one_cycle` spends on warming up."""

START_FACTOR = 0.04
"""Where `one_cycle` starts."""


def constant(progress: float) -> float:  # noqa: ARG001
    """The full learning rate at every step."""
    return 1.0


def step(progress: float) -> float:
    """1 at first, 0.1 after half of the training, 0.01 after three quarters."""
    if progress < 0.5:
        return 1.0
    return 0.1 if progress < 0.75 else 0.01


def cosine(progress: float) -> float:
    """From 1 to 0 along half a cosine wave (Loshchilov and Hutter 2017)."""
    return 0.5 * (1 + math.cos(math.pi * progress))


def one_cycle(progress: float) -> float:
    """From `START_FACTOR` up to 1, then down to 0 (Smith and Topin 2019)."""
    if progress < WARM_UP:
        return START_FACTOR + (1 - START_FACTOR) * (1 - cosine(progress / WARM_UP))
    return cosine((progress - WARM_UP) / (1 - WARM_UP))


SCHEDULES: dict[str, Schedule] = {
    "constant": constant,
    "step": step,
    "cosine": cosine,
    "one-cycle": one_cycle,
}
"""All by name."""
