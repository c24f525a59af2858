"""Which models there are: those that ship with digitpad, and the user's own.

    bundled models   read only
    own models       renamed, duplicated, imported, annotated; deleted and restored in `trash`

Nothing is overwritten: a new name must be free.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from digitpad import library_record
from digitpad.errors import ModelFileError, ParameterError
from digitpad.model_names import check_name, is_taken, new_model_file
from digitpad.modelfile import SUFFIX, Model, ModelDescription, check_model, load_model, save_model
from digitpad.paths import bundled_models, user_models
from digitpad.preprocess import PREPROCESSING_VERSION

PREFERRED = ("cnn", "cnn-small", "mlp", "svm-hog", "svm-fourier", "softmax")
"""Of the bundled models, the best first; the first that is there is the default."""


# Finding


def available_models() -> list[str]:
    """Names for `find_model`, the default first, the user's own last."""
    bundled, own = _names(bundled_models()), _names(user_models())
    ordered = [name for name in PREFERRED if name in bundled]
    ordered += [name for name in bundled if name not in ordered]
    ordered += [name for name in own if name not in ordered]
    chosen = library_record.default()
    return sorted(ordered, key=lambda name: name != chosen)


def find_model(model: str | Path | None = None) -> Path:
    """The file of a model by its name or path; None means the default.

    Raises:
        ModelFileError: there is no such model; the message lists those there are.
    """
    if model is None:
        names = available_models()
        if not names:
            raise ModelFileError(f"{bundled_models()}: there is no model in this folder")
        model = names[0]
    path = Path(model)
    if path.suffix == SUFFIX:
        return path
    for folder in (user_models(), bundled_models()):
        candidate = folder / f"{model}{SUFFIX}"
        if path.name == str(model) and candidate.is_file():
            return candidate
    known = ", ".join(available_models()) or "none"
    raise ModelFileError(f"there is no model {str(model)!r}; there are: {known}")


def set_default(name: str) -> None:
    """The model that answers where none is asked for. Raises `ModelFileError` for a wrong name."""
    load_model(_named(name))
    library_record.change(default=name)


# Looking


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of the library.

    Attributes:
        name: by which it is found.
        path: of its file.
        description: what the file says; None where it is damaged.
        problem: what is wrong with the file; empty where nothing is.
        numbers: how many weights and other numbers it holds.
        size: of the file in bytes.
        modified: when the file was written, in UTC.
        notes: the user's own words.
        is_bundled: whether it ships with digitpad and so cannot be changed.
        is_default: whether it answers where none is asked for.
    """

    name: str
    path: Path
    description: ModelDescription | None
    problem: str
    numbers: int
    size: int
    modified: datetime
    notes: str
    is_bundled: bool
    is_default: bool


def entries() -> list[Entry]:
    """All models, the default first. Damaged ones are there too, with their problem."""
    return [_entry(name, is_default=not place) for place, name in enumerate(available_models())]


def entry(name: str) -> Entry:
    """One model by its name. Raises `ModelFileError` where there is none."""
    _named(name)
    return _entry(name, is_default=available_models()[0] == name)


def _entry(name: str, *, is_default: bool) -> Entry:
    path = find_model(name)
    is_bundled = _is_bundled(path)
    description, problem, numbers, size, modified = None, "", 0, 0, 0.0
    try:
        status = path.stat()
        size, modified = status.st_size, status.st_mtime
        description, shapes = check_model(path)
        numbers = sum(math.prod(shape) for _, shape in shapes.values())
    except (ModelFileError, OSError) as error:
        problem = str(error)
    notes = "" if description is None else description.notes
    if is_bundled:
        notes = str(library_record.notes().get(name, notes))
    return Entry(
        name=name,
        path=path,
        description=description,
        problem=problem,
        numbers=numbers,
        size=size,
        modified=datetime.fromtimestamp(modified, UTC),
        notes=notes,
        is_bundled=is_bundled,
        is_default=is_default,
    )


# Changing


def free_copy_name(wanted: str) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, ...: the first that is not taken."""
    number, name = 1, wanted
    while is_taken(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def rename(name: str, new: str) -> Path:
    """Give one of the user's models another name; returns its file.

    Raises:
        ParameterError: the name is taken or no name, or the model ships with digitpad.
        ModelFileError: there is no such model.
    """
    path = own_model_file(name)
    if new == name:
        return path
    check_name(new)
    target = path.with_name(f"{new}{SUFFIX}")
    if not (target.exists() and target.samefile(path)):
        target = new_model_file(new)
    try:
        model = load_model(path)
    except ModelFileError:
        # A damaged file is no less the user's own: it moves as it is.
        path.rename(target)
    else:
        _save_named(target, model, path)
        # Until here there are two files rather than none. Where upper and lower case count as
        # the same, both are one, which may still have its old name.
        if target.samefile(path):
            path.rename(target)
        else:
            path.unlink()
    if library_record.default() == name:
        library_record.change(default=new)
    return target


def duplicate(name: str, new: str | None = None) -> str:
    """Copy a model, bundled or own, under a new name; returns the name.

    Raises:
        ParameterError: the name is taken or no name.
        ModelFileError: there is no such model, or it is damaged.
    """
    path = _named(name)
    target = new_model_file(free_copy_name(name) if new is None else new)
    _save_named(target, load_model(path), path)
    return target.stem


def import_model(path: Path | str, name: str | None = None) -> str:
    """Take a model file in after checking all of it; returns the model's name.

    Args:
        path: a digitpad model, a safetensors file.
        name: for it; None takes the file's own, with a number where that is taken.

    Raises:
        ModelFileError: the file is damaged, no digitpad model, or does not fit this digitpad.
        ParameterError: the name is taken or no name.
    """
    path = Path(path)
    model = load_model(path)
    version = model.description.preprocessing
    if version != PREPROCESSING_VERSION:
        raise ModelFileError(
            f"{path}: it learned from digits of preprocessing version {version}; this digitpad "
            f"shows it those of version {PREPROCESSING_VERSION}"
        )
    _try_out(path, model)
    target = new_model_file(free_copy_name(path.stem) if name is None else name)
    _save_named(target, model, path)
    return target.stem


def _try_out(path: Path, model: Model) -> None:
    """Numbers may be finite and yet overflow in use."""
    picture = np.random.default_rng(0).random((1, 28, 28), np.float32)
    with np.errstate(all="ignore"):
        probabilities = model.classifier.predict_proba(picture)
    if not np.isfinite(probabilities).all():
        raise ModelFileError(f"{path}: its answer to a picture is not a finite number")


def set_notes(name: str, text: str) -> None:
    """Keep the user's own words about a model: in its file, or beside it where it is bundled.

    Raises:
        ModelFileError: there is no such model, or it is damaged.
    """
    path = _named(name)
    if _is_bundled(path):
        library_record.change(notes={**library_record.notes(), name: text})
        return
    model = load_model(path)
    described = Model(model.description.changed(notes=text), model.classifier)
    _save_with_time_of(path, described, path)


# Files


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))


def _named(name: str) -> Path:
    """The file of a model of the library; a path is no name here."""
    if name not in available_models():
        known = ", ".join(available_models()) or "none"
        raise ModelFileError(f"there is no model {name!r} in the library; there are: {known}")
    return find_model(name)


def own_model_file(name: str) -> Path:
    """The file of one of the user's models.

    Raises:
        ParameterError: the model ships with digitpad.
        ModelFileError: there is no such model.
    """
    path = _named(name)
    if _is_bundled(path):
        raise ParameterError(
            f"{name} ships with digitpad and stays as it is; a duplicate can be changed"
        )
    return path


def _is_bundled(path: Path) -> bool:
    return path.parent == bundled_models()


def _save_named(path: Path, model: Model, source: Path) -> None:
    """Save a model of another name, as old as its source."""
    named = Model(model.description.changed(name=path.stem), model.classifier)
    _save_with_time_of(path, named, source)


def _save_with_time_of(path: Path, model: Model, source: Path) -> None:
    status = source.stat()
    save_model(path, model)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
