"""Ink of many people in one NumPy archive: all points in a row, and how to cut them up.

    points (P, 2)  ->  by points_per_stroke (S,)  ->  by strokes_per_item (N,)  ->  N drawings

`labels` (N,) says what each is meant to be, `writers` (N,), where present, whose hand it is.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from digitpad.errors import InkError
from digitpad.ink import Ink, LabelledInk, Stroke, read_ink_set
from digitpad.types import AnyArray

MAX_BYTES = 1 << 28
NEEDED = ("points", "points_per_stroke", "strokes_per_item", "labels")
PEN_SHARE = 0.06
"""Pen width that is assumed, relative to the longer side of an average drawing."""


def read_labelled_ink(path: Path | str) -> list[LabelledInk]:
    """All drawings of a file, `.npz` in the layout above or digitpad's own JSON.

    Raises:
        InkError: the file is missing, damaged, too large, or its arrays do not fit together.
    """
    path = Path(path)
    return read_stroke_arrays(path) if path.suffix == ".npz" else read_ink_set(path)


def read_stroke_arrays(path: Path) -> list[LabelledInk]:
    """The drawings of an `.npz` file. Raises `InkError`."""
    arrays = _load(path)
    points = arrays["points"].astype(np.float32)
    stroke_ends = np.cumsum(arrays["points_per_stroke"])
    item_ends = np.cumsum(arrays["strokes_per_item"])
    strokes = np.split(points, stroke_ends[:-1])
    writers = arrays.get("writers")
    pen_width = PEN_SHARE * max(1.0, float(np.median(_extents(strokes))))
    items, start = [], 0
    for number, (end, label) in enumerate(zip(item_ends, arrays["labels"], strict=True)):
        try:
            ink = Ink(tuple(Stroke.of(stroke) for stroke in strokes[start:end]), pen_width)
        except InkError as error:
            raise InkError(f"{path}: item {number + 1}: {error}") from error
        writer = None if writers is None else str(writers[number])
        items.append(LabelledInk(ink, str(label), writer))
        start = end
    return items


def _load(path: Path) -> dict[str, AnyArray]:
    """The arrays, whose sizes have been checked against each other."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > MAX_BYTES:
            raise InkError(
                f"{path}: {size:,} bytes unpacked are more than the {MAX_BYTES:,} allowed"
            )
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except FileNotFoundError as error:
        raise InkError(f"{path}: there is no such file") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InkError(f"{path}: not a readable NumPy archive ({error})") from error
    if missing := [name for name in NEEDED if name not in arrays]:
        raise InkError(f"{path}: array {missing[0]} is missing; there are {', '.join(arrays)}")
    _check(path, arrays)
    return arrays


def _check(path: Path, arrays: dict[str, AnyArray]) -> None:
    points, strokes, items = (arrays[name] for name in NEEDED[:3])
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "iuf":
        raise InkError(f"{path}: points are {points.dtype} {points.shape}, expected numbers (P, 2)")
    for name, counts, total in (
        ("points_per_stroke", strokes, len(points)),
        ("strokes_per_item", items, len(strokes)),
    ):
        if counts.ndim != 1 or counts.dtype.kind not in "iu" or not len(counts) or counts.min() < 1:
            raise InkError(f"{path}: {name} must be whole numbers of at least 1")
        if counts.sum() != total:
            raise InkError(f"{path}: {name} add up to {counts.sum():,}, but there are {total:,}")
    for name in ("labels", "writers"):
        if name in arrays and arrays[name].shape != items.shape:
            raise InkError(
                f"{path}: {name} are {arrays[name].shape}, expected one for each of {len(items)}"
            )


def _extents(strokes: list[AnyArray]) -> list[float]:
    return [float(np.ptp(stroke, axis=0).max()) for stroke in strokes]
