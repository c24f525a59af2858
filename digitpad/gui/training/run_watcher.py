"""Polls the training process for events and forwards commands to it.

JobProcess  --poll, 30 times a second-->  events_received, ..., events_received, ended
"""

from __future__ import annotations

import math
import time
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from digitpad.gui.background import BackgroundJob
from digitpad.jobs.events import LastEvent
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.process import JobProcess
from digitpad.jobs.run_folder import Run, SaveOptions

_POLL_MILLISECONDS = 33
_CLOSE_SECONDS = 1.5
_YIELD_INTERVAL_SECONDS = 0.1
"""The shortest time between two messages that the pen moves."""

_PEN_SECONDS = 0.3
"""The pen counts as moving for this long after its last movement."""


class RunWatcher(QObject):
    """Watches at most one process; `events_received` carries a list, `ended` the last event."""

    events_received = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process: JobProcess | None = None
        self._ending: list[JobProcess] = []
        self._last_yield = -math.inf
        # Coarse timers are aligned with the other timers of the program, which would delay input.
        precise = Qt.TimerType.PreciseTimer
        self._timer = QTimer(self, interval=_POLL_MILLISECONDS, timerType=precise)
        self._timer.timeout.connect(self._poll)

    @property
    def is_busy(self) -> bool:
        """Whether a process is training."""
        return self.process is not None

    @property
    def pen_is_moving(self) -> bool:
        """Whether the pen has moved in the last moments."""
        return time.monotonic() - self._last_yield < _PEN_SECONDS

    def start(self, plan: TrainingPlan) -> Run:
        """Start a new run. Raises `OSError` if its folder cannot be created."""
        return self._watch(JobProcess.start(plan))

    def resume(
        self, run: Run, more_epochs: int = 0, save_options: SaveOptions | None = None
    ) -> Run:
        """Resume a run, with additional epochs and another file for the model if given."""
        return self._watch(JobProcess(run, more_epochs, save_options))

    def yield_to_pen(self) -> None:
        """The pen moves: pause training for a moment, so that the processor is free for drawing."""
        now = time.monotonic()
        if self.process is not None and now - self._last_yield >= _YIELD_INTERVAL_SECONDS:
            self._last_yield = now
            self.process.send("yield_to_pen")

    def shut_down(self) -> None:
        """End the process, which writes a checkpoint first, so that the run can be resumed.

        This does not wait for the process; the end of the program does, see
        `background.wait_for_all`.
        """
        self._timer.stop()
        if self.process is not None:
            self._ending.append(self.process)
            self.process = None
        ending, self._ending = self._ending, []
        if ending:
            BackgroundJob().leave(partial(_close_all, ending))

    def _watch(self, process: JobProcess) -> Run:
        self.process = process
        self._timer.start()
        return process.run

    def _poll(self) -> None:
        self._close_ended()
        if self.process is None:
            return
        events = self.process.poll()
        last = next((event for event in events if isinstance(event, LastEvent)), None)
        if events:
            self.events_received.emit([event for event in events if event is not last])
        if last is not None:
            # The work is done with the last event; the process ends a moment later.
            self._ending.append(self.process)
            self.process = None
            self.ended.emit(last)

    def _close_ended(self) -> None:
        """Release processes that have ended."""
        for process in [process for process in self._ending if not process.is_alive]:
            process.close()
            self._ending.remove(process)
        if self.process is None and not self._ending:
            self._timer.stop()


def _close_all(processes: list[JobProcess]) -> None:
    for process in processes:
        process.close(_CLOSE_SECONDS)
