"""Archives of NumPy arrays (.npz), read with limits: nothing is unpacked before its size is known.

An archive is a ZIP file whose members are arrays: a line of text with type and shape, then the
numbers. NumPy's own reader evaluates that line, allocates what it asks for, and lets the errors of
half a dozen modules through.
"""

from __future__ import annotations

import math
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.reading import open_file, too_large
from digitpad.common.types import AnyArray
from digitpad.common.validation import DescriptionError

MAX_DIRECTORY_BYTES = 1 << 16
"""Of the list of members, which Python's module reads as a whole."""

_HEADER = re.compile(
    rb"\{'descr': '([<>|=][iufU]\d{1,6})', 'fortran_order': (True|False), "
    rb"'shape': \((\d{0,10}(?:, ?\d{1,10}){0,3}),?\), \} *\n"
)
_LAST_TEXT = 0x10FFFF
_DAMAGED = (
    *(ArithmeticError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError),
    *(struct.error, zipfile.BadZipFile, zlib.error),
)
"""What reading a damaged archive may raise, or one that is encrypted."""


def read_arrays(path: Path, names: Collection[str], max_bytes: int) -> dict[str, AnyArray]:
    """The arrays of these names, as far as they are there; numbers or texts.

    Args:
        path: of the archive.
        names: of the arrays that are wanted.
        max_bytes: of the file, and of all its members unpacked.

    Raises:
        FileNotFoundError: there is no such file.
        DescriptionError: it is damaged, too large, or a member is no array of numbers or texts.
    """
    try:
        with open_file(path) as file:
            _check_directory(file, path, max_bytes)
            with zipfile.ZipFile(file) as archive:
                members = archive.infolist()
                if sum(member.file_size for member in members) > max_bytes:
                    raise too_large(path, max_bytes)
                wanted = {f"{name}.npy": name for name in names}
                return {
                    wanted[member.filename]: _array(archive, member, path)
                    for member in members
                    if member.filename in wanted
                }
    except (FileNotFoundError, DescriptionError):
        raise
    except _DAMAGED as error:
        raise _unreadable(path, error) from error


def _check_directory(file: BinaryIO, path: Path, max_bytes: int) -> None:
    """Refuse a file that is too large, or whose list of members is."""
    size = file.seek(0, 2)
    if size > max_bytes:
        raise too_large(path, max_bytes)
    file.seek(max(0, size - (1 << 16) - 22))
    end = file.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or len(end) < place + 16:
        raise _unreadable(path, Phrase("it is no ZIP file"))
    (directory,) = struct.unpack_from("<I", end, place + 12)
    # "PK 6 7" announces sizes of 64 bits.
    if directory > MAX_DIRECTORY_BYTES or b"PK\x06\x07" in end:
        raise _unreadable(path, Phrase("it has too many members"))


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> AnyArray:
    """One member. Its size is known, so what it claims to hold is compared with that."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _unreadable(path, Phrase("{name} is packed in another way", name=member.filename))
    content = archive.read(member)
    start = 10 if content[6:7] == b"\x01" else 12
    header = _HEADER.match(content, start)
    if not content.startswith(b"\x93NUMPY") or header is None:
        raise _unreadable(
            path, Phrase("{name} is not an array of numbers or texts", name=member.filename)
        )
    dtype = np.dtype(header[1].decode())
    shape = tuple(int(size) for size in header[3].decode().split(",") if size.strip())
    data = content[header.end() :]
    if len(data) != math.prod(shape) * dtype.itemsize or max(shape, default=0) > len(content):
        raise _unreadable(
            path, Phrase("{name} does not have the size it says", name=member.filename)
        )
    array: AnyArray = np.frombuffer(data, dtype)
    if dtype.kind == "U" and not _is_text(np.frombuffer(data, f"{dtype.byteorder}u4")):
        raise _unreadable(
            path, Phrase("{name} is not an array of numbers or texts", name=member.filename)
        )
    return array.reshape(shape, order="F" if header[2] == b"True" else "C")


def _is_text(letters: AnyArray) -> bool:
    """Whether all are letters of Unicode; halves of a pair, which are none, could not be stored."""
    is_half = (letters >= 0xD800) & (letters < 0xE000)
    return not bool(((letters > _LAST_TEXT) | is_half).any())


def _unreadable(path: Path, reason: Phrase | BaseException) -> DescriptionError:
    return DescriptionError(
        "{path}: not a readable NumPy archive ({error})", path=path, error=reason
    )
