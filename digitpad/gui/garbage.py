"""Collects Python's garbage between two events of the window's thread, and at no other time.

Python collects at any allocation: also in a worker thread, where no widget may be destroyed, and
while Qt holds a lock on its connections; the destructor of a widget in the garbage would then
deadlock.

The C library, too, keeps what was freed: in a pool for each thread, and large blocks as well after
the first ones. A window that works in many threads would grow by some hundred megabytes. So would
one in which many models have answered whole data sets: their buffers are freed at rest, too.
"""

from __future__ import annotations

import ctypes
import gc
import linecache
import sys
import time
from typing import Any

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 200
_IDLE_SECONDS = 3.0
"""A collection of all generations, which may take some frames, waits until nothing has been drawn
for this long."""

_TRIM_SECONDS = 30.0
"""Memory is given back to the system this often at most, and only at rest, too."""

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Names of glibc's `mallopt`."""

_POOLS, _LARGE_BYTES = 2, 1 << 20


class GarbageCollection(QObject):
    """Collects as often as Python would, but from a timer, and the oldest objects only at rest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._allocator = _allocator()
        self._last_trim = time.monotonic()
        self._last_ink = -_IDLE_SECONDS
        timer = QTimer(self)
        timer.timeout.connect(self._collect)
        timer.start(_MILLISECONDS)

    def on_ink(self) -> None:
        """Note that something was drawn just now."""
        self._last_ink = time.monotonic()

    def _collect(self) -> None:
        young, middle, old = (
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if old and time.monotonic() - self._last_ink >= _IDLE_SECONDS:
            gc.collect()
        elif young:
            gc.collect(1 if middle else 0)
        self._trim()

    def _trim(self) -> None:
        now = time.monotonic()
        if now - self._last_trim > _TRIM_SECONDS and now - self._last_ink > _IDLE_SECONDS:
            self._last_trim = now
            self.give_back()

    def give_back(self) -> None:
        """Free what can be made again, and give freed memory back to the system."""
        from digitpad.nn.inference import release_buffers  # noqa: PLC0415 - not needed at the start

        release_buffers()
        # PySide reads the source of each module that is imported, which Python keeps: some 10 MB.
        linecache.clearcache()
        if self._allocator is not None:
            self._allocator.malloc_trim(0)


def _allocator() -> Any:
    """The C library, told to keep little of what is freed; None where it is not glibc."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    if not hasattr(library, "malloc_trim"):
        return None
    library.mallopt(_ARENA_MAX, _POOLS)
    library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
    return library
