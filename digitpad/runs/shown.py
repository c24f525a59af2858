"""What can be looked at while a network trains: its first weights, and how all of them spread."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from digitpad.nn.network import Network
from digitpad.runs.events import LiveTensors, WeightsShown
from digitpad.runs.outbox import Outbox
from digitpad.training import Trainer
from digitpad.training_state import copies

SECONDS = 0.5
BINS = 64


@dataclass(slots=True)
class Display:
    """Sends pictures of a trainer's network, twice a second.

    Attributes:
        outbox: where to.
        is_live: whether the whole model is wanted, to answer with it.
    """

    outbox: Outbox
    is_live: bool = False
    _last: float = field(default=0.0)

    def show(self, trainer: Trainer) -> None:
        """Send what is due."""
        if time.monotonic() - self._last < SECONDS:
            return
        self.outbox.send(first_weights(trainer.network))
        if self.is_live:
            self.outbox.send(LiveTensors(copies(trainer.candidate())))
        self._last = time.monotonic()


def first_weights(network: Network) -> WeightsShown:
    """The first tensor of weights, and a histogram of all of them."""
    tensors = network.tensors()
    name = next(name for name, tensor in tensors.items() if tensor.ndim > 1)
    weights = network.vector[: network.decayed]
    reach = max(float(np.abs(weights).max()), 1e-6) if np.isfinite(weights).all() else 1.0
    edges = np.linspace(-reach, reach, BINS + 1, dtype=np.float32)
    places = ((weights + reach) * (BINS / (2 * reach))).astype(np.int32).clip(0, BINS - 1)
    counts = np.bincount(places, minlength=BINS).astype(np.int64)
    return WeightsShown(name, tensors[name].copy(), counts, edges)
