"""A disk that is full at one operation, or from one operation on, in this process.

    with disk_full(at=3, errors=[...]) as disk:      # the fourth operation fails
        save()
    disk.count                                        # how many there were

Counted are `open` for writing, `write`, `fsync`, `replace`, `rename`, `link` and `mkdir` of files
below a folder; files that are only locked are not. Errors of `write` and `fsync` name no file, as
those of the operating system.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass
class Disk:
    """Counts operations, and fails at some.

    Attributes:
        at: the number of the first operation that fails, from 0; -1 for none.
        stays_full: whether all operations after it fail too.
        error: the number of the error.
        done: the names of all operations.
    """

    folder: str
    at: int = -1
    stays_full: bool = False
    error: int = errno.ENOSPC
    done: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many operations there were."""
        return len(self.done)

    def check(self, what: str, path: object = None) -> None:
        """Count one operation. Raises `OSError` where it fails."""
        number = self.count
        self.done.append(f"{what} {path or ''}")
        if self.at >= 0 and (number == self.at or (self.stays_full and number > self.at)):
            names = [] if path is None else [os.fspath(path)]
            raise OSError(self.error, os.strerror(self.error), *names)

    def concerns(self, path: object) -> bool:
        """Whether a path is below the folder."""
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self.folder)


class _File:
    """A file whose writes are counted."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def write(self, data: Any) -> int:
        self._disk.check("write")
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def disk_full(
    folder: pathlib.Path, at: int = -1, *, stays_full: bool = False, error: int = errno.ENOSPC
) -> Iterator[Disk]:
    """Let operations below a folder fail during the block."""
    disk = Disk(str(folder), at, stays_full, error)
    real = {name: getattr(os, name) for name in ("open", "fdopen", "fsync", "mkdir")}
    moves = {name: getattr(os, name) for name in ("replace", "rename", "link")}
    real_open = io.open
    handles: set[int] = set()

    def os_open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        # Locks are opened too, and so is their folder.
        is_lock = str(path).endswith("lock") or pathlib.Path(path).is_dir()
        if is_lock or not (disk.concerns(path) and flags & (os.O_WRONLY | os.O_RDWR)):
            handle: int = real["open"](path, flags, *rest, **named)
            handles.discard(handle)  # which may have been that of a file below the folder
            return handle
        disk.check("open", path)
        handle = real["open"](path, flags, *rest, **named)
        handles.add(handle)
        return handle

    def fdopen(handle: int, *rest: Any, **named: Any) -> Any:
        file = real["fdopen"](handle, *rest, **named)
        return _File(file, disk) if handle in handles else file

    def fsync(handle: int) -> None:
        if handle in handles:
            disk.check("fsync")
        real["fsync"](handle)

    def mkdir(path: Any, *rest: Any, **named: Any) -> None:
        if disk.concerns(path) and not pathlib.Path(path).is_dir():
            disk.check("mkdir", path)
        real["mkdir"](path, *rest, **named)

    def move(name: str) -> Any:
        def moved(source: Any, target: Any, **named: Any) -> None:
            if disk.concerns(target):
                disk.check(name, target)
            moves[name](source, target, **named)

        return moved

    def open_file(path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not disk.concerns(path) or not set(mode) & set("wax+"):
            return real_open(path, mode, *rest, **named)
        disk.check("open", path)
        return _File(real_open(path, mode, *rest, **named), disk)

    patched = [(os, "open", os_open), (os, "fdopen", fdopen), (os, "fsync", fsync)]
    patched += [(os, "mkdir", mkdir), (io, "open", open_file), (builtins, "open", open_file)]
    patched += [(os, name, move(name)) for name in moves]
    before = [(where, name, getattr(where, name)) for where, name, _ in patched]
    try:
        for where, name, function in patched:
            setattr(where, name, function)
        yield disk
    finally:
        for where, name, function in before:
            setattr(where, name, function)
