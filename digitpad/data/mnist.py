"""MNIST, bundled, and every other set of 28x28 pictures that comes as a pair of IDX files.

    images (N, 28, 28) bytes  +  labels (N,)  ->  Dataset

MNIST: LeCun, Cortes and Burges; 60,000 digits to learn from and 10,000 of other hands to test on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from digitpad.data.idx import read_idx
from digitpad.errors import DatasetError
from digitpad.paths import resource
from digitpad.types import ByteArray, FloatArray, IntArray

SIDE = 28

_FILES = {"train": "train", "test": "t10k"}


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Pictures and what they show.

    Attributes:
        images: (N, 28, 28) uint8, ink 255 on 0, or float32, ink 1.0 on 0.0.
        labels: (N,) int64, from 0 to classes - 1.
        name: for people.
        classes: how many there are.
        times: (N,) int64, how often each comes up in an epoch; None for once each.
    """

    images: ByteArray | FloatArray
    labels: IntArray
    name: str
    classes: int = 10
    times: IntArray | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def fingerprint(self) -> dict[str, Any]:
        """Name, count and SHA-256: enough to tell one set from another."""
        digest = hashlib.sha256(self.labels.tobytes())
        digest.update(self.images.tobytes())
        if self.times is not None:
            digest.update(self.times.tobytes())
        return {"name": self.name, "count": len(self), "sha256": digest.hexdigest()}

    def subset(self, indices: IntArray) -> Self:
        """Some of the pictures, in the order given."""
        return replace(
            self,
            images=self.images[indices],
            labels=self.labels[indices],
            times=None if self.times is None else self.times[indices],
        )

    def repeated(self) -> Self:
        """Each picture as often as `times` says, its copies one after the other."""
        if self.times is None:
            return self
        more = self.subset(np.repeat(np.arange(len(self)), self.times))
        return replace(more, times=None)


def load_mnist(part: Literal["train", "test"]) -> Dataset:
    """The bundled MNIST: `train`, 60,000 digits, or `test`, 10,000.

    Raises:
        DatasetError: a bundled file is missing or damaged.
    """
    stem = _FILES[part]
    images = resource("mnist", f"{stem}-images-idx3-ubyte.gz")
    labels = resource("mnist", f"{stem}-labels-idx1-ubyte.gz")
    pair = load_idx_pair(images, labels)
    return Dataset(pair.images, pair.labels, f"MNIST {part}")


def load_idx_pair(
    images_path: Path | str,
    labels_path: Path | str,
    classes: int = 10,
    *,
    transposed: bool = False,
) -> Dataset:
    """A set of one's own, or EMNIST, Fashion-MNIST, KMNIST, QMNIST, as IDX files.

    Args:
        images_path: (N, 28, 28) bytes.
        labels_path: (N,) whole numbers, or (N, columns) with the class in the first column, as
            QMNIST has it.
        classes: how many there are; labels run from 0 to one less.
        transposed: rows and columns are exchanged, as in EMNIST's files.

    Raises:
        DatasetError: a file is damaged, or the two do not fit each other or the classes.
    """
    images = read_idx(images_path)
    if images.dtype != np.uint8 or images.shape[1:] != (SIDE, SIDE):
        raise DatasetError(
            f"{images_path}: {images.dtype} numbers of shape {images.shape},"
            f" expected uint8 images (count, {SIDE}, {SIDE})"
        )
    labels = read_idx(labels_path)
    if labels.dtype.kind not in "iu" or labels.ndim > 2 or 0 in labels.shape[1:]:
        raise DatasetError(
            f"{labels_path}: {labels.dtype} numbers of shape {labels.shape},"
            " expected whole numbers (count,)"
        )
    labels = labels.reshape(len(labels), -1)[:, 0].astype(np.int64)
    if len(images) != len(labels):
        raise DatasetError(
            f"{labels_path}: {len(labels)} labels for the {len(images)} images of {images_path}"
        )
    outside = np.flatnonzero((labels < 0) | (labels >= classes))
    if len(outside):
        raise DatasetError(
            f"{labels_path}: label {labels[outside[0]]} at position {outside[0]},"
            f" expected 0 to {classes - 1}"
        )
    if transposed:
        images = np.ascontiguousarray(images.transpose(0, 2, 1))
    return Dataset(images, labels, Path(images_path).name, classes)
