"""The models that a model has been: one for each epoch of its training, kept where it is found."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from digitpad.classifier import Classifier
from digitpad.fingerprint import epochs_folder
from digitpad.inspection.through_time import Snapshot, snapshots


def recorded_epochs(classifier: Classifier) -> list[Snapshot]:
    """The earlier epochs of this model; empty where none were kept."""
    return snapshots(epochs_folder(classifier))


def keep_epochs(folder: Path, classifier: Classifier) -> None:
    """Move the snapshots of a run's folder to where they are found for its model.

    A snapshot that cannot be moved is left out: a model is worth more than its past.
    """
    target = epochs_folder(classifier)
    for snapshot in snapshots(folder):
        with contextlib.suppress(OSError):
            target.mkdir(parents=True, exist_ok=True)
            shutil.move(snapshot.path, target / snapshot.path.name)
