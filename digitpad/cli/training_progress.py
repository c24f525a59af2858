"""Training in the terminal: a progress bar, and a line for each finished epoch."""

from __future__ import annotations

import math

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from digitpad.common.progress import FitProgress
from digitpad.jobs.events import RunBegan, RunEvent, RunWarning
from digitpad.training.events import (
    BatchFinished,
    EpochFinished,
    PreparingData,
    TrainingFinished,
)

_SMOOTHING = 0.05
"""Figures are averaged over about twenty batches."""


class TrainingProgress:
    """Shows the events of a job, between `start` and `stop`. Output that fails raises `OSError`.

    Args:
        quiet: show troubles and what `say` prints only.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._console = _Console()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            _Figures(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            refresh_per_second=8,
            disable=quiet,
        )
        self._task = self._bar.add_task("", total=None, figures=())
        self._epochs = 0
        self._figures: tuple[float, ...] = ()

    def start(self) -> None:
        """Show the bar."""
        self._bar.start()

    def stop(self) -> None:
        """Remove the progress bar; printed lines stay."""
        self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line, also when quiet; nothing without a text."""
        if text:
            self._console.print(text, soft_wrap=True, highlight=False, markup=False)

    def show(self, event: RunEvent) -> None:
        """Show one event."""
        if isinstance(event, RunWarning):
            self.say(str(event.error))
        if self._quiet:
            return
        match event:
            case RunBegan():
                self._begin(event)
            case PreparingData():
                text = f"drawing ink {event.done:,} of {event.total:,}"
                self._bar.update(self._task, description=text)
            case BatchFinished():
                self._show_batch(event)
            case EpochFinished():
                self._show_epoch(event)
            case FitProgress():
                left = "" if math.isnan(event.value) else f", {event.value:.2g} of the way left"
                text = f"{event.stage}: step {event.done}{left}"
                self._bar.update(self._task, description=text)
            case TrainingFinished():
                self._console.print(f"Finished in {event.seconds:.0f} s of training")

    def _begin(self, event: RunBegan) -> None:
        count = f" ({event.parameters:,} parameters)" if event.parameters else ""
        threads = "1 thread" if event.threads == 1 else f"{event.threads} threads"
        self._console.print(f"Training {event.model}{count} on {event.images:,} images, {threads}")
        if event.steps:
            self._epochs = event.epochs
            done = (event.epoch - 1) * event.steps + event.step
            total = event.epochs * event.steps
            self._bar.update(self._task, total=total, completed=done)

    def _show_batch(self, event: BatchFinished) -> None:
        new = event.loss, event.accuracy, event.images_per_second
        old = self._figures or new
        self._figures = tuple(a + _SMOOTHING * (b - a) for a, b in zip(old, new, strict=True))
        self._bar.update(
            self._task,
            advance=1,
            description=f"epoch {event.epoch}/{self._epochs}",
            figures=self._figures,
        )

    def _show_epoch(self, event: EpochFinished) -> None:
        line = f"epoch {event.epoch:3d}  loss {event.loss:.4f}  accuracy {event.accuracy:7.2%}"
        if not math.isnan(event.validation_accuracy):
            line += (
                f"  validation loss {event.validation_loss:.4f}  "
                f"accuracy {event.validation_accuracy:7.2%}"
            )
        self._console.print(f"{line}  {event.seconds:.1f} s", highlight=False)


class _Console(Console):
    """Lets `BrokenPipeError` through; rich would end the program instead."""

    def on_broken_pipe(self) -> None:
        """Called while the error is handled."""
        raise  # noqa: PLE0704 - the BrokenPipeError


class _Figures(ProgressColumn):
    """Loss, accuracy and speed; empty where there are no batches."""

    def render(self, task: Task) -> Text:
        """The text of this moment."""
        if not task.fields["figures"]:
            return Text("")
        loss, accuracy, speed = task.fields["figures"]
        return Text(f"loss {loss:.4f}  accuracy {accuracy:.2%}  {speed:,.0f} images/s")
