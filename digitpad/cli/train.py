"""`digitpad train`: train a model, watch it learn, stop and resume."""

from __future__ import annotations

import argparse
import contextlib
import json
import shlex
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from digitpad.cli.train_options import add_options, check_resume, plan_from, save_options_from
from digitpad.cli.training_progress import TrainingProgress
from digitpad.common.atomic_files import check_writable, write_atomically
from digitpad.common.errors import DigitpadError, TrainingError
from digitpad.common.json_lines import append_line
from digitpad.common.progress import FitProgress
from digitpad.common.signals import Ended, ended_by_signals, exit_code
from digitpad.common.user_folders import SUFFIX, user_models
from digitpad.jobs.control import JobControl
from digitpad.jobs.events import RunBegan, RunEvent, RunFailed, RunFinished, RunStopped
from digitpad.jobs.job import Job
from digitpad.jobs.run_folder import Run, check_place, unwritable
from digitpad.library.model_file import ModelDescription, read_description
from digitpad.library.names import free_copy_name, free_name, is_taken
from digitpad.training.events import EpochFinished, PreparingData


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_options(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train to the end, or until a signal such as Ctrl-C."""
    if arguments.resume:
        save_options = check_resume(arguments)
        job = Job.open(arguments.resume, save_options=save_options if save_options.out else None)
        _check_places(_target(job.run_folder, arguments), arguments)
        found = _finished(job.run_folder)
        if found:
            return _save(job.run_folder, found, arguments)
    else:
        plan = plan_from(arguments)
        save_options = save_options_from(arguments)
        _check_places(Path(save_options.out or user_models() / "model"), arguments)
        job = Job.create(plan, save_options)
    signals: list[int] = []
    last = _train(job, arguments, signals)
    match last:
        case RunFinished():
            code = _save(job.run_folder, last.description, arguments)
            if arguments.resume and Path(arguments.resume).is_file():
                Path(arguments.resume).unlink()  # the checkpoint of an earlier version
            return code
        case RunFailed(model=Path() as model) if str(model) in {
            save_options.out,
            job.run_folder.save_options.out,
        }:
            # The run's own folder is full; the place that was asked for is not.
            _discard(job.run_folder)
            print(f"Saved as {model}")
            return 0
        case RunFailed():
            raise _explained(last, job.run_folder)
    return exit_code(signals[0])


def _train(job: Job, arguments: argparse.Namespace, signals: list[int]) -> RunEvent:
    """Run the job and show its events; returns the last one, and the signals that came meanwhile.

    The first signal cancels the job, another one ends the program.
    """
    control = JobControl()

    def cancel(number: int) -> None:
        if signals:
            raise Ended(number)
        signals.append(number)
        control.cancel()

    log = _Log(arguments.log, job.run_folder, is_resumed=bool(arguments.resume))
    problem: OSError | None = None

    def tell(show: Callable[[], None]) -> None:
        """Show something; without an output, training stops and saves what it learned."""
        nonlocal problem
        try:
            show()
        except OSError as error:
            # As when the terminal was closed, or the reader of a pipe.
            problem = error
            control.cancel()

    progress = TrainingProgress(quiet=arguments.quiet)
    with ended_by_signals(cancel):
        tell(progress.start)
        try:
            for event in job.run(control):
                tell(partial(progress.show, event))
                tell(partial(progress.say, log.note(event)))
            if isinstance(event, RunStopped):
                tell(partial(progress.say, _stopped(job.run_folder)))
        finally:
            tell(progress.stop)
    if job.run_folder.state == "unfinished" and not job.run_folder.can_resume:
        _discard(job.run_folder)
    if problem and not signals:
        raise problem
    return event


class _Log:
    """A line for every epoch, or for every step of a model without epochs, in the user's own file.

    Args:
        path: of the file; None for no log.
        run: what is trained.
        is_resumed: the file may hold epochs that are trained once more.
    """

    def __init__(self, path: Path | None, run: Run, *, is_resumed: bool) -> None:
        self._path = path
        self._run = run
        self._is_resumed = is_resumed

    def note(self, event: RunEvent) -> str:
        """Write what belongs in the log; returns what to tell if that fails, which ends the log."""
        if self._path is None:
            return ""
        is_step = isinstance(event, FitProgress | PreparingData)
        try:
            if isinstance(event, RunBegan) and self._is_resumed:
                _forget_epochs_from(self._path, event.epoch)
            if isinstance(event, EpochFinished) or (
                is_step and not self._run.plan.kind.trains_in_epochs
            ):
                append_line(self._path, asdict(event))
        except OSError as error:
            self._path = None
            return str(TrainingError("The log ends here: {error}", error=error))
        return ""


def _forget_epochs_from(path: Path, epoch: int) -> None:
    """Remove the last lines of a log that are about this epoch and later ones."""
    if not path.is_file():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    kept = len(lines)
    if lines and not lines[-1].endswith(b"\n"):  # cut by a crash
        kept -= 1
    while kept and _epoch_of(lines[kept - 1]) >= epoch:
        kept -= 1
    if kept < len(lines):
        write_atomically(path, b"".join(lines[:kept]))


def _epoch_of(line: bytes) -> int:
    """Of a line of a log; -1 where it is none."""
    try:
        return int(json.loads(line)["epoch"])
    except (ValueError, TypeError, KeyError):
        return -1


def _stopped(run: Run) -> str:
    if run.can_resume or run.model.is_file():
        return f"Stopped. What is learned so far is kept; to go on: {_resume_command(run)}"
    if run.plan.kind.trains_in_epochs:
        return "Stopped, before anything was learned."
    return "Stopped. Nothing is kept; this kind of model learns in one go."


def _resume_command(run: Run) -> str:
    return f"digitpad train --resume {shlex.quote(run.id)}"


def _explained(failed: RunFailed, run: Run) -> DigitpadError:
    """The error with what helps, and the command that continues the run."""
    parts: list[DigitpadError] = [failed.error]
    if failed.suggestion:
        parts.append(failed.suggestion)
    if failed.can_resume:
        command = _resume_command(run)
        if failed.lacks_place:
            command += f" --out FILE{SUFFIX}"
        parts.append(TrainingError("To continue: {command}", command=command))
    template = ". ".join(f"{{part_{number}}}" for number in range(len(parts)))
    return TrainingError(template, **{f"part_{n}": part for n, part in enumerate(parts)})


# Where the model goes


def _target(run: Run, arguments: argparse.Namespace) -> Path:
    """The model's file, as given now or when the run began."""
    if arguments.out:
        return Path(arguments.out)
    name = arguments.name or run.plan.name
    if run.save_options.out and not arguments.name:
        return Path(run.save_options.out)
    return user_models() / f"{name or free_name(run.plan.model)}{SUFFIX}"


def _check_places(target: Path, arguments: argparse.Namespace) -> None:
    """Raise `TrainingError` now where the model or the log could not be written later."""
    check_place(target)
    if arguments.log:
        try:
            if arguments.log.exists():
                # It is appended to, so its folder need not be writable.
                arguments.log.open("a").close()
            else:
                check_writable(arguments.log)
        except OSError as error:
            raise unwritable(arguments.log, error) from error


def _finished(run: Run) -> ModelDescription | None:
    """The model of a run that only needs to be saved; None where training continues."""
    if run.state != "finished":
        return None
    description = read_description(run.model)
    return None if description.training.stopped_at else description


def _save(run: Run, description: ModelDescription, arguments: argparse.Namespace) -> int:
    """Move the model out of the run, and print where and how good it is."""
    is_given_now = arguments.out or arguments.name
    overwrite = arguments.overwrite or (run.save_options.overwrite and not is_given_now)
    target = _target(run, arguments)
    is_own = target.parent == user_models()
    path = target
    try:
        while True:
            if not overwrite and ((is_own and is_taken(path.stem)) or path.exists()):
                path = _free_path(target)
            with contextlib.suppress(FileExistsError):
                run.keep_at(path, overwrite=overwrite)
                break
    except OSError as error:
        raise TrainingError(
            "{path}: the model could not be saved ({error}); it is kept, and this saves it "
            "elsewhere: {command}",
            path=path,
            error=error,
            command=f"{_resume_command(run)} --out FILE{SUFFIX}",
        ) from error
    _discard(run)
    if not arguments.quiet:
        for name, value in description.measured.items():
            print(f"{name.replace('_', ' ')}: {value:.4f}")
    if path != target:
        print(f"There is another model {target.name} by now; it stays as it is.")
    print(f"Saved as {path}")
    return 0


def _discard(run: Run) -> None:
    """Delete a run's folder; where that is not possible, `tidy` or the user does it later."""
    with contextlib.suppress(DigitpadError, OSError):
        run.discard()


def _free_path(target: Path) -> Path:
    """`name-2`, `name-3`, ... beside a file that exists."""
    if target.parent == user_models():
        return target.with_name(f"{free_copy_name(target.stem)}{SUFFIX}")
    number = 2
    while (path := target.with_name(f"{target.stem}-{number}{SUFFIX}")).exists():
        number += 1
    return path
