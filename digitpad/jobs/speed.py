"""Estimates how long a plan takes on this computer, from a short measurement."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.data.image_groups import MAX_GROUP_SIZE, MIN_GROUPS
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.data.training_ink import NO_INK
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_problems import digit_count
from digitpad.nn.architectures import architecture
from digitpad.training.events import BatchFinished
from digitpad.training.trainer import Trainer

MEASURING_SECONDS = 0.9
"""How long training is measured."""

FORWARD_COST = 1 / 3
"""The time of a prediction, relative to that of a training step for one image."""

EVALUATED, RENDERED = 13_300, 3_300
"""Images that the finished model is evaluated on, and those of them that are pen ink."""

START_SECONDS = 1.0
"""How long a process takes to start and to load its digits."""

FEW_DIGITS, FEW_LANDMARKS = 800, 200
"""The size of the small classifier from which the time of a large one is estimated."""


def measure_speed(plan: TrainingPlan) -> float:
    """Training images per second on this computer, measured for about a second.

    For a model without epochs: images of the training set per second of the whole fit.

    Raises:
        ParameterError: the parameters cannot work.
    """
    seconds_per_drawing()
    return _network_speed(plan) if plan.kind.trains_in_epochs else _classifier_speed(plan)


def estimated_seconds(plan: TrainingPlan, images_per_second: float) -> float:
    """Seconds for the whole plan: drawing ink, training, validation, evaluation at the end.

    Raises:
        InkError: the pen ink of the plan is missing or damaged.
    """
    settings = plan.settings
    given = _given(plan)
    drawn = settings.ink.count
    if not plan.kind.trains_in_epochs:
        learned = training_set_size(plan)
    else:
        in_an_epoch = given - settings.validation + drawn + FORWARD_COST * settings.validation
        learned = settings.epochs * max(in_an_epoch, 0)
    drawings = drawn
    if plan.data.is_of_digits:
        learned += FORWARD_COST * EVALUATED
        drawings += RENDERED
    return START_SECONDS + learned / images_per_second + drawings * seconds_per_drawing()


def training_set_size(plan: TrainingPlan) -> float:
    """Training images of a model without epochs: digits, augmented copies, ink."""
    copies = plan.kind.copies if plan.settings.augmentation else 0
    given = max(_given(plan) - plan.settings.validation, 0)
    return given * (1 + copies) + plan.settings.ink.count


def _given(plan: TrainingPlan) -> int:
    """The number of digits of the data; own samples count as often as they occur."""
    data = plan.data
    count = digit_count(replace(plan, data=replace(data, folder=None))) or 0
    if data.samples > 1:
        others = digit_count(replace(plan, data=replace(data, folder=None, samples=0))) or 0
        count += (data.samples - 1) * (count - others)
    if data.folder:
        places = [Path(data.folder) / str(digit) for digit in range(10)]
        count += sum(len(list(place.iterdir())) for place in places if place.is_dir())
    return count


@lru_cache(maxsize=1)
def seconds_per_drawing() -> float:
    """How long one drawing takes; measured once, on synthetic ink."""
    synthetic_set(5, 0)
    started = time.perf_counter()
    synthetic_set(40, 0)
    return (time.perf_counter() - started) / 40


def _network_speed(plan: TrainingPlan) -> float:
    """Measured on noise, since the time does not depend on the content of the images."""
    changes = {"validation": 0, **NO_INK, "learning_rate": 1e-6, "epochs": 1_000_000}
    settings = plan.settings.with_changes(changes)
    generator = np.random.default_rng(0)
    # A smaller set would have smaller groups, which take longer to move.
    count = max(settings.batch_size, MIN_GROUPS * MAX_GROUP_SIZE)
    images = generator.integers(0, 256, (count, 28, 28)).astype(np.uint8)
    digits = Dataset(images, generator.integers(0, 10, len(images)), "noise", plan.outputs)
    trainer = Trainer(architecture(plan.model), plan.parameters, settings, digits)
    begun = time.perf_counter()
    first = spent = 0.0
    batches = 0
    for event in trainer.run():
        now = time.perf_counter()
        if isinstance(event, BatchFinished):
            # The first batch also makes the buffers, so it counts only if there is no other.
            first = first or now
            batches, spent = batches + 1, now - first
        if now - begun > MEASURING_SECONDS:
            break
    if batches < 2:
        return settings.batch_size / max(first - begun, 1e-6)
    return (batches - 1) * settings.batch_size / spent


def _classifier_speed(plan: TrainingPlan) -> float:
    """Measured on a small classifier and scaled by the number of landmarks."""
    parameters = plan.complete_parameters()
    small: dict[str, Any] = dict(parameters)
    if "landmarks" in small:
        small["landmarks"] = min(small["landmarks"], FEW_LANDMARKS)
    digits = load_mnist("test").subset(np.arange(FEW_DIGITS))
    classifier = plan.kind.classifier(small)
    started = time.perf_counter()
    classifier.fit(digits.images, digits.labels)
    seconds = time.perf_counter() - started
    return FEW_DIGITS / seconds * _effort(small) / _effort(parameters)


def _effort(parameters: Mapping[str, Any]) -> float:
    """The relative time per digit: features, kernel values, solver.

    The coefficients were fitted to timings of classifiers of different sizes.
    """
    landmarks = int(parameters.get("landmarks", 0))
    return 1 + landmarks * (0.7e-3 + 1.3e-6 * landmarks)
