"""Opening the SQLite file of the user's own samples.

    missing -> created        older -> migrated         newer, of another program -> refused
    damaged -> renamed, and what can be read of it goes into a new file
    locked -> a clear error         disk full, read-only -> opened for reading, with a notice

SQLite's `user_version` is the version of the file: how many of `MIGRATIONS` it has.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from digitpad.common.atomic_files import check_writable, make_folder
from digitpad.common.errors import SampleError
from digitpad.data.damaged_samples import save_rows

APPLICATION_ID = 0x64696770
"""SQLite's `application_id` of these files: the bytes "digp"."""

LOCK_TIMEOUT = 2.0
"""Seconds to wait while another program has locked the file."""

_TABLE = """
    CREATE TABLE {name} (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        label INTEGER NOT NULL CHECK (label BETWEEN 0 AND {largest}),
        image BLOB NOT NULL CHECK (length(image) = 784),
        ink TEXT,
        predicted INTEGER,
        model TEXT,
        time TEXT NOT NULL,
        writer TEXT NOT NULL DEFAULT '',
        tag TEXT NOT NULL DEFAULT '',
        deleted TEXT
    );"""
_MOVE = """
    INSERT INTO new_samples SELECT * FROM samples;
    DROP TABLE samples;
    ALTER TABLE new_samples RENAME TO samples;
"""
_INDEX = "CREATE INDEX samples_by_label ON samples (label) WHERE deleted IS NULL;"

MIGRATIONS = [
    _TABLE.format(name="samples", largest=9) + _INDEX,
    # Label 10 is for drawings that are no digit. SQLite cannot change a CHECK of a table.
    _TABLE.format(name="new_samples", largest=10) + _MOVE + _INDEX,
]
"""Item n changes a file of version n to version n + 1. Items are only ever added."""


def _plain(command: str) -> str:
    """A command without spaces and quotes, to be compared."""
    return re.sub(r"[\s\"]", "", command)


_SCHEMA = {
    _plain(command).replace("new_samples", "samples")
    for step in MIGRATIONS
    for command in step.split(";")
    if command.strip().startswith("CREATE")
} | {"CREATETABLEsqlite_sequence(name,seq)"}
"""What the file consists of, in any version. Anything else, such as a trigger, is damage."""

_SUFFIXES = ("", "-wal", "-shm")
"""Of the database and of the files that SQLite keeps beside it."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    # Of a file that SQLite keeps beside the database, for which the disk has no room.
    sqlite3.SQLITE_IOERR,
}
_IN_USE = SampleError("the samples are in use by another program; try again in a moment")
_DAMAGE = SampleError(
    "the samples are damaged; at the next start, what can be read of them goes into a new file"
)
_REASONS = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: SampleError(
        "the samples cannot be changed: the file is read-only, or the disk is full"
    ),
    sqlite3.SQLITE_FULL: SampleError(
        "the disk is full, nothing more can be stored; earlier samples are still there"
    ),
    sqlite3.SQLITE_CANTOPEN: SampleError(
        "the samples cannot be opened: the file or its folder cannot be written"
    ),
    sqlite3.SQLITE_PERM: SampleError("the samples cannot be opened: permission is missing"),
    sqlite3.SQLITE_IOERR: SampleError(
        "the samples cannot be read or written: the disk reports an error"
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGE,
    sqlite3.SQLITE_NOTADB: _DAMAGE,
}


@dataclass(frozen=True, slots=True, eq=False)
class OpenedDatabase:
    """A connection in autocommit mode, and what to tell the user about it, if anything."""

    connection: sqlite3.Connection
    notice: SampleError | None = None


class _DamagedError(Exception):
    """The content of the file is damaged."""


def open_database(path: Path) -> OpenedDatabase:
    """Open the file; create it if it is missing, and migrate it if it is old.

    Raises:
        SampleError: it cannot be opened, or is of a newer digitpad or another program.
    """
    try:
        make_folder(path.parent)
    except OSError as error:
        raise SampleError(
            "{folder}: the folder cannot be created: {error}", folder=path.parent, error=error
        ) from error
    try:
        return _open(path)
    except _DamagedError as error:
        aside = _set_aside(path)
        opened = _open(path)
        notice = SampleError(
            "{name} was damaged ({error}). It was set aside as {aside}; {count} samples could be "
            "saved from it into a new file.",
            name=path.name,
            error=str(error),
            aside=aside.name,
            count=save_rows(aside, opened.connection),
        )
        return OpenedDatabase(opened.connection, notice)


@contextlib.contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as `SampleError`, with the file's name and what can be done."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise SampleError("{path}: {reason}", path=path, reason=_DAMAGE) from error
    except sqlite3.ProgrammingError as error:
        raise SampleError(
            "{path}: the samples have been closed ({error})", path=path, error=error
        ) from error
    except sqlite3.Error as error:
        reason = _REASONS.get(_code(error)) or SampleError(
            "the samples cannot be used: {error}", error=error
        )
        raise SampleError("{path}: {reason}", path=path, reason=reason) from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for errors that Python itself raises."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _open(path: Path) -> OpenedDatabase:
    with sqlite_errors(path):
        connection = sqlite3.connect(
            path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        # Damage must not make a whole table unreadable.
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        try:
            _check_and_migrate(connection, path)
        except BaseException as error:
            connection.close()
            if isinstance(error, UnicodeDecodeError):
                # SQLite's message quotes what is damaged.
                raise _DamagedError("its tables") from error
            if isinstance(error, sqlite3.Error):
                if _code(error) in _DAMAGED:
                    raise _DamagedError(str(error)) from error
                if _code(error) in _UNWRITABLE and (read_only := _open_read_only(path)):
                    return OpenedDatabase(read_only, _read_only_notice(path))
            raise
    return OpenedDatabase(connection)


def _read_only_notice(path: Path) -> SampleError:
    """Why the samples can only be read."""
    try:
        check_writable(path)
    except OSError as error:
        return SampleError(
            "{path}: the samples can be read, but nothing can be stored ({error})",
            path=path,
            error=error,
        )
    return SampleError(
        "{path}: the samples can be read, but nothing can be stored; the file is read-only",
        path=path,
    )


def _check_and_migrate(connection: sqlite3.Connection, path: Path) -> None:
    _check_version(connection, path)
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise _DamagedError(str(found[0]).splitlines()[0])
    if unexpected := _schema(connection) - _SCHEMA:
        raise _DamagedError(f"it holds {min(unexpected)[:60]}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have migrated it since the first check.
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
    """The file's version. Raises `SampleError` if another or a newer program owns it."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and _schema(connection) & _SCHEMA:
        raise _DamagedError("its first page")
    if application != APPLICATION_ID and (application or tables or version):
        raise SampleError(
            "{path}: a database of another program, not digitpad's samples", path=path
        )
    if version < 0:
        raise _DamagedError("its version")
    if version > len(MIGRATIONS):
        raise SampleError(
            "{path}: samples of version {version} are newer than version {known} that this "
            "digitpad reads; update digitpad. The file was not changed",
            path=path,
            version=version,
            known=len(MIGRATIONS),
        )
    return version


def _schema(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {_plain(str(row[0])) for row in rows}


def _open_read_only(path: Path) -> sqlite3.Connection | None:
    """Open the file for reading only; None if that would need a change to it."""
    if not path.is_file():
        return None
    log = path.with_name(path.name + "-wal")
    has_log = log.exists() and log.stat().st_size > 0
    mode = "mode=rw" if has_log else "mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        if has_log:
            # The index of the log is then kept in memory, not in another file.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA query_only = ON")
        # All versions have the same columns; 0 is a file without a table yet.
        if _check_version(connection, path):
            return connection
        connection.close()
    except sqlite3.Error:
        pass
    return None


def _set_aside(path: Path) -> Path:
    """Rename the file and those that belong to it; the new name has the current time."""
    now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    number, aside = 1, path.with_name(f"{path.stem}-damaged-{now}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{now}-{number}{path.suffix}")
    try:
        for suffix in _SUFFIXES:
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise SampleError(
            "{path}: damaged, and cannot be set aside: {error}", path=path, error=error
        ) from error
    return aside
