"""Opening the file of own samples, whatever state it is in.

    missing -> a new one          older -> brought up to date      newer -> refused, untouched
    damaged -> set aside, a new one begun                          locked, full -> a clear error

The file's version is SQLite's `user_version`: how many of the steps below have been taken.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digitpad.errors import SampleError

APPLICATION_ID = 0x64696770
""""digp" in SQLite's `application_id`: tells the file from other programs'."""

PATIENCE = 2.0
"""Seconds to wait for another program to let go of the file."""

MIGRATIONS = [
    """
    CREATE TABLE samples (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        label INTEGER NOT NULL CHECK (label BETWEEN 0 AND 9),
        image BLOB NOT NULL CHECK (length(image) = 784),
        ink TEXT,
        predicted INTEGER,
        model TEXT,
        time TEXT NOT NULL,
        writer TEXT NOT NULL DEFAULT '',
        tag TEXT NOT NULL DEFAULT '',
        deleted TEXT
    );
    CREATE INDEX samples_by_label ON samples (label) WHERE deleted IS NULL;
    """,
]
"""Step n takes a file of version n to version n + 1. Only ever append."""

_COMPANIONS = ("", "-wal", "-shm")

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_IN_USE = "are in use by another program; try again in a moment"
_DAMAGE = "are damaged; the next start sets the file aside and begins a new one"
_REASONS = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: "cannot be changed: the file or its folder is read-only",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full; what was stored is still there",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: the file or its folder cannot be written",
    sqlite3.SQLITE_PERM: "cannot be opened: permission is missing",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error",
    sqlite3.SQLITE_CORRUPT: _DAMAGE,
    sqlite3.SQLITE_NOTADB: _DAMAGE,
}


@dataclass(frozen=True, slots=True, eq=False)
class OpenedDatabase:
    """A connection in autocommit mode, and what is to be said about it."""

    connection: sqlite3.Connection
    notice: str | None = None
    is_read_only: bool = False


class _DamagedError(Exception):
    """The file is a store of samples no longer."""


def open_database(path: Path) -> OpenedDatabase:
    """Open or create the file and bring it up to date.

    Raises:
        SampleError: it cannot be opened, or must not be touched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SampleError(f"{path.parent}: the folder cannot be made: {error.strerror}") from error
    try:
        return _open(path)
    except _DamagedError as error:
        aside = _set_aside(path)
        notice = (
            f"{path.name} was damaged ({error}). It was set aside as {aside.name}, and a new file"
            " of samples was begun."
        )
        return OpenedDatabase(_open(path).connection, notice)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as `SampleError`, with the file's name and what can be done."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise SampleError(f"{path}: the samples have been closed ({error})") from error
    except sqlite3.Error as error:
        reason = _REASONS.get(_code(error), f"cannot be used: {error}")
        raise SampleError(f"{path}: the samples {reason}") from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's main result code; it is missing from errors that Python raises by itself."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _open(path: Path) -> OpenedDatabase:
    with translated(path):
        connection = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            _check_and_migrate(connection, path)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                if _code(error) in _DAMAGED:
                    raise _DamagedError(str(error)) from error
                if _code(error) in _UNWRITABLE and (looking := _open_read_only(path)):
                    return OpenedDatabase(looking, is_read_only=True)
            raise
    return OpenedDatabase(connection)


def _check_and_migrate(connection: sqlite3.Connection, path: Path) -> None:
    _check_version(connection, path)
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise _DamagedError(str(found[0]).splitlines()[0])
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have been faster between the two looks.
        version = _check_version(connection, path)
        for step in MIGRATIONS[version:]:
            for command in filter(str.strip, step.split(";")):
                connection.execute(command)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_version(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version, or a `SampleError` where it is not for this digitpad to change."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (application or tables or version):
        raise SampleError(f"{path}: a database of another program, not digitpad's samples")
    if version > len(MIGRATIONS):
        raise SampleError(
            f"{path}: samples of version {version} are newer than the {len(MIGRATIONS)} that this"
            " digitpad reads; a newer digitpad is needed, and the file was left as it is"
        )
    return version


def _open_read_only(path: Path) -> sqlite3.Connection | None:
    """For looking only; None where that is not possible without changing something."""
    log = path.with_name(path.name + "-wal")
    if not path.is_file() or (log.exists() and log.stat().st_size):
        return None
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        if _check_version(connection, path) == len(MIGRATIONS):
            return connection
        connection.close()
    except sqlite3.Error:
        pass
    return None


def _set_aside(path: Path) -> Path:
    """Rename the file and what belongs to it; the new name tells when."""
    now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    number, aside = 1, path.with_name(f"{path.stem}-damaged-{now}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{now}-{number}{path.suffix}")
    try:
        for ending in _COMPANIONS:
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise SampleError(f"{path}: damaged, and cannot be set aside: {error}") from error
    return aside
