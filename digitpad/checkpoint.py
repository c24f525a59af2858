"""A training run as a file, so that what was interrupted can go on as if nothing had happened.

It holds the network, the optimizer's memory, the moving average, the best epoch so far, and where
in which epoch the run stands, together with the settings, what was changed on the way, and a
fingerprint of the data. The person's own samples are in it too, since there may be more of them by
the time the run goes on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from digitpad.architectures import architecture
from digitpad.data.mnist import Dataset
from digitpad.data.samples import OWN_SAMPLES
from digitpad.errors import DigitpadError, TrainingError
from digitpad.files import write_atomically
from digitpad.settings import TrainingSettings
from digitpad.training import Trainer
from digitpad.training_changes import Change, Changes
from digitpad.training_events import EpochFinished
from digitpad.training_state import EpochSums
from digitpad.types import AnyArray, FloatArray

FORMAT_VERSION = 2


def save_checkpoint(
    path: Path | str, trainer: Trainer, extra: Mapping[str, Any], samples: Dataset | None = None
) -> None:
    """Write where the run stands; `extra` and own samples are kept with it, for whoever resumes.

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
        "history": [asdict(epoch) for epoch in state.history],
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
    write_atomically(path, save(tensors, {"digitpad-checkpoint": json.dumps(header)}))


def read_header(path: Path | str) -> dict[str, Any]:
    """What a checkpoint says about its run. Raises `TrainingError` where it is damaged."""
    try:
        with safe_open(path, framework="numpy") as file:
            header = json.loads((file.metadata() or {})["digitpad-checkpoint"])
        if header["format_version"] != FORMAT_VERSION:
            raise TrainingError(f"{path}: this checkpoint was written by another digitpad")
    except FileNotFoundError as error:
        raise TrainingError(f"{path}: there is no such checkpoint") from error
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        raise TrainingError(f"{path}: not a readable checkpoint ({error})") from error
    return header  # type: ignore[no-any-return]


def kept_samples(path: Path | str) -> Dataset | None:
    """The own samples that the run learns from, if any. Raises `TrainingError`."""
    read_header(path)
    with safe_open(path, framework="numpy") as file:
        if "samples.images" not in file.keys():  # noqa: SIM118 - not a dictionary
            return None
        images, labels = file.get_tensor("samples.images"), file.get_tensor("samples.labels")
    return Dataset(images, labels, OWN_SAMPLES)


def resume(path: Path | str, digits: Dataset) -> Trainer:
    """A trainer that goes on where the checkpoint was written.

    Raises:
        TrainingError: the checkpoint is damaged, or `digits` are not those it was trained on.
    """
    header = read_header(path)
    try:
        settings = TrainingSettings().with_changes(header["settings"])
        kind = architecture(header["architecture"])
        trainer = Trainer(kind, header["parameters"], settings, digits)
        if trainer.fingerprint != header["data"]:
            raise TrainingError(
                f"{path}: this run was trained on other data "
                f"({header['data']['name']}, {header['data']['count']} images) than "
                f"{digits.name} with {len(digits.labels)} images"
            )
        with safe_open(path, framework="numpy") as file:
            for name, array in _tensors(trainer).items():
                stored = file.get_tensor(name)
                if stored.shape != array.shape:
                    raise TrainingError(
                        f"{path}: tensor {name} is {stored.shape}, expected {array.shape}"
                    )
                array[...] = stored
            names = [name for name in file.keys() if name.startswith("best.")]  # noqa: SIM118
            trainer.state.best = {name[5:]: file.get_tensor(name) for name in names}
        trainer.state.epoch = header["epoch"]
        trainer.state.sums = EpochSums(**header["sums"])
        trainer.state.history = [EpochFinished(**epoch) for epoch in header["history"]]
        trainer.state.best_epoch = header["best_epoch"]
        trainer.repeat(
            Changes(
                [Change.from_dict(change) for change in header["changes"]],
                [Change.from_dict(change) for change in header["changes_to_come"]],
            )
        )
        trainer.optimizer.steps = header["optimizer_steps"]
        if trainer.average:
            trainer.average.steps = header["average_steps"]
    except DigitpadError:
        raise
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"{path}: the checkpoint is not complete ({error})") from error
    return trainer


def _tensors(trainer: Trainer) -> dict[str, FloatArray]:
    """Everything that changes at every step, under the names it has in the file."""
    found = {f"network.{name}": array for name, array in trainer.network.tensors().items()}
    found |= {f"optimizer.{name}": array for name, array in trainer.optimizer.state.items()}
    if trainer.average:
        found |= {f"average.{name}": array for name, array in trainer.average.tensors.items()}
    return found
