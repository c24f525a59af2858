"""Samples as CSV: one digit a line, its label and then its 784 pixels from 0 to 255.

    label,pixel0,pixel1, ... pixel783
    7,0,0, ... 0

The first line may be a heading, as it is in what is written here.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from digitpad.data.mnist import SIDE
from digitpad.data.samples import NewSample, Sample
from digitpad.errors import DatasetError
from digitpad.files import write_atomically

COLUMNS = 1 + SIDE * SIDE
MAX_BYTES = 1 << 28
"""Some hundred thousand digits."""


def read(path: Path) -> list[NewSample]:
    """Every line. Raises `DatasetError`, naming the line."""
    lines = csv.reader(io.StringIO(_text(path)))
    try:
        return [
            _sample(cells, f"{path}: line {lines.line_num}")
            for cells in lines
            if cells and not (lines.line_num == 1 and _is_heading(cells))
        ]
    except csv.Error as error:
        raise DatasetError(f"{path}: line {lines.line_num}: {error}") from error


def write(path: Path, samples: Sequence[Sample]) -> int:
    """A heading, and a line for each; gzipped where the name ends in `.gz`."""
    heading = ",".join(["label", *(f"pixel{number}" for number in range(SIDE * SIDE))])
    lines = [heading]
    lines += [f"{s.label}," + ",".join(map(str, s.image.ravel().tolist())) for s in samples]
    content = ("\n".join(lines) + "\n").encode()
    if path.suffix == ".gz":
        content = gzip.compress(content, 9, mtime=0)
    write_atomically(path, content)
    return len(samples)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if content.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(content)) as zipped:
                content = zipped.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(f"{path}: cannot be read: {error}") from error
    if len(content) > MAX_BYTES:
        raise DatasetError(f"{path}: more than {MAX_BYTES:,} bytes, which is the most allowed")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DatasetError(
            f"{path}: line {line}: not text, but the byte {error.object[error.start]:#04x}"
        ) from error


def _is_heading(cells: list[str]) -> bool:
    return not cells[0].strip().lstrip("+-").isdigit()


def _sample(cells: list[str], place: str) -> NewSample:
    if len(cells) != COLUMNS:
        raise DatasetError(
            f"{place}: {len(cells)} columns, expected {COLUMNS}: a label and {SIDE * SIDE} pixels"
        )
    try:
        numbers = np.array(cells, np.int64)
    except (ValueError, OverflowError):
        wrong = next(number for number, cell in enumerate(cells, 1) if not _is_whole(cell))
        raise DatasetError(
            f"{place}: column {wrong} is {cells[wrong - 1][:20]!r}, expected a whole number"
        ) from None
    label, pixels = int(numbers[0]), numbers[1:]
    if not 0 <= label <= 9:
        raise DatasetError(f"{place}: label {label}, expected 0 to 9")
    if pixels.min() < 0 or pixels.max() > 255:
        column = int(np.flatnonzero((pixels < 0) | (pixels > 255))[0])
        raise DatasetError(f"{place}: column {column + 2} is {pixels[column]}, expected 0 to 255")
    return NewSample(label, pixels.astype(np.uint8).reshape(SIDE, SIDE))


def _is_whole(cell: str) -> bool:
    try:
        return abs(int(cell)) < 1 << 63
    except ValueError:
        return False
