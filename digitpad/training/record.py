"""What a model's file says about its training: the data, the settings, the epochs.

    TrainingRecord(command="digitpad train --model mlp", count=60_000, settings={"epochs": 20, ...})

A field that a model has nothing to say about has its default, and is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from digitpad.common.errors import ParameterError
from digitpad.common.validation import check_bounds
from digitpad.training.changes import Change
from digitpad.training.settings import TrainingSettings

MNIST_COUNT = 60_000

_MOST = 1_000_000

EpochRow = tuple[int, float, float, float | None, float | None]
"""Epoch, loss, accuracy, and the same of the validation digits, None where there were none."""


@dataclass(frozen=True, slots=True)
class DataChoice:
    """Which digits are learned from; all that is chosen is combined.

    Attributes:
        mnist: how many of MNIST's training digits, chosen by the plan's seed; 0 for none.
        samples: how often each of the user's own samples occurs in an epoch; 0 for none.
        idx: a pair of IDX files, images and labels.
        folder: a folder with folders `0` to `9` of pictures.
        transposed: whether rows and columns are exchanged in the IDX files, as in EMNIST's.
    """

    mnist: int = MNIST_COUNT
    samples: int = 0
    idx: tuple[str, str] | None = None
    folder: str | None = None
    transposed: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers beyond all sense; `digitpad.jobs.plan_problems` tells which can work."""
        check_bounds(self, {"mnist": (-_MOST, _MOST), "samples": (-_MOST, _MOST)})

    @property
    def is_of_digits(self) -> bool:
        """Whether these are surely digits; an IDX set can be anything with ten classes."""
        return self.mnist > 0 or self.idx is None


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """The record of a training.

    Attributes:
        command: that trains such a model again.
        data: the name of the training set.
        count: of the training digits, with those that were added.
        choice: the data, where they are not the usual ones.
        start: the model whose weights it began with.
        digitpad, numpy: their versions.
        settings: as many of `TrainingSettings` as were recorded, and for a model that learns in one
            go `copies`; None where it was not trained by a plan.
        changes: of these settings during the training.
        history: a row for each epoch.
        chosen_epoch: whose weights were kept; 0 where that is not known.
        stopped_at: epoch and step of an early stop.
        seconds: that it took.
        attribution: of data whose licence asks for it.
        adapted_from: the model that was fine-tuned.
        own_samples: how many samples it was fine-tuned with.
        measured_after_adaptation: whether the figures were measured after the fine-tuning.
        changed_by_hand: what was changed in the inspector, in words.

    Raises:
        ParameterError: a setting cannot be one.
    """

    command: str = ""
    data: str = ""
    count: int = 0
    choice: DataChoice | None = None
    start: str = ""
    digitpad: str = ""
    numpy: str = ""
    settings: Mapping[str, Any] | None = None
    changes: tuple[Change, ...] = ()
    history: tuple[EpochRow, ...] = ()
    chosen_epoch: int = 0
    stopped_at: tuple[int, int] | None = None
    seconds: float = 0.0
    attribution: str = ""
    adapted_from: str = ""
    own_samples: int = 0
    measured_after_adaptation: bool = False
    changed_by_hand: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse settings that cannot be."""
        recorded = dict(self.settings or {})
        copies = recorded.pop("copies", 0)
        if type(copies) is not int or not 0 <= copies <= 1000:
            raise ParameterError(
                "copies is a whole number from 0 to 1000, not {copies!r}", copies=copies
            )
        TrainingSettings().with_changes(recorded)
        check_bounds(self, {"count": _COUNT, "chosen_epoch": _COUNT, "own_samples": _COUNT})

    def to_dict(self) -> dict[str, Any]:
        """The fields that say something, for JSON."""
        found = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value == one.default:
                continue
            if isinstance(value, DataChoice):
                value = asdict(value)
            if one.name == "changes":
                value = [change.to_dict() for change in value]
            found[one.name] = dict(value) if isinstance(value, Mapping) else value
        return found

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)


_COUNT = 0, 1_000_000_000
