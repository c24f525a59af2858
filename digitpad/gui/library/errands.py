"""What is done to files is done in the background, one thing after the other, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from digitpad.errors import DigitpadError
from digitpad.gui.error_words import in_words
from digitpad.gui.worker import Worker


class Errands(QObject):
    """A queue of pieces of work. `failed` tells what went wrong; the next one is done anyway.

    `idle` is emitted when nothing is left to do.
    """

    failed = Signal(str)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Callable[[], Any], Callable[[Any], object]]] = deque()
        self._then: Callable[[Any], object] = lambda _: None
        self._worker = Worker(self)
        self._worker.finished.connect(self._hand_over)
        self._worker.failed.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way or waiting."""
        return self._worker.is_busy or bool(self._waiting)

    def do(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do `work` in the background; `then` gets its value, in the window's thread."""
        self._waiting.append((work, then))
        self._go_on()

    def finish(self) -> None:
        """Do what is left now; nothing of it is shown any more."""
        self._worker.wait()
        while self._waiting:
            work, _ = self._waiting.popleft()
            try:
                work()
            except (DigitpadError, OSError) as error:
                self.failed.emit(in_words(error))

    def _go_on(self) -> None:
        if self._worker.is_busy:
            return
        if not self._waiting:
            self.idle.emit()
            return
        work, self._then = self._waiting.popleft()
        self._worker.start(work)

    def _hand_over(self, value: Any) -> None:
        self._then(value)
        self._go_on()

    def _tell(self, error: Exception) -> None:
        if isinstance(error, DigitpadError | OSError):
            self.failed.emit(in_words(error))
        self._go_on()
        if not isinstance(error, DigitpadError | OSError):
            raise error
