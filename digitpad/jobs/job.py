"""One training, for the command line, the window and Python: a plan in, events out."""

from __future__ import annotations

import math
import shutil
import time
import traceback
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from digitpad.common.atomic_files import write_atomically
from digitpad.common.cancellation import Interrupted, cancellable
from digitpad.common.errors import (
    CheckpointVersionError,
    DigitpadError,
    DivergedError,
    ParameterError,
    TrainingError,
)
from digitpad.common.json_lines import append_line
from digitpad.common.reading import is_file, is_folder
from digitpad.jobs.classifier_work import ClassifierWork
from digitpad.jobs.control import JobControl, StopReason
from digitpad.jobs.events import (
    CheckpointSaved,
    Finishing,
    LastEvent,
    LiveTensors,
    RunEvent,
    RunFailed,
    RunFinished,
    RunStopped,
    RunWarning,
    WeightsShown,
)
from digitpad.jobs.model_saving import save_in_run
from digitpad.jobs.network_work import NetworkWork, checkpoint_extra
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import Run, SaveOptions, check_place, runs_folder
from digitpad.jobs.runs import tidy
from digitpad.jobs.work import Work, calibrated, measured
from digitpad.library.model_data import snapshot_path, snapshots
from digitpad.library.model_file import save_model
from digitpad.library.names import free_name
from digitpad.training.events import BatchFinished, EpochFinished
from digitpad.training.state import copies
from digitpad.training.trainer import Trainer

CHECKPOINT_SECONDS = 60.0
"""The longest time between two checkpoints; there is also one after every epoch."""

TENSORS_SECONDS = 0.5
WEIGHTS_SECONDS = 2.0

_UntilEnd = Generator[RunEvent, None, LastEvent]
"""Yields events and returns the last one."""


class Job:
    """A training and the folder in which it keeps everything.

    Checkpoints, the log, and the finished model lie in the folder of the run, so that a job that
    was interrupted, or whose process died, is opened again and continues to the same model.

    Args:
        run: the folder.
        more_epochs: train these in addition to those planned so far.
        save_options: instead of those of the run. Where the run's folder cannot be written, their
            file is tried for the model, then a temporary folder; the last event tells which.

    Attributes:
        run_folder: the folder.

    Example:
        >>> from digitpad.data.training_ink import NO_INK
        >>> from digitpad.jobs.job import Job
        >>> from digitpad.jobs.plan import DataChoice, TrainingPlan
        >>> plan = TrainingPlan.usual("mlp", DataChoice(mnist=500))
        >>> plan = plan.with_changes({"epochs": 2, **NO_INK})
        >>> job = Job.create(plan)
        >>> for event in job.run():
        ...     if isinstance(event, EpochFinished):
        ...         print(f"epoch {event.epoch} is finished")
        epoch 1 is finished
        epoch 2 is finished
        >>> job.run_folder.keep("my-first").name
        'my-first.safetensors'
    """

    def __init__(
        self, run: Run, more_epochs: int = 0, save_options: SaveOptions | None = None
    ) -> None:
        self.run_folder = run
        self._more_epochs = more_epochs
        self._save_options = save_options or run.save_options
        self._saved = time.monotonic()
        self._weights_shown = self._tensors_shown = -math.inf

    @classmethod
    def create(cls, plan: TrainingPlan, save_options: SaveOptions | None = None) -> Self:
        """A new run of a plan; `plan_problems.problems_of` tells before what cannot work.

        Raises:
            TrainingError: the user's folder cannot be written.
        """
        check_place(runs_folder() / "new")
        tidy()
        return cls(Run.create(plan, save_options))

    @classmethod
    def open(
        cls, name: Path | str, more_epochs: int = 0, save_options: SaveOptions | None = None
    ) -> Self:
        """An earlier run, to continue it.

        Args:
            name: the run's id or folder, or a checkpoint file of an earlier version, for which a
                new run is created.
            more_epochs: train these in addition to those planned so far.
            save_options: instead of those of the run.

        Raises:
            DigitpadError: there is no such run, or it is damaged.
        """
        path = Path(name)
        if is_file(path):
            return cls(_adopted(path), more_epochs, save_options)
        folder = runs_folder() / path
        if not is_folder(path) and not is_folder(folder):
            raise TrainingError(
                "{path}: no such run; {folder} holds all runs", path=path, folder=runs_folder()
            )
        return cls(Run.read(path if is_folder(path) else folder), more_epochs, save_options)

    def run(self, control: JobControl | None = None) -> Iterator[RunEvent]:
        """Train to the end; the last event is `RunFinished`, `RunStopped` or `RunFailed`.

        A run that has a checkpoint continues there. What fails is an event, not an exception.

        Args:
            control: pauses, stops and changes the job from another thread.
        """
        control = control or JobControl()
        last: LastEvent
        try:
            with self.run_folder.locked(), cancellable(control.check):
                last = yield from self._events(control)
        except Interrupted:
            last = self.stopped()
        except DivergedError as error:
            last = RunFailed(_finding(error), error.suggestion, can_resume=False)
        except CheckpointVersionError as error:
            last = RunFailed(error, None, can_resume=False)
        except DigitpadError as error:
            last = self._failed(error)
        except OSError as error:
            last = self._failed(
                TrainingError("A file could not be read or written: {error}", error=error),
                TrainingError("If the disk is full, make room and resume the run"),
            )
        except MemoryError:
            last = self._failed(
                TrainingError("There is not enough memory for this"),
                TrainingError("A smaller batch, network or set of digits takes less"),
            )
        yield last

    def stopped(self) -> RunStopped:
        """The last event of a run that was stopped."""
        return RunStopped(self.run_folder, self.run_folder.can_resume)

    def failed_unexpectedly(self, error: Exception) -> RunFailed:
        """The last event after an error in digitpad itself; writes a report into the folder."""
        report = "".join(traceback.format_exception(error))
        write_atomically(self.run_folder.error_report, report.encode())
        return self._failed(
            TrainingError(
                "Something went wrong inside digitpad: {error}", error=report.splitlines()[-1]
            ),
            TrainingError(
                "What the program did is written in {path}", path=self.run_folder.error_report
            ),
        )

    def _failed(self, error: DigitpadError, suggestion: DigitpadError | None = None) -> RunFailed:
        return RunFailed(error, suggestion, self.run_folder.can_resume)

    def _events(self, control: JobControl) -> _UntilEnd:
        work = self._work()
        if isinstance(work, NetworkWork):
            return (yield from self._in_epochs(work, control))
        return (yield from self._in_one_go(work, control))

    def _in_one_go(self, work: Work, control: JobControl) -> _UntilEnd:
        """Train what can be neither changed nor kept before it has learned all."""
        refusal = ParameterError(
            "{model} learns in one go; nothing can be changed", model=work.plan.model
        )
        if self._more_epochs:
            raise refusal
        control.can_end_at_once = True
        for event in work.events():
            yield event
            if control.taken_changes(epochs=0):
                yield RunWarning(refusal)
        return (yield from self._finish(work, control, is_final=True))

    def _in_epochs(self, work: NetworkWork, control: JobControl) -> _UntilEnd:
        if self._more_epochs:
            self._change(work, {"epochs": work.epochs + self._more_epochs})
        while True:
            try:
                yield from self._train(work, control)
                return (yield from self._finish(work, control))
            except Interrupted:
                reason = control.reason
                if reason is StopReason.MORE_EPOCHS:
                    control.end_stop(reason)
                    continue
                if work.has_learned and not work.is_concluded:
                    yield self._save_checkpoint(work)
                if reason is not StopReason.KEEP or not work.has_learned:
                    raise
                control.end_stop(reason)
                yield from self._recorded(work, work.stop_early())
                return (yield from self._finish(work, control, is_final=True))
            except DivergedError as error:
                return (yield from self._diverged(work, error))

    def _work(self) -> Work:
        """From the checkpoint if there is one, else from the start."""
        run = self.run_folder
        if not run.can_resume:
            if run.plan.kind.trains_in_epochs:
                return NetworkWork.begin(run.plan, run.changes())
            return ClassifierWork(run.plan)
        work = NetworkWork.resume(run.checkpoint, run.changes())
        run.forget_epochs_from(work.place[0])
        if run.model.is_file():  # a read-only disk refuses to remove what is not there, too
            run.model.unlink()
        return work

    def _train(self, work: NetworkWork, control: JobControl) -> Iterator[RunEvent]:
        control.can_end_at_once = control.is_finishing = False
        yield from self._apply_changes(work, control)
        for event in self._recorded(work, work.events()):
            yield event
            yield from self._apply_changes(work, control)
            is_due = time.monotonic() - self._saved > CHECKPOINT_SECONDS
            if isinstance(event, EpochFinished) or (isinstance(event, BatchFinished) and is_due):
                yield self._save_checkpoint(work)
            if control.previews:
                yield from self._previews(work.trainer, control)

    def _previews(self, trainer: Trainer, control: JobControl) -> Iterator[RunEvent]:
        """What is due of the first layer's weights, and of all tensors if they are requested."""
        now = time.monotonic()
        if now - self._weights_shown >= WEIGHTS_SECONDS:
            self._weights_shown = now
            yield WeightsShown.of(trainer.network)
        if control.wants_tensors and now - self._tensors_shown >= TENSORS_SECONDS:
            self._tensors_shown = now
            yield LiveTensors(copies(trainer.candidate()))

    def _recorded(self, work: NetworkWork, events: Iterator[RunEvent]) -> Iterator[RunEvent]:
        """The same events; each epoch is logged, and its model is kept if that is wanted."""
        for event in events:
            yield event
            if not isinstance(event, EpochFinished):
                continue
            try:
                append_line(self.run_folder.log, event.to_dict())
                if self.run_folder.save_options.keep_epochs:
                    path = snapshot_path(self.run_folder.folder, event.epoch)
                    save_model(path, work.candidate(f"epoch {event.epoch}"))
            except OSError as error:
                yield RunWarning(
                    TrainingError(
                        "The record of epoch {epoch} could not be written ({error})",
                        epoch=event.epoch,
                        error=error,
                    )
                )

    def _apply_changes(self, work: NetworkWork, control: JobControl) -> Iterator[RunEvent]:
        """Apply what was requested since the last batch, as one change."""
        changes = control.taken_changes(work.epochs)
        if not changes:
            return
        try:
            self._change(work, changes)
        except DigitpadError as error:
            yield RunWarning(error)
        except OSError as error:
            yield RunWarning(
                TrainingError("The change could not be written down ({error})", error=error)
            )

    def _change(self, work: NetworkWork, settings: Mapping[str, Any]) -> None:
        work.change(settings)
        self.run_folder.write_changes(work.changes)

    def _save_checkpoint(self, work: NetworkWork) -> CheckpointSaved | RunWarning:
        """Write the checkpoint; if that fails, the previous one stays."""
        self._saved = time.monotonic()
        try:
            work.save(self.run_folder.checkpoint)
        except OSError as error:
            return RunWarning(
                TrainingError(
                    "The checkpoint could not be written ({error}). Training goes on; the last "
                    "one that was written is still there",
                    error=error,
                )
            )
        return CheckpointSaved(*work.place)

    def _finish(self, work: Work, control: JobControl, *, is_final: bool = False) -> _UntilEnd:
        """Make, evaluate and save the model.

        What is learned is safe before the evaluation: in the checkpoint, or in a model without
        figures.
        """
        yield Finishing()
        control.can_end_at_once = control.is_finishing = True
        control.accepts_epochs = not is_final
        run = self.run_folder
        model = work.model(run.plan.name or free_name(run.plan.model))
        if not run.can_resume and (problem := save_in_run(run, model, self._save_options)):
            return problem
        for step in (calibrated, measured):
            try:
                model = step(model, work)
            except DigitpadError as error:
                yield RunWarning(
                    TrainingError("The model could not be evaluated ({error})", error=error)
                )
        control.accepts_epochs = False
        if problem := save_in_run(run, model, self._save_options):
            return problem
        return RunFinished(run, run.model, model.description)

    def _diverged(self, work: NetworkWork, error: DivergedError) -> _UntilEnd:
        """Save a checkpoint of the best epoch with a lower learning rate, if there is one."""
        best = work.return_to_best()
        if best is None:
            return RunFailed(_finding(error), error.suggestion, can_resume=False)
        epoch, rate = best
        self.run_folder.forget_epochs_from(epoch + 1)
        self.run_folder.write_changes(work.changes)
        yield self._save_checkpoint(work)
        suggestion = TrainingError(
            "To go on from epoch {epoch} with a learning rate of {rate:g}, resume the run",
            epoch=epoch,
            rate=rate,
        )
        return RunFailed(_finding(error), suggestion, can_resume=True)


def _finding(error: DivergedError) -> TrainingError:
    """The error without its suggestion."""
    return TrainingError(error.template, **error.values)


def _adopted(checkpoint: Path) -> Run:
    """A new run that continues from a copy of a checkpoint file of an earlier version."""
    extra = checkpoint_extra(checkpoint)
    save_options = SaveOptions(extra.out, keep_epochs=extra.keep_epochs)
    check_place(runs_folder() / "new")
    run = Run.create(extra.plan, save_options)
    shutil.copyfile(checkpoint, run.checkpoint)
    if save_options.out:
        for snapshot in snapshots(Path(save_options.out).with_suffix(".epochs")):
            shutil.copy(snapshot.path, run.folder)
    return run
