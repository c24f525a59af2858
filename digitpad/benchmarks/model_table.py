"""Every model in one table: how often it is right, how large it is, how long it takes.

Beside the bundled models stands nearest neighbours, which only stores its training digits, as a
baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import Cell, Effort, Table, seconds_of
from digitpad.common.errors import InkError, ParameterError
from digitpad.data.mnist import load_mnist
from digitpad.estimators.baselines import NearestNeighbours
from digitpad.evaluation.comparison import milliseconds_for_one
from digitpad.evaluation.ink import evaluate_ink
from digitpad.evaluation.metrics import evaluate
from digitpad.ink.files import LabelledInk
from digitpad.jobs.plan import TrainingPlan, plan_of
from digitpad.jobs.plan_digits import load_digits
from digitpad.jobs.speed import estimated_seconds, measure_speed
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, ModelDescription, load_model
from digitpad.recognition.recognizer import Recognizer

REMEMBERED = 10_000
"""Training digits that nearest neighbours keep; the time of an answer grows with their number."""

MEASURED, ESTIMATED, RECORDED = "measured", "estimated", "record"


def measure(
    effort: Effort,
    names: Sequence[str],
    items: Sequence[LabelledInk],
    tell: Callable[[str], None],
) -> list[Table]:
    """The table of these models and of nearest neighbours.

    Args:
        effort: quick or thorough; quickly, nothing is trained.
        names: of the models.
        items: labelled pen ink; without any there is no such column.
        tell: called with what is being measured.

    Raises:
        InkError: none of `items` is labelled with a digit.
    """
    if items and not any(item.label in set("0123456789") for item in items):
        raise InkError("no drawing is labelled with a digit")
    rows: list[Mapping[str, Cell]] = []
    with blas_threads(effort.threads):
        for name in names:
            tell(name)
            path = find_model(name)
            model = load_model(path)
            seconds, known_by = training_time(model.description, effort)
            rows.append(_row(model, path.stat().st_size, seconds, known_by, items))
        tell("nearest neighbours")
        rows.append(_nearest_neighbours(items))
    columns = {
        "model": "",
        "MNIST": ".2%",
        "real hands": ".2%",
        "worst tenth": ".2%",
        "kB": ",.0f",
        "seconds to train": ",.0f",
        "by": "",
        "ms a digit": ".2f",
    }
    notes = [
        "MNIST: the 10,000 digits of its test set, read right.",
        "ms a digit: one alone, from 28 x 28 to probabilities.",
        f"By {RECORDED}: told by the model's file.",
        f"By {ESTIMATED}: the speed just now, times digits and epochs.",
    ]
    if items:
        notes.insert(1, f"Real hands: {len(items):,} drawings; worst tenth: of their writers.")
    return [Table("models", "All models", columns, rows, notes)]


def training_time(description: ModelDescription, effort: Effort) -> tuple[float | None, str | None]:
    """Seconds to train, and their source; None if the model file does not record it."""
    if description.training.seconds:
        return description.training.seconds, RECORDED
    try:
        plan = plan_of(description)
        if not plan.kind.trains_in_epochs and not effort.quick:
            return seconds_of(lambda: _learn(plan))(), MEASURED
        return estimated_seconds(plan, measure_speed(plan)), ESTIMATED
    except (InkError, ParameterError):
        # It was made in another way, as by fine-tuning to a person's handwriting, or the ink that
        # it was trained on is missing.
        return None, None


def _learn(plan: TrainingPlan) -> None:
    """Train once more, including drawing and augmenting the digits."""
    digits = load_digits(plan)
    plan.kind.classifier(plan.parameters).fit(digits.images, digits.labels)


def _nearest_neighbours(items: Sequence[LabelledInk]) -> Mapping[str, Cell]:
    """Nearest neighbours on some training digits; its size is that of the stored digits."""
    digits = load_mnist("train").subset(np.arange(REMEMBERED))
    classifier = NearestNeighbours()
    seconds = seconds_of(lambda: classifier.fit(digits.images, digits.labels))()
    description = ModelDescription(
        name=f"{classifier.neighbours} nearest of {REMEMBERED:,} digits",
        architecture="nearest-neighbours",
        parameters=classifier.get_params(),
    )
    return _row(Model(description, classifier), digits.images.nbytes, seconds, MEASURED, items)


def _row(
    model: Model,
    size: int,
    seconds: float | None,
    known_by: str | None,
    items: Sequence[LabelledInk],
) -> Mapping[str, Cell]:
    """A model that takes `size` bytes and `seconds` to train."""
    test, classifier = load_mnist("test"), model.classifier
    row: dict[str, Cell] = {
        "model": model.description.name,
        "MNIST": evaluate(classifier, test).accuracy,
        "kB": size / 1000,
        "seconds to train": seconds,
        "by": known_by,
        "ms a digit": milliseconds_for_one(classifier, test),
    }
    if items:
        found = evaluate_ink(Recognizer(model), items)
        worst = found.worst_writers()
        row["real hands"] = found.result.accuracy
        row["worst tenth"] = sum(worst.values()) / len(worst) if worst else None
    return row
