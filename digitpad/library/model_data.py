"""Files kept for a model under the hash of its weights: epoch snapshots and inspection results.

    user folder / epochs / <model_hash> / epoch-1.safetensors, ...
    user folder / inspection / <model_hash>-examination.safetensors, ...

A renamed or copied model has the same weights, and so keeps them.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitpad.common.atomic_files import make_folder
from digitpad.common.user_folders import SUFFIX, user_data
from digitpad.estimators.base import Classifier

_LENGTH = 32
_SNAPSHOT = re.compile(rf"epoch-(\d+){re.escape(SUFFIX)}")


def model_hash(classifier: Classifier) -> str:
    """A hash of a classifier's tensors."""
    digest = hashlib.sha256()
    for name, tensor in sorted(classifier.tensors().items()):
        digest.update(f"{name} {tensor.shape} {tensor.dtype}".encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()[:_LENGTH]


def inspection_folder() -> Path:
    """The folder of the inspection results of all models."""
    return user_data() / "inspection"


def kept_files(classifier: Classifier) -> set[Path]:
    """The folder of a model's snapshots, where there is one, and its inspection results."""
    results = set(inspection_folder().glob(f"{model_hash(classifier)}-*"))
    folder = epochs_folder(classifier)
    return results | {folder} if folder.is_dir() else results


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A model as it was after an epoch of its training."""

    epoch: int
    path: Path


def epochs_folder(classifier: Classifier) -> Path:
    """The folder of this model's snapshots; it need not exist."""
    return user_data() / "epochs" / model_hash(classifier)


def snapshot_path(folder: Path, epoch: int) -> Path:
    """Where the model of an epoch is kept in a folder."""
    return folder / f"epoch-{epoch}{SUFFIX}"


def snapshots(folder: Path) -> list[Snapshot]:
    """The models `epoch-1.safetensors`, `epoch-2.safetensors`, ... of a folder, by epoch."""
    found = [(_SNAPSHOT.fullmatch(path.name), path) for path in folder.glob(f"*{SUFFIX}")]
    kept = [Snapshot(int(match[1]), path) for match, path in found if match]
    return sorted(kept, key=lambda snapshot: snapshot.epoch)


def recorded_epochs(classifier: Classifier) -> list[Snapshot]:
    """The snapshots of this model; empty where none were kept."""
    return snapshots(epochs_folder(classifier))


def keep_epochs(folder: Path, classifier: Classifier) -> None:
    """Move the snapshots from a run's folder to the folder of its model.

    A snapshot that cannot be moved is left out, so that the model is saved all the same.
    """
    target = epochs_folder(classifier)
    for snapshot in snapshots(folder):
        with contextlib.suppress(OSError):
            make_folder(target)
            shutil.move(snapshot.path, target / snapshot.path.name)
