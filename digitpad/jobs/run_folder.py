"""The folder of a run, which holds everything that it has learned.

    runs/2026-11-29-101500-000000-1f2e/
        plan.json                what is trained, and what happens with the model
        checkpoint.safetensors   from which the run continues
        log.jsonl                a line for every epoch
        changes.json             changes of settings during the run
        epoch-1.safetensors ...  the model of each epoch
        model.safetensors        the finished model, until it is kept
        lock                     locked while a process trains the run

A run that was interrupted is found here, whether the command line or the window began it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock, Timeout

from digitpad.common.atomic_files import check_writable, write_atomically
from digitpad.common.errors import ModelFileError, Phrase, TrainingError
from digitpad.common.json_lines import read_json_lines
from digitpad.common.reading import read_file, read_json
from digitpad.common.user_folders import SUFFIX, user_data, user_models
from digitpad.common.validation import DescriptionError, build
from digitpad.jobs.plan import TrainingPlan
from digitpad.library.model_data import keep_epochs
from digitpad.library.model_file import Model, load_model, save_model
from digitpad.library.names import library_locked, new_model_file
from digitpad.training.changes import Change
from digitpad.training.events import EpochFinished

State = Literal["running", "unfinished", "finished"]

DELETED = ".gone-"
"""A folder is renamed before it is deleted, so that half of a run is never found."""

_LOCK_SECONDS = 1.0
"""Another process that only looks whether a run is locked holds the lock for a moment."""


def runs_folder() -> Path:
    """The folder of all runs."""
    return user_data() / "runs"


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """What happens with a run's model; plans of the window leave it open.

    Attributes:
        out: a file for the model; empty for the user's own models.
        overwrite: replace a model of that name or file.
        keep_epochs: keep the model of every epoch.
    """

    out: str = ""
    overwrite: bool = False
    keep_epochs: bool = True


@dataclass(frozen=True, slots=True)
class _PlanFile:
    """The contents of plan.json; `save_options` is missing in those of the previous version."""

    plan: TrainingPlan
    started: datetime
    save_options: SaveOptions = field(default_factory=SaveOptions)


@dataclass(frozen=True, slots=True)
class _ChangesFile:
    """The contents of changes.json, which is only the list."""

    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Run:
    """A run. Its state is read from the disk each time.

    Attributes:
        folder: of the run.
        plan: what is trained.
        started: when, in UTC.
        save_options: what happens with the model.
    """

    folder: Path
    plan: TrainingPlan
    started: datetime
    save_options: SaveOptions = field(default_factory=SaveOptions)

    @classmethod
    def create(cls, plan: TrainingPlan, save_options: SaveOptions | None = None) -> Self:
        """A new folder with the plan in it. Raises `OSError` where it cannot be written."""
        plan, started = plan.to_file(), datetime.now(UTC)
        name = f"{started:%Y-%m-%d-%H%M%S-%f}-{secrets.token_hex(2)}"
        run = cls(runs_folder() / name, plan, started, save_options or SaveOptions())
        content = {
            "plan": plan.to_dict(),
            "started": started.isoformat(),
            "save_options": asdict(run.save_options),
        }
        write_atomically(run.folder / "plan.json", json.dumps(content, indent=1).encode())
        return run

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The run of a folder. Raises `TrainingError` where it is none."""
        path = folder / "plan.json"
        try:
            content = build(_PlanFile, read_json(path), path)
        except DescriptionError as error:
            raise TrainingError(
                "{folder}: not a training run ({error})", folder=folder, error=error
            ) from error
        return cls(folder, content.plan, content.started, content.save_options)

    @property
    def id(self) -> str:
        """The folder's name, which sorts by time."""
        return self.folder.name

    @property
    def checkpoint(self) -> Path:
        """The state of the run after the latest epoch, or later."""
        return self.folder / "checkpoint.safetensors"

    @property
    def log(self) -> Path:
        """One line of JSON for every epoch."""
        return self.folder / "log.jsonl"

    @property
    def model(self) -> Path:
        """The finished model."""
        return self.folder / f"model{SUFFIX}"

    @property
    def error_report(self) -> Path:
        """The traceback of an error in digitpad itself; usually there is none."""
        return self.folder / "error.txt"

    @property
    def state(self) -> State:
        """Whether a process trains it, it was interrupted, or it has its model."""
        if self.is_locked:
            return "running"
        return "finished" if self.model.is_file() else "unfinished"

    @property
    def can_resume(self) -> bool:
        """Whether there is a checkpoint to continue from."""
        return self.checkpoint.is_file()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the run against every other process; the lock ends with this process at the latest.

        Raises:
            TrainingError: another process, or another part of this one, trains the run.
        """
        lock = self._lock(_LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise TrainingError(
                "{parent}: this run is being trained already", parent=self.folder
            ) from error
        except OSError as error:
            # On a disk that has become read-only, what is learned can still be saved elsewhere.
            if error.errno != errno.EROFS:
                raise
        try:
            yield
        finally:
            lock.release()

    @property
    def is_locked(self) -> bool:
        """Whether a process trains the run."""
        if not (self.folder / "lock").exists():
            return False
        lock = self._lock(0.0)
        try:
            lock.acquire()
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False

    def _lock(self, seconds: float) -> FileLock:
        return FileLock(self.folder / "lock", timeout=seconds, thread_local=False)

    # The epochs and changes on record

    def history(self) -> tuple[EpochFinished, ...]:
        """The finished epochs. Lines that are damaged, as by a crash, are left out."""
        try:
            lines = read_json_lines(self.log, lambda line: EpochFinished.from_dict(line, self.log))
        except DescriptionError:
            return ()
        return tuple(lines)

    def forget_epochs_from(self, epoch: int) -> None:
        """Remove those that a run which continues from a checkpoint will record again."""
        kept = [one for one in self.history() if one.epoch < epoch]
        content = "".join(json.dumps(one.to_dict()) + "\n" for one in kept).encode()
        # What stays as it is need not be writable.
        if self.log.exists() and self.log.stat().st_size != len(content):
            write_atomically(self.log, content)

    @property
    def epoch(self) -> int:
        """The last finished epoch; 0 for none."""
        history = self.history()
        return history[-1].epoch if history else 0

    @property
    def accuracy(self) -> float:
        """Of the last epoch, on the validation set if there is one; NaN before the first."""
        history = self.history()
        if not history:
            return math.nan
        last = history[-1]
        return last.accuracy if math.isnan(last.validation_accuracy) else last.validation_accuracy

    def changes(self) -> list[Change]:
        """The changes of settings during the run; none where the file is damaged."""
        path = self.folder / "changes.json"
        try:
            return build(_ChangesFile, {"changes": read_json(path)}, path).changes
        except DescriptionError:
            return []

    def write_changes(self, changes: Sequence[Change]) -> None:
        """Record the changes at once: the next checkpoint may be far away."""
        content = json.dumps([change.to_dict() for change in changes])
        write_atomically(self.folder / "changes.json", content.encode())

    # The end of a run

    @property
    def kept_as(self) -> str:
        """The name its model was kept under; empty if it was not."""
        try:
            return read_file(self.folder / "kept", 1000).decode("utf-8", "replace")
        except DescriptionError:
            return ""

    def keep(self, name: str) -> Path:
        """Copy the model to the user's own under a name; returns its file. Its epochs go with it.

        Raises:
            ParameterError: the name is not possible, or there is a model of that name.
            ModelFileError: the run has no model, or it is damaged.
            OSError: the file cannot be written.
        """
        path = new_model_file(name)
        self.keep_at(path)
        return path

    def keep_at(self, path: Path, *, overwrite: bool = False, source: Path | None = None) -> None:
        """Copy the model to a file, whose name becomes the model's. Its epochs go with it.

        Args:
            path: of the file.
            overwrite: replace such a file.
            source: where the model is, if it could not be saved in the run's folder.

        Raises:
            FileExistsError: there is such a file, and `overwrite` is false.
            ModelFileError: the run has no model, or it is damaged.
            OSError: the file cannot be written; the model stays in the run.
        """
        source = source or self.model
        if not source.is_file():
            raise ModelFileError("{folder}: this run has no model yet", folder=self.folder)
        model = load_model(source)
        named = Model(model.description.changed(name=path.stem), model.classifier)
        with library_locked() if path.parent == user_models() else contextlib.nullcontext():
            save_model(path, named, overwrite=overwrite)
        keep_epochs(self.folder, model.classifier)
        with contextlib.suppress(OSError):
            write_atomically(self.folder / "kept", path.stem.encode())

    def discard(self) -> None:
        """Delete the folder. Raises `TrainingError` while a process trains the run."""
        if self.is_locked:
            raise TrainingError(
                "{folder}: this run is being trained; stop it first", folder=self.folder
            )
        if self.folder.exists():
            deleted = self.folder.with_name(DELETED + self.folder.name)
            self.folder.rename(deleted)
            shutil.rmtree(deleted, ignore_errors=True)


def check_place(place: Path) -> None:
    """Find out now whether a file can be written later; missing folders are created.

    Raises:
        TrainingError: it cannot; it is as it was.
    """
    try:
        check_writable(place)
    except OSError as error:
        raise unwritable(place, error) from error


def unwritable(place: Path, error: OSError) -> TrainingError:
    """The error of a file that cannot be written, with the way out."""
    way_out = Phrase("choose another place")
    if place.is_relative_to(user_data()):
        way_out = Phrase("the environment variable DIGITPAD_HOME chooses another folder")
    return TrainingError(
        "{place}: cannot be written ({error}); {way_out}",
        place=place,
        error=error,
        way_out=way_out,
    )
