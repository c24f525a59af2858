"""Training in the terminal.

A network: one moving bar, and a line for each epoch that is done. A machine, which learns in one
go: what it is doing at the moment.
"""

from __future__ import annotations

import math
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from digitpad.progress import FitProgress
from digitpad.threads import cores
from digitpad.training import Trainer
from digitpad.training_events import (
    BatchFinished,
    EpochFinished,
    Event,
    PreparingData,
    TrainingFinished,
)


class NetworkProgress:
    """Shows a trainer's events. Use as a context manager.

    Args:
        trainer: tells how long the run is.
        quiet: show nothing but what is said on purpose.
    """

    def __init__(self, trainer: Trainer, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._epochs = trainer.settings.epochs
        self._console = Console()
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("loss {task.fields[loss]:.4f}  accuracy {task.fields[accuracy]:.2%}"),
            TextColumn("{task.fields[speed]:,.0f} images/s"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            refresh_per_second=8,
            disable=quiet,
        )
        done = (trainer.state.epoch - 1) * trainer.steps_per_epoch + trainer.state.sums.step
        self._task = self._bar.add_task(
            "",
            total=self._epochs * trainer.steps_per_epoch,
            completed=done,
            loss=0.0,
            accuracy=0.0,
            speed=0.0,
        )
        self._loss, self._accuracy, self._speed = math.nan, math.nan, math.nan
        if not quiet:
            count = f"{trainer.network.vector.size:,} parameters"
            images = f"{trainer.image_count:,} images"
            self._console.print(
                f"Training {trainer.architecture.name} ({count}) on {images}, "
                f"{trainer.settings.thread_count} threads"
            )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def show(self, event: Event) -> None:
        """Take in one event."""
        if self._quiet:
            return
        match event:
            case PreparingData():
                self._bar.update(
                    self._task,
                    description=f"drawing synthetic ink {event.done:,} of {event.total:,}",
                )
            case BatchFinished():
                self._show_batch(event)
            case EpochFinished():
                self._show_epoch(event)
            case TrainingFinished():
                self._console.print(f"Finished in {event.seconds:.0f} s of training")

    def say(self, text: str) -> None:
        """Print a line, also when quiet."""
        self._console.print(text, soft_wrap=True)

    def _show_batch(self, event: BatchFinished) -> None:
        """Figures are smoothed over about twenty batches."""
        self._loss = _smoothed(self._loss, event.loss)
        self._accuracy = _smoothed(self._accuracy, event.accuracy)
        self._speed = _smoothed(self._speed, event.images_per_second)
        self._bar.update(
            self._task,
            advance=1,
            description=f"epoch {event.epoch}/{self._epochs}",
            loss=self._loss,
            accuracy=self._accuracy,
            speed=self._speed,
        )

    def _show_epoch(self, event: EpochFinished) -> None:
        line = f"epoch {event.epoch:3d}  loss {event.loss:.4f}  accuracy {event.accuracy:7.2%}"
        if not math.isnan(event.validation_accuracy):
            line += (
                f"  validation loss {event.validation_loss:.4f}  "
                f"accuracy {event.validation_accuracy:7.2%}"
            )
        self._console.print(f"{line}  {event.seconds:.1f} s", highlight=False)


class MachineStatus:
    """Shows what a machine is doing. Use as a context manager.

    Args:
        name: of the machine.
        quiet: show nothing but what is said on purpose.
    """

    def __init__(self, name: str, *, quiet: bool = False) -> None:
        self._name = name
        self._console = Console(quiet=quiet)
        self._status = self._console.status("")
        self._has_begun = False

    def __enter__(self) -> Self:
        self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._status.stop()

    def show(self, event: PreparingData | FitProgress, images: int) -> None:
        """Take in one event; `images` is how many there are to learn from by now."""
        if isinstance(event, PreparingData):
            self._status.update(f"drawing synthetic ink {event.done:,} of {event.total:,}")
            return
        if not self._has_begun:
            self._has_begun = True
            self._console.print(f"Training {self._name} on {images:,} images, {cores()} threads")
        left = "" if math.isnan(event.value) else f", {event.value:.2g} of the way left"
        self._status.update(f"{event.stage}: step {event.done}{left}")

    @staticmethod
    def say(text: str) -> None:
        """Print a line, also when quiet."""
        Console().print(text)


def _smoothed(before: float, value: float) -> float:
    return value if math.isnan(before) else before + 0.05 * (value - before)
