"""Settings changed during a run, and at which step, so that the run can be repeated bit by bit.

epoch 3, step 120: learning rate 0.05        epoch 4, step 0: rotation 12
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from digitpad.common.errors import ParameterError
from digitpad.common.validation import check_bounds, check_fields
from digitpad.data.augmentation import Augmentation
from digitpad.training.settings import TrainingSettings

CHANGEABLE = ("learning_rate", "momentum", "augmentation", "epochs")


@dataclass(frozen=True, slots=True)
class Change:
    """Settings that hold from one step of a run on.

    Attributes:
        epoch: counted from 1.
        step: how many batches of the epoch were finished before.
        settings: some of `CHANGEABLE`, with plain numbers; the augmentation as a dictionary.

    Raises:
        ParameterError: a setting cannot be changed during a run, or its value cannot work.
    """

    epoch: int
    step: int
    settings: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse what cannot be changed or cannot work."""
        check_fields(self)
        check_bounds(self, {"epoch": (1, 10_000_000), "step": (0, 10_000_000)})
        object.__setattr__(self, "settings", checked_changes(self.settings))

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and step, which order the changes."""
        return self.epoch, self.step

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def checked_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The same changes with plain values, which can be written as JSON.

    Raises:
        ParameterError: a setting cannot be changed during a run, or its value cannot work.
    """
    for name in changes:
        if name not in CHANGEABLE:
            raise ParameterError(
                "{name} cannot be changed while a run goes on; what can is {changeable}",
                name=name.replace("_", " "),
                changeable=", ".join(CHANGEABLE),
            )
    TrainingSettings().with_changes(changes)
    return {k: asdict(v) if isinstance(v, Augmentation) else v for k, v in changes.items()}


@dataclass(slots=True)
class Changes:
    """The changes of one run.

    Attributes:
        made: those in effect, in order.
        to_come: of a run that is being repeated, those at later steps.
    """

    made: list[Change] = field(default_factory=list)
    to_come: list[Change] = field(default_factory=list)

    def due(self, place: tuple[int, int]) -> list[Change]:
        """Move those up to this epoch and step from `to_come` to `made`, and return them."""
        found = [change for change in self.to_come if change.place <= place]
        self.to_come = [change for change in self.to_come if change.place > place]
        self.made += found
        return found

    def take_over(self, change: Change) -> None:
        """Add a new change; those that were still to be repeated are dropped."""
        self.to_come = []
        self.made.append(change)

    def everything(self) -> list[Change]:
        """Those made, then those to come."""
        return [*self.made, *self.to_come]


class DivergenceWatch:
    """Notices that a run has diverged, even if its loss stays a finite number.

    Uniform guessing gives a loss of ln(outputs). A mean far above that over many batches means
    that the network is confident and wrong, from which it does not recover.

    Args:
        outputs: of the network.
    """

    BATCHES = 50
    TIMES_WORSE = 4.0

    def __init__(self, outputs: int) -> None:
        self._limit = self.TIMES_WORSE * math.log(max(outputs, 2))
        self._losses: deque[float] = deque(maxlen=self.BATCHES)

    def has_diverged(self, loss: float) -> bool:
        """Take in the mean loss of one more batch."""
        if not math.isfinite(loss):
            return True
        self._losses.append(loss)
        is_full = len(self._losses) == self.BATCHES
        return is_full and sum(self._losses) / self.BATCHES > self._limit
