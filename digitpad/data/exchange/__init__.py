"""Labelled digits in and out: IDX pairs, folders of PNGs, CSV, and sets of ink.

    read_samples(place)  ->  NewSample ...         Sample ...  ->  write_samples(place, kind)

One module a kind. What comes from outside is checked before anything of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from digitpad.data.exchange import csv_table, idx_pair, ink_set, picture_folders
from digitpad.data.samples import NewSample, Sample
from digitpad.errors import DatasetError

__all__ = ["KINDS", "kind_of", "read_samples", "write_samples"]

T = TypeVar("T")

_READERS: Mapping[str, Callable[[Path], list[NewSample]]] = MappingProxyType(
    {
        "idx": idx_pair.read,
        "png": picture_folders.read,
        "csv": csv_table.read,
        "ink": ink_set.read,
    }
)
_WRITERS: Mapping[str, Callable[[Path, Sequence[Sample]], int]] = MappingProxyType(
    {
        "idx": idx_pair.write,
        "png": picture_folders.write,
        "csv": csv_table.write,
        "ink": ink_set.write,
    }
)
KINDS = tuple(_READERS)
"""`idx`: two files; `png`: a folder with one folder a digit; `csv`; `ink`: JSON, maybe gzipped."""


def kind_of(place: Path | str) -> str:
    """What a place is by its name, or, if it is a folder, by what lies in it.

    Raises:
        DatasetError: nothing that is known.
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
        f"{place}: not one of the known kinds; there are IDX images (with idx in the name), "
        "folders with one folder a digit, .csv, and ink sets (.json, .json.gz)"
    )


def read_samples(place: Path | str, kind: str | None = None) -> list[NewSample]:
    """Every labelled digit of a place.

    Args:
        place: a file or folder.
        kind: one of `KINDS`; None tells it by the name.

    Raises:
        DatasetError: the place is missing, damaged, or not of that kind; the message names the
            file, and the line or item where there is one.
    """
    place = Path(place)
    if not place.exists():
        raise DatasetError(f"{place}: there is no such file or folder")
    samples = _known(_READERS, kind or kind_of(place))(place)
    if not samples:
        raise DatasetError(f"{place}: there are no digits in it")
    return samples


def write_samples(place: Path | str, samples: Sequence[Sample], kind: str | None = None) -> int:
    """Write samples to a place, each file whole or not at all.

    Returns:
        How many were written: all of them, but for `ink` only those that have ink.

    Raises:
        DatasetError: there is nothing to write, or no such kind.
        OSError: the place cannot be written.
    """
    place = Path(place)
    writer = _known(_WRITERS, kind or kind_of(place))
    if not samples:
        raise DatasetError(f"{place}: there are no samples to write")
    return writer(place, samples)


def _known(table: Mapping[str, T], kind: str) -> T:
    if kind not in table:
        raise DatasetError(f"kind {kind!r} is not known; there are {', '.join(table)}")
    return table[kind]
