"""The IDX format: how MNIST and its many relatives are stored.

    0  0  type  dimensions | size of each dimension | the numbers, row after row
    (4 bytes)              | (4 bytes each)         | all big-endian

Described on the MNIST page by LeCun, Cortes and Burges. A file may be damaged or hostile: the sizes
in its header are checked against a limit, and memory is allocated only as data arrives.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DatasetError, Phrase
from digitpad.common.gzip_files import GzipStream, is_complete, open_unzipped

NUMBER_TYPES: dict[int, np.dtype[Any]] = {
    0x08: np.dtype("u1"),
    0x09: np.dtype("i1"),
    0x0B: np.dtype(">i2"),
    0x0C: np.dtype(">i4"),
    0x0D: np.dtype(">f4"),
    0x0E: np.dtype(">f8"),
}
"""The format's code for each kind of number."""

MAX_DIMENSIONS = 8

_CHUNK_BYTES = 1 << 20
"""How many bytes are read at a time."""

_COUNTED_BYTES = 1 << 27
"""Gzipped data of more than this are counted before they are kept in memory."""


def read_idx(path: Path | str, *, max_bytes: int = 1 << 30) -> npt.NDArray[Any]:
    """Read an IDX file, plain or gzipped; its first bytes show which.

    Args:
        path: the file.
        max_bytes: a file whose header announces more data than this is refused.

    Returns:
        The array, of the shape in the header, in this machine's byte order.

    Raises:
        DatasetError: the file cannot be read, is not IDX, is too large, or holds more or less data
            than its header announces.
    """
    with _opened(path) as file:
        return _read(file, Path(path), max_bytes)


def idx_header(path: Path | str) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """The type and shape that an IDX file says it has. Raises `DatasetError` as `read_idx`."""
    with _opened(path) as file:
        number, shape = _header(file, Path(path))
    return number.newbyteorder("="), shape


def write_idx(path: Path | str, array: npt.NDArray[Any]) -> None:
    """Write an array as IDX, gzipped if the name ends in `.gz`. Equal arrays give equal bytes.

    Raises:
        DatasetError: IDX cannot hold this type of numbers or this shape.
        OSError: the file cannot be written.
    """
    big_endian = array.dtype.newbyteorder(">")
    codes = [code for code, number in NUMBER_TYPES.items() if number == big_endian]
    if not codes:
        raise DatasetError(
            "{path}: IDX cannot hold numbers of type {dtype}", path=path, dtype=array.dtype
        )
    if not 1 <= array.ndim <= MAX_DIMENSIONS or max(array.shape) >= 1 << 32:
        raise DatasetError(
            "{path}: IDX cannot hold an array of shape {shape}", path=path, shape=array.shape
        )
    header = struct.pack(f">HBB{array.ndim}I", 0, codes[0], array.ndim, *array.shape)
    content = header + np.ascontiguousarray(array, big_endian).tobytes()
    write_atomically(path, content)


@contextmanager
def _opened(path: Path | str) -> Iterator[BinaryIO]:
    try:
        with open_unzipped(Path(path)) as file:
            yield file
    except OSError as error:
        raise DatasetError("{path}: cannot be read: {error}", path=path, error=error) from error
    except zlib.error as error:
        raise DatasetError("{path}: damaged gzip data ({error})", path=path, error=error) from error


def _read(file: BinaryIO, path: Path, max_bytes: int) -> npt.NDArray[Any]:
    number, shape = _header(file, path)
    header_bytes = 4 + 4 * len(shape)
    data_bytes = math.prod(shape) * number.itemsize
    item = {1: Phrase("label"), 3: Phrase("image")}.get(len(shape), Phrase("item"))
    claim = {"path": path, "item": item, "count": shape[0], "needed": header_bytes + data_bytes}
    # A size of 0 makes the product 0, but NumPy refuses shapes whose other sizes are too large.
    if math.prod(max(size, 1) for size in shape) * number.itemsize > max_bytes:
        raise DatasetError(
            "{path}: {item} count {count} needs {needed:,} bytes, at most {limit:,} are allowed",
            **claim,
            limit=max_bytes,
        )
    if not isinstance(getattr(file, "raw", None), GzipStream):
        found = path.stat().st_size
        if found < header_bytes + data_bytes:
            raise _too_short(claim, found)
        if found > header_bytes + data_bytes:
            raise _too_long(claim)
    elif data_bytes > _COUNTED_BYTES:
        # What is packed may be far less, or more, than the header says: count it before keeping it.
        with open_unzipped(path) as first:
            found = sum(map(len, iter(lambda: first.read(_CHUNK_BYTES), b"")))
        if found < header_bytes + data_bytes:
            raise _too_short(claim, found)
    content = bytearray()
    while missing := data_bytes - len(content):
        part = file.read(min(_CHUNK_BYTES, missing))
        if not part:
            raise _too_short(claim, header_bytes + len(content))
        content += part
    if file.read(1):
        raise _too_long(claim)
    if not is_complete(file):
        raise DatasetError("{path}: gzip data ends too early, its checksum is missing", path=path)
    array = np.frombuffer(content, number).reshape(shape)
    return array.astype(number.newbyteorder("="), copy=False)


def _too_short(claim: dict[str, Any], found: int) -> DatasetError:
    return DatasetError(
        "{path}: {item} count {count} needs {needed:,} bytes, file ends after {found:,}",
        **claim,
        found=found,
    )


def _too_long(claim: dict[str, Any]) -> DatasetError:
    return DatasetError(
        "{path}: {item} count {count} needs {needed:,} bytes, but the file is longer", **claim
    )


def _header(file: BinaryIO, path: Path) -> tuple[np.dtype[Any], tuple[int, ...]]:
    start = file.read(4)
    if len(start) < 4 or start[:2] != b"\0\0":
        raise DatasetError(
            "{path}: not an IDX file; it starts with {found}, expected 00 00",
            path=path,
            found=start.hex(" ") or "nothing",
        )
    code, dimensions = start[2], start[3]
    if code not in NUMBER_TYPES:
        known = ", ".join(f"{code:02x}" for code in NUMBER_TYPES)
        raise DatasetError(
            "{path}: unknown IDX number type {code:02x}, expected one of {known}",
            path=path,
            code=code,
            known=known,
        )
    if not 1 <= dimensions <= MAX_DIMENSIONS:
        raise DatasetError(
            "{path}: {dimensions} dimensions, expected between 1 and {limit}",
            path=path,
            dimensions=dimensions,
            limit=MAX_DIMENSIONS,
        )
    sizes = file.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise DatasetError(
            "{path}: header of {needed} bytes expected, file ends after {found}",
            path=path,
            needed=4 + 4 * dimensions,
            found=4 + len(sizes),
        )
    shape: tuple[int, ...] = struct.unpack(f">{dimensions}I", sizes)
    return NUMBER_TYPES[code], shape
