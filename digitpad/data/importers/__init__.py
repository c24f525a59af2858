"""Labelled digits in and out: IDX pairs, folders of pictures, CSV, and sets of ink.

    read_samples(place)  ->  NewSample ...         Sample ...  ->  write_samples(place, kind)

CSV and picture folders have a module each; IDX pairs and ink are short and follow below. An IDX
pair is named by its images, and the labels' name follows from it:

    digits-images-idx3-ubyte.gz    digits-labels-idx1-ubyte.gz

A set of ink holds the strokes, each drawing with its label. Their images are made by the same
preprocessing as in recognition. Samples without ink, such as imported images, are left out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from digitpad.common.errors import DatasetError, InkError
from digitpad.common.labels import NON_DIGIT
from digitpad.common.progress import Report, no_report
from digitpad.data.idx import write_idx
from digitpad.data.importers import csv_table, picture_folders
from digitpad.data.mnist import load_idx_pair
from digitpad.data.own_samples import NewSample, Sample
from digitpad.data.stroke_variation import network_image
from digitpad.ink.files import LabelledInk, read_ink_set, write_ink_set

__all__ = ["KINDS", "kind_of", "labels_path", "read_samples", "write_samples"]

KINDS = ("idx", "png", "csv", "ink")
"""`idx`: two files; `png`: a folder with a folder for each digit; `ink`: JSON, may be gzipped."""


def kind_of(place: Path | str) -> str:
    """Which of `KINDS` a place is: a folder is `png`, a file is told by its name.

    Raises:
        DatasetError: none of them.
    """
    place = Path(place)
    name = place.name.lower().removesuffix(".gz")
    if place.is_dir():
        return "png"
    if name.endswith(".csv"):
        return "csv"
    if name.endswith(".json"):
        return "ink"
    if "idx" in name or name.endswith("ubyte"):
        return "idx"
    if not Path(name).suffix and not place.exists():
        return "png"
    raise DatasetError(
        "{place}: unknown kind of data; expected IDX images (with idx in the name), a folder with "
        "a folder for each digit, .csv, or a set of ink (.json, .json.gz)",
        place=place,
    )


def read_samples(
    place: Path | str,
    kind: str | None = None,
    *,
    transposed: bool = False,
    report: Report = no_report,
) -> list[NewSample]:
    """Every labelled digit of a place.

    Args:
        place: a file or folder.
        kind: one of `KINDS`; None derives it from the name.
        transposed: rows and columns are exchanged in the file, as in EMNIST's. Only `idx` and
            `csv` can be.
        report: called as it goes on; it may raise an error to stop.

    Raises:
        DatasetError: the place is missing, damaged, not of that kind, or more than the memory can
            hold; the message names the file, and the line or item where there is one.
    """
    place = Path(place)
    try:
        return _read(place, kind, report, transposed=transposed)
    except MemoryError as error:
        raise DatasetError("{place}: {error}", place=place, error=error) from error


def _read(place: Path, kind: str | None, report: Report, *, transposed: bool) -> list[NewSample]:
    if not place.exists():
        raise DatasetError("{place}: there is no such file or folder", place=place)
    kind = kind or kind_of(place)
    samples = _functions(kind)[0](place, report)
    if not samples:
        raise DatasetError("{place}: there are no digits in it", place=place)
    if not transposed:
        return samples
    if kind not in ("idx", "csv"):
        raise DatasetError(
            "{place}: only images in IDX and CSV files can be transposed, not {kind}",
            place=place,
            kind=kind,
        )
    return [replace(sample, image=np.ascontiguousarray(sample.image.T)) for sample in samples]


def write_samples(
    place: Path | str,
    samples: Sequence[Sample],
    kind: str | None = None,
    *,
    report: Report = no_report,
) -> int:
    """Write samples to a place; each file is replaced atomically.

    Args:
        place: a file or folder.
        samples: what is written.
        kind: one of `KINDS`; None derives it from the name.
        report: called as it goes on; it may raise an error to stop.

    Returns:
        How many were written: all digits, but for `ink` only those that have ink. The formats hold
        digits only, so samples that are no digit are left out.

    Raises:
        DatasetError: there is nothing to write, or no such kind.
        OSError: the place cannot be written.
    """
    place = Path(place)
    _, writer = _functions(kind or kind_of(place))
    digits = [sample for sample in samples if sample.label != NON_DIGIT]
    if not digits:
        raise DatasetError("{place}: there are no samples to write", place=place)
    return writer(place, digits, report)


def _functions(kind: str) -> tuple[_Read, _Write]:
    if kind not in _BY_KIND:
        known = ", ".join(_BY_KIND)
        raise DatasetError(
            "kind {kind!r} is unknown, expected one of {known}", kind=kind, known=known
        )
    return _BY_KIND[kind]


# IDX pairs


def labels_path(images: Path) -> Path:
    """Where the labels of an IDX file of images are."""
    name = images.name
    if "images" not in name:
        raise DatasetError(
            "{images}: an IDX file of images has 'images' in its name, such as "
            "digits-images-idx3-ubyte, and beside it one of the same name with 'labels'",
            images=images,
        )
    return images.with_name(name.replace("images", "labels").replace("idx3", "idx1"))


def _read_idx_pair(path: Path, _report: Report) -> list[NewSample]:
    digits = load_idx_pair(path, labels_path(path))
    images = np.asarray(digits.images, np.uint8)
    return [
        NewSample(int(label), image) for label, image in zip(digits.labels, images, strict=True)
    ]


def _write_idx_pair(path: Path, samples: Sequence[Sample], _report: Report) -> int:
    labels = np.array([sample.label for sample in samples], np.uint8)
    labels_file = labels_path(path)
    write_idx(path, np.stack([sample.image for sample in samples]))
    write_idx(labels_file, labels)
    return len(samples)


# Sets of ink


def _read_ink(path: Path, report: Report) -> list[NewSample]:
    try:
        items = read_ink_set(path)
    except InkError as error:
        raise DatasetError("{error}", error=error) from error
    samples = []
    for number, item in enumerate(items, 1):
        samples.append(_from_ink(item, path, number))
        report(number, len(items))
    return samples


def _from_ink(item: LabelledInk, path: Path, number: int) -> NewSample:
    if item.label is None or len(item.label) != 1 or item.label not in "0123456789":
        raise DatasetError(
            "{path}: item {number}: its label is {label!r}, expected a digit from 0 to 9",
            path=path,
            number=number,
            label=item.label,
        )
    if item.ink.is_empty:
        raise DatasetError("{path}: item {number}: it has no stroke", path=path, number=number)
    image = network_image(item.ink)
    return NewSample(int(item.label), image, item.ink, writer=item.writer or "")


def _write_ink(path: Path, samples: Sequence[Sample], report: Report) -> int:
    items = []
    for number, sample in enumerate(samples, 1):
        report(number, len(samples))
        ink = sample.ink
        if ink is not None:
            items.append(LabelledInk(ink, str(sample.label), sample.writer or None))
    if not items:
        raise DatasetError("{path}: none of the samples has ink; they are images only", path=path)
    write_ink_set(path, items)
    return len(items)


_Read = Callable[[Path, Report], list[NewSample]]
_Write = Callable[[Path, Sequence[Sample], Report], int]
_BY_KIND: Mapping[str, tuple[_Read, _Write]] = MappingProxyType(
    {
        "idx": (_read_idx_pair, _write_idx_pair),
        "png": (picture_folders.read, picture_folders.write),
        "csv": (csv_table.read, csv_table.write),
        "ink": (_read_ink, _write_ink),
    }
)
