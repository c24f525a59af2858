"""What takes longer than a frame runs in a thread of its own, and hands over one finished value.

The window reads the value only after the thread has ended, so nothing is ever shared half-done.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

_WAIT_MILLISECONDS = 10_000


class _Run(QThread):
    """One piece of work, and what came of it."""

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.value: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """In the other thread."""
        try:
            self.value = self._work()
        except Exception as error:
            self.error = error


class Worker(QObject):
    """Runs one piece of work at a time. `finished` carries its value, `failed` its exception."""

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._run is not None

    def start(self, work: Callable[[], Any]) -> None:
        """Begin; only while nothing is under way."""
        assert self._run is None  # noqa: S101 - whoever uses a worker asks first
        self._run = _Run(work, self)
        self._run.finished.connect(self._hand_over)
        self._run.start(QThread.Priority.LowPriority)

    def wait(self) -> None:
        """Let it come to its end, as before the program ends."""
        if self._run is not None:
            self._run.wait(_WAIT_MILLISECONDS)

    def _hand_over(self) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        run.deleteLater()
        if run.error is not None:
            self.failed.emit(run.error)
        else:
            self.finished.emit(run.value)
