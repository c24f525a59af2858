"""Files that may be gzipped, which their first bytes show; unpacked no faster than is asked for."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from digitpad.common.reading import open_file, too_large
from digitpad.common.validation import DescriptionError

MAX_MEMBERS = 1 << 15
"""Of a gzip file, which may consist of several; the smallest of them take time but hold nothing."""

_CHUNK_BYTES = 1 << 16


def unzipped(content: bytes, source: object, max_bytes: int) -> bytes:
    """What is gzipped in `content`; content of another kind comes back as it is.

    Raises:
        DescriptionError: it is damaged, or more than `max_bytes` unpacked.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    stream = GzipStream(io.BytesIO(content))
    try:
        text = io.BufferedReader(stream, _CHUNK_BYTES).read(max_bytes + 1)
    except zlib.error as error:
        raise DescriptionError(
            "{source}: damaged gzip data ({error})", source=source, error=error
        ) from error
    if len(text) > max_bytes:
        raise too_large(source, max_bytes)
    if not stream.is_complete:
        raise DescriptionError("{source}: gzip data ends too early", source=source)
    return text


@contextmanager
def open_unzipped(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file, gzipped or not, to read its content; see `is_complete`.

    Raises:
        OSError: it cannot be read.
        zlib.error: while reading, its gzip data are damaged.
    """
    with open_file(path) as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        yield io.BufferedReader(GzipStream(file), _CHUNK_BYTES) if is_gzip else file


def is_complete(file: BinaryIO) -> bool:
    """Whether the gzip data that were read to their end have their checksum; plain data have."""
    raw: Any = getattr(file, "raw", None)
    return raw.is_complete if isinstance(raw, GzipStream) else True


class GzipStream(io.RawIOBase):
    """Decompresses gzip data of one or more members.

    Unlike `gzip.GzipFile` it returns everything before the end of a truncated file, so that a
    message can say where the data end, and it refuses endless empty members.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._stream = zlib.decompressobj(wbits=31)
        self._compressed = b""
        self._members = 1

    @property
    def is_complete(self) -> bool:
        """Whether the current member has been read to its end and its checksum is right."""
        return self._stream.eof

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a part of the buffer; returns its size, 0 only at the end of the data."""
        while not self._stream.eof or self._begin_next():
            if not self._compressed:
                self._compressed = self._file.read(_CHUNK_BYTES)
            is_last = not self._compressed
            # Without input, what the stream still holds comes out.
            part = self._stream.decompress(self._compressed, len(buffer))
            self._compressed = self._stream.unconsumed_tail
            if part or (is_last and not self._stream.eof):
                buffer[: len(part)] = part
                return len(part)
        return 0

    def _begin_next(self) -> bool:
        """Begin the next member, if there is one after what is left and padding."""
        rest = self._stream.unused_data.lstrip(b"\0")
        while not rest:
            chunk = self._file.read(_CHUNK_BYTES)
            if not chunk:
                return False
            rest = chunk.lstrip(b"\0")
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise zlib.error("it has too many members")
        self._compressed, self._stream = rest, zlib.decompressobj(wbits=31)
        return True
