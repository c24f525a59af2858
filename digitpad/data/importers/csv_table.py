"""Samples as CSV: one digit a line, its label and its 784 pixels.

    label,pixel0,pixel1, ... pixel783
    7,0,0, ... 0

This is what is written. What is read may have the label in another column, and no heading:

1. A column called label, class, target or y holds the labels, or the only one whose name has no
   number. The other columns are the pixels, in the order of the numbers in their names (pixel0 to
   pixel783, 1x1 to 28x28), or from left to right if these are missing or not unique. A column
   without a name, such as the index that pandas writes, is skipped.
2. Without names, the label is in the first column, or in the last one if only that column has
   values from 0 to 9, or if the first one is always 0, as a pixel in a corner is.

Pixels are whole numbers from 0 to 255 or, if none of them is above 1, fractions from 0 to 1.
"""

from __future__ import annotations

import contextlib
import csv
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DatasetError
from digitpad.common.gzip_files import is_complete, open_unzipped
from digitpad.common.pixels import PIXELS, SIDE, as_bytes
from digitpad.common.progress import Report, no_report
from digitpad.common.types import AnyArray, ByteArray, IntArray
from digitpad.data.own_samples import NewSample, Sample

LABEL_NAMES = frozenset({"label", "class", "target", "y"})

MAX_BYTES = 1 << 28
"""Decompressed size of a file: some hundred thousand digits."""

MAX_LINES = 1 << 19
"""Of a file, blank lines counted; `MAX_BYTES` hold no more than a third as many digits."""

MAX_LINE_BYTES = 1 << 16
"""785 numbers with all digits of a float64 take a third of this."""

CHUNK_LINES = 1000
"""How many lines are converted to numbers at a time."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns of a line hold what; they are counted from 0.

    Attributes:
        total: how many a line has.
        used: the columns of the label and the 784 pixels; those of the pixels row by row.
        labels: where the label may be: one column, or two to choose from by their values.
    """

    total: int
    used: Sequence[int]
    labels: Sequence[int]


_WITHOUT_HEADING = _Layout(PIXELS + 1, range(PIXELS + 1), (0, PIXELS))


@dataclass(frozen=True, slots=True)
class _Table:
    """All numbers of a file.

    Attributes:
        path: the file.
        chunks: each (n, columns), uint8 where possible, else float32.
        lines: (N,) int64, the line number of each row.
    """

    path: Path
    chunks: list[AnyArray]
    lines: IntArray

    def column(self, index: int) -> AnyArray:
        """One column, (N,)."""
        return np.concatenate([chunk[:, index] for chunk in self.chunks])


def read(path: Path, report: Report = no_report) -> list[NewSample]:
    """Every line as a sample.

    Raises:
        DatasetError: the file cannot be read, or a line is not a label and 784 pixels; the message
            names the line and column.
    """
    layout, table = _parse(path, report)
    if not table.chunks:
        return []
    label_column = _label_column(table, layout.labels)
    labels = table.column(label_column)
    images = _images(table, [index for index in layout.used if index != label_column])
    return [NewSample(int(label), image) for label, image in zip(labels, images, strict=True)]


def write(path: Path, samples: Sequence[Sample], report: Report = no_report) -> int:
    """A heading, and a line for each sample; gzipped if the name ends in `.gz`."""
    heading = ",".join(["label", *(f"pixel{number}" for number in range(PIXELS))])
    lines = [heading]
    for number, sample in enumerate(samples, 1):
        report(number, len(samples))
        lines.append(f"{sample.label}," + ",".join(map(str, sample.image.ravel().tolist())))
    content = ("\n".join(lines) + "\n").encode()
    write_atomically(path, content)
    return len(samples)


def _parse(path: Path, report: Report) -> tuple[_Layout, _Table]:
    """The layout, and the numbers of all lines below the heading."""
    layout: _Layout | None = None
    chunks: list[AnyArray] = []
    numbers: list[int] = []
    pending: list[str] = []
    for number, line in _lines(path):
        if layout is None:
            layout = _from_heading(_cells(line, number, path), path)
            if layout:
                continue
            layout = _WITHOUT_HEADING
        count = line.count(",") + 1
        if count != layout.total:
            raise DatasetError(
                "{path}: line {line}: {count} columns, expected {expected}: a label and {pixels} "
                "pixels",
                path=path,
                line=number,
                count=count,
                expected=layout.total,
                pixels=PIXELS,
            )
        numbers.append(number)
        pending.append(line)
        if len(pending) == CHUNK_LINES:
            report(number, 0)
            chunks.append(_convert(pending, numbers[-CHUNK_LINES:], path))
            pending = []
    if pending:
        chunks.append(_convert(pending, numbers[-len(pending) :], path))
    return layout or _WITHOUT_HEADING, _Table(path, chunks, np.array(numbers, np.int64))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers, of a plain or gzipped file."""
    try:
        with open_unzipped(path) as file:
            yield from _bounded_lines(file, path)
            if not is_complete(file):
                raise EOFError("gzip data ends too early")
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError("{path}: cannot be read: {error}", path=path, error=error) from error


def _bounded_lines(file: BinaryIO, path: Path) -> Iterator[tuple[int, str]]:
    number = total = 0
    while content := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        total += len(content)
        if len(content) > MAX_LINE_BYTES:
            raise DatasetError(
                "{path}: line {line}: longer than {limit:,} bytes, expected {columns} numbers",
                path=path,
                line=number,
                limit=MAX_LINE_BYTES,
                columns=PIXELS + 1,
            )
        if total > MAX_BYTES or number > MAX_LINES:
            raise DatasetError(
                "{path}: more than the {max_bytes:,} bytes or {max_lines:,} lines that are allowed",
                path=path,
                max_bytes=MAX_BYTES,
                max_lines=MAX_LINES,
            )
        try:
            line = content.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n")
        except UnicodeDecodeError as error:
            raise DatasetError(
                "{path}: line {line}: not text, but the byte {byte:#04x}",
                path=path,
                line=number,
                byte=error.object[error.start],
            ) from error
        if line.strip():
            yield number, line


def _cells(line: str, number: int, path: Path) -> list[str]:
    try:
        return next(csv.reader([line]))
    except csv.Error as error:
        raise DatasetError(
            "{path}: line {line}: {error}", path=path, line=number, error=error
        ) from error


def _from_heading(cells: list[str], path: Path) -> _Layout | None:
    """The layout that the names in the first line describe; None if that line is a digit."""
    names = [cell.strip().lower() for cell in cells]
    named = [index for index, name in enumerate(names) if name]
    labels = [index for index in named if names[index] in LABEL_NAMES]
    if not labels and _is_number(names[0]):
        return None
    if len(labels) > 1:
        raise DatasetError(
            "{path}: the heading has {count} columns of labels: {names}",
            path=path,
            count=len(labels),
            names=", ".join(names[index] for index in labels),
        )
    if len(named) != PIXELS + 1:
        raise DatasetError(
            "{path}: the heading names {count} columns, expected {expected}: a label and {pixels} "
            "pixels",
            path=path,
            count=len(named),
            expected=PIXELS + 1,
            pixels=PIXELS,
        )
    without_number = [index for index in named if not re.search("[0-9]", names[index])]
    if not labels and len(without_number) == 1:
        labels = without_number
    if not labels:
        return _Layout(len(names), named, (named[0], named[-1]))
    pixels = [index for index in named if index not in labels]
    return _Layout(len(names), [*labels, *_in_numeric_order(pixels, names)], labels)


def _in_numeric_order(columns: list[int], names: list[str]) -> list[int]:
    """Sorted by the numbers in the names, such as `pixel12` or `1x12`, if these are unique."""
    keys = {
        # A longer number is larger. Python's own numbers are limited in their digits.
        index: tuple((len(n), n) for n in re.findall("0*([0-9]+)", names[index]))
        for index in columns
    }
    lengths = {len(key) for key in keys.values()}
    if lengths in ({1}, {2}) and len(set(keys.values())) == len(columns):
        return sorted(columns, key=keys.__getitem__)
    return columns


def _convert(lines: list[str], numbers: list[int], path: Path) -> AnyArray:
    """The lines as an array (n, columns), uint8 if all numbers are whole and fit, else float32."""
    for dtype in (np.uint8, np.float32):
        # The array is checked too: a quote that is not closed joins lines.
        with contextlib.suppress(ValueError), np.errstate(over="ignore"):
            found: AnyArray = np.loadtxt(
                lines,
                dtype,
                comments=None,
                delimiter=",",
                quotechar='"',
                ndmin=2,
                max_rows=len(lines),
            )
            if len(found) == len(lines):
                return found
    for line, number in zip(lines, numbers, strict=True):
        for column, cell in enumerate(_cells(line, number, path), 1):
            if not _is_number(cell):
                raise DatasetError(
                    "{path}: line {line}: column {column} is {cell!r}, expected a number",
                    path=path,
                    line=number,
                    column=column,
                    cell=cell[:20],
                )
    raise DatasetError(
        "{path}: lines {first} to {last} are not numbers separated by commas",
        path=path,
        first=numbers[0],
        last=numbers[-1],
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii() and "_" not in cell


def _label_column(table: _Table, candidates: Sequence[int]) -> int:
    """The candidate whose values are labels; the first one if both could be."""
    values = {index: table.column(index) for index in candidates}
    wrong = {index: ~np.isin(column, range(10)) for index, column in values.items()}
    fitting = [index for index in candidates if not wrong[index].any()]
    if len(fitting) == 2:
        # The first pixel is a corner of the image, where there is hardly ever ink.
        first, last = fitting
        return last if values[last].any() and not values[first].any() else first
    if fitting:
        return fitting[0]
    first_wrong = {index: int(wrong[index].argmax()) for index in candidates}
    # The candidate that held labels for longer was probably meant.
    meant = max(candidates, key=first_wrong.__getitem__)
    row = first_wrong[meant]
    found = {"path": table.path, "line": table.lines[row], "label": values[meant][row]}
    if len(candidates) == 1:
        raise DatasetError("{path}: line {line}: label {label:g}, expected 0 to 9", **found)
    (other,) = set(candidates) - {meant}
    raise DatasetError(
        "{path}: line {line}: label {label:g}, expected 0 to 9 in column {column}; column "
        "{other_column} has no labels either: line {other_line} has {other_label:g}",
        **found,
        column=meant + 1,
        other_column=other + 1,
        other_line=table.lines[first_wrong[other]],
        other_label=values[other][first_wrong[other]],
    )


def _images(table: _Table, columns: list[int]) -> ByteArray:
    """The pixels as images (N, 28, 28) uint8."""
    is_fraction = max(float(chunk[:, columns].max()) for chunk in table.chunks) <= 1
    start = 0
    images = np.empty((len(table.lines), PIXELS), np.uint8)
    for chunk in table.chunks:
        pixels = chunk[:, columns]
        wrong = ~((pixels >= 0) & (pixels <= 255))
        if not is_fraction:
            wrong |= pixels != np.floor(pixels)
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise DatasetError(
                "{path}: line {line}: column {column} is {pixel:g}, expected a whole number from "
                "0 to 255, or in all lines fractions from 0 to 1",
                path=table.path,
                line=table.lines[start + row],
                column=columns[column] + 1,
                pixel=pixels[row, column],
            )
        images[start : start + len(pixels)] = as_bytes(pixels) if is_fraction else pixels
        start += len(pixels)
    return images.reshape(-1, SIDE, SIDE)
