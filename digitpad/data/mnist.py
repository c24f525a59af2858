"""The bundled MNIST, and other sets of 28 x 28 images that come as a pair of IDX files.

    images (N, 28, 28) bytes  +  labels (N,)  ->  Dataset

MNIST: LeCun, Cortes and Burges; 60,000 training digits and 10,000 test digits of other writers.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self
from weakref import WeakValueDictionary

import numpy as np

from digitpad.common.errors import DatasetError
from digitpad.common.pixels import SIDE
from digitpad.common.types import AnyArray, ByteArray, FloatArray, IntArray
from digitpad.common.user_folders import resource
from digitpad.data.idx import idx_header, read_idx

_FILES = {"train": "train", "test": "t10k"}

MAX_LABEL_BYTES = 1 << 26
"""Of a file of labels; QMNIST's would take less for the most images that can be read."""

QMNIST_COLUMNS = 8
"""A label of QMNIST: class, NIST series, writer, index of the digit, and four more numbers."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """Labelled images.

    Attributes:
        images: (N, 28, 28) uint8, ink 255 on 0, or float32, ink 1.0 on 0.0.
        labels: (N,) int64, the digit that each image shows, from 0 to classes - 1. Not every label
            has to occur, so a label is not the index of a classifier's output.
        name: shown to the user.
        classes: how many labels are possible.
        times: (N,) int64, how often an epoch repeats each image; None means once each.
    """

    images: ByteArray | FloatArray
    labels: IntArray
    name: str
    classes: int = 10
    times: IntArray | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def fingerprint(self) -> dict[str, Any]:
        """Name, count and SHA-256 of the content, to recognize the same set again."""
        digest = hashlib.sha256(self.labels.tobytes())
        digest.update(self.images.tobytes())
        if self.times is not None:
            digest.update(self.times.tobytes())
        return {"name": self.name, "count": len(self), "sha256": digest.hexdigest()}

    def subset(self, indices: IntArray) -> Self:
        """The images at these indices, in this order."""
        return replace(
            self,
            images=self.images[indices],
            labels=self.labels[indices],
            times=None if self.times is None else self.times[indices],
        )

    def repeated(self) -> Self:
        """A set with each image repeated `times` times, copies next to each other."""
        if self.times is None:
            return self
        more = self.subset(np.repeat(np.arange(len(self)), self.times))
        return replace(more, times=None)

    def of_classes(self, classes: AnyArray) -> Self:
        """The images whose label is one of `classes`, such as those that a model knows."""
        known = np.isin(self.labels, classes)
        return self if known.all() else self.subset(np.flatnonzero(known))

    def transposed(self) -> Self:
        """Rows and columns of every image exchanged."""
        images: Any = np.ascontiguousarray(self.images.swapaxes(1, 2))
        return replace(self, images=images)


_in_use: WeakValueDictionary[str, Dataset] = WeakValueDictionary()
_loading = threading.Lock()


def load_mnist(part: Literal["train", "test"]) -> Dataset:
    """The bundled MNIST: `train` has 60,000 digits, `test` has 10,000.

    All who use a part at the same time share one set, whose arrays cannot be written to. It is in
    memory, 50 MB for `train`, as long as anyone keeps it.

    Raises:
        DatasetError: a bundled file is missing or damaged, or there is no such part.
    """
    if part not in _FILES:
        raise DatasetError("MNIST has the parts train and test, not {part!r}", part=part)
    with _loading:
        digits = _in_use.get(part)
        if digits is None:
            stem = _FILES[part]
            images = resource("mnist", f"{stem}-images-idx3-ubyte.gz")
            labels = resource("mnist", f"{stem}-labels-idx1-ubyte.gz")
            digits = replace(load_idx_pair(images, labels), name=f"MNIST {part}")
            for array in (digits.images, digits.labels):
                array.flags.writeable = False
            _in_use[part] = digits
        return digits


def load_idx_pair(
    images_path: Path | str, labels_path: Path | str, classes: int = 10, *, transposed: bool = False
) -> Dataset:
    """A set in two IDX files: the user's own, or EMNIST, Fashion-MNIST, KMNIST, QMNIST.

    Args:
        images_path: (N, 28, 28) bytes.
        labels_path: (N,) or (N, 1) whole numbers, or (N, classes) one-hot rows, or (N, 8) int32 as
            in QMNIST, where the first column is the class.
        classes: how many labels are possible, from 0 to classes - 1.
        transposed: rows and columns are exchanged in the file, as in EMNIST's.

    Raises:
        DatasetError: a file is damaged, or the two do not fit each other or the classes.
    """
    # A file may be large: what it says is checked before all of it is read.
    dtype, shape = idx_header(images_path)
    if dtype != np.uint8 or shape[1:] != (SIDE, SIDE):
        raise DatasetError(
            "{path}: {dtype} numbers of shape {shape}, expected uint8 images (count, {side}, "
            "{side})",
            path=images_path,
            dtype=dtype,
            shape=shape,
            side=SIDE,
        )
    labels = _read_labels(labels_path, classes)
    if shape[0] != len(labels):
        raise DatasetError(
            "{path}: {label_count} labels for the {image_count} images of {images_path}",
            path=labels_path,
            label_count=len(labels),
            image_count=shape[0],
            images_path=images_path,
        )
    digits = Dataset(read_idx(images_path), labels, Path(images_path).name, classes)
    return digits.transposed() if transposed else digits


def _read_labels(path: Path | str, classes: int) -> IntArray:
    """Labels (N,) int64 from 0 to classes - 1, from any of the layouts of `load_idx_pair`."""
    found = read_idx(path, max_bytes=MAX_LABEL_BYTES)
    columns = found.shape[1] if found.ndim == 2 else 0
    if columns == classes:
        return _from_one_hot(found, path)
    if columns == 1 or (columns == QMNIST_COLUMNS and found.dtype == np.int32):
        found = found[:, 0]
    if found.dtype.kind not in "iu" or found.ndim != 1:
        raise DatasetError(
            "{path}: {dtype} numbers of shape {shape}, expected whole numbers (count,), one-hot "
            "rows (count, {classes}) or QMNIST's int32 (count, {columns})",
            path=path,
            dtype=found.dtype,
            shape=found.shape,
            classes=classes,
            columns=QMNIST_COLUMNS,
        )
    outside = np.flatnonzero((found < 0) | (found >= classes))
    if len(outside):
        raise DatasetError(
            "{path}: label {label} at position {position}, expected 0 to {largest}",
            path=path,
            label=found[outside[0]],
            position=outside[0],
            largest=classes - 1,
        )
    labels: IntArray = found.astype(np.int64)
    return labels


def _from_one_hot(rows: AnyArray, path: Path | str) -> IntArray:
    """The column of the 1 in each row of (N, classes), (N,) int64."""
    ones = rows == 1
    is_one_hot = (ones | (rows == 0)).all(axis=1) & (ones.sum(axis=1) == 1)
    wrong = np.flatnonzero(~is_one_hot)
    if len(wrong):
        raise DatasetError(
            "{path}: row {position} is {row}, expected one 1 and otherwise 0 (a one-hot label)",
            path=path,
            position=wrong[0],
            row=rows[wrong[0]],
        )
    labels: IntArray = ones.argmax(axis=1).astype(np.int64)
    return labels
