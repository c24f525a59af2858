"""The child's end of the pipe of events: batches in packs, and nothing is ever left out."""

from __future__ import annotations

import threading
import time
from multiprocessing.connection import Connection

from digitpad.runs.events import BatchesFinished, RunEvent
from digitpad.training_events import BatchFinished

PACK_SECONDS = 1.0
"""Each pack wakes the window, so there should be few; curves are painted less often still."""


class Outbox:
    """Sends events; may be used from several threads.

    Args:
        pipe: where they go. When nobody is at its other end any more, they go nowhere.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.RLock()
        self._pack: list[BatchFinished] = []
        self._packed = 0.0

    def add(self, batch: BatchFinished) -> None:
        """Send a batch with others, soon."""
        with self._lock:
            self._pack.append(batch)
            if time.monotonic() - self._packed > PACK_SECONDS:
                self.flush()

    def send(self, event: RunEvent) -> None:
        """Send an event now, after the batches that were before it."""
        with self._lock:
            self.flush()
            self._put(event)

    def flush(self) -> None:
        """Send the batches that wait."""
        with self._lock:
            if self._pack:
                self._put(BatchesFinished.of(self._pack))
                self._pack.clear()
            self._packed = time.monotonic()

    def _put(self, event: RunEvent) -> None:
        try:
            self._pipe.send(event)
        except OSError:
            return
