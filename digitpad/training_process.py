"""Training in a process of its own, seen from the window: commands go in, events come out.

    process = TrainingProcess.start(plan)
    for event in process.poll():  ...       # thirty times a second
    process.pause()

The window keeps its frame rate, and what happens to the one process does not hurt the other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import threading
from collections import deque
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any, Self

from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.modelfile import read_description
from digitpad.runs import child
from digitpad.runs.commands import (
    Cancel,
    ChangeSettings,
    Command,
    GoOn,
    MakeWay,
    OneMoreEpoch,
    Pause,
    SendLive,
    StopAndKeep,
)
from digitpad.runs.events import LastEvent, RunEvent, RunFailed, RunFinished
from digitpad.runs.run import Run, tidy
from digitpad.training_changes import check
from digitpad.training_plan.plan import TrainingPlan


class TrainingProcess:
    """A run and the process that trains it. Calls return at once, but for `close`.

    Args:
        run: what is to be trained.
        more_epochs: beyond those planned.

    Attributes:
        run: what is being trained.
    """

    def __init__(self, run: Run, more_epochs: int = 0) -> None:
        self.run = run
        self._events: deque[RunEvent | bytes] = deque()
        # Not forked: a copy of a process with threads and a window would not work.
        context = multiprocessing.get_context("spawn")
        events, childs_events = context.Pipe(duplex=False)
        childs_commands, self._commands = context.Pipe(duplex=False)
        self._process = context.Process(
            target=child.main,
            args=(str(run.folder), childs_events, childs_commands, more_epochs),
            name="digitpad-training",
            daemon=True,
        )
        self._process.start()
        # Only the child may hold its ends: then each side notices when the other is gone.
        childs_events.close()
        childs_commands.close()
        self._reader = threading.Thread(
            target=self._read, args=(events,), name="digitpad-training-events", daemon=True
        )
        self._reader.start()

    @classmethod
    def start(cls, plan: TrainingPlan) -> Self:
        """Begin a new run. What cannot work comes as `RunFailed`; ask `plan.problems()` before.

        Raises:
            OSError: the run's folder cannot be written.
        """
        tidy()
        return cls(Run.create(plan))

    @classmethod
    def resume(cls, run: Run, *, more_epochs: int = 0) -> Self:
        """Go on with a run that was cut short, or, with more epochs, with one that is finished.

        What was changed in it before holds again. A run without a checkpoint begins anew.
        """
        return cls(run, more_epochs)

    @property
    def is_alive(self) -> bool:
        """Whether there is still something to come: the process lives, or was not polled out."""
        return self._reader.is_alive() or bool(self._events)

    @property
    def process_id(self) -> int:
        """Of the operating system."""
        return int(self._process.pid or 0)

    def poll(self) -> list[RunEvent]:
        """All events since the last time, in order; never waits. The last is a `LastEvent`."""
        found = []
        with contextlib.suppress(IndexError):
            while True:
                event = self._events.popleft()
                found.append(_unpacked(event) if isinstance(event, bytes) else event)
        return found

    def pause(self) -> None:
        """Hold the work; `Paused` tells when."""
        self._send(Pause())

    def make_way(self) -> None:
        """Hold the work for less than half a second, while somebody draws."""
        self._send(MakeWay())

    def go_on(self) -> None:
        """End a pause; `WentOn` tells when."""
        self._send(GoOn())

    def one_more_epoch(self) -> None:
        """Train an epoch more than planned so far. Once it has finished, use `resume`."""
        self._send(OneMoreEpoch())

    def stop_and_keep(self) -> None:
        """Stop here and make a model of what is learned: `Finishing`, then `RunFinished`.

        Where nothing is learned yet, and for machines, which learn in one go: `RunStopped`.
        """
        self._send(StopAndKeep())

    def cancel(self) -> None:
        """Stop here: a checkpoint, if anything is learned, then `RunStopped`."""
        self._send(Cancel())

    def change(
        self,
        *,
        learning_rate: float | None = None,
        momentum: float | None = None,
        augmentation: Augmentation | None = None,
    ) -> None:
        """Change settings from the next batch on; what is None stays. Kept with the run.

        Raises:
            ParameterError: a value cannot work, or the model is a machine.
        """
        if self.run.plan.is_machine:
            raise ParameterError(f"{self.run.plan.model} learns in one go; nothing can be changed")
        given = {"learning_rate": learning_rate, "momentum": momentum}
        settings: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
        if augmentation is not None:
            settings["augmentation"] = asdict(augmentation)
        check(settings)
        self._send(ChangeSettings(settings))

    def send_live(self, wanted: bool) -> None:
        """Whether `LiveTensors` are wanted."""
        self._send(SendLive(wanted))

    def close(self, seconds: float = 2.0) -> None:
        """Ask for a checkpoint and the end; after so long, make an end. No process is left."""
        self.cancel()
        self._reader.join(seconds)
        if self._reader.is_alive():
            self._process.kill()
            self._reader.join()
        self._commands.close()

    def _send(self, command: Command) -> None:
        """To a process that has ended there is nothing to say."""
        with contextlib.suppress(OSError):
            self._commands.send(command)

    def _read(self, pipe: Connection) -> None:
        """Take in events, then wait for the process to end; the reading thread does this.

        It does not read what they say, for then the window would wait for it.
        """
        last = b""
        with contextlib.suppress(EOFError, OSError):
            while True:
                last = pipe.recv_bytes()
                self._events.append(last)
        self._process.join()
        pipe.close()
        if not last or not isinstance(_unpacked(last), LastEvent):
            self._events.append(self._ended_without_a_word())

    def _ended_without_a_word(self) -> RunFinished | RunFailed:
        if self.run.state == "finished":
            # The end came between the model's file and the last word.
            model = self.run.model
            return RunFinished(self.run, model, read_description(model))
        code = self._process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        can_resume = self.run.can_resume
        return RunFailed(
            f"The training process ended unexpectedly ({how})",
            "Resume the run to go on from its last checkpoint" if can_resume else "",
            can_resume,
        )


def _unpacked(event: bytes) -> RunEvent:
    """What the process said; it is this program's own."""
    said: RunEvent = pickle.loads(event)  # noqa: S301
    return said
