"""What a training process can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the work."""


@dataclass(frozen=True, slots=True)
class MakeWay:
    """Hold the work for a moment, without counting as a pause: somebody draws."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """End the pause."""


@dataclass(frozen=True, slots=True)
class OneMoreEpoch:
    """Train an epoch more than planned so far."""


@dataclass(frozen=True, slots=True)
class StopAndKeep:
    """End here and make a model of what is learned."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """End here, at a checkpoint."""


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Use other settings from the next batch on; names are those of `TrainingSettings`."""

    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SendLive:
    """Send, or no longer send, the tensors of the model in training."""

    wanted: bool


Command = Pause | MakeWay | GoOn | OneMoreEpoch | StopAndKeep | Cancel | ChangeSettings | SendLive
