"""The IDX format: how MNIST and its many relatives are stored.

    0  0  type  dimensions | size of each dimension | the numbers, row after row
    (4 bytes)              | (4 bytes each)         | all big-endian

Described on the MNIST page by LeCun, Cortes and Burges. A file is not believed: what the header
claims is checked against limits, and memory is taken only as data really arrives.
"""

from __future__ import annotations

import gzip
import io
import math
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from digitpad.errors import DatasetError
from digitpad.files import write_atomically

NUMBER_TYPES: dict[int, np.dtype[Any]] = {
    0x08: np.dtype("u1"),
    0x09: np.dtype("i1"),
    0x0B: np.dtype(">i2"),
    0x0C: np.dtype(">i4"),
    0x0D: np.dtype(">f4"),
    0x0E: np.dtype(">f8"),
}
"""The format's code for each kind of number."""

MOST_DIMENSIONS = 8

_AT_A_TIME = 1 << 20


def read_idx(path: Path | str, *, max_bytes: int = 1 << 30) -> npt.NDArray[Any]:
    """Read an IDX file, plain or gzipped; which of the two is told by its content.

    Args:
        path: the file.
        max_bytes: a file that claims more numbers than fit into this is refused.

    Returns:
        The array, in this machine's byte order.

    Raises:
        DatasetError: the file cannot be read, is not IDX, claims too much, or does not hold what
            it claims, no more and no less.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            return _read(_Unzipped(file) if zipped else file, path, max_bytes)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {error.strerror or error}") from error
    except zlib.error as error:
        raise DatasetError(f"{path}: damaged gzip data ({error})") from error


def write_idx(path: Path | str, array: npt.NDArray[Any]) -> None:
    """Write an array as IDX, gzipped where the name ends in `.gz`; the same array, the same bytes.

    Raises:
        DatasetError: IDX has no such numbers or shapes.
        OSError: the file cannot be written.
    """
    big_endian = array.dtype.newbyteorder(">")
    codes = [code for code, number in NUMBER_TYPES.items() if number == big_endian]
    if not codes:
        raise DatasetError(f"{path}: IDX cannot hold numbers of type {array.dtype}")
    if not 1 <= array.ndim <= MOST_DIMENSIONS or max(array.shape) >= 1 << 32:
        raise DatasetError(f"{path}: IDX cannot hold an array of shape {array.shape}")
    header = struct.pack(f">HBB{array.ndim}I", 0, codes[0], array.ndim, *array.shape)
    content = header + np.ascontiguousarray(array, big_endian).tobytes()
    if str(path).endswith(".gz"):
        content = gzip.compress(content, 9, mtime=0)
    write_atomically(path, content)


def _read(file: BinaryIO | _Unzipped, path: Path, max_bytes: int) -> npt.NDArray[Any]:
    number, shape = _header(file, path)
    header_bytes = 4 + 4 * len(shape)
    data_bytes = math.prod(shape) * number.itemsize
    name = {1: "label", 3: "image"}.get(len(shape), "item")
    claim = f"{path}: {name} count {shape[0]} needs {header_bytes + data_bytes:,} bytes"
    if data_bytes > max_bytes:
        raise DatasetError(f"{claim}, at most {max_bytes:,} are allowed")
    if isinstance(file, io.BufferedReader):
        found = path.stat().st_size
        if found < header_bytes + data_bytes:
            raise DatasetError(f"{claim}, file ends after {found:,}")

    content = bytearray()
    while missing := data_bytes - len(content):
        part = file.read(min(_AT_A_TIME, missing))
        if not part:
            raise DatasetError(f"{claim}, file ends after {header_bytes + len(content):,}")
        content += part
    if file.read(1):
        raise DatasetError(f"{claim}, but the file goes on after them")
    if isinstance(file, _Unzipped) and not file.is_complete:
        raise DatasetError(f"{path}: gzip data ends too early, its checksum is missing")
    array = np.frombuffer(content, number).reshape(shape)
    return array.astype(number.newbyteorder("="), copy=False)


def _header(file: BinaryIO | _Unzipped, path: Path) -> tuple[np.dtype[Any], tuple[int, ...]]:
    start = file.read(4)
    if len(start) < 4 or start[:2] != b"\0\0":
        raise DatasetError(
            f"{path}: not an IDX file; it starts with {start.hex(' ') or 'nothing'}, expected 00 00"
        )
    code, dimensions = start[2], start[3]
    if code not in NUMBER_TYPES:
        known = ", ".join(f"{code:02x}" for code in NUMBER_TYPES)
        raise DatasetError(f"{path}: unknown IDX number type {code:02x}, expected one of {known}")
    if not 1 <= dimensions <= MOST_DIMENSIONS:
        raise DatasetError(
            f"{path}: {dimensions} dimensions, expected between 1 and {MOST_DIMENSIONS}"
        )
    sizes = file.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise DatasetError(
            f"{path}: header of {4 + 4 * dimensions} bytes expected,"
            f" file ends after {4 + len(sizes)}"
        )
    shape: tuple[int, ...] = struct.unpack(f">{dimensions}I", sizes)
    return NUMBER_TYPES[code], shape


class _Unzipped:
    """Reads through gzip data, also of several parts, and ends where a truncated file ends.

    Unlike `gzip.GzipFile` it hands out everything before the damage, so that a message can say
    how far the file reached, and never unpacks more than it is asked for.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._stream = zlib.decompressobj(wbits=31)
        self._zipped = b""

    @property
    def is_complete(self) -> bool:
        """Whether the part read last has reached its end and its checksum fits."""
        return self._stream.eof

    def read(self, count: int) -> bytes:
        """Up to `count` bytes, fewer only where the data ends."""
        parts: list[bytes] = []
        while count > 0:
            if self._stream.eof:
                self._zipped = self._stream.unused_data.lstrip(b"\0") or self._file.read(_AT_A_TIME)
                if not self._zipped.lstrip(b"\0"):
                    break
                self._stream = zlib.decompressobj(wbits=31)
            if not self._zipped:
                self._zipped = self._file.read(_AT_A_TIME)
            part = self._stream.decompress(self._zipped, count)
            if not part and not self._zipped and not self._stream.eof:
                break
            self._zipped = self._stream.unconsumed_tail
            parts.append(part)
            count -= len(part)
        return b"".join(parts)
