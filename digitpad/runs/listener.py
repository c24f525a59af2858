"""The thread that hears commands while the main one trains, so that each acts at once."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from digitpad.runs.commands import (
    Cancel,
    Command,
    GoOn,
    MakeWay,
    OneMoreEpoch,
    Pause,
    StopAndKeep,
)
from digitpad.runs.gate import Gate, Reason

GRACE = 0.1
"""Seconds that a stopped run has to reach the gate, where it has nothing to lose."""

LAST_GRACE = 10.0
"""Seconds after which the process ends in any case once whoever started it is gone."""


class Listener(threading.Thread):
    """Turns commands into what the gate does, and hands on those that wait for the batch's end.

    Args:
        pipe: where commands come from; its end is the end of whoever started this process.
        gate: what pausing and stopping act on.
        waiting: the commands for the main thread.
        say_stopped: tells that the run has stopped, before the process is ended at once.

    Attributes:
        can_end_at_once: nothing is lost when the process just ends: nothing is learned yet, or
            what is learned is in the checkpoint.
        is_finishing: the model is being measured; to stop and keep is what happens anyway.
        may_reconsider: while it is measured, one more epoch is still possible.
    """

    def __init__(
        self,
        pipe: Connection,
        gate: Gate,
        waiting: queue.SimpleQueue[Command],
        say_stopped: Callable[[], None],
    ) -> None:
        super().__init__(name="digitpad-commands", daemon=True)
        self._pipe = pipe
        self._gate = gate
        self._waiting = waiting
        self._say_stopped = say_stopped
        self.can_end_at_once = True
        self.is_finishing = False
        self.may_reconsider = False

    def run(self) -> None:
        """Listen to the end."""
        while True:
            try:
                command: Command = self._pipe.recv()
            except (EOFError, OSError):
                self._gate.stop(Reason.CANCEL)
                self._end_after(GRACE if self.can_end_at_once else LAST_GRACE)
                return
            self._obey(command)

    def _obey(self, command: Command) -> None:
        match command:
            case Pause():
                self._gate.close()
            case MakeWay():
                self._gate.make_way()
            case GoOn():
                self._gate.open()
            case StopAndKeep():
                self._stop(Reason.KEEP)
            case Cancel():
                self._stop(Reason.CANCEL)
            case _:
                self._waiting.put(command)
                if isinstance(command, OneMoreEpoch) and self.may_reconsider:
                    self._gate.stop(Reason.MORE_EPOCHS)

    def _stop(self, reason: Reason) -> None:
        if reason is Reason.KEEP and self.is_finishing:
            return
        self._gate.stop(reason)
        if self.can_end_at_once:
            threading.Thread(target=self._end_after, args=(GRACE,), daemon=True).start()

    def _end_after(self, seconds: float) -> None:
        """End the process if the main thread has not done so by then."""
        if not threading.main_thread().is_alive():
            return
        threading.main_thread().join(seconds)
        if threading.main_thread().is_alive():
            self._say_stopped()
            os._exit(0)
