"""Every model in one table: how often it is right, how large it is, how long it takes.

Beside the models that ship stands one that has learned nothing and only remembers, so that one
sees what learning is good for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.baselines import NearestNeighbours
from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import Effort, median
from digitpad.benchmarks.tables import Cell, Table
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.errors import InkError, ParameterError
from digitpad.evaluation import evaluate
from digitpad.ink import LabelledInk
from digitpad.ink_evaluation import evaluate_ink
from digitpad.library import find_model
from digitpad.machines import MACHINES
from digitpad.modelfile import Model, ModelDescription, load_model
from digitpad.recognizer import Recognizer
from digitpad.training_plan import (
    TrainingPlan,
    estimated_seconds,
    load_digits,
    measure_speed,
    plan_of,
)

REMEMBERED, REMEMBERED_QUICKLY = 60_000, 10_000
ANSWERS_A_ROUND = 30

MEASURED, ESTIMATED, RECORDED = "measured", "estimated", "record"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A model, what it weighs, and how long it took to come about.

    Attributes:
        model: ready to answer.
        size: bytes of its file, or of what it remembers.
        seconds: of training.
        known_by: `measured`, `estimated` or `record`; what `seconds` comes from.
    """

    model: Model
    size: int
    seconds: float | None
    known_by: str | None


def measure(
    effort: Effort,
    names: Sequence[str],
    items: Sequence[LabelledInk] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> list[Table]:
    """The table of these models and of nearest neighbours.

    Args:
        effort: quick or thorough; quickly, nothing is trained, and fewer digits are remembered.
        names: of the models.
        items: real hands' ink with labels; without any there is no such column.
        tell: what is being measured.

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
            rows.append(_row(_contestant(path, effort), effort, items))
        tell("nearest neighbours")
        rows.append(_row(_nearest_neighbours(effort), effort, items))
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


def _contestant(path: Path, effort: Effort) -> Contestant:
    model = load_model(path)
    seconds, known_by = training_time(model.description, effort)
    return Contestant(model, path.stat().st_size, seconds, known_by)


def training_time(description: ModelDescription, effort: Effort) -> tuple[float | None, str | None]:
    """Seconds, and what they come from; None where the model's file does not tell how it began."""
    recorded = description.training.get("seconds")
    if isinstance(recorded, int | float):
        return float(recorded), RECORDED
    try:
        plan = plan_of(description)
        if plan.is_machine and not effort.quick:
            return _time_to_learn(plan), MEASURED
        return estimated_seconds(plan, measure_speed(plan)), ESTIMATED
    except ParameterError:
        # It came about in some other way, as by adapting to a person's own hand.
        return None, None


def _time_to_learn(plan: TrainingPlan) -> float:
    """Train a machine anew: draw, vary, learn."""
    started = time.perf_counter()
    digits = load_digits(plan)
    MACHINES[plan.model].classifier(plan.parameters).fit(digits.images, digits.labels)
    return time.perf_counter() - started


def _nearest_neighbours(effort: Effort) -> Contestant:
    """Remember the training digits as they are."""
    count = REMEMBERED_QUICKLY if effort.quick else REMEMBERED
    digits = load_mnist("train").subset(np.arange(count))
    started = time.perf_counter()
    classifier = NearestNeighbours().fit(digits.images, digits.labels)
    seconds = time.perf_counter() - started
    description = ModelDescription(
        name=f"{classifier.neighbours} nearest of {count:,} digits",
        architecture="nearest-neighbours",
        parameters=classifier.get_params(),
    )
    return Contestant(Model(description, classifier), digits.images.nbytes, seconds, MEASURED)


def _row(
    contestant: Contestant, effort: Effort, items: Sequence[LabelledInk]
) -> Mapping[str, Cell]:
    test = load_mnist("test")
    classifier = contestant.model.classifier
    row: dict[str, Cell] = {
        "model": contestant.model.description.name,
        "MNIST": evaluate(classifier, test).accuracy,
        "kB": contestant.size / 1000,
        "seconds to train": contestant.seconds,
        "by": contestant.known_by,
        "ms a digit": 1000 * _seconds_a_digit(classifier, test, effort),
    }
    if items:
        found = evaluate_ink(Recognizer(contestant.model), items)
        worst = found.worst_writers()
        row["real hands"] = found.result.accuracy
        row["worst tenth"] = sum(worst.values()) / len(worst) if worst else None
    return row


def _seconds_a_digit(classifier: Any, test: Dataset, effort: Effort) -> float:
    """The median of one answer after the other; the first ones are not counted."""
    seconds = []
    images = test.images[: effort.rounds * ANSWERS_A_ROUND]
    for image in (*images[:5], *images):
        started = time.perf_counter()
        classifier.predict_proba(image[None])
        seconds.append(time.perf_counter() - started)
    return median(seconds[5:])
