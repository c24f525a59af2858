"""Letting long work be held or stopped: whoever works says often that now would be a good moment.

    for part in parts:
        breathe()       # returns at once, waits, or raises Interrupted
        work(part)

Usually `breathe` does nothing. Whoever wants to hold or stop the work of this program puts a check
behind it with `interruptible`. The clock leaves out what was spent waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """The work is to stop here. What was finished before is as it was."""


_checks: list[Callable[[], None]] = []
_waited: list[float] = [0.0]


def breathe() -> None:
    """Called many times a second, from all threads that work.

    Raises:
        Interrupted: the work is to stop.
    """
    if _checks:
        _checks[-1]()


@contextmanager
def interruptible(check: Callable[[], None]) -> Iterator[None]:
    """While the block runs, `breathe` calls `check`, which may wait or raise `Interrupted`."""
    _checks.append(check)
    try:
        yield
    finally:
        _checks.remove(check)


def leave_out(seconds: float) -> None:
    """So long the work was held; it does not count."""
    _waited[0] += seconds


def clock() -> float:
    """Seconds of work, from an arbitrary start."""
    return time.perf_counter() - _waited[0]
