"""The models that a model has been: one for each epoch of its training, kept where it is found.

    user folder / epochs / <fingerprint of the model> / epoch-1.safetensors, ...

The fingerprint is of the weights, so a model that is renamed or copied keeps its past.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from digitpad.classifier import Classifier
from digitpad.inspection.kept_results import fingerprint
from digitpad.inspection.through_time import Snapshot, snapshots
from digitpad.paths import user_data


def epochs_folder(classifier: Classifier) -> Path:
    """Where the earlier epochs of this model are, if there are any."""
    return user_data() / "epochs" / fingerprint(classifier)


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
