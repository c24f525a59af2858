"""Ink of many writers in one NumPy archive: all points in one array, with the lengths of its parts.

    points (P, 2)  ->  split by points_per_stroke (S,)  ->  grouped by strokes_per_item (N,)

`labels` (N,) holds the label of each drawing; `writers` (N,) and `groups` (N,), if present, its
writer and its provider.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from digitpad.common.array_archives import read_arrays
from digitpad.common.errors import InkError
from digitpad.common.types import AnyArray
from digitpad.common.validation import DescriptionError
from digitpad.ink.files import LabelledInk, read_ink_set
from digitpad.ink.records import MAX_STROKES
from digitpad.ink.strokes import MAX_COORDINATE, MAX_POINTS, Ink, Stroke

MAX_BYTES = 1 << 26
"""Of the unpacked archive: some ten thousand times a thousand points."""

REQUIRED = ("points", "points_per_stroke", "strokes_per_item", "labels")
ORIGINS = ("writers", "groups")
PEN_WIDTH = 0.06
"""The assumed pen width, relative to the median longer side of a stroke."""


def read_labelled_ink(path: Path | str) -> list[LabelledInk]:
    """All drawings of a file: `.npz` in this layout, or JSON of `digitpad.ink.files`.

    Raises:
        InkError: the file is missing, damaged or too large, or its arrays are inconsistent.
    """
    path = Path(path)
    return read_stroke_arrays(path) if path.suffix == ".npz" else read_ink_set(path)


def read_stroke_arrays(path: Path) -> list[LabelledInk]:
    """The drawings of an `.npz` file; raises as `read_labelled_ink`."""
    arrays = load_arrays(path)
    return drawings(path, arrays, range(len(arrays["labels"])))


def drawings(
    path: Path, arrays: Mapping[str, AnyArray], indices: Iterable[int]
) -> list[LabelledInk]:
    """Some of the drawings in arrays that `load_arrays` gave; raises as `read_labelled_ink`."""
    points = arrays["points"].astype(np.float32)
    points_per_stroke = arrays["points_per_stroke"].astype(np.int64)
    strokes_per_item = arrays["strokes_per_item"].astype(np.int64)
    stroke_ends, item_ends = np.cumsum(points_per_stroke), np.cumsum(strokes_per_item)
    stroke_starts, item_starts = stroke_ends - points_per_stroke, item_ends - strokes_per_item
    extents = np.maximum.reduceat(points, stroke_starts) - np.minimum.reduceat(
        points, stroke_starts
    )
    pen_width = PEN_WIDTH * max(1.0, float(np.median(extents.max(axis=1))))
    items = []
    for index in indices:
        own = range(item_starts[index], item_ends[index])
        strokes = (points[stroke_starts[stroke] : stroke_ends[stroke]] for stroke in own)
        try:
            ink = Ink(tuple(map(Stroke.of, strokes)), pen_width)
        except InkError as error:
            raise InkError(
                "{path}: item {number}: {error}", path=path, number=index + 1, error=error
            ) from error
        writer, provider = (
            str(arrays[name][index]) if name in arrays else None for name in ORIGINS
        )
        items.append(LabelledInk(ink, str(arrays["labels"][index]), writer, provider))
    return items


def load_arrays(path: Path) -> dict[str, AnyArray]:
    """The arrays of an `.npz` file by name, their sizes checked; raises as `read_labelled_ink`."""
    try:
        arrays = read_arrays(path, (*REQUIRED, *ORIGINS), MAX_BYTES)
    except FileNotFoundError as error:
        raise InkError("{path}: there is no such file", path=path) from error
    except DescriptionError as error:
        raise InkError(error.template, **error.values) from error
    if missing := [name for name in REQUIRED if name not in arrays]:
        raise InkError(
            "{path}: array {missing} is missing; there are {arrays}",
            path=path,
            missing=missing[0],
            arrays=", ".join(arrays),
        )
    _check(path, arrays)
    return arrays


def _check(path: Path, arrays: dict[str, AnyArray]) -> None:
    """Everything about the arrays at once; single drawings then need no check of their own."""
    points, strokes, items = (arrays[name] for name in REQUIRED[:3])
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "iuf":
        raise InkError(
            "{path}: points are {dtype} {shape}, expected numbers (P, 2)",
            path=path,
            dtype=points.dtype,
            shape=points.shape,
        )
    if not ((points >= -MAX_COORDINATE) & (points <= MAX_COORDINATE)).all():
        raise InkError(
            "{path}: {name} must be finite and at most {max_coordinate:,.0f} in size",
            path=path,
            name="points",
            max_coordinate=MAX_COORDINATE,
        )
    for name, counts, total, limit in (
        ("points_per_stroke", strokes, len(points), MAX_POINTS),
        ("strokes_per_item", items, len(strokes), MAX_STROKES),
    ):
        if counts.ndim != 1 or counts.dtype.kind not in "iu" or not len(counts) or counts.min() < 1:
            raise InkError(
                "{path}: {name} must be whole numbers of at least 1", path=path, name=name
            )
        if counts.max() > limit:
            raise InkError(
                "{path}: {name} can be at most {limit:,}", path=path, name=name, limit=limit
            )
        if counts.sum(dtype=np.int64) != total:
            raise InkError(
                "{path}: {name} add up to {sum:,}, but there are {total:,}",
                path=path,
                name=name,
                sum=counts.sum(dtype=np.int64),
                total=total,
            )
    for name in ("labels", *ORIGINS):
        found = arrays.get(name, items)
        if found.shape != items.shape or found.dtype.kind not in "iuU":
            raise InkError(
                "{path}: {name} are {dtype} {shape}, expected one text or number for each of "
                "{count}",
                path=path,
                name=name,
                dtype=found.dtype,
                shape=found.shape,
                count=len(items),
            )
