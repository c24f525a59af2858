"""Files of ink: JSON with one drawing or a set of labelled drawings, gzipped or not.

A set is {"format": "digitpad-ink-set", "version": 1, "items": [...]}; each item is the JSON object
of one ink, with an optional label and writer. `stroke_arrays.py` reads larger sets of NumPy arrays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import InkError
from digitpad.common.gzip_files import unzipped
from digitpad.common.reading import parse_items, parse_json, read_file
from digitpad.common.validation import DescriptionError
from digitpad.ink.records import FORMAT, VERSION, check_format, ink_from_record, ink_record
from digitpad.ink.strokes import Ink

SET_FORMAT = "digitpad-ink-set"

MAX_FILE_BYTES = 1 << 26
"""Of the uncompressed content: some twenty thousand drawings."""

MAX_DRAWINGS = 50_000

_HEAD = re.compile(
    rb'(\s*\{\s*"\w+"\s*:\s*(?:"[\w-]*"|\d+)(?:\s*,\s*"\w+"\s*:\s*(?:"[\w-]*"|\d+))?)'
    rb'\s*,\s*"items"\s*:\s*\['
)
"""Format and version, in any order, and then the items, as digitpad writes a set."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledInk:
    """Ink with its label and its writer, where known.

    Attributes:
        ink: the drawing.
        label: the character that it shows.
        writer: any name or number.
        provider: who recorded it: writers of one place, with their own pens and habits. Only files
            of `digitpad.ink.stroke_arrays` tell.
    """

    ink: Ink
    label: str | None = None
    writer: str | None = None
    provider: str | None = None


def read_ink_set(path: Path | str) -> list[LabelledInk]:
    """All drawings of a JSON file, gzipped or not; a file of one ink is a set of one.

    Raises:
        InkError: the file cannot be read, is not ink, is damaged, or has a newer version.
    """
    path = Path(path)
    try:
        content = unzipped(read_file(path, MAX_FILE_BYTES), path, MAX_FILE_BYTES)
        return _drawings(content, path)
    except DescriptionError as error:
        raise InkError(error.template, **error.values) from error


def _drawings(content: bytes, path: Path) -> list[LabelledInk]:
    head = _HEAD.match(content)
    if head is None:
        document = parse_json(content, path)
        if isinstance(document, dict) and document.get("format") == FORMAT:
            return [_labelled(document, str(path))]
        check_format(document, SET_FORMAT, str(path))
        items = document.get("items")
        if not isinstance(items, list):
            raise InkError("{path}: a set of ink needs a list of items", path=path)
    else:
        check_format(parse_json(head[1] + b"}", path), SET_FORMAT, str(path))
        items = parse_items(_decoded(content, path), len(head[0].decode()), path)
    found: list[LabelledInk] = []
    for number, item in enumerate(items, 1):
        if number > MAX_DRAWINGS:
            raise InkError(
                "{path}: more than the {limit:,} drawings allowed", path=path, limit=MAX_DRAWINGS
            )
        found.append(_labelled(item, f"{path}: item {number}"))
    return found


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InkError("{path}: not valid JSON, which is text in UTF-8", path=path) from error


def write_ink_set(path: Path | str, items: Iterable[LabelledInk]) -> None:
    """Write a set of ink, gzipped if the name ends in `.gz`. The same ink gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    document = {
        "format": SET_FORMAT,
        "version": VERSION,
        "items": [_record(item) for item in items],
    }
    content = json.dumps(document, separators=(",", ":")).encode()
    write_atomically(path, content)


def _record(item: LabelledInk) -> dict[str, Any]:
    notes = {"label": item.label, "writer": item.writer}
    return ink_record(item.ink) | {key: text for key, text in notes.items() if text is not None}


def _labelled(document: Any, source: str) -> LabelledInk:
    ink = ink_from_record(document, source)
    return LabelledInk(ink, document.get("label"), document.get("writer"))
