"""The process that trains for the window: runs a job, obeys commands, sends events.

    commands  ->  [ listening thread ]  ->  JobControl
                                               |
                  [ main thread: Job.run ]  ->  events

It ends by itself, at a checkpoint, when the process that started it is gone: then the pipe of
commands ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import get_args

from digitpad.common.signals import ENDING
from digitpad.jobs.control import Command, JobControl
from digitpad.jobs.events import BatchesFinished, Paused, Resumed, RunEvent
from digitpad.jobs.job import Job
from digitpad.jobs.run_folder import Run, SaveOptions
from digitpad.training.events import BatchFinished

GRACE_SECONDS = 0.1
"""The time that a stopped job has to end by itself, where nothing is lost."""

LAST_GRACE_SECONDS = 10.0
"""The time after which the process ends in any case once the one that started it is gone."""

PACK_SECONDS = 1.0
"""Batches are sent together this often: each message wakes up the window."""

NICE = 10


def main(
    folder: str,
    events: Connection,
    commands: Connection,
    more_epochs: int = 0,
    save_options: SaveOptions | None = None,
) -> None:
    """Train the run of a folder to its end. The entry point of the process."""
    lower_priority()
    # On Windows, where it is not blocked, Ctrl-C concerns the program that started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender = EventSender(events)
    control = JobControl(
        lambda: sender.send(Paused()), lambda: sender.send(Resumed()), previews=True
    )
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: control.cancel())
    job = Job(Run.read(Path(folder)), more_epochs, save_options)
    CommandListener(commands, control, lambda: sender.send(job.stopped())).start()
    try:
        for event in job.run(control):
            sender.send(event)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        sender.send(job.failed_unexpectedly(error))


class EventSender:
    """Sends events; may be used from several threads.

    Args:
        pipe: where they go. They are dropped once its other end is closed.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.RLock()
        self._batches: list[BatchFinished] = []
        self._sent = 0.0

    def send(self, event: RunEvent) -> None:
        """Send an event now, after the batches before it; a batch soon, with others."""
        with self._lock:
            if isinstance(event, BatchFinished):
                self._batches.append(event)
                if time.monotonic() - self._sent <= PACK_SECONDS:
                    return
            batches, self._batches = self._batches, []
            self._sent = time.monotonic()
            with contextlib.suppress(OSError):
                if batches:
                    self._pipe.send(BatchesFinished.of(batches))
                if not isinstance(event, BatchFinished):
                    self._pipe.send(event)


class CommandListener(threading.Thread):
    """Passes commands on to the control while the main thread trains.

    Args:
        pipe: of (name, arguments). Its end is that of the process that started this one.
        control: of the job.
        say_stopped: called before the process is ended at once.
    """

    def __init__(
        self, pipe: Connection, control: JobControl, say_stopped: Callable[[], None]
    ) -> None:
        super().__init__(name="digitpad-commands", daemon=True)
        self._pipe = pipe
        self._control = control
        self._say_stopped = say_stopped

    def run(self) -> None:
        """Listen until the pipe ends."""
        control = self._control
        while True:
            try:
                name, arguments = self._pipe.recv()
            except (EOFError, OSError):
                control.cancel()
                self._end_after(GRACE_SECONDS if control.can_end_at_once else LAST_GRACE_SECONDS)
                return
            if name not in get_args(Command):
                continue
            is_stop = name == "cancel" or (name == "keep" and not control.is_finishing)
            getattr(control, name)(*arguments)
            if is_stop and control.can_end_at_once:
                threading.Thread(target=self._end_after, args=(GRACE_SECONDS,), daemon=True).start()

    def _end_after(self, seconds: float) -> None:
        """End the process if the main thread has not done so by then."""
        if not threading.main_thread().is_alive():
            return
        threading.main_thread().join(seconds)
        if threading.main_thread().is_alive():
            self._say_stopped()
            os._exit(0)


def lower_priority() -> None:
    """Lower the priority of this process; all cores may still be used.

    On Linux a process with a nice value may keep its core for some milliseconds before one that
    wakes up gets it. A process of the idle class is interrupted at once, and waits while others
    use all cores.
    """
    if sys.platform == "win32":
        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(NICE)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
