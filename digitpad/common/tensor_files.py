"""Files of tensors (safetensors): the header is checked before any tensor is read.

    length of the header   8 bytes, little-endian
    header                 JSON: each tensor's type, shape and place; texts under "__metadata__"
    tensors                one after the other, without gaps

The package `safetensors` maps files into memory; the process would be killed where another program
rewrites one meanwhile. These functions read. Files are written by `safetensors.numpy.save`.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.reading import MAX_BYTES as MAX_HEADER_BYTES
from digitpad.common.reading import open_file, parse_json, too_large
from digitpad.common.types import AnyArray
from digitpad.common.validation import DescriptionError, build

DTYPES = {"U8": "u1", "I64": "<i8", "F32": "<f4", "F64": "<f8"}
"""NumPy's name of each type of number that is read."""

MAX_DIMENSIONS, MAX_SIZE = 4, 1 << 28


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """What the header says about a tensor: its type, its shape, and where its bytes lie."""

    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Header:
    tensors: dict[str, TensorEntry]
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class TensorFile:
    """An open file whose header is valid.

    Attributes:
        path: of the file.
        tensors: what there is, by name.
        metadata: the texts in the header.
    """

    path: Path
    tensors: dict[str, TensorEntry]
    metadata: dict[str, str]
    _file: io.BufferedReader
    _start: int

    def read(self, name: str) -> AnyArray:
        """A tensor, in memory of its own.

        Raises:
            DescriptionError: there is none of that name, or it cannot be read.
        """
        if name not in self.tensors:
            raise DescriptionError(
                "{source}: tensor {name} is missing", source=self.path, name=name
            )
        entry = self.tensors[name]
        array: AnyArray = np.empty(entry.shape, DTYPES[entry.dtype])
        if not array.size:
            return array
        try:
            self._file.seek(self._start + entry.data_offsets[0])
            count = self._file.readinto(array.reshape(-1).view(np.uint8).data)
        except OSError as error:
            raise DescriptionError("{source}: {error}", source=self.path, error=error) from error
        if count < array.nbytes:
            raise DescriptionError(
                "{source}: the file became shorter while it was read", source=self.path
            )
        return array


@contextmanager
def open_tensors(path: Path | str, max_bytes: int, what: Phrase) -> Iterator[TensorFile]:
    """Open a file of tensors and check its header.

    Args:
        path: of the file.
        max_bytes: that it may have.
        what: kind of file it should be, for messages.

    Raises:
        FileNotFoundError: there is no such file.
        DescriptionError: it cannot be read, is larger than `max_bytes`, or is damaged.
    """
    path = Path(path)
    try:
        file = open_file(path)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise DescriptionError("{source}: {error}", source=path, error=error) from error
    with file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            raise too_large(path, max_bytes)
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(MAX_HEADER_BYTES, size - 8):
            raise _damaged(path, what, Phrase("its first part does not fit into the file"))
        document = parse_json(file.read(length), path)
        if not isinstance(document, dict):
            raise _damaged(path, what, Phrase("its first part is not an object"))
        metadata = document.pop("__metadata__", {})
        header = build(_Header, {"tensors": document, "metadata": metadata}, path)
        if problem := _problem(header.tensors, size - 8 - length):
            raise _damaged(path, what, problem)
        yield TensorFile(path, header.tensors, header.metadata, file, 8 + length)


def _problem(tensors: dict[str, TensorEntry], available: int) -> Phrase | None:
    """What is wrong, unless all types are known and the tensors fill the file without gaps."""
    end = 0
    for name, entry in sorted(tensors.items(), key=lambda item: item[1].data_offsets):
        is_possible = all(0 <= size <= MAX_SIZE for size in entry.shape)
        if entry.dtype not in DTYPES or len(entry.shape) > MAX_DIMENSIONS or not is_possible:
            return Phrase(
                "tensor {name} is {dtype} {shape}, expected one of {known}",
                name=name[:60],
                dtype=entry.dtype[:20],
                shape=entry.shape[: MAX_DIMENSIONS + 1],
                known=", ".join(DTYPES),
            )
        needed = math.prod(entry.shape) * np.dtype(DTYPES[entry.dtype]).itemsize
        if entry.data_offsets != (end, end + needed):
            return Phrase("tensor {name} does not lie where its shape says", name=name[:60])
        end += needed
    if end == available:
        return None
    return Phrase(
        "its tensors take {expected:,} bytes, but there are {found:,}",
        expected=end,
        found=available,
    )


def _damaged(path: Path, what: Phrase, reason: Phrase) -> DescriptionError:
    return DescriptionError(
        "{source}: not a readable {what}; it is damaged, incomplete or of another kind ({reason})",
        source=path,
        what=what,
        reason=reason,
    )
