"""All training runs: what is found again, what waits for a decision, what can be deleted."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime

from digitpad.common.errors import DigitpadError, TrainingError
from digitpad.jobs.run_folder import DELETED, Run, runs_folder
from digitpad.library.names import normalized
from digitpad.library.trash import remove_leftovers


def runs() -> list[Run]:
    """All runs, the oldest first. Folders that cannot be read are left out."""
    found = []
    for folder in sorted(runs_folder().glob("[!.]*/")):
        with contextlib.suppress(DigitpadError):
            found.append(Run.read(folder))
    return found


def unfinished_runs() -> list[Run]:
    """The runs that wait for a decision, the newest first.

    Either `state` is "unfinished": it was interrupted and can be resumed. Or it is "finished": it
    has a model that was neither kept nor discarded.
    """
    return [
        run
        for run in reversed(runs())
        if (run.state == "unfinished" and run.can_resume)
        or (run.state == "finished" and not run.kept_as)
    ]


def run_named(name: str) -> Run | None:
    """The run whose model will have this name: it is being trained, or was interrupted."""
    wanted = normalized(name)
    waiting = (run for run in runs() if run.plan.name and normalized(run.plan.name) == wanted)
    return next(
        (
            run
            for run in waiting
            if run.state == "running" or (run.state == "unfinished" and run.can_resume)
        ),
        None,
    )


def tidy() -> int:
    """Delete what is no longer needed in the user's folder.

    These are runs whose model is kept, those that were interrupted before any checkpoint, and the
    temporary files of interrupted writes.

    Returns:
        How many temporary files there were.
    """
    count = remove_leftovers()
    for leftover in runs_folder().glob(f"{DELETED}*/"):
        shutil.rmtree(leftover, ignore_errors=True)
    for run in runs():
        is_empty = run.state == "unfinished" and not run.can_resume
        is_new = (datetime.now(UTC) - run.started).total_seconds() < 60
        if (run.state == "finished" and run.kept_as) or (is_empty and not is_new):
            with contextlib.suppress(TrainingError, OSError):
                run.discard()
    return count
