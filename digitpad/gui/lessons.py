"""One lesson: a corrected digit is stored, and a model of the person's own learns from all of them.

    corrections -> store -> all own samples + the model that ships -> adapt -> personal-<model>

Learning starts from the shipped model each time, so that nothing adds up over many lessons, and
its file is never written. Taking a lesson back restores what was there before it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from digitpad.data.mnist import Dataset
from digitpad.data.samples import NewSample, Sample, SampleStore
from digitpad.errors import ModelFileError, TrainingError
from digitpad.files import write_atomically
from digitpad.gui.error_words import in_words
from digitpad.library import find_model
from digitpad.modelfile import SUFFIX, Model, load_model, save_model
from digitpad.paths import user_models
from digitpad.personal import Adaptation, adapt

_PREFIX = "personal-"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What was learned, and what is needed to take it back.

    Attributes:
        samples: those stored by this lesson.
        count: of own samples that were learned from.
        before: the model that answered until then.
        after: the person's own; None where it could not learn.
        adaptation: what changed; None likewise.
        problem: what went wrong, for the person; empty if nothing did.
        replaced: the person's model file as it was; None where there was none.
    """

    samples: tuple[Sample, ...]
    count: int
    before: Model
    after: Model | None = None
    adaptation: Adaptation | None = None
    problem: str = ""
    replaced: bytes | None = field(default=None, repr=False)


def base_name(name: str) -> str:
    """The model that a person's own started from; the name itself where it is none."""
    return name.removeprefix(_PREFIX)


def personal_path(name: str) -> Path:
    """The file of the person's own model that starts from this one."""
    return user_models() / f"{_PREFIX}{base_name(name)}{SUFFIX}"


def learn(store: SampleStore, corrections: Sequence[NewSample], model: Model) -> Lesson:
    """Store corrections, then learn from everything stored.

    Args:
        store: the person's samples.
        corrections: to be added; may be none, as after samples were imported.
        model: the one in use.

    Raises:
        SampleError: the store cannot be written; nothing has changed then.
    """
    samples = tuple(store.add_all(corrections)) if corrections else ()
    own = store.as_dataset()
    base = _base(model)
    try:
        adaptation = adapt(base, own)
    except TrainingError as error:
        return Lesson(samples, len(own), model, problem=in_words(error))
    path = personal_path(base.description.name)
    replaced = path.read_bytes() if path.is_file() else None
    after = _named(adaptation.model, path.stem, base.description.name, len(own))
    problem = ""
    try:
        save_model(path, after)
    except (OSError, ModelFileError) as error:
        problem = in_words(error)
    return Lesson(samples, len(own), model, after, adaptation, problem, replaced)


@dataclass(frozen=True, slots=True)
class Gain:
    """What learning brought on digits that were not learned from."""

    right_before: int
    right_after: int
    count: int


def gain(model: Model, learned_from: Dataset, held_out: Dataset) -> Gain:
    """Let a model learn some digits of a hand, and see how it reads others of the same hand.

    Raises:
        TrainingError: there is nothing to learn from, or the model cannot learn.
    """
    base = _base(model)
    adapted = adapt(base, learned_from).model
    before, after = (
        int((one.classifier.predict(held_out.images) == held_out.labels).sum())
        for one in (base, adapted)
    )
    return Gain(before, after, len(held_out))


def prepare(model: Model) -> None:
    """Have at hand what the first lesson would have to load."""
    blank = Dataset(np.zeros((1, 28, 28), np.uint8), np.zeros(1, np.int64), "blank")
    with suppress(TrainingError):
        adapt(_base(model), blank, seconds=0)


def take_back(store: SampleStore, lesson: Lesson) -> None:
    """Undo a lesson: its samples go, and the person's model is as it was.

    Raises:
        SampleError: the store cannot be written.
        OSError: the model file cannot be.
    """
    store.delete([sample.id for sample in lesson.samples])
    if lesson.after is None:
        return
    path = personal_path(lesson.after.description.name)
    if lesson.replaced is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, lesson.replaced)


def _base(model: Model) -> Model:
    """The shipped model behind a person's own; the same model where there is none."""
    name = model.description.name
    if base_name(name) == name:
        return model
    try:
        return load_model(find_model(base_name(name)))
    except ModelFileError:
        return model


def _named(model: Model, name: str, base: str, count: int) -> Model:
    description = model.description
    training = {**description.training, "adapted_from": base, "own_samples": count}
    return Model(description.changed(name=name, training=training), model.classifier)
