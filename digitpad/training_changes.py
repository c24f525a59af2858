"""What was changed while a run went on, and where, so that the run can be repeated to the last bit.

epoch 3, step 120: learning rate 0.05        epoch 4, step 0: rotation 12
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from digitpad.errors import ParameterError
from digitpad.settings import TrainingSettings

CHANGEABLE = ("learning_rate", "momentum", "augmentation", "epochs")


@dataclass(frozen=True, slots=True)
class Change:
    """Settings that hold from one place in a run on.

    Attributes:
        epoch: counted from 1.
        step: how many batches of the epoch were done before.
        settings: some of `CHANGEABLE`, with plain numbers; the augmentation as a dictionary.
    """

    epoch: int
    step: int
    settings: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """What changes are ordered by."""
        return self.epoch, self.step

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """What `to_dict` gave. Raises `ParameterError` where it cannot work."""
        try:
            change = cls(int(values["epoch"]), int(values["step"]), dict(values["settings"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ParameterError(f"not a change of settings ({error!r})") from error
        check(change.settings)
        return change


def check(changes: Mapping[str, Any]) -> None:
    """Refuse what cannot be changed in a run, or cannot work. Raises `ParameterError`."""
    for name in changes:
        if name not in CHANGEABLE:
            raise ParameterError(
                f"{name.replace('_', ' ')} cannot be changed while a run goes on; "
                f"what can is {', '.join(CHANGEABLE)}"
            )
    TrainingSettings().with_changes(changes)


@dataclass(slots=True)
class Changes:
    """The changes of one run.

    Attributes:
        made: those that hold by now, in order.
        to_come: those that a run which is being repeated will meet again.
    """

    made: list[Change] = field(default_factory=list)
    to_come: list[Change] = field(default_factory=list)

    def due(self, place: tuple[int, int]) -> list[Change]:
        """Move those that have come up at this place from `to_come` to `made`."""
        found = [change for change in self.to_come if change.place <= place]
        self.to_come = [change for change in self.to_come if change.place > place]
        self.made += found
        return found

    def take_over(self, change: Change) -> None:
        """Somebody changes something now; what was still to be repeated does not happen."""
        self.to_come = []
        self.made.append(change)

    def everything(self) -> list[Change]:
        """Those made and those to come."""
        return [*self.made, *self.to_come]


class DivergenceWatch:
    """Notices that a run is getting nowhere, even if its loss stays a finite number.

    Guessing gives a loss of ln(outputs). A mean far above that over many batches tells of answers
    that are wrong and sure of it, from which networks do not come back.

    Args:
        outputs: of the network.
    """

    BATCHES = 50
    TIMES_WORSE = 4.0

    def __init__(self, outputs: int) -> None:
        self._limit = self.TIMES_WORSE * math.log(max(outputs, 2))
        self._losses: deque[float] = deque(maxlen=self.BATCHES)

    def is_lost(self, loss: float) -> bool:
        """Take in the mean loss of one more batch."""
        if not math.isfinite(loss):
            return True
        self._losses.append(loss)
        full = len(self._losses) == self.BATCHES
        return full and sum(self._losses) / self.BATCHES > self._limit
