"""A job in a process of its own, seen from the window: commands go in, events come out.

    process = JobProcess.start(plan)
    for event in process.poll():  ...       # thirty times a second
    process.send("pause")

The window stays responsive, and a crash of one process does not affect the other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import threading
from collections import deque
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any, Self

from digitpad.common.child_processes import safe_imports
from digitpad.common.errors import ParameterError, TrainingError
from digitpad.common.signals import terminal_signals_blocked
from digitpad.jobs import worker
from digitpad.jobs.control import Command
from digitpad.jobs.events import LastEvent, RunEvent, RunFailed, RunFinished
from digitpad.jobs.job import Job
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import Run, SaveOptions
from digitpad.library.model_file import read_description
from digitpad.training.changes import checked_changes


class JobProcess:
    """A run and the process that trains it. All calls except `close` return at once.

    Args:
        run: what is trained. With a checkpoint it continues there, and changes that were made
            in it apply again.
        more_epochs: in addition to those planned so far.
        save_options: instead of those of the run, as for `Job`.

    Attributes:
        run: as given.
    """

    def __init__(
        self, run: Run, more_epochs: int = 0, save_options: SaveOptions | None = None
    ) -> None:
        self.run = run
        self._events: deque[RunEvent | bytes] = deque()
        # Not forked: a copy of a process with threads and a window would not work.
        context = multiprocessing.get_context("spawn")
        events, workers_events = context.Pipe(duplex=False)
        workers_commands, self._commands = context.Pipe(duplex=False)
        self._process = context.Process(
            target=worker.main,
            args=(str(run.folder), workers_events, workers_commands, more_epochs, save_options),
            name="digitpad-training",
            daemon=True,
        )
        # Ctrl-C in the terminal concerns this program, which tells the worker to stop.
        with safe_imports(), terminal_signals_blocked():
            self._process.start()
        # Only the worker may hold its ends: then each side notices when the other is gone.
        workers_events.close()
        workers_commands.close()
        self._reader = threading.Thread(
            target=self._read, args=(events,), name="digitpad-training-events", daemon=True
        )
        self._reader.start()

    @classmethod
    def start(cls, plan: TrainingPlan) -> Self:
        """Begin a new run. What cannot work comes as `RunFailed`; `problems_of` tells it before.

        Raises:
            TrainingError, OSError: the run's folder cannot be written.
        """
        return cls(Job.create(plan).run_folder)

    @property
    def is_alive(self) -> bool:
        """Whether the process lives, or events of it were not polled yet."""
        return self._reader.is_alive() or bool(self._events)

    @property
    def process_id(self) -> int:
        """Of the operating system."""
        return int(self._process.pid or 0)

    def poll(self) -> list[RunEvent]:
        """All events since the last call, in order; never waits. The last is a `LastEvent`."""
        found = []
        with contextlib.suppress(IndexError):
            while True:
                event = self._events.popleft()
                found.append(_unpacked(event) if isinstance(event, bytes) else event)
        return found

    def send(self, command: Command, *arguments: object) -> None:
        """Call a method of the worker's `JobControl`; a process that has ended ignores it.

        `Paused` comes when the work waits after "pause", and `Resumed` when it goes on. "keep" ends
        in `RunFinished`, or in `RunStopped` where nothing is learned yet; "cancel" in `RunStopped`.
        """
        with contextlib.suppress(OSError):
            self._commands.send((command, arguments))

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change the learning rate, momentum or augmentation from the next batch on.

        Raises:
            ParameterError: a value cannot work, or the model is not trained in epochs.
        """
        if not self.run.plan.kind.trains_in_epochs:
            raise ParameterError(
                "{model} learns in one go; nothing can be changed", model=self.run.plan.model
            )
        self.send("change", checked_changes(settings))

    def close(self, seconds: float = 2.0) -> None:
        """Cancel, and kill the process if it has not ended after this time."""
        self.send("cancel")
        self._reader.join(seconds)
        if self._reader.is_alive():
            self._process.kill()
            self._reader.join()
        self._commands.close()

    def _read(self, pipe: Connection) -> None:
        """Collect events, then wait for the process to end, in the reading thread.

        They are not unpickled here, since the window would have to wait for this thread then.
        """
        last = b""
        with contextlib.suppress(EOFError, OSError):
            while True:
                last = pipe.recv_bytes()
                self._events.append(last)
        self._process.join()
        pipe.close()
        if not last or not isinstance(_unpacked(last), LastEvent):
            self._events.append(self._last_event_of_dead_process())

    def _last_event_of_dead_process(self) -> RunFinished | RunFailed:
        if self.run.state == "finished":
            # It ended between writing the model and sending the last event.
            model = self.run.model
            return RunFinished(self.run, model, read_description(model))
        code = self._process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        can_resume = self.run.can_resume
        return RunFailed(
            TrainingError("The training process ended unexpectedly ({how})", how=how),
            TrainingError("Resume the run to go on from its last checkpoint")
            if can_resume
            else None,
            can_resume,
        )


def _unpacked(event: bytes) -> RunEvent:
    """An event from the worker process, which is this program itself."""
    found: RunEvent = pickle.loads(event)  # noqa: S301
    return found
