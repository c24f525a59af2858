"""Which models there are: those that ship with digitpad, and the user's own.

    bundled models   read only
    own models       renamed, duplicated, imported, annotated; deleted and restored in `trash`

Nothing is overwritten: a new name must be free. Changes are made under the library's lock, so that
two programs never use one name or lose each other's notes.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digitpad.common.atomic_files import replace_file, write_atomically
from digitpad.common.errors import ModelFileError, ParameterError, Phrase, explained
from digitpad.common.user_folders import SUFFIX, bundled_models, user_models
from digitpad.imaging.preprocess import PREPROCESSING_VERSION
from digitpad.library.listing import Choices, available_models, choices, choices_file
from digitpad.library.model_file import (
    Model,
    ModelDescription,
    check_model,
    load_model,
    parameter_count,
    save_model,
)
from digitpad.library.names import (
    check_name,
    free_copy_name,
    library_locked,
    new_model_file,
    normalized,
)
from digitpad.library.training_record import with_own_figures

# What the user chose


def change_choices(**changes: Any) -> None:
    """Keep another `default` or other `notes`.

    A damaged file is renamed to `library.json.damaged`.

    Raises:
        OSError: the file cannot be written.
    """
    path = choices_file()
    with library_locked():
        before = choices()
        if before == Choices() and path.is_file():
            replace_file(path, path.with_suffix(".json.damaged"))
        text = json.dumps(asdict(replace(before, **changes)), indent=1, ensure_ascii=False)
        write_atomically(path, text.encode())


# Finding


def find_model(model: str | Path | None = None) -> Path:
    """The file of a model by its name or path; None means the default.

    Raises:
        ModelFileError: there is no such model; the message lists those there are.
    """
    if model is None:
        names = available_models()
        if not names:
            raise ModelFileError(
                "{bundled_models}: there is no model in this folder",
                bundled_models=bundled_models(),
            )
        model = names[0]
    path = Path(model)
    if path.suffix == SUFFIX:
        return path
    for folder in (user_models(), bundled_models()):
        for name in dict.fromkeys((str(model), normalized(str(model)))):
            candidate = folder / f"{name}{SUFFIX}"
            # A folder or a broken link of such a name is an entry too, which is told to be damaged.
            if path.name == str(model) and os.path.lexists(candidate):
                return candidate
    known = ", ".join(available_models()) or "none"
    raise ModelFileError(
        "there is no model {model!r}; there are: {known}", model=str(model), known=known
    )


def set_default(name: str) -> None:
    """Choose the default model. Raises `ModelFileError` where there is none of that name."""
    load_model(_named(name))
    change_choices(default=name)


# Looking


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of the library.

    Attributes:
        name: by which it is found.
        path: of its file.
        description: what the file says; None where it is damaged.
        problem: what is wrong with the file; empty where nothing is.
        numbers: how many parameters it has.
        size: of the file in bytes.
        modified: when the file was written, in UTC.
        notes: by the user.
        is_bundled: whether it ships with digitpad and so cannot be changed.
        is_default: whether it is used where no model is named.
    """

    name: str
    path: Path
    description: ModelDescription | None
    problem: Phrase | str
    numbers: int
    size: int
    modified: datetime
    notes: str
    is_bundled: bool
    is_default: bool


def entries() -> list[Entry]:
    """All models, the default first; damaged ones are listed with their problem."""
    return [_entry(name, is_default=place == 0) for place, name in enumerate(available_models())]


def entry(name: str) -> Entry:
    """One model by its name. Raises `ModelFileError` where there is none."""
    _named(name)
    return _entry(name, is_default=available_models()[0] == name)


def _entry(name: str, *, is_default: bool) -> Entry:
    path = find_model(name)
    is_bundled = _is_bundled(path)
    description, numbers, size, modified = None, 0, 0, 0.0
    problem: Phrase | str = ""
    try:
        status = path.stat()
        size, modified = status.st_size, status.st_mtime
        description, shapes = check_model(path)
        numbers = parameter_count({name: shape for name, (_, shape) in shapes.items()})
    except (ModelFileError, OSError) as error:
        problem = explained(error)
    notes = "" if description is None else description.notes
    if is_bundled:
        notes = choices().notes.get(name, notes)
    return Entry(
        name,
        path,
        description,
        problem,
        numbers,
        size,
        datetime.fromtimestamp(modified, UTC),
        notes,
        is_bundled,
        is_default,
    )


# Changing


def rename(name: str, new: str) -> Path:
    """Give one of the user's models another name; returns its file.

    Raises:
        ParameterError: the name is taken or no name, or the model ships with digitpad.
        ModelFileError: there is no such model.
    """
    if new == name:
        return own_model_file(name)
    check_name(new)
    new = normalized(new)
    with library_locked():
        path = own_model_file(name)
        target = path.with_name(f"{new}{SUFFIX}")
        is_same = target.exists() and target.samefile(path)
        if not is_same:
            target = new_model_file(new)
        try:
            model = load_model(path)
        except ModelFileError:
            # A damaged file can be renamed too; it is moved unchanged.
            path.rename(target)
        else:
            _save(target, model, path, overwrite=is_same, name=new)
            # So far both files exist, so that none is lost on an error. On a file system that
            # ignores case, they can be one file, which then still has the old name.
            if target.samefile(path):
                path.rename(target)
            else:
                path.unlink()
        if choices().default == name:
            change_choices(default=new)
    return target


def duplicate(name: str, new: str | None = None) -> str:
    """Copy a model, bundled or own, under a new name; returns the name.

    Raises:
        ParameterError: the name is taken or no name.
        ModelFileError: there is no such model, or it is damaged.
    """
    with library_locked():
        path = _named(name)
        target = new_model_file(free_copy_name(name) if new is None else new)
        _save(target, load_model(path), path, overwrite=False, name=target.stem)
    return target.stem


def import_model(path: Path | str, name: str | None = None) -> str:
    """Copy a model file into the library after checking all of it; returns the model's name.

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
            "{path}: it learned from digits of preprocessing version {version}; this "
            "digitpad shows it those of version {preprocessing_version}",
            path=path,
            version=version,
            preprocessing_version=PREPROCESSING_VERSION,
        )
    with library_locked():
        target = new_model_file(free_copy_name(path.stem) if name is None else name)
        _save(target, model, path, overwrite=False, name=target.stem)
    return target.stem


def set_notes(name: str, text: str) -> None:
    """Keep the user's notes on a model: in its file, or in `library.json` for a bundled one.

    Raises:
        ModelFileError: there is no such model, or it is damaged.
    """
    with library_locked():
        path = _named(name)
        if _is_bundled(path):
            change_choices(notes={**choices().notes, name: text})
        else:
            _save(path, load_model(path), path, notes=text)


def set_figures(name: str, measured: Model, figures: dict[str, float]) -> None:
    """Store figures in the file of one of the user's models.

    Args:
        name: of the model.
        measured: the model that the figures were measured with.
        figures: such as `{"mnist_test_accuracy": 0.99}`; they replace those in the file.

    Raises:
        ParameterError: the model ships with digitpad, or its weights have changed since.
        ModelFileError: there is no such model, or it is damaged.
    """
    with library_locked():
        path = own_model_file(name)
        model = load_model(path)
        before, now = measured.classifier.tensors(), model.classifier.tensors()
        if list(before) != list(now) or any((before[key] != now[key]).any() for key in now):
            raise ParameterError(
                "{name} has changed since it was measured; measure it again", name=name
            )
        description = with_own_figures(model.description, figures)
        _save(path, model, path, measured=description.measured, training=description.training)


# Files


def _named(name: str) -> Path:
    """The file of a model of the library, by its name; paths are refused."""
    if name not in available_models():
        known = ", ".join(available_models()) or "none"
        raise ModelFileError(
            "there is no model {name!r} in the library; there are: {known}", name=name, known=known
        )
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
            "{name} ships with digitpad and stays as it is; a duplicate can be changed", name=name
        )
    return path


def _is_bundled(path: Path) -> bool:
    return path.parent == bundled_models()


def _save(
    path: Path, model: Model, source: Path, *, overwrite: bool = True, **changes: Any
) -> None:
    """Save a model with a changed description and the time of its source file."""
    status = source.stat()
    changed = Model(model.description.changed(**changes), model.classifier)
    save_model(path, changed, overwrite=overwrite)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def size_text(size: int) -> str:
    """A number of bytes for people: `411 KB`, `3.1 MB`."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
