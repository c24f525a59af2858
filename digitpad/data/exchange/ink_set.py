"""Samples as a set of ink, `.json` or `.json.gz`: the strokes themselves, each with its label.

The picture is made from the ink on the way in, exactly as recognizing makes it. Samples that never
had ink, such as imported pictures, cannot go out this way and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digitpad.data.samples import NewSample, Sample, image_bytes
from digitpad.errors import DatasetError, InkError
from digitpad.ink import LabelledInk, rasterize_fitted, read_ink_set, write_ink_set
from digitpad.preprocess import preprocess


def read(path: Path) -> list[NewSample]:
    """Every item. Raises `DatasetError`, naming the item."""
    try:
        items = read_ink_set(path)
    except InkError as error:
        raise DatasetError(str(error)) from error
    return [_sample(item, f"{path}: item {number}") for number, item in enumerate(items, 1)]


def write(path: Path, samples: Sequence[Sample]) -> int:
    """Those samples that have ink."""
    items = []
    for sample in samples:
        ink = sample.ink
        if ink is not None:
            items.append(LabelledInk(ink, str(sample.label), sample.writer or None))
    if not items:
        raise DatasetError(f"{path}: none of the samples has ink; they are pictures only")
    write_ink_set(path, items)
    return len(items)


def _sample(item: LabelledInk, place: str) -> NewSample:
    if item.label is None or len(item.label) != 1 or item.label not in "0123456789":
        raise DatasetError(f"{place}: its label is {item.label!r}, expected a digit from 0 to 9")
    if item.ink.is_empty:
        raise DatasetError(f"{place}: no stroke in it")
    image = preprocess(rasterize_fitted(item.ink), clean=True)
    assert image is not None  # noqa: S101 - a stroke always leaves ink
    return NewSample(int(item.label), image_bytes(image), item.ink, writer=item.writer or "")
