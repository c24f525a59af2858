"""Bytes and JSON from outside, with limits that hold before the memory is used.

    read_file(path, max_bytes)     a regular file -> bytes
    read_json(path)                a file -> a document
    parse_json(data, source)       bytes or text -> a document
    parse_items(text, start, source)   a long list -> its items, one at a time

`digitpad.common.validation.build` makes typed values of a document.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from digitpad.common.validation import DescriptionError, shown

MAX_BYTES = 1 << 23
"""Of a document. The header of the largest model takes a twentieth."""

MAX_FILE_BYTES = 1 << 20
"""Of a file that is a description and nothing else; some are read several times in a row."""

MAX_DEPTH = 50
MAX_ITEMS = 1_500_000
"""Of a document: numbers, texts, lists and objects. Each takes about a hundred bytes of memory."""

MAX_OBJECTS = 50_000
"""Of one item of a list. An object takes more memory than any other item."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SPACE = re.compile(r"[ \t\r\n]*")
_END = re.compile(r"\][ \t\r\n]*\}[ \t\r\n]*")


def open_file(path: Path | str) -> io.BufferedReader:
    """Open a regular file to read its bytes. A pipe or device, which could block, is refused.

    Raises:
        OSError: there is no such file, or it is something else, or must not be read.
    """
    path = Path(path)
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    return path.open("rb")


def is_file(path: Path | str) -> bool:
    """Whether there is a regular file; False too for a path that cannot be one."""
    return os.path.isfile(path)  # noqa: PTH113 - `Path.is_file` raises where a name is too long


def is_folder(path: Path | str) -> bool:
    """Whether there is a folder; False too for a path that cannot be one."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def read_file(path: Path | str, max_bytes: int = MAX_BYTES) -> bytes:
    """The content of a regular file.

    Raises:
        DescriptionError: it is missing, cannot be read, or is larger than `max_bytes`.
    """
    try:
        with open_file(path) as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise DescriptionError(
            "{source}: cannot be read: {error}", source=path, error=error
        ) from error
    if len(content) > max_bytes:
        raise too_large(path, max_bytes)
    return content


def read_json(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> Any:
    """The JSON document in a file.

    Raises:
        DescriptionError: the file is missing, too large or no JSON.
    """
    return parse_json(read_file(path, max_bytes), path)


def parse_json(data: bytes | str, source: object, *, nan_as_null: bool = False) -> Any:
    """A JSON document in UTF-8.

    Args:
        data: the document.
        source: for the message, such as the file's path.
        nan_as_null: read `NaN` and `Infinity`, which are no JSON, as null. Otherwise they are
            refused.

    Raises:
        DescriptionError: it is no such document, is too large, is nested more than `MAX_DEPTH`
            deep, has one name twice in an object, or holds text that cannot be written again.
    """
    with _refusing(source):
        content = data.encode() if isinstance(data, str) else data
        if len(content) > MAX_BYTES:
            raise too_large(source, MAX_BYTES)
        # Every item but the first follows one of these; those inside texts are counted in vain.
        if sum(map(content.count, (b",", b"[", b"{"))) > MAX_ITEMS:
            raise DescriptionError(
                "{source}: more than the {limit:,} items allowed", source=source, limit=MAX_ITEMS
            )
        text = content.decode("utf-8-sig")
        document = (_LENIENT if nan_as_null else _STRICT).decode(text)
        _check(document, text)
    return document


def parse_items(text: str, start: int, source: object) -> Iterator[Any]:
    """The objects of a JSON list, parsed one at a time, so that few of them are in memory.

    Args:
        text: that holds the list, and after it only the end of the object that the list is in.
        start: the place after the list's opening bracket.
        source: for messages, which name the item too.

    Raises:
        DescriptionError: as `parse_json`; for each item, its limits hold.
    """
    place, number = _after_space(text, start), 0
    while not text.startswith("]", place):
        number += 1
        with _refusing(f"{source}: item {number}"):
            if number > 1:
                if not text.startswith(",", place):
                    raise ValueError("expected a comma")
                place = _after_space(text, place + 1)
            item, length = _first_object(text, place)
        yield item
        place = _after_space(text, place + length)
    if not _END.fullmatch(text, place):
        raise DescriptionError("{source}: not valid JSON after its items", source=source)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _first_object(text: str, start: int) -> tuple[dict[str, Any], int]:
    """The object that begins at `start`, and its length; raises `ValueError`, `RecursionError`."""
    if not text.startswith("{", start):
        raise ValueError("expected an object")
    for window in (1 << 14, 1 << 18, MAX_BYTES):
        part = text[start : start + window]
        items = sum(map(part.count, (",", "[", "{")))
        if part.count("{") > MAX_OBJECTS or items > 2 * MAX_ITEMS:
            raise ValueError("too many items")
        try:
            item, length = _STRICT.raw_decode(part)
        except json.JSONDecodeError:
            # It may only be cut off.
            if window < MAX_BYTES and start + window < len(text):
                continue
            raise
        _check(item, part[:length])
        return item, length
    raise ValueError("too large")


def json_or_word(text: str) -> Any:
    """A value as it is typed on the command line: JSON, or a word where it is none."""
    try:
        return parse_json(text, "value")
    except DescriptionError:
        return text


@contextmanager
def _refusing(source: object) -> Iterator[None]:
    """Raise what a parser raises as a `DescriptionError`."""
    try:
        yield
    except UnicodeError as error:
        raise DescriptionError(
            "{source}: not valid JSON, which is text in UTF-8", source=source
        ) from error
    except RecursionError as error:
        raise DescriptionError(
            "{source}: nested more than {limit} deep", source=source, limit=MAX_DEPTH
        ) from error
    except ValueError as error:
        if isinstance(error, DescriptionError):
            raise
        raise DescriptionError(
            "{source}: not valid JSON ({error})", source=source, error=error
        ) from error


def too_large(source: object, limit: int) -> DescriptionError:
    """The error of a file or document of more than `limit` bytes."""
    return DescriptionError(
        "{source}: more than the {limit:,} bytes allowed", source=source, limit=limit
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError(f"{shown(text)} is too large")
    return number


def _as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise ValueError(f"{shown(counts.most_common(1)[0][0])} is there twice")
    return found


_STRICT = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_as_object
)
_LENIENT = json.JSONDecoder(
    parse_constant=lambda _: None, parse_float=_finite, object_pairs_hook=_as_object
)


def _check(document: Any, text: str) -> None:
    """Raise an error if it is nested more than `MAX_DEPTH` deep, or cannot be written again."""
    if _SURROGATE.search(text):
        json.dumps(document, ensure_ascii=False).encode()
    level = [document]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise RecursionError
