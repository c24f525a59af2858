"""Saving the finished model of a run: in its folder, or where that fails in another place."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from digitpad.common.errors import TrainingError
from digitpad.jobs.events import RunFailed
from digitpad.jobs.run_folder import Run, SaveOptions
from digitpad.library.model_file import Model, save_model

_TEMPORARY = "digitpad-"
"""How the name of a model's temporary folder begins."""


def save_in_run(run: Run, model: Model, options: SaveOptions) -> RunFailed | None:
    """Save the model into the run's folder; where that fails, elsewhere.

    Args:
        run: whose model it is.
        model: the finished one.
        options: its file is tried, then a temporary folder; the event tells which.

    Returns:
        The run's last event where its own folder could not be written.
    """
    try:
        save_model(run.model, model)
    except OSError as error:
        problem = TrainingError(
            "The model could not be saved in {folder} ({error})",
            folder=run.folder,
            error=error,
        )
        return _saved_elsewhere(run, model, options, problem)
    return None


def _saved_elsewhere(
    run: Run, model: Model, options: SaveOptions, problem: TrainingError
) -> RunFailed:
    can_resume = run.can_resume
    for place, overwrite in _other_places(run, options):
        named = Model(model.description.changed(name=place.stem), model.classifier)
        with contextlib.suppress(OSError):
            save_model(place, named, overwrite=overwrite)
            suggestion = TrainingError(
                "It is kept as {place}; `digitpad models import` takes it in", place=place
            )
            return RunFailed(problem, suggestion, can_resume, lacks_place=True, model=place)
    if can_resume:
        way_out = TrainingError(
            "What is learned is in the checkpoint; make room, or choose another place for the "
            "model, and resume the run"
        )
    else:
        way_out = TrainingError("Make room and train again")
    return RunFailed(problem, way_out, can_resume, lacks_place=can_resume)


def _other_places(run: Run, options: SaveOptions) -> Iterator[tuple[Path, bool]]:
    """Files outside of the run's folder, and whether they may be replaced.

    The temporary folder is removed where it stays empty.
    """
    if options.out:
        yield Path(options.out), options.overwrite
    try:
        folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY))
    except OSError:
        return
    yield folder / run.model.name, False
    shutil.rmtree(folder, ignore_errors=True)


def discard_temporary(model: Path) -> None:
    """Remove a model that could only be saved in a temporary folder, with that folder."""
    folder = model.parent
    if folder.name.startswith(_TEMPORARY) and folder.parent == Path(tempfile.gettempdir()):
        shutil.rmtree(folder, ignore_errors=True)
