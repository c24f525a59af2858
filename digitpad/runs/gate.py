"""Where work waits or stops: `breathe` comes through here some hundred times a second.

open: go through        closed: wait        stopped: raise Interrupted
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum, auto

from digitpad.interruption import Interrupted, leave_out

WAY_SECONDS = 0.4
"""How long the work is held for a pen that moves, counted from its last move."""

_LOOK_SECONDS = 0.02


class Reason(Enum):
    """Why the work is to stop."""

    KEEP = auto()
    CANCEL = auto()
    MORE_EPOCHS = auto()


class Gate:
    """May be used from several threads.

    Args:
        on_wait: called once in a pause, as soon as somebody waits.
        on_go_on: called when a pause ends, before anybody goes on.
    """

    def __init__(
        self,
        on_wait: Callable[[], None] = lambda: None,
        on_go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_wait = on_wait
        self._on_go_on = on_go_on
        self._is_free = True
        self._lock = threading.RLock()
        self._open = threading.Event()
        self._open.set()
        self._waiting_since: float | None = None
        self._way_until = 0.0
        self.reason: Reason | None = None

    def __call__(self) -> None:
        """Go through, wait, or raise `Interrupted`."""
        if self._is_free:
            return
        while self.reason is None and not self._open.is_set():
            self._wait()
        while self.reason is None and time.perf_counter() < self._way_until:
            time.sleep(_LOOK_SECONDS)
        with self._lock:
            self._free()
        if self.reason is not None:
            raise Interrupted

    def _wait(self) -> None:
        with self._lock:
            is_first = self._waiting_since is None and not self._open.is_set()
            if is_first:
                self._waiting_since = time.perf_counter()
                self._on_wait()
        self._open.wait()

    def close(self) -> None:
        """From now on, wait."""
        with self._lock:
            if self.reason is None:
                self._open.clear()
                self._is_free = False

    def open(self) -> None:
        """Let those who wait go on."""
        with self._lock:
            if self._open.is_set():
                return
            if self._waiting_since is not None:
                leave_out(time.perf_counter() - self._waiting_since)
                self._waiting_since = None
            self._on_go_on()
            self._open.set()
            self._free()

    def make_way(self) -> None:
        """Let everybody wait for a moment, also if nobody says when it is over."""
        with self._lock:
            self._way_until = time.perf_counter() + WAY_SECONDS
            self._is_free = False

    def _free(self) -> None:
        """Let go through without a look again, if there is nothing to wait for."""
        is_way_free = time.perf_counter() >= self._way_until
        self._is_free = self.reason is None and self._open.is_set() and is_way_free

    def stop(self, reason: Reason) -> None:
        """Make everybody who comes here, or waits here, stop."""
        with self._lock:
            self.reason, self._is_free = reason, False
            self._waiting_since = None
            self._open.set()

    def reset(self, reason: Reason) -> None:
        """After a stop for this reason: go through again, unless there is another one by now."""
        with self._lock:
            if self.reason is reason:
                self.reason = None
                self._free()
