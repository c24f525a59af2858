"""Models that were deleted, and can come back until the trash is emptied.

user's folder / trash / <when it was deleted> / name.safetensors
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digitpad import library_record
from digitpad.errors import ModelFileError
from digitpad.fingerprint import epochs_folder, fingerprint, kept_results
from digitpad.library import available_models, find_model, free_copy_name, own_model_file
from digitpad.model_names import new_model_file
from digitpad.modelfile import SUFFIX, load_model
from digitpad.paths import user_data

_TIME = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class Deleted:
    """A model in the trash.

    Attributes:
        name: that it had.
        path: where its file lies now.
        time: when it was deleted, in UTC.
        was_default: whether it was the chosen default.
    """

    name: str
    path: Path
    time: datetime
    was_default: bool = False


def delete(name: str) -> Deleted:
    """Move one of the user's models to the trash.

    Raises:
        ParameterError: the model ships with digitpad.
        ModelFileError: there is no such model.
    """
    path = own_model_file(name)
    now = datetime.now(UTC)
    target = _folder() / now.strftime(_TIME) / path.name
    target.parent.mkdir(parents=True)
    path.rename(target)
    was_default = library_record.default() == name
    if was_default:
        library_record.change(default=None)
    return Deleted(name, target, now, was_default)


def deleted_models() -> list[Deleted]:
    """What is in the trash, the newest first."""
    found = []
    for path in _folder().glob(f"*/*{SUFFIX}"):
        try:
            time = datetime.strptime(path.parent.name, _TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Deleted(path.stem, path, time))
    return sorted(found, key=lambda one: one.time, reverse=True)


def restore(deleted: Deleted) -> str:
    """Bring a model back; returns its name, a new one if the old has been taken meanwhile.

    Raises:
        ModelFileError: it is not in the trash any more.
    """
    if not deleted.path.is_file():
        raise ModelFileError(f"{deleted.path}: the deleted model is not there any more")
    name = free_copy_name(deleted.name)
    target = new_model_file(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    deleted.path.rename(target)
    deleted.path.parent.rmdir()
    if deleted.was_default and name == deleted.name:
        library_record.change(default=name)
    return name


def empty() -> int:
    """Throw the deleted models away for good, with all that belongs to them; returns how many."""
    found = deleted_models()
    belongings = set().union(*(_belongings(one.path) for one in found))
    for one in found:
        one.path.unlink()
        one.path.parent.rmdir()
    if belongings:
        # What belongs to a deleted model belongs to its copies too.
        belongings -= set().union(*(_belongings(find_model(name)) for name in available_models()))
    for path in belongings:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(found)


def _belongings(path: Path) -> set[Path]:
    """The folder of a model's earlier epochs, and files with what was found out about it."""
    try:
        classifier = load_model(path).classifier
        named = [fingerprint(path), fingerprint(classifier)]
    except (ModelFileError, OSError):
        return set()
    folder = epochs_folder(classifier)
    found = {file for name in named for file in kept_results(name)}
    return found | {folder} if folder.is_dir() else found


def _folder() -> Path:
    return user_data() / "trash"
