"""Work that takes longer than a frame: in a thread, with progress, cancelling and logging.

    job = BackgroundJob(self)
    job.progressed.connect(show_progress)       # (done, total)
    job.failed.connect(show_problem)            # an error with a message for the user
    job.start(lambda task: compare(progress=task.progress, cancelled=task.cancelled), then=show)

A value is read only after its thread has ended, so no data is shared while it runs. A thread never
keeps a window open: `leave` detaches it, and it runs to its end. The process ends after
`wait_for_all`, so a file that is being written is complete.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from digitpad.common.cancellation import Interrupted
from digitpad.common.errors import Cancelled, DigitpadError

_log = logging.getLogger("digitpad")

_EXPECTED = (DigitpadError, OSError, MemoryError)
"""Errors that have a message for the user; all others are faults of the program."""

_PROGRESS_SECONDS = 1 / 30


class UnexpectedError(DigitpadError):
    """A fault of the program, which has been logged and shown in the dialog for such errors."""


class Task(QObject):
    """One function and its thread. The function gets it, to report progress and to be cancelled.

    It has no parent, and is referenced in `_tasks`: the window that started it may be gone before
    the thread has ended.
    """

    # Each carries the task. `QObject.sender()` is None in some slots that other threads call.
    progressed = Signal(object, int, int)
    partial_result = Signal(object, object)
    ended = Signal(object)

    def __init__(self, work: Work, then: Then | None) -> None:
        super().__init__()
        self.then = then
        self.value: Any = None
        self.error: Exception | None = None
        self.is_left = False
        self._work = work
        self._stop = threading.Event()
        self._last_report = 0.0
        self._thread = threading.Thread(target=self._run, name="digitpad-worker")

    # Called by the function, in its thread

    def progress(self, done: int, total: int) -> None:
        """Report progress; emitted at most 30 times a second, and at the end."""
        now = time.perf_counter()
        if done >= total or now - self._last_report >= _PROGRESS_SECONDS:
            self._last_report = now
            self.progressed.emit(self, done, total)

    def show_partial(self, value: object) -> None:
        """Emit a partial result."""
        self.partial_result.emit(self, value)

    def cancelled(self) -> bool:
        """Whether the task was cancelled."""
        return self._stop.is_set()

    def check_cancelled(self) -> None:
        """Raise `Cancelled` if the task was cancelled."""
        if self.cancelled():
            raise Cancelled("cancelled")

    # Called by the window

    def cancel(self) -> None:
        """Ask the function to stop."""
        self._stop.set()

    def start(self) -> None:
        """Start the thread."""
        # Those that were left are removed here, since only the window's thread may destroy them.
        _tasks.difference_update([task for task in _tasks if not task._thread.is_alive()])
        self._thread.start()
        _tasks.add(self)

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self.value = self._work(self)
        except (*_EXPECTED, Interrupted) as error:
            self.error = error
            if not isinstance(error, Cancelled | Interrupted):
                _log.warning("%s", error, exc_info=error)
        except Exception as error:
            # The crash handler logs it, with the traceback, and shows it.
            sys.excepthook(type(error), error, error.__traceback__)
            self.error = UnexpectedError("an unexpected error occurred; see the error report")
        self.ended.emit(self)


Work = Callable[[Task], Any]
Then = Callable[[Any], object]

_tasks: set[Task] = set()


def wait_for_all() -> None:
    """Wait until all functions have ended, at the end of the program.

    Python itself would wait for the threads too, but only after it has stopped the pools of threads
    that the functions may use.
    """
    while _tasks:
        task = _tasks.pop()
        task.join()


class BackgroundJob(QObject):
    """Runs functions in threads, one at a time.

    `started` is emitted when a function starts, `progressed` carries (done, total),
    `partial_result` what the function shows meanwhile, `finished` its value, `failed` a
    `DigitpadError`, `OSError` or `MemoryError`; `cancelled` is emitted by `cancel`, and `idle` when
    nothing runs or waits any more. Any other exception is passed to `sys.excepthook`, with its
    traceback, and `failed` carries an `UnexpectedError` in its place.
    """

    started = Signal()
    progressed = Signal(int, int)
    partial_result = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._waiting: deque[Task] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether a function runs or waits that was not cancelled."""
        return bool(self._waiting) or (self._task is not None and not self._task.cancelled())

    def start(self, work: Work, then: Then | None = None) -> None:
        """Run a function instead of all others: the running one is cancelled.

        Args:
            work: gets the `Task`; runs in the thread.
            then: gets its value in the window's thread, before `finished` is emitted.
        """
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self.add(work, then)

    def add(self, work: Work, then: Then | None = None) -> None:
        """Run a function after all others. The arguments are those of `start`."""
        self._waiting.append(Task(work, then))
        if self._task is None:
            self._start_next()

    def cancel(self) -> None:
        """Cancel the running function, and drop those that wait."""
        if self.is_busy:
            self._waiting.clear()
            if self._task is not None:
                self._task.cancel()
            self.cancelled.emit()

    def leave(self, last_work: Callable[[], object] | None = None) -> None:
        """Let all functions run to their end unobserved, as when the window is closed.

        Args:
            last_work: runs after them, in a thread too; its errors are logged.
        """
        running, self._task = self._task, None
        waiting = list(self._waiting)
        self._waiting.clear()
        if running is not None:
            running.is_left = True
        if last_work is not None:
            waiting.append(Task(lambda _: last_work(), None))
        if waiting:
            rest = Task(lambda _: _run_in_order(running, waiting), None)
            rest.start()

    def shut_down(self) -> None:
        """Cancel, and do not wait: the thread ends as soon as the function notices."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self.leave()

    def _start_next(self) -> None:
        if not self._waiting:
            self.idle.emit()
            return
        task = self._task = self._waiting.popleft()
        task.progressed.connect(self._forward_progress)
        task.partial_result.connect(self._forward_partial_result)
        task.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        task.start()
        self.started.emit()

    def _forward_progress(self, task: Task, done: int, total: int) -> None:
        if self._is_wanted(task):
            self.progressed.emit(done, total)

    def _forward_partial_result(self, task: Task, value: object) -> None:
        if self._is_wanted(task):
            self.partial_result.emit(value)

    def _is_wanted(self, task: Task) -> bool:
        """Whether a task still counts."""
        return task is self._task and not task.cancelled()

    def _on_ended(self, task: Task) -> None:
        if task is not self._task:
            return
        was_wanted = not task.cancelled()
        self._task = None
        _tasks.discard(task)
        try:
            if was_wanted and task.error is None:
                if task.then is not None:
                    task.then(task.value)
                self.finished.emit(task.value)
            elif was_wanted and not isinstance(task.error, Cancelled | Interrupted):
                self.failed.emit(task.error)
        finally:
            # A slot may have started the next one already.
            if self._task is None:
                self._start_next()


def _run_in_order(running: Task | None, waiting: list[Task]) -> None:
    """Runs in a thread, when the window no longer waits for anything."""
    if running is not None:
        running.join()
    for task in waiting:
        task.is_left = True
        task._run()
