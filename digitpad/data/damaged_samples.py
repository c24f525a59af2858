"""Saving what can be read of a damaged file of own samples.

A damaged page takes the samples on it, or a part of the tree that leads to others. So each sample
is asked for by itself, and where not even the first page is left, that of an empty file is taken.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

COLUMNS = "id, label, image, ink, predicted, model, time, writer, tag, deleted"

VALID = (
    "typeof(label) = 'integer' AND label BETWEEN 0 AND 10"
    " AND typeof(image) = 'blob' AND length(image) = 784"
)
"""Which rows can be used, whatever happened to the file."""

MAX_ID, MAX_PAGES = 1_000_000, 50_000
"""Samples with larger numbers, and pages after these, are not looked at one by one."""

FEW = 10
"""Where no more samples are missing, the tree that leads to them is not damaged."""

_PAGE_SIZE, _PAGE_COUNT = slice(16, 18), slice(28, 32)
"""Their places in the first page."""

_LEAF = 0x0D
"""The first byte of a page of a table that holds rows."""

_ERRORS = (sqlite3.Error, ValueError)
"""Of damaged files; SQLite's messages may themselves hold bytes that are no text."""

_Row = tuple[Any, ...]


def save_rows(damaged: Path, target: sqlite3.Connection) -> int:
    """Copy the samples that can be read into an empty file; returns how many.

    Args:
        damaged: the file, which is not changed, with those that SQLite keeps beside it.
        target: an open file of the current version.
    """
    rows: dict[int, _Row] = {}
    with contextlib.suppress(OSError, *_ERRORS), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "damaged.sqlite3")
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{damaged}{suffix}", f"{copy}{suffix}")
        rows = _rows(copy)
        if not rows:
            _replace_first_page(copy, target)
            rows = _rows(copy)
    command = f"INSERT OR IGNORE INTO samples ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
    saved = 0
    target.execute("BEGIN IMMEDIATE")
    for row in rows.values():
        with contextlib.suppress(sqlite3.IntegrityError, sqlite3.DataError):
            saved += target.execute(command, row).rowcount
    target.execute("COMMIT")
    return saved


def _rows(path: Path) -> dict[int, _Row]:
    """All samples that can be read, by their numbers."""
    found: dict[int, _Row] = {}
    connection = _opened(path)
    try:
        for order in ("ASC", "DESC"):
            found |= {row[0]: row for row in _until_damage(connection, f"ORDER BY id {order}")}
        last = max(found, default=0)
        with contextlib.suppress(*_ERRORS):
            command = "SELECT seq FROM sqlite_sequence WHERE name = 'samples'"
            ((number,),) = connection.execute(command).fetchall()
            last = max(last, int(number))
        for number in range(1, min(last, MAX_ID) + 1):
            if number not in found:
                found |= {row[0]: row for row in _until_damage(connection, f"AND id = {number}")}
        with contextlib.suppress(*_ERRORS):
            command = "SELECT rootpage FROM sqlite_master WHERE name = 'samples'"
            ((root,),) = connection.execute(command).fetchall()
            if last - len(found) > FEW:
                connection.close()
                found = _rows_of_leaves(path, int(root)) | found
    finally:
        connection.close()
    return found


def _rows_of_leaves(path: Path, root: int) -> dict[int, _Row]:
    """The samples on all pages that hold some, where the tree that leads to them is damaged.

    Each of these pages is put in the place of the tree's root and so becomes the whole table.
    """
    found: dict[int, _Row] = {}
    content = path.read_bytes()
    size = int.from_bytes(content[_PAGE_SIZE], "big")
    with path.open("r+b") as file:
        for start in range(size, min(len(content), size * MAX_PAGES), size):
            if content[start] != _LEAF:
                continue
            file.seek((root - 1) * size)
            file.write(content[start : start + size])
            file.flush()
            connection = _opened(path)
            found |= {row[0]: row for row in _until_damage(connection, "")}
            connection.close()
    return found


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    # Without it, one damaged entry of the schema would be an error of every command.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _until_damage(connection: sqlite3.Connection, rest: str) -> Iterator[_Row]:
    """The samples that a query gives until it meets a damaged page."""
    with contextlib.suppress(*_ERRORS):
        yield from connection.execute(f"SELECT {COLUMNS} FROM samples WHERE {VALID} {rest}")  # noqa: S608


def _replace_first_page(path: Path, target: sqlite3.Connection) -> None:
    """Put the first page of an empty file, with the same tables, in the place of the damaged one.

    SQLite puts the tables of every new file on the same pages.
    """
    first = bytearray(target.serialize())
    size = int.from_bytes(first[_PAGE_SIZE], "big")
    content = path.read_bytes()
    first[_PAGE_COUNT] = (len(content) // size).to_bytes(4, "big")
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    path.write_bytes(bytes(first[:size]) + content[size:])
