"""When to write down where a run stands: after every epoch, and every minute."""

from __future__ import annotations

import time
from pathlib import Path

from digitpad.runs.events import CheckpointFailed, CheckpointSaved
from digitpad.runs.network_work import NetworkWork
from digitpad.training_events import BatchFinished, EpochFinished, Event

SECONDS = 60.0


class Checkpoints:
    """Writes the checkpoints of one run. A full disk does not end it.

    Args:
        path: the file, replaced each time.
        work: what is saved.
        seconds: at the most between two.
    """

    def __init__(self, path: Path, work: NetworkWork, seconds: float = SECONDS) -> None:
        self.path = path
        self._work = work
        self._seconds = seconds
        self._last = time.monotonic()

    def after(self, event: Event) -> CheckpointSaved | CheckpointFailed | None:
        """Save, if it is time to."""
        is_due = isinstance(event, BatchFinished) and time.monotonic() - self._last > self._seconds
        if isinstance(event, EpochFinished) or is_due:
            return self.save()
        return None

    def save(self) -> CheckpointSaved | CheckpointFailed:
        """Save now; if that fails, the earlier checkpoint stays as it was."""
        self._last = time.monotonic()
        try:
            self._work.save(self.path)
        except OSError as error:
            return CheckpointFailed(
                f"The checkpoint could not be written ({error}). Training goes on; "
                "the last one that was written is still there"
            )
        return CheckpointSaved(*self._work.place)
