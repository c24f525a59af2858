"""Fine-tuning to the user's hand: corrections are stored, and a personal model learns from them.

    corrections -> store -> all own samples + bundled model -> adapt -> personal-<model>

Each run starts from the bundled model, so that errors do not accumulate, and writes another file.
Undo restores the samples and the personal model as they were before.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import ModelFileError, ParameterError, SampleError, TrainingError
from digitpad.common.user_folders import SUFFIX, user_models
from digitpad.data.mnist import Dataset
from digitpad.data.own_samples import NewSample, Sample, SampleStore
from digitpad.gui.translation import translated
from digitpad.library.catalog import duplicate, find_model
from digitpad.library.listing import PERSONAL_PREFIX, base_name
from digitpad.library.model_file import Model, load_model, read_description, save_model
from digitpad.library.names import library_locked
from digitpad.library.training_record import after_adaptation
from digitpad.recognition.fine_tuning import Adaptation, adapt

_FEWER = 2
"""How many times fewer samples are far fewer."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What is needed to undo a learning. It holds no model, so that many can be kept.

    Attributes:
        samples: the numbers of those that were added.
        before: the name of the model in use until then.
        written: the personal model's file; None if learning failed.
        replaced: the previous content of that file; None if there was none.
    """

    samples: tuple[int, ...]
    before: str
    written: Path | None = None
    replaced: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class LearningResult:
    """What was learned.

    Attributes:
        samples: those that were added.
        count: the number of own samples learned from.
        undo: undoes it.
        after: the personal model; None if learning failed.
        adaptation: its figures before and after; None if learning failed.
        problem: an error message for the user; "" if there was none.
    """

    samples: tuple[Sample, ...]
    count: int
    undo: UndoStep
    after: Model | None = None
    adaptation: Adaptation | None = None
    problem: str = ""


def personal_path(name: str) -> Path:
    """The file of the personal model that is fine-tuned from this model."""
    return user_models() / f"{PERSONAL_PREFIX}{base_name(name)}{SUFFIX}"


def learn(
    store: SampleStore, corrections: Sequence[NewSample], model: Model, *, is_first: bool = False
) -> LearningResult:
    """Store corrections, then fine-tune on all stored samples.

    Args:
        store: the user's samples.
        corrections: new samples; may be empty, as after an import.
        model: the one in use.
        is_first: load what fine-tuning needs before its time, which is limited, starts.

    Raises:
        SampleError: the store cannot be written; nothing has changed then.
    """
    samples = tuple(store.add_all(corrections)) if corrections else ()
    undo = UndoStep(tuple(sample.id for sample in samples), model.description.name)
    if is_first:
        prepare(model)
    base = _base(model)
    own = store.as_dataset(non_digits=base.description.non_digits)
    try:
        adaptation = adapt(base, own)
    except TrainingError as error:
        return LearningResult(samples, len(own), undo, problem=translated(error))
    count = adaptation.count
    path = personal_path(base.description.name)
    kept = _kept_copy(path, count)
    after = _named(adaptation.model, path.stem, base.description.name, count)
    problem, replaced = "", None
    try:
        with library_locked():
            replaced = path.read_bytes() if path.is_file() else None
            save_model(path, after)
    except (OSError, ModelFileError) as error:
        problem = translated(error)
    if kept and not problem:
        problem = translated(
            SampleError(
                "There are far fewer samples than before; the personal model that had learned from "
                "all of them is kept as {name}",
                name=kept,
            )
        )
    undo = replace(undo, written=path, replaced=replaced)
    return LearningResult(samples, count, undo, after, adaptation, problem)


@dataclass(frozen=True, slots=True)
class Improvement:
    """Correct answers before and after fine-tuning, on digits that were held out."""

    right_before: int
    right_after: int
    count: int


def measure_improvement(model: Model, learned_from: Dataset, held_out: Dataset) -> Improvement:
    """Fine-tune on some digits of a writer, and test on others of the same writer.

    Raises:
        TrainingError: there is nothing to learn from, or the model cannot learn.
    """
    base = _base(model)
    adapted = adapt(base, learned_from).model
    before, after = (
        int((one.classifier.predict(held_out.images) == held_out.labels).sum())
        for one in (base, adapted)
    )
    return Improvement(before, after, len(held_out))


def prepare(model: Model) -> None:
    """Load everything that the first `learn` would have to load."""
    blank = Dataset(np.zeros((1, 28, 28), np.uint8), np.zeros(1, np.int64), "blank")
    with suppress(TrainingError):
        adapt(_base(model), blank, seconds=0)


def undo_learning(store: SampleStore, step: UndoStep) -> Model:
    """Remove the samples that were added, and restore the personal model.

    Returns:
        The model that was in use before, read again; where it was never saved, or is gone by now,
        the one that it was fine-tuned from, or else the default.

    Raises:
        SampleError: the store cannot be written.
        ModelFileError: its file cannot be read; if it was not found at all, nothing has changed.
        OSError: the model file cannot be written.
    """
    path = _path_before(step)
    store.delete(step.samples)
    if step.written is not None:
        with library_locked():
            if step.replaced is None:
                step.written.unlink(missing_ok=True)
            else:
                write_atomically(step.written, step.replaced)
    return load_model(path)


def _path_before(step: UndoStep) -> Path:
    """The file of the model that will be in use again, as it will be after the step is undone."""
    for name in dict.fromkeys((step.before, base_name(step.before))):
        if step.written is not None and step.written.stem == name:
            if step.replaced is not None:
                return step.written
        else:
            with suppress(ModelFileError):
                return find_model(name)
    return find_model(None)


def _base(model: Model) -> Model:
    """The bundled model behind a personal model; the model itself if there is none."""
    name = model.description.name
    if base_name(name) == name:
        return model
    try:
        return load_model(find_model(base_name(name)))
    except ModelFileError:
        return model


def _kept_copy(path: Path, count: int) -> str:
    """A copy's name of a personal model that learned from far more samples than there are now.

    They were deleted, or lost with a damaged file. Empty where nothing was copied.
    """
    try:
        if read_description(path).training.own_samples > _FEWER * count:
            return duplicate(path.stem)
    except (ModelFileError, ParameterError, OSError):
        pass
    return ""


def _named(model: Model, name: str, base: str, count: int) -> Model:
    description = after_adaptation(model.description, base, count)
    return Model(description.changed(name=name), model.classifier)
