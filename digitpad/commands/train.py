"""`digitpad train`: train a model, watch it learn, stop and resume."""

from __future__ import annotations

import argparse
import contextlib
import shlex
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitpad.commands.kept_epochs import KeptEpochs
from digitpad.commands.train_options import (
    add_options,
    place_for,
    plan_from,
    refuse_beside_resume,
)
from digitpad.commands.training_progress import MachineStatus, NetworkProgress
from digitpad.errors import DivergedError
from digitpad.interruption import Interrupted, interruptible
from digitpad.model_names import free_name
from digitpad.modelfile import SUFFIX, Model, save_model
from digitpad.paths import user_models
from digitpad.runs.checkpoints import Checkpoints
from digitpad.runs.events import CheckpointFailed
from digitpad.runs.lock import FolderLock
from digitpad.runs.log import write_epoch, write_progress
from digitpad.runs.machine_work import MachineWork
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.run import Run
from digitpad.training_events import EpochFinished

INTERRUPTED = 130

_EPOCHS = ".epochs"
"""Of the folder beside a model's file in which its epochs wait for it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, and where things go.

    Attributes:
        out: the model's file.
        log: a file for a line each epoch, or None.
        quiet: show nothing but the result.
        epochs: keeps the models of all epochs, where that is wanted.
    """

    out: Path
    log: Path | None
    quiet: bool
    epochs: KeptEpochs


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("train", help="train a model and watch it learn")
    add_options(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train to the end, or to Ctrl-C."""
    with _stopped_by_ctrl_c() as check, interruptible(check):
        if arguments.resume:
            return _resume(arguments)
        plan = plan_from(arguments)
        out = place_for(arguments)
        epochs = KeptEpochs(out.with_suffix(_EPOCHS) if arguments.keep_epochs else None)
        job = Job(out, arguments.log, arguments.quiet, epochs)
        if plan.is_machine:
            return _fit_machine(MachineWork.begin(plan), job)
        work = NetworkWork.begin(plan)
        work.extra |= {"out": str(job.out), "keep_epochs": arguments.keep_epochs}
        epochs.forget()
        return _train_network(work, job, job.out.with_suffix(".checkpoint"))


def _resume(arguments: argparse.Namespace) -> int:
    refuse_beside_resume(arguments)
    checkpoint, changes, folder = arguments.resume, [], None
    lock: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
    if checkpoint.is_dir():
        begun = Run.read(checkpoint)
        folder = begun.folder
        checkpoint, changes, lock = begun.checkpoint, begun.changes(), FolderLock(checkpoint)
    with lock:
        work = NetworkWork.go_on(checkpoint, changes)
        new = user_models() / f"{work.plan.name or free_name(work.plan.model)}{SUFFIX}"
        out = Path(work.extra.get("out", new))
        if work.extra.get("keep_epochs"):
            folder = out.with_suffix(_EPOCHS)
        job = Job(out, arguments.log, arguments.quiet, KeptEpochs(folder))
        return _train_network(work, job, checkpoint)


def _train_network(work: NetworkWork, job: Job, checkpoint: Path) -> int:
    checkpoints = Checkpoints(checkpoint, work)
    with NetworkProgress(work.trainer, quiet=job.quiet) as progress:
        try:
            for event in work.events():
                progress.show(event)
                if isinstance(event, EpochFinished):
                    if job.log:
                        write_epoch(job.log, event)
                    if problem := job.epochs.after(event.epoch, work):
                        progress.say(problem)
                saved = checkpoints.after(event)
                if isinstance(saved, CheckpointFailed):
                    progress.say(saved.message)
            model = work.model(job.out.stem)
        except Interrupted:
            return _stopped(work, checkpoints, progress)
        except DivergedError as error:
            raise _explained(error, work, checkpoints) from error
    _save(model, job)
    job.epochs.hand_over(model)
    checkpoint.unlink(missing_ok=True)
    return 0


def _stopped(work: NetworkWork, checkpoints: Checkpoints, progress: NetworkProgress) -> int:
    if not work.has_learned:
        progress.say("Stopped, before anything was learned.")
        return INTERRUPTED
    if not work.trainer.is_concluded:
        saved = checkpoints.save()
        if isinstance(saved, CheckpointFailed):
            progress.say(saved.message)
    progress.say(
        f"Stopped. What is learned so far is kept; to go on: {_to_go_on(checkpoints.path)}"
    )
    return INTERRUPTED


def _explained(error: DivergedError, work: NetworkWork, checkpoints: Checkpoints) -> DivergedError:
    """With the way out, where there is one: back to the best epoch, more gently."""
    if not work.trainer.return_to_best() or isinstance(checkpoints.save(), CheckpointFailed):
        return error
    rate = work.trainer.settings.learning_rate
    way = f"to go on from there with {rate:g}: {_to_go_on(checkpoints.path)}"
    return DivergedError(error.found, f"{error.suggestion}; {way}")


def _to_go_on(checkpoint: Path) -> str:
    return f"digitpad train --resume {shlex.quote(str(checkpoint))}"


def _fit_machine(work: MachineWork, job: Job) -> int:
    status = MachineStatus(work.plan.model, quiet=job.quiet)
    try:
        with status:
            for event in work.events():
                status.show(event, len(work.digits))
                if job.log:
                    write_progress(job.log, event)
            model = work.model(job.out.stem)
    except Interrupted:
        status.say("Stopped. Nothing is kept; this kind of model learns in one go.")
        return INTERRUPTED
    _save(model, job)
    return 0


def _save(model: Model, job: Job) -> None:
    """Write the model, and say where and how good it is."""
    save_model(job.out, model)
    for name, value in model.description.measured.items():
        if not job.quiet:
            print(f"{name.replace('_', ' ')}: {value:.4f}")
    print(f"Saved as {job.out}")


@contextlib.contextmanager
def _stopped_by_ctrl_c() -> Iterator[Callable[[], None]]:
    """Turn the first Ctrl-C into a wish to stop, which the work meets soon; the second one kills.

    Yields:
        What raises `Interrupted` once there is that wish.
    """
    before = signal.getsignal(signal.SIGINT)
    wishes: list[int] = []

    def wish(number: int, _: object) -> None:
        wishes.append(number)
        signal.signal(signal.SIGINT, before)

    def check() -> None:
        if wishes:
            raise Interrupted

    signal.signal(signal.SIGINT, wish)
    try:
        yield check
    except Interrupted:
        # Met before the training began, while digits were loaded.
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)
