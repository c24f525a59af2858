"""Logs as JSON Lines: a document in each line, of which a crash may have cut the last one."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from digitpad.common.reading import open_file, parse_json
from digitpad.common.validation import DescriptionError

T = TypeVar("T")

MAX_LINE_BYTES, MAX_DAMAGED = 1 << 16, 100
"""Longer lines are split; after this many damaged ones the rest is ignored."""


def read_json_lines(path: Path, convert: Callable[[Any], T]) -> list[T]:
    """What the lines of a log say, a document in each; nothing where there is no such file.

    A line that is damaged is left out: a crash may have cut it. After `MAX_DAMAGED` of them, the
    rest is too.

    Args:
        path: of the log.
        convert: makes a value of a document, or raises `DescriptionError`.

    Raises:
        DescriptionError: the file cannot be read.
    """
    found: list[T] = []
    damaged = 0
    try:
        with open_file(path) as file:
            while damaged <= MAX_DAMAGED and (line := file.readline(MAX_LINE_BYTES)):
                try:
                    found.append(convert(parse_json(line, path)))
                except DescriptionError:
                    damaged += 1
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DescriptionError(
            "{source}: cannot be read: {error}", source=path, error=error
        ) from error
    return found


def append_line(path: Path, values: dict[str, Any]) -> None:
    """Add a line of JSON to a log. NaN becomes null. Raises `OSError`, which names it."""
    line = {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in values.items()}
    try:
        # What a crash has left without an end must not take this line with it.
        start = b"\n" if _is_cut(path) else b""
        with path.open("ab") as file:
            file.write(start + json.dumps(line).encode() + b"\n")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _is_cut(path: Path) -> bool:
    """Whether a file's last line has no end; never of a pipe or a device."""
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
