"""The signals that ask a program to end: Ctrl-C, SIGTERM, and SIGHUP where a terminal is closed.

    with ended_by_signals(note):        # note(signal.SIGTERM) instead of the sudden end
        work()

The exit code of a program that ended so is 128 and the signal's number, as shells have it.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class Ended(KeyboardInterrupt):
    """A signal asked the program to end.

    Attributes:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def exit_code(self) -> int:
        """Of the program."""
        return exit_code(self.number)


def exit_code(number: int) -> int:
    """Of a program that a signal has ended."""
    return 128 + number


def end(number: int) -> None:
    """A handler that ends what is being done. Raises `Ended`."""
    raise Ended(number)


@contextmanager
def ended_by_signals(handler: Callable[[int], None] = end) -> Iterator[None]:
    """Call a handler, in the main thread, for each of these signals that comes during the block.

    A signal that is ignored, as `nohup` does, stays so. In other threads nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    changed = [number for number in ENDING if before[number] is not signal.SIG_IGN]
    for number in changed:
        signal.signal(number, lambda number, _frame: handler(number))
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, before[number])


@contextmanager
def terminal_signals_blocked() -> Iterator[None]:
    """Processes and threads that are started during the block receive no SIGINT and SIGHUP.

    A terminal sends them to all processes of a program; here they concern the first one, which ends
    the others. One that is sent during the block comes after it.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - not for every command

    # Python's own process that cleans up is started before, which unblocks SIGINT.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def resend_if_swallowed(unraisable: Any) -> None:
    """A `sys.unraisablehook`: a signal that has only interrupted a destructor comes again soon."""
    error = unraisable.exc_value
    if isinstance(error, Ended):
        again = threading.Timer(0.02, _send_to_main_thread, (error.number,))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(unraisable)


def _send_to_main_thread(number: int) -> None:
    """Send a signal so that it wakes up the main thread, where the handlers run."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)
