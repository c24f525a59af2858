"""Work that takes a while and tells how far it is; whoever began it can call it off.

Only the newest request counts: what is begun while something else is under way calls that off and
waits for its place.

    begin(a) ... begin(b) ... begin(c)      a is cancelled, b never starts, c is finished
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from digitpad.errors import Cancelled
from digitpad.gui.worker import Worker
from digitpad.threads import one_blas_thread

_REPORT_SECONDS = 1 / 30


class Report(QObject):
    """Handed to the work, in whose thread it is used: takes its progress, says whether to stop."""

    progressed = Signal(int, int)
    half_done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        """So much of so much is done; passed on at most 30 times a second, and at the end."""
        now = time.perf_counter()
        if done >= total or now - self._told >= _REPORT_SECONDS:
            self._told = now
            self.progressed.emit(done, total)

    def show(self, value: object) -> None:
        """Something worth seeing before the end."""
        self.half_done.emit(value)

    def cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `Cancelled` where nobody waits for it any more."""
        if self.cancelled():
            raise Cancelled("nobody waits for this any more")

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()


Work = Callable[[Report], Any]


class LongWork(QObject):
    """One piece of work at a time in a thread of its own, the newest one first.

    `finished` carries its value, `failed` its exception, `half_done` what the work shows on its
    way, `progressed` (done, total); `cancelled` comes after `cancel`.
    """

    progressed = Signal(int, int)
    half_done = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.finished.connect(self._take_value)
        self._worker.failed.connect(self._take_error)
        self._report: Report | None = None
        self._next: Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that is still wanted."""
        return self._next is not None or (self._report is not None and not self._report.cancelled())

    def begin(self, work: Work) -> None:
        """Do this now, instead of whatever is under way."""
        if self._report is None:
            self._start(work)
        else:
            self._report.cancel()
            self._next = work

    def follow(self, work: Work) -> None:
        """Do this after what is under way, instead of whatever else was to follow."""
        if self._report is None:
            self._start(work)
        else:
            self._next = work

    def cancel(self) -> None:
        """Call off what is under way, and what was to follow it."""
        self._next = None
        if self._report is not None and not self._report.cancelled():
            self._report.cancel()
            self.cancelled.emit()

    def shut_down(self) -> None:
        """Cancel and wait for the end of the thread."""
        self.cancel()
        self._worker.wait()

    def _start(self, work: Work) -> None:
        report = self._report = Report(self)
        report.progressed.connect(self._pass_on_progress)
        report.half_done.connect(self._pass_on_half_done)
        self._worker.start(lambda: _with_one_core(work, report))

    def _pass_on_progress(self, done: int, total: int) -> None:
        if self._is_wanted(self.sender()):
            self.progressed.emit(done, total)

    def _pass_on_half_done(self, value: object) -> None:
        if self._is_wanted(self.sender()):
            self.half_done.emit(value)

    def _is_wanted(self, report: QObject) -> bool:
        return report is self._report and not self._report.cancelled()

    def _take_value(self, value: Any) -> None:
        if self._end():
            self.finished.emit(value)

    def _take_error(self, error: Exception) -> None:
        if self._end() and not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _end(self) -> bool:
        """Whether what has just ended was wanted; what waited begins."""
        report, self._report = self._report, None
        was_wanted = report is not None and not report.cancelled()
        if report is not None:
            report.deleteLater()
        if self._next is not None:
            work, self._next = self._next, None
            self._start(work)
        return was_wanted


def _with_one_core(work: Work, report: Report) -> Any:
    """What is done beside drawing leaves the other cores to the pad."""
    with one_blas_thread():
        return work(report)
