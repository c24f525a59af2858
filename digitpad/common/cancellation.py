"""Cooperative pause and cancel: long work calls `check_cancelled` many times a second.

    for part in parts:
        check_cancelled()       # returns at once, waits while paused, or raises Interrupted
        work(part)

    token = CancellationToken()
    with cancellable(token.check):
        long_work()             # another thread may call token.pause(), .resume(), .cancel()

Without a token, `check_cancelled` does nothing. Time spent waiting is excluded from `clock`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """The work was cancelled. Everything finished before is unchanged."""


_checks: list[Callable[[], None]] = []
_waited: list[float] = [0.0]


def check_cancelled() -> None:
    """Call this often from every thread that works.

    Raises:
        Interrupted: the work was cancelled.
    """
    if _checks:
        _checks[-1]()


@contextmanager
def cancellable(check: Callable[[], None]) -> Iterator[None]:
    """Let `check_cancelled` call `check`, which waits or raises `Interrupted`, during the block."""
    _checks.append(check)
    try:
        yield
    finally:
        _checks.remove(check)


def clock() -> float:
    """Seconds of work, without the time spent waiting, from an arbitrary start."""
    return time.perf_counter() - _waited[0]


class CancellationToken:
    """Pauses and cancels the work that calls `check`; may be used from several threads.

    Args:
        on_pause: called once in each pause, as soon as a working thread waits. Not called for
            `pause_for`.
        on_resume: called when a pause ends, before the work continues.
    """

    def __init__(
        self,
        on_pause: Callable[[], None] = lambda: None,
        on_resume: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_pause = on_pause
        self._on_resume = on_resume
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._is_free = True
        self._is_paused = self._is_cancelled = self._is_announced = False
        self._paused_until = 0.0
        self._waiting_since: float | None = None

    def check(self) -> None:
        """Return at once, or wait while the work is paused.

        Raises:
            Interrupted: the work was cancelled.
        """
        if self._is_free:
            return
        with self._lock:
            while not self._is_cancelled and self._seconds_to_wait() > 0:
                self._note_waiting()
                self._changed.wait(None if self._is_paused else self._seconds_to_wait())
            self._note_working()
            self._is_free = not self._is_cancelled
            if self._is_cancelled:
                raise Interrupted

    def pause(self) -> None:
        """Let the work wait until `resume` or `cancel`."""
        with self._lock:
            if not self._is_cancelled:
                self._is_paused, self._is_free = True, False
                self._changed.notify_all()

    def pause_for(self, seconds: float) -> None:
        """Let the work wait for this long from now, without a call of `resume`."""
        with self._lock:
            self._paused_until = time.perf_counter() + seconds
            self._is_free = False

    def resume(self) -> None:
        """End a pause. Does nothing without one."""
        with self._lock:
            if not self._is_paused:
                return
            self._is_paused = self._is_announced = False
            if self._seconds_to_wait() <= 0:
                self._note_working()
            self._on_resume()
            self._changed.notify_all()

    def cancel(self) -> None:
        """Let every call of `check` raise `Interrupted`, also those that wait."""
        with self._lock:
            self._is_cancelled, self._is_free = True, False
            self._is_paused = self._is_announced = False
            self._changed.notify_all()

    def reset(self) -> None:
        """Let the work pass again after `cancel`."""
        with self._lock:
            self._is_cancelled = False

    def _seconds_to_wait(self) -> float:
        return float("inf") if self._is_paused else self._paused_until - time.perf_counter()

    def _note_waiting(self) -> None:
        """Start the time that `clock` excludes; the first thread that waits starts it for all."""
        if self._waiting_since is None:
            self._waiting_since = time.perf_counter()
        if self._is_paused and not self._is_announced:
            self._is_announced = True
            self._on_pause()

    def _note_working(self) -> None:
        if self._waiting_since is not None:
            _waited[0] += time.perf_counter() - self._waiting_since
            self._waiting_since = None
