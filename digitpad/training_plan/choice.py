"""Which digits to learn from, and the settings that suit a model on them."""

from __future__ import annotations

from dataclasses import dataclass

from digitpad.architectures import ARCHITECTURES, Architecture
from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.machines import MACHINES, Machine
from digitpad.settings import TrainingSettings

MNIST_COUNT = 60_000

MACHINE_SETTINGS = ("seed", "synthetic", "validation", "augmentation")
"""Of the training settings, those that a machine has, which learns in one go."""


@dataclass(frozen=True, slots=True)
class DataChoice:
    """Which digits are learned from; all that is chosen goes together.

    Attributes:
        mnist: how many of MNIST's training digits, chosen by the plan's seed; 0 for none.
        samples: how many times each of the person's own samples comes up in an epoch; 0 leaves
            them out.
        idx: a pair of IDX files, images and labels.
        folder: a folder with folders `0` to `9` of pictures.
    """

    mnist: int = MNIST_COUNT
    samples: int = 0
    idx: tuple[str, str] | None = None
    folder: str | None = None

    @property
    def is_of_digits(self) -> bool:
        """Whether these are surely digits; an IDX set can be anything with ten classes."""
        return self.mnist > 0 or self.idx is None


def kind_of_model(model: str) -> Architecture | Machine:
    """The `Architecture` or `Machine` of a name, or a `ParameterError` that lists the names."""
    known: dict[str, Architecture | Machine] = {**ARCHITECTURES, **MACHINES}
    if model not in known:
        raise ParameterError(f"model {model!r} is not known; there are {', '.join(known)}")
    return known[model]


def usual_settings(model: str, data: DataChoice | None = None) -> TrainingSettings:
    """The settings that suit a model.

    Synthetic digits belong to MNIST's classes; another set is trained on alone unless asked.
    """
    kind = kind_of_model(model)
    settings = (
        kind.settings
        if isinstance(kind, Architecture)
        else TrainingSettings(
            synthetic=kind.synthetic, augmentation=kind.augmentation or Augmentation()
        )
    )
    if data is not None and not data.mnist:
        settings = settings.with_changes({"synthetic": 0, "non_digits": 0})
    return settings
