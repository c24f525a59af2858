"""Everything one can choose about a training run, checked before it starts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.nn.optimizers import OPTIMIZERS
from digitpad.nn.schedules import SCHEDULES
from digitpad.threads import cores


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """A training run. The same settings, data and thread count give the same model.

    Attributes:
        epochs: passes over the training images.
        batch_size: images a step.
        learning_rate: the highest of the schedule.
        schedule: a name from `digitpad.nn.schedules`.
        optimizer: `sgd`, `adam` or `adamw`.
        momentum: of SGD; the first moment's decay with Adam.
        nesterov: SGD's look-ahead.
        weight_decay: pull of the weights towards zero.
        label_smoothing: share of the target spread over all classes.
        average_decay: of the moving average of the weights that becomes the model; 0 for none.
        validation: how many training images are held out to judge by.
        synthetic: how many digits of synthetic ink are added to the training images.
        non_digits: how many drawings that are no digit are added, as a class of their own.
        augmentation: changes made to the training images.
        plain_epochs: so many at the end without augmentation, so that the network settles on
            digits as they will be shown to it (He et al. 2019, Data Augmentation Revisited).
        seed: of everything random.
        threads: that the batch is split over; 0 means one for every core.
    """

    epochs: int = 10
    batch_size: int = 128
    learning_rate: float = 0.1
    schedule: str = "one-cycle"
    optimizer: str = "sgd"
    momentum: float = 0.9
    nesterov: bool = True
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    average_decay: float = 0.0
    validation: int = 0
    synthetic: int = 0
    non_digits: int = 0
    augmentation: Augmentation = field(default_factory=Augmentation)
    plain_epochs: int = 0
    seed: int = 0
    threads: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the setting."""
        _at_least(self, 1, "epochs", "batch_size")
        _at_least(self, 0, "weight_decay", "validation", "synthetic", "non_digits")
        _at_least(self, 0, "plain_epochs", "seed", "threads")
        if not (math.isfinite(self.learning_rate) and self.learning_rate > 0):
            raise ParameterError(f"learning rate must be above 0, not {self.learning_rate}")
        for name in ("momentum", "label_smoothing", "average_decay"):
            if not 0 <= getattr(self, name) < 1:
                label = name.replace("_", " ")
                raise ParameterError(f"{label} lies in 0 <= x < 1, not {getattr(self, name)}")
        for name, known in (("schedule", SCHEDULES), ("optimizer", OPTIMIZERS)):
            if getattr(self, name) not in known:
                raise ParameterError(
                    f"{name} {getattr(self, name)!r} is not known; there are {', '.join(known)}"
                )

    @property
    def thread_count(self) -> int:
        """How many threads really run."""
        return self.threads or cores()

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """A copy with some settings changed; keys of the augmentation are taken too.

        Raises:
            ParameterError: a name or a value is not possible.
        """
        own = {f.name for f in fields(self)} - {"augmentation"}
        inner = {f.name for f in fields(Augmentation)}
        unknown = sorted(set(changes) - own - inner - {"augmentation"})
        if unknown:
            raise ParameterError(f"there is no training setting {unknown[0]!r}")
        augmentation = changes.get("augmentation", self.augmentation)
        if isinstance(augmentation, Mapping):
            augmentation = Augmentation(**augmentation)
        augmentation = replace(augmentation, **{k: v for k, v in changes.items() if k in inner})
        return replace(
            self,
            augmentation=augmentation,
            **{k: v for k, v in changes.items() if k in own},
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain numbers and texts, for JSON."""
        return asdict(self)


def _at_least(settings: TrainingSettings, limit: int, *names: str) -> None:
    for name in names:
        value = getattr(settings, name)
        if not value >= limit:
            raise ParameterError(f"{name.replace('_', ' ')} must be at least {limit}, not {value}")
