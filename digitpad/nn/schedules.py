"""How the learning rate changes while training goes on: large steps first, fine ones last.

A schedule maps progress, 0.0 at the first step and 1.0 at the last, to a factor of the learning
rate. It depends on nothing else, so training resumed half-way goes on exactly as it would have.
"""

import math
from collections.abc import Callable

from digitpad.errors import ParameterError

Schedule = Callable[[float], float]

WARM_UP = 0.2
START_FACTOR = 0.04


def constant(progress: float) -> float:  # noqa: ARG001
    """The same all the time."""
    return 1.0


def step(progress: float) -> float:
    """A tenth after half of the way, a hundredth after three quarters."""
    if progress < 0.5:
        return 1.0
    return 0.1 if progress < 0.75 else 0.01


def cosine(progress: float) -> float:
    """Half a cosine wave, from 1 down to 0 (Loshchilov and Hutter 2017)."""
    return 0.5 * (1 + math.cos(math.pi * progress))


def one_cycle(progress: float) -> float:
    """Warm up from a small rate to the full one, then down to 0 (Smith and Topin 2019)."""
    if progress < WARM_UP:
        return START_FACTOR + (1 - START_FACTOR) * (1 - cosine(progress / WARM_UP))
    return cosine((progress - WARM_UP) / (1 - WARM_UP))


SCHEDULES: dict[str, Schedule] = {
    "constant": constant,
    "step": step,
    "cosine": cosine,
    "one-cycle": one_cycle,
}


def schedule(name: str) -> Schedule:
    """A schedule by its name, or a `ParameterError` that lists the names."""
    if name not in SCHEDULES:
        raise ParameterError(f"schedule {name!r} is not known; there are {', '.join(SCHEDULES)}")
    return SCHEDULES[name]
