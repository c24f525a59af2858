"""A training run as a file, from which it continues as if it had never been interrupted.

The tensors are those of the network, the optimizer, the moving average and the best epoch, and the
user's own samples, of which there may be others when the run continues. The header holds the
settings, their changes, the position in the run, and a fingerprint of the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import (
    CheckpointVersionError,
    ParameterError,
    Phrase,
    TrainingError,
)
from digitpad.common.pixels import SIDE
from digitpad.common.reading import parse_json
from digitpad.common.tensor_files import TensorFile, open_tensors
from digitpad.common.types import AnyArray, FloatArray
from digitpad.common.validation import DescriptionError, build, check_bounds
from digitpad.data.mnist import Dataset
from digitpad.data.own_samples import CLASSES, OWN_SAMPLES
from digitpad.nn.architectures import architecture
from digitpad.nn.earlier_versions import has_normalization
from digitpad.training.changes import Change, Changes
from digitpad.training.events import EpochFinished
from digitpad.training.settings import TrainingSettings
from digitpad.training.state import EpochSums
from digitpad.training.trainer import Trainer

FORMAT_VERSION = 2
MAX_BYTES = 1 << 29
"""A model of the largest size, four times over: optimizer, moving average, best epoch."""

_HEADER = "digitpad-checkpoint"
_COUNT = 0, 10**12


@dataclass(frozen=True, slots=True)
class CheckpointHeader:
    """What a checkpoint says besides its tensors.

    Attributes:
        settings: those at the beginning of the run, with the number of threads in use.
        changes, changes_to_come: see `Changes`.
        data: the fingerprint of the digits.
        epoch, sums, history, best_epoch: see `TrainingState`; an epoch is `EpochFinished.to_dict`.
        extra: what the caller of `save_checkpoint` added.
    """

    format_version: int
    architecture: str
    parameters: dict[str, Any]
    settings: TrainingSettings
    changes: list[Change]
    changes_to_come: list[Change]
    data: dict[str, int | str]
    epoch: int
    sums: EpochSums
    history: list[dict[str, Any]]
    best_epoch: int
    optimizer_steps: int
    average_steps: int
    extra: dict[str, Any]

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        names = ("epoch", "best_epoch", "optimizer_steps", "average_steps")
        check_bounds(self, {**dict.fromkeys(names, _COUNT), "epoch": (1, _COUNT[1])})
        check_bounds(self.sums, dict.fromkeys(("step", "loss", "right", "seconds"), _COUNT))


def save_checkpoint(
    path: Path | str, trainer: Trainer, extra: Mapping[str, Any], samples: Dataset | None = None
) -> None:
    """Write the state of a run; `extra` and the own samples are stored with it.

    Raises:
        OSError: the file cannot be written; an earlier checkpoint is then still there.
    """
    state = trainer.state
    header = {
        "format_version": FORMAT_VERSION,
        "architecture": trainer.architecture.name,
        "parameters": trainer.parameters,
        "settings": {**trainer.planned.to_dict(), "threads": trainer.settings.thread_count},
        "changes": [change.to_dict() for change in trainer.changes.made],
        "changes_to_come": [change.to_dict() for change in trainer.changes.to_come],
        "data": trainer.fingerprint,
        "epoch": state.epoch,
        "sums": asdict(state.sums),
        "history": [epoch.to_dict() for epoch in state.history],
        "best_epoch": state.best_epoch,
        "optimizer_steps": trainer.optimizer.steps,
        "average_steps": trainer.average.steps if trainer.average else 0,
        "extra": dict(extra),
    }
    tensors: dict[str, AnyArray] = {
        name: np.ascontiguousarray(array) for name, array in _tensors(trainer).items()
    }
    if samples is not None:
        tensors |= {"samples.images": samples.images, "samples.labels": samples.labels}
    tensors |= {f"best.{name}": array for name, array in state.best.items()}
    write_atomically(path, save(tensors, {_HEADER: json.dumps(header, allow_nan=False)}))


def read_header(path: Path | str) -> CheckpointHeader:
    """The header of a checkpoint.

    Raises:
        CheckpointVersionError: another version wrote it.
        TrainingError: there is no such file, or it is damaged.
    """
    with _opened(path) as file:
        # The previous version wrote NaN where there is no validation set.
        document = parse_json(file.metadata.get(_HEADER, ""), path, nan_as_null=True)
        if isinstance(document, dict) and document.get("format_version") != FORMAT_VERSION:
            raise CheckpointVersionError(
                "{path}: this checkpoint was written by another digitpad", path=path
            )
        if has_normalization(name.removeprefix("network.") for name in file.tensors):
            raise CheckpointVersionError(
                "{path}: the network of this run has batch normalization; only earlier versions of "
                "digitpad can continue it. Discard the run and train anew",
                path=path,
            )
        return build(CheckpointHeader, document, path)


def kept_samples(path: Path | str) -> Dataset | None:
    """The own samples that the run learns from, if any. Raises `TrainingError`."""
    with _opened(path) as file:
        if "samples.images" not in file.tensors:
            return None
        count = file.tensors["samples.images"].shape[:1]
        images = _read(file, "samples.images", "U8", (*count, SIDE, SIDE))
        labels = _read(file, "samples.labels", "I64", count)
    if len(labels) and not 0 <= labels.min() <= labels.max() < CLASSES:
        raise TrainingError("{path}: labels of own samples are not from 0 to 9", path=path)
    return Dataset(images, labels, OWN_SAMPLES)


def resume(path: Path | str, digits: Dataset) -> Trainer:
    """A trainer that continues where the checkpoint was written.

    Raises:
        TrainingError: the checkpoint is damaged, or `digits` are not those it was trained on.
        ParameterError: its settings cannot work.
    """
    header = read_header(path)
    kind = architecture(header.architecture)
    parameters = header.parameters
    with _opened(path) as file:
        # The network is as large as the header says, so that is compared with the file before.
        outputs = digits.classes + header.settings.ink.has_non_digits
        try:
            shapes = kind.plan(parameters, classes=outputs).tensor_shapes()
        except ParameterError as error:
            raise TrainingError("{path}: {error}", path=path, error=error) from error
        for name, shape in shapes.items():
            _check_shape(file, f"network.{name}", "F32", shape)
        trainer = Trainer(kind, parameters, header.settings, digits)
        _check_data(path, trainer, header.data)
        for name, array in _tensors(trainer).items():
            array[...] = _read(file, name, "F32", array.shape)
        if any((array < 0).any() for array in _squares(trainer)):
            raise TrainingError("{path}: a mean of squared gradients is negative", path=path)
        if header.best_epoch:
            trainer.state.best = {
                name: _read(file, f"best.{name}", "F32", shape) for name, shape in shapes.items()
            }
        state = trainer.state
        state.history = [EpochFinished.from_dict(one, path) for one in header.history]
        state.epoch, state.sums, state.best_epoch = header.epoch, header.sums, header.best_epoch
        if [epoch.epoch for epoch in state.history] != list(range(1, state.epoch)):
            raise TrainingError("{path}: its epochs are not those before the next one", path=path)
        if state.sums.step > trainer.steps_per_epoch or state.best_epoch >= state.epoch:
            raise TrainingError("{path}: its position in the run is not possible", path=path)
    trainer.repeat(Changes(list(header.changes), list(header.changes_to_come)))
    trainer.optimizer.steps = header.optimizer_steps
    if trainer.average:
        trainer.average.steps = header.average_steps
    return trainer


def _check_data(path: Path | str, trainer: Trainer, data: Mapping[str, object]) -> None:
    """Raise a `TrainingError` where the run was trained on other digits."""
    if data.get("pen_ink") != trainer.fingerprint.get("pen_ink"):
        raise TrainingError(
            "{path}: this run was trained on other pen ink than this digitpad has", path=path
        )
    if trainer.fingerprint != data:
        raise TrainingError(
            "{path}: this run was trained on other data ({trained_on}, {trained_count} images) "
            "than {name} with {count} images",
            path=path,
            trained_on=data.get("name"),
            trained_count=data.get("count"),
            name=trainer.fingerprint["name"],
            count=trainer.fingerprint["count"],
        )


@contextmanager
def _opened(path: Path | str) -> Iterator[TensorFile]:
    """The file, open; what is wrong with it is a `TrainingError`."""
    try:
        with open_tensors(path, MAX_BYTES, Phrase("checkpoint")) as file:
            yield file
    except FileNotFoundError as error:
        raise TrainingError("{path}: there is no such checkpoint", path=path) from error
    except DescriptionError as error:
        raise TrainingError(error.template, **error.values) from error


def _read(file: TensorFile, name: str, dtype: str, shape: tuple[int, ...]) -> AnyArray:
    """A tensor of this type and shape, all of it finite."""
    _check_shape(file, name, dtype, shape)
    array = file.read(name)
    if not np.isfinite(array).all():
        raise TrainingError(
            "{path}: tensor {name} holds NaN or infinite values", path=file.path, name=name
        )
    return array


def _check_shape(file: TensorFile, name: str, dtype: str, shape: tuple[int, ...]) -> None:
    entry = file.tensors.get(name)
    if entry is None or (entry.dtype, entry.shape) != (dtype, shape):
        raise TrainingError(
            "{path}: tensor {name} is {found}, expected {expected}",
            path=file.path,
            name=name,
            found=Phrase("missing") if entry is None else f"{entry.dtype} {entry.shape}",
            expected=f"{dtype} {shape}",
        )


def _squares(trainer: Trainer) -> list[FloatArray]:
    """The part of the optimizer's state that is a mean of squares."""
    return [array for name, array in trainer.optimizer.state.items() if name == "second_moment"]


def _tensors(trainer: Trainer) -> dict[str, FloatArray]:
    """Everything that changes at every step, under the names it has in the file."""
    found = {f"network.{name}": array for name, array in trainer.network.tensors().items()}
    found |= {f"optimizer.{name}": array for name, array in trainer.optimizer.state.items()}
    if trainer.average:
        found |= {f"average.{name}": array for name, array in trainer.average.tensors.items()}
    return found
