"""What can be looked at while a network trains: its first weights, and how all of them spread."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

import numpy as np

from digitpad.nn.network import Network
from digitpad.runs.events import LiveTensors, WeightsShown
from digitpad.runs.outbox import Outbox
from digitpad.training import Trainer
from digitpad.training_state import copies

LIVE_SECONDS = 0.5
WEIGHTS_SECONDS = 2.0
"""Some hundred kilobytes go with each, and weights change slowly."""

BINS = 64


@dataclass(slots=True)
class Display:
    """Sends the first weights every two seconds and the whole model, if wanted, twice a second.

    Attributes:
        outbox: where to.
        is_live: whether the whole model is wanted, to answer with it.
    """

    outbox: Outbox
    is_live: bool = False
    _weights_sent: float = field(default=-math.inf)
    _model_sent: float = field(default=-math.inf)

    def show(self, trainer: Trainer) -> None:
        """Send what is due."""
        now = time.monotonic()
        if now - self._weights_sent >= WEIGHTS_SECONDS:
            self.outbox.send(first_weights(trainer.network))
            self._weights_sent = now
        if self.is_live and now - self._model_sent >= LIVE_SECONDS:
            self.outbox.send(LiveTensors(copies(trainer.candidate())))
            self._model_sent = now


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
