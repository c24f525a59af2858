"""A mark on a folder that says "somebody works here", and vanishes with whoever set it.

The operating system holds the lock, so it is gone at once when the process ends, however it ends.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import BinaryIO, Self

from digitpad.errors import TrainingError

PATIENCE = 1.0
"""Somebody who only looks whether a folder is locked holds the lock for a moment."""


class FolderLock:
    """Locks a folder against every other process. Use as a context manager.

    Args:
        folder: an existing one.

    Raises:
        TrainingError: on entering, if another process has it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lock"
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        deadline = time.monotonic() + PATIENCE
        while not self.try_once():
            if time.monotonic() > deadline:
                raise TrainingError(f"{self.path.parent}: this run is being trained already")
            time.sleep(0.02)
        return self

    def try_once(self) -> bool:
        """Take the lock if it is free."""
        file = self.path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()
            self._file = None


def is_locked(folder: Path) -> bool:
    """Whether another process, or another part of this one, works in a folder."""
    lock = FolderLock(folder)
    if not lock.path.exists():
        return False
    try:
        free = lock.try_once()
    except OSError:
        return False
    lock.__exit__()
    return not free


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        """Lock the first byte; closing the file lets go of it. Raises `OSError` if it is taken."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        """Lock the whole file; closing it lets go. Raises `OSError` if it is taken."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
