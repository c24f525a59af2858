"""A training run on the disk: found again after a crash, resumed, kept or discarded."""

from __future__ import annotations

import contextlib
import json
import math
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from digitpad.errors import ModelFileError, ParameterError, TrainingError
from digitpad.files import write_atomically
from digitpad.model_names import new_model_file
from digitpad.modelfile import Model, load_model, save_model
from digitpad.paths import user_data
from digitpad.runs.lock import is_locked
from digitpad.runs.log import read_epochs
from digitpad.training_changes import Change
from digitpad.training_events import EpochFinished
from digitpad.training_plan.plan import TrainingPlan

State = Literal["running", "unfinished", "finished"]

GONE = ".gone-"
"""Folders that are being deleted are called this first, so that half of a run is never found."""


def runs_folder() -> Path:
    """Where all runs lie."""
    return user_data() / "runs"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. What it says about its state is read from the disk each time it is asked.

    Attributes:
        folder: where everything of it lies.
        plan: what it was started with.
        started: when, in UTC.
    """

    folder: Path
    plan: TrainingPlan
    started: datetime

    @classmethod
    def create(cls, plan: TrainingPlan) -> Self:
        """A new folder with the plan in it. Raises `OSError` where it cannot be written."""
        started = datetime.now(UTC)
        name = f"{started:%Y-%m-%d-%H%M%S-%f}-{secrets.token_hex(2)}"
        content = {"plan": plan.to_dict(), "started": started.isoformat()}
        run = cls(runs_folder() / name, plan, started)
        write_atomically(run.folder / "plan.json", json.dumps(content, indent=1).encode())
        return run

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The run of a folder. Raises `TrainingError` where it is none."""
        try:
            content = json.loads((folder / "plan.json").read_text("utf-8"))
            plan = TrainingPlan.from_dict(content["plan"])
            return cls(folder, plan, datetime.fromisoformat(content["started"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TrainingError(f"{folder}: not a training run ({error})") from error

    @property
    def id(self) -> str:
        """The folder's name, which sorts by time."""
        return self.folder.name

    @property
    def checkpoint(self) -> Path:
        """Where it stands, from time to time."""
        return self.folder / "checkpoint.safetensors"

    @property
    def log(self) -> Path:
        """A line for every epoch."""
        return self.folder / "log.jsonl"

    @property
    def model(self) -> Path:
        """What came out of it; there when it is finished."""
        return self.folder / "model.safetensors"

    @property
    def error_report(self) -> Path:
        """What the program did when something failed that never should; usually not there."""
        return self.folder / "error.txt"

    @property
    def state(self) -> State:
        """Whether a process is training it, it was cut short, or it has its model."""
        if is_locked(self.folder):
            return "running"
        return "finished" if self.model.is_file() else "unfinished"

    @property
    def can_resume(self) -> bool:
        """Whether there is a checkpoint to go on from."""
        return self.checkpoint.is_file()

    def history(self) -> tuple[EpochFinished, ...]:
        """The epochs it has finished, for the curves and for an offer to go on."""
        return tuple(read_epochs(self.log))

    @property
    def epoch(self) -> int:
        """The last epoch that was finished; 0 for none."""
        history = self.history()
        return history[-1].epoch if history else 0

    @property
    def accuracy(self) -> float:
        """Of the last epoch, on the validation digits if there are any; NaN before the first."""
        history = self.history()
        if not history:
            return math.nan
        last = history[-1]
        return last.accuracy if math.isnan(last.validation_accuracy) else last.validation_accuracy

    def changes(self) -> list[Change]:
        """What was changed while it went on."""
        try:
            content = json.loads((self.folder / "changes.json").read_text("utf-8"))
            return [Change.from_dict(change) for change in content]
        except (OSError, ValueError, TypeError, ParameterError):
            return []

    def write_changes(self, changes: Sequence[Change]) -> None:
        """Record what was changed, at once: it may happen long before the next checkpoint."""
        content = json.dumps([change.to_dict() for change in changes])
        write_atomically(self.folder / "changes.json", content.encode())

    @property
    def kept_as(self) -> str:
        """The name its model was kept under; empty as long as it was not."""
        try:
            return (self.folder / "kept").read_text("utf-8")
        except OSError:
            return ""

    def keep(self, name: str) -> Path:
        """Copy the model to the user's own under a name; returns its file. Its epochs go with it.

        Raises:
            ParameterError: it is no name for a file, or there is a model of that name.
            ModelFileError: the run has no model, or it is damaged.
            OSError: the file cannot be written.
        """
        # The window reads this module at its start, and that one long after.
        from digitpad.inspection.recorded_epochs import keep_epochs  # noqa: PLC0415

        target = new_model_file(name)
        if not self.model.is_file():
            raise ModelFileError(f"{self.folder}: this run has no model yet")
        model = load_model(self.model)
        save_model(target, Model(model.description.changed(name=name), model.classifier))
        keep_epochs(self.folder, model.classifier)
        with contextlib.suppress(OSError):
            write_atomically(self.folder / "kept", name.encode())
        return target

    def discard(self) -> None:
        """Delete the folder. Raises `TrainingError` while a process is training it."""
        if is_locked(self.folder):
            raise TrainingError(f"{self.folder}: this run is being trained; stop it first")
        if self.folder.exists():
            gone = self.folder.with_name(GONE + self.folder.name)
            self.folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def runs() -> list[Run]:
    """All runs, the oldest first. Folders that cannot be read are left alone and left out."""
    found = []
    for folder in sorted(runs_folder().glob("[!.]*/")):
        with contextlib.suppress(TrainingError):
            found.append(Run.read(folder))
    return found


def unfinished_runs() -> list[Run]:
    """Those that somebody should decide about, the newest first.

    Either `state` is "unfinished": it was cut short and can be resumed. Or it is "finished": it
    has its model, which was neither kept nor discarded.
    """
    return [
        run
        for run in reversed(runs())
        if (run.state == "unfinished" and run.can_resume)
        or (run.state == "finished" and not run.kept_as)
    ]


def tidy() -> None:
    """Delete what nobody can want: runs whose model is kept, and those that never got anywhere."""
    for leftover in runs_folder().glob(f"{GONE}*/"):
        shutil.rmtree(leftover, ignore_errors=True)
    for run in runs():
        got_nowhere = run.state == "unfinished" and not run.can_resume
        is_new = (datetime.now(UTC) - run.started).total_seconds() < 60
        if (run.state == "finished" and run.kept_as) or (got_nowhere and not is_new):
            with contextlib.suppress(TrainingError, OSError):
                run.discard()
