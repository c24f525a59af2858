"""`--keep-epochs`: the model of every epoch, beside the run until its model is there."""

from __future__ import annotations

import contextlib
from pathlib import Path

from digitpad.inspection.recorded_epochs import keep_epochs
from digitpad.inspection.through_time import snapshots
from digitpad.modelfile import Model
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.snapshots import save_snapshot


class KeptEpochs:
    """Keeps models while a run goes on, and hands them over to its model.

    Args:
        folder: where they lie meanwhile; None where none are to be kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def forget(self) -> None:
        """Delete what an earlier run has left there. Raises `OSError`."""
        if self._folder:
            for snapshot in snapshots(self._folder):
                snapshot.path.unlink()

    def after(self, epoch: int, work: NetworkWork) -> str:
        """Keep the model of this epoch; returns what went wrong, else an empty text."""
        if self._folder:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                save_snapshot(self._folder, work.trainer, work.plan, epoch)
            except OSError as error:
                return f"The model of epoch {epoch} could not be kept ({error})"
        return ""

    def hand_over(self, model: Model) -> None:
        """Move them to where they are found for the model that the run has given."""
        if self._folder:
            keep_epochs(self._folder, model.classifier)
            with contextlib.suppress(OSError):  # a run of the window has more in its folder
                self._folder.rmdir()
