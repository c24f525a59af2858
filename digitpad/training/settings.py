"""The settings of a training run, checked before it starts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Self

from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.threads import cores
from digitpad.common.validation import build, check_bounds, check_fields, look_up
from digitpad.data.augmentation import Augmentation
from digitpad.data.training_ink import NO_INK, TrainingInk
from digitpad.nn.optimizers import OPTIMIZERS
from digitpad.nn.schedules import SCHEDULES


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """A training run. The same settings, data and thread count give the same model.

    Attributes:
        epochs: passes over the training images.
        batch_size: images a step.
        learning_rate: the maximum of the schedule.
        schedule: a name from `digitpad.nn.schedules`.
        optimizer: `sgd`, `adam` or `adamw`.
        momentum: of SGD; the first moment's decay with Adam.
        nesterov: SGD's look-ahead.
        weight_decay: L2 penalty on the weights.
        label_smoothing: share of the target spread over all classes.
        average_decay: of the moving average of the weights that becomes the model; 0 for none.
        validation: how many training images form the validation set.
        synthetic: how many digits of synthetic ink are added to the training images.
        non_digits: how many synthetic drawings that are no digit are added. These and `pen_letters`
            form a class of their own.
        pen_digits: how many varied renderings of each digit of the bundled pen ink are added.
        pen_letters: how many of each of its letters and symbols are added, which are no digits.
        augmentation: random changes of the training images.
        plain_epochs: the number of epochs at the end without augmentation, which fit the network
            to undistorted digits (He et al. 2019, Data Augmentation Revisited).
        seed: of everything random.
        threads: that a batch is split over; 0 means one for every core.

    Raises:
        ParameterError: a value is of the wrong type or cannot work.
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
    pen_digits: int = 0
    pen_letters: int = 0
    augmentation: Augmentation = field(default_factory=Augmentation)
    plain_epochs: int = 0
    seed: int = 0
    threads: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the setting."""
        check_fields(self)
        check_bounds(self, _BOUNDS)
        if not self.learning_rate > 0:
            raise ParameterError(
                "learning rate must be above 0, not {learning_rate}",
                learning_rate=self.learning_rate,
            )
        for name in ("momentum", "label_smoothing", "average_decay"):
            if not 0 <= getattr(self, name) < 1:
                label = Phrase(name.replace("_", " "))
                raise ParameterError(
                    "{label} lies in 0 <= x < 1, not {found}",
                    label=label,
                    found=getattr(self, name),
                )
        tables: dict[str, Mapping[str, object]] = {"schedule": SCHEDULES, "optimizer": OPTIMIZERS}
        for name, known in tables.items():
            look_up(known, getattr(self, name), Phrase(name))

    @property
    def thread_count(self) -> int:
        """The number of threads used: `threads`, or the number of cores."""
        return self.threads or cores()

    @property
    def ink(self) -> TrainingInk:
        """The ink that is added to the digits."""
        return TrainingInk(**{name: getattr(self, name) for name in NO_INK})

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """A copy with some settings changed, among them fields of `Augmentation`.

        Raises:
            ParameterError: a name or a value is not possible.
        """
        own = {f.name for f in fields(self)} - {"augmentation"}
        inner = {f.name for f in fields(Augmentation)}
        unknown = sorted(set(changes) - own - inner - {"augmentation"})
        if unknown:
            raise ParameterError(
                "there is no training setting {unknown!r}",
                unknown=unknown[0],
            )
        augmentation = changes.get("augmentation", self.augmentation)
        if not isinstance(augmentation, Augmentation):
            augmentation = build(Augmentation, augmentation, "augmentation")
        augmentation = replace(augmentation, **{k: v for k, v in changes.items() if k in inner})
        return replace(
            self,
            augmentation=augmentation,
            **{k: v for k, v in changes.items() if k in own},
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain numbers and texts, for JSON."""
        return asdict(self)


_COUNT = 0, 10_000_000
_BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "epochs": (1, 1_000_000),
        "batch_size": (1, 1_000_000),
        "learning_rate": (-math.inf, 1e6),
        "weight_decay": (0, 1e6),
        "validation": _COUNT,
        "synthetic": _COUNT,
        "non_digits": _COUNT,
        "pen_digits": (0, 1000),
        "pen_letters": (0, 1000),
        "plain_epochs": (0, 1_000_000),
        "seed": (0, 2**63 - 1),
        "threads": (0, 1024),
    }
)

SLIGHTLY_VARIED = Augmentation(rotation=7.5, scale=0.08, shear=0.1, shift=0.5, elastic=0.5)

_NETWORKS = TrainingSettings(
    synthetic=20_000,
    non_digits=8_000,
    pen_digits=4,
    pen_letters=3,
    augmentation=SLIGHTLY_VARIED,
)

DEFAULT_SETTINGS: Mapping[str, TrainingSettings] = MappingProxyType(
    {
        "mlp": _NETWORKS.with_changes({"epochs": 20, "weight_decay": 1e-4}),
        "cnn-small": _NETWORKS.with_changes(
            {"epochs": 20, "plain_epochs": 1, "weight_decay": 1e-4}
        ),
        "cnn": _NETWORKS.with_changes(
            {
                "epochs": 12,
                "plain_epochs": 1,
                "weight_decay": 2e-4,
                "average_decay": 0.998,
                "synthetic": 30_000,
                "non_digits": 12_000,
                "rotation": 9,
                "scale": 0.12,
                "shear": 0.15,
                "shift": 0.7,
                "elastic": 0.7,
                "thickness": 0.3,
            }
        ),
    }
)
"""The default settings of each architecture."""
