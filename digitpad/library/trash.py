"""Deleted models, which can be restored until the trash is emptied.

user's folder / trash / <when it was deleted> / name.safetensors
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digitpad.common import atomic_files
from digitpad.common.atomic_files import make_folder
from digitpad.common.errors import ModelFileError
from digitpad.common.user_folders import SUFFIX, user_data, user_models
from digitpad.library.catalog import change_choices, find_model, own_model_file
from digitpad.library.listing import available_models, choices
from digitpad.library.model_data import kept_files
from digitpad.library.model_file import load_model
from digitpad.library.names import free_copy_name, library_locked

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
    with library_locked():
        path = own_model_file(name)
        now = datetime.now(UTC)
        target = _folder() / now.strftime(_TIME) / path.name
        make_folder(target.parent)
        path.rename(target)
        was_default = choices().default == name
        if was_default:
            change_choices(default=None)
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
    """Restore a model; returns its name, a new one if the old name is taken by now.

    Raises:
        ModelFileError: it is not in the trash any more.
    """
    with library_locked():
        if not deleted.path.is_file():
            raise ModelFileError(
                "{path}: the deleted model is not there any more", path=deleted.path
            )
        # The name may be older than today's rules.
        name = free_copy_name(deleted.name)
        target = user_models() / f"{name}{SUFFIX}"
        make_folder(target.parent)
        deleted.path.rename(target)
        deleted.path.parent.rmdir()
        if deleted.was_default and name == deleted.name:
            change_choices(default=name)
    return name


def empty() -> int:
    """Delete the models in the trash and their snapshots and results; returns how many."""
    with library_locked():
        found = deleted_models()
        belongings = set().union(*(_belongings(one.path) for one in found))
        for one in found:
            one.path.unlink()
            one.path.parent.rmdir()
        if belongings:
            # A copy of a deleted model shares its snapshots and results, which then stay.
            kept = (_belongings(find_model(name)) for name in available_models())
            belongings -= set().union(*kept)
        for path in belongings:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    return len(found)


def remove_leftovers() -> int:
    """Remove what interrupted changes left in the user's folder; returns how many files.

    Nothing is done while another process changes the models.
    """
    count = 0
    if user_data().is_dir():
        with contextlib.suppress(ModelFileError, OSError), library_locked(seconds=0):
            count = atomic_files.remove_leftovers(user_data())
            for folder in _folder().glob("*/"):
                # Only an empty folder can be removed so.
                with contextlib.suppress(OSError):
                    folder.rmdir()
    return count


def _belongings(path: Path) -> set[Path]:
    """What is kept for the model of a file; nothing where the file is damaged."""
    try:
        return kept_files(load_model(path).classifier)
    except (ModelFileError, OSError):
        return set()


def _folder() -> Path:
    return user_data() / "trash"
