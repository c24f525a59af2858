"""The window's end of a training process: asks it for news, passes on what is wanted of it.

TrainingProcess  --poll, 30 times a second-->  happened, ..., happened, ended
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from digitpad.runs.events import LastEvent
from digitpad.runs.run import Run
from digitpad.training_plan import TrainingPlan
from digitpad.training_process import TrainingProcess

_POLL_MILLISECONDS = 33
_PATIENCE_SECONDS = 1.5
_WAY_SECONDS = 0.1
"""So often a process hears at most that the pen moves."""


class RunWatcher(QObject):
    """At most one process. `happened` carries a list of events, `ended` the last event."""

    happened = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process: TrainingProcess | None = None
        self._leaving: list[TrainingProcess] = []
        self._made_way = 0.0
        # Others are moved so that they come at the same moment as the program's other timers.
        precise = Qt.TimerType.PreciseTimer
        self._timer = QTimer(self, interval=_POLL_MILLISECONDS, timerType=precise)
        self._timer.timeout.connect(self._poll)

    @property
    def is_busy(self) -> bool:
        """Whether something is being trained."""
        return self.process is not None

    def start(self, plan: TrainingPlan) -> Run:
        """Begin a new run. Raises `OSError` where its folder cannot be made."""
        return self._watch(TrainingProcess.start(plan))

    def resume(self, run: Run, more_epochs: int = 0) -> Run:
        """Go on with a run."""
        return self._watch(TrainingProcess.resume(run, more_epochs=more_epochs))

    def make_way(self) -> None:
        """The pen moves: let it have the whole machine."""
        now = time.monotonic()
        if self.process is not None and now - self._made_way >= _WAY_SECONDS:
            self._made_way = now
            self.process.make_way()

    def shut_down(self) -> None:
        """The program ends: let the process write a checkpoint and end; it can be resumed."""
        self._timer.stop()
        if self.process is not None:
            self._leaving.append(self.process)
            self.process = None
        for process in self._leaving:
            process.close(_PATIENCE_SECONDS)
        self._leaving = []

    def _watch(self, process: TrainingProcess) -> Run:
        self.process = process
        self._timer.start()
        return process.run

    def _poll(self) -> None:
        self._see_off()
        if self.process is None:
            return
        events = self.process.poll()
        last = next((event for event in events if isinstance(event, LastEvent)), None)
        if events:
            self.happened.emit([event for event in events if event is not last])
        if last is not None:
            # What a process has to do is done with its last event; then it takes a moment to go.
            self._leaving.append(self.process)
            self.process = None
            self.ended.emit(last)

    def _see_off(self) -> None:
        """Let go of processes that are gone."""
        for process in [process for process in self._leaving if not process.is_alive]:
            process.close()
            self._leaving.remove(process)
        if self.process is None and not self._leaving:
            self._timer.stop()
