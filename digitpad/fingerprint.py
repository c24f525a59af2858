"""A name for exactly one model, by which what belongs to it is found.

    user folder / epochs / <fingerprint of the weights> / epoch-1.safetensors, ...
    user folder / inspection / <fingerprint>-examination.safetensors, ...

The fingerprint is of the weights, so a model that is renamed or copied keeps its past.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from digitpad.classifier import Classifier
from digitpad.paths import user_data

_LENGTH = 32


def fingerprint(model: Path | Classifier) -> str:
    """A name for exactly this model: of its file's bytes, or of its tensors.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    if isinstance(model, Path):
        digest.update(model.read_bytes())
    else:
        for name, tensor in sorted(model.tensors().items()):
            digest.update(f"{name} {tensor.shape} {tensor.dtype}".encode())
            digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()[:_LENGTH]


def epochs_folder(classifier: Classifier) -> Path:
    """Where the earlier epochs of this model are, if there are any."""
    return user_data() / "epochs" / fingerprint(classifier)


def inspection_folder() -> Path:
    """Where all is kept that was found out about models."""
    return user_data() / "inspection"


def kept_results(model: str) -> list[Path]:
    """The files with what was found out about the model of this fingerprint."""
    return sorted(inspection_folder().glob(f"{model}-*"))
