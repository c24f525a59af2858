"""Controls a job from another thread, or through a pipe from another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any, Literal

from digitpad.common.cancellation import CancellationToken
from digitpad.training.changes import checked_changes

Command = Literal[
    "pause", "resume", "yield_to_pen", "cancel", "keep", "add_epoch", "change", "show_model"
]
"""The methods of `JobControl` that another process may call."""

YIELD_SECONDS = 0.4
"""How long training waits after the last movement of the pen."""


class StopReason(Enum):
    """Why the work of a job is interrupted."""

    KEEP = auto()
    CANCEL = auto()
    MORE_EPOCHS = auto()


class JobControl(CancellationToken):
    """Pauses, stops and changes a job that runs; may be used from several threads.

    Args:
        on_pause, on_resume: see `CancellationToken`.
        previews: whether the job yields `WeightsShown`, and `LiveTensors` if requested.

    Attributes:
        can_end_at_once: set by the job. Nothing is lost if its process ends now: nothing is
            learned yet, or what is learned is in the checkpoint.
        is_finishing: set by the job while it makes the model.
        accepts_epochs: set by the job. While it makes the model, it can still go back to training.
    """

    def __init__(
        self,
        on_pause: Callable[[], None] = lambda: None,
        on_resume: Callable[[], None] = lambda: None,
        *,
        previews: bool = False,
    ) -> None:
        super().__init__(on_pause, on_resume)
        self.previews = previews
        self.wants_tensors = False
        self.reason: StopReason | None = None
        self.can_end_at_once = True
        self.is_finishing = self.accepts_epochs = False
        self._changes: dict[str, Any] = {}
        self._more_epochs = 0

    def yield_to_pen(self) -> None:
        """Let the work wait for less than half a second, while the user draws."""
        self.pause_for(YIELD_SECONDS)

    def cancel(self) -> None:
        """Stop. The job saves a checkpoint, if anything is learned, and yields `RunStopped`."""
        self._stop(StopReason.CANCEL)

    def keep(self) -> None:
        """Stop and make a model of what is learned; like `cancel` where nothing is learned yet."""
        if not self.is_finishing:
            self._stop(StopReason.KEEP)

    def add_epoch(self) -> None:
        """Train one epoch more than planned so far."""
        with self._lock:
            self._more_epochs += 1
            if self.accepts_epochs:
                self._stop(StopReason.MORE_EPOCHS)

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change training settings from the next batch on.

        Raises:
            ParameterError: a setting cannot be changed during a run, or its value cannot work.
        """
        checked = checked_changes(settings)
        with self._lock:
            self._changes |= checked

    def show_model(self, wanted: bool) -> None:
        """Whether the job yields `LiveTensors`, the tensors of the model in training."""
        self.wants_tensors = wanted

    def taken_changes(self, epochs: int) -> dict[str, Any]:
        """The changes requested since the last call, as one; for the job.

        Args:
            epochs: planned so far, to which `add_epoch` adds.
        """
        with self._lock:
            found, more = self._changes, self._more_epochs
            self._changes, self._more_epochs = {}, 0
        if more:
            found["epochs"] = found.get("epochs", epochs) + more
        return found

    def end_stop(self, reason: StopReason) -> None:
        """Continue after a stop for this reason, unless another was requested; for the job."""
        with self._lock:
            if self.reason is reason:
                self.reason = None
                self.reset()

    def _stop(self, reason: StopReason) -> None:
        with self._lock:
            self.reason = reason
            super().cancel()
