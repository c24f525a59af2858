"""How long a plan will take on this machine: measured for a moment, not guessed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.architectures import architecture
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.picture_groups import FEWEST_GROUPS, MOST_TOGETHER
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.machines import MACHINES
from digitpad.training import Trainer
from digitpad.training_events import BatchFinished
from digitpad.training_plan.plan import TrainingPlan
from digitpad.training_plan.problems import digit_count

TRYING = 0.9
"""Seconds of training to measure by."""

FORWARD = 1 / 3
"""What it costs to answer for an image, as a share of learning from it."""

AT_THE_END, DRAWN_AT_THE_END = 17_500, 3_500
"""Images that the finished model answers for, and those of them that are drawn for it."""

STARTING = 1.0
"""Seconds until a process is there and has its digits."""

FEW_DIGITS, FEW_LANDMARKS = 800, 200
"""The small machine that tells about the large one."""


def measure_speed(plan: TrainingPlan) -> float:
    """Images a second that this machine trains at, from about a second of trying.

    For a machine, which has no epochs: images of the training set a second, all in all.

    Raises:
        ParameterError: the parameters cannot work.
    """
    seconds_per_drawing()
    return _machine_speed(plan) if plan.is_machine else _network_speed(plan)


def estimated_seconds(plan: TrainingPlan, images_per_second: float) -> float:
    """How long the whole plan takes: drawing, training, validating, measuring at the end."""
    settings = plan.settings
    given = _given(plan)
    drawn = settings.synthetic + (0 if plan.is_machine else settings.non_digits)
    if plan.is_machine:
        learned = training_set_size(plan)
    else:
        in_an_epoch = given - settings.validation + drawn + FORWARD * settings.validation
        learned = settings.epochs * max(in_an_epoch, 0)
    drawings = drawn
    if plan.data.is_of_digits:
        learned += FORWARD * AT_THE_END
        drawings += DRAWN_AT_THE_END if settings.non_digits and not plan.is_machine else 0
    return STARTING + learned / images_per_second + drawings * seconds_per_drawing()


def training_set_size(plan: TrainingPlan) -> float:
    """How many images a machine learns from: the digits, their copies, and synthetic ink."""
    copies = MACHINES[plan.model].copies if plan.settings.augmentation else 0
    return max(_given(plan) - plan.settings.validation, 0) * (1 + copies) + plan.settings.synthetic


def _given(plan: TrainingPlan) -> int:
    """How many digits the data have, own samples as often as they come up."""
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
    """How long a drawing of synthetic ink takes; measured once."""
    synthetic_set(5, 0)
    started = time.perf_counter()
    synthetic_set(40, 0)
    return (time.perf_counter() - started) / 40


def _network_speed(plan: TrainingPlan) -> float:
    """From a few batches of noise: what is seen makes no difference to how long it takes."""
    changes = {"validation": 0, "synthetic": 0, "learning_rate": 1e-6, "epochs": 1_000_000}
    settings = plan.settings.with_changes(changes)
    generator = np.random.default_rng(0)
    # A smaller set would have smaller groups, which take longer to move.
    count = max(settings.batch_size, FEWEST_GROUPS * MOST_TOGETHER)
    images = generator.integers(0, 256, (count, 28, 28)).astype(np.uint8)
    outputs = 10 + (settings.non_digits > 0)
    digits = Dataset(images, generator.integers(0, 10, len(images)), "noise", outputs)
    settings = settings.with_changes({"non_digits": 0})
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
        if now - begun > TRYING:
            break
    if batches < 2:
        return settings.batch_size / max(first - begun, 1e-6)
    return (batches - 1) * settings.batch_size / spent


def _machine_speed(plan: TrainingPlan) -> float:
    """From a small machine, and how the effort grows with digits and landmarks."""
    parameters = plan.complete_parameters()
    small: dict[str, Any] = dict(parameters)
    if "landmarks" in small:
        small["landmarks"] = min(small["landmarks"], FEW_LANDMARKS)
    digits = load_mnist("test").subset(np.arange(FEW_DIGITS))
    classifier = MACHINES[plan.model].classifier(small)
    started = time.perf_counter()
    classifier.fit(digits.images, digits.labels)
    seconds = time.perf_counter() - started
    return FEW_DIGITS / seconds * _effort(small) / _effort(parameters)


def _effort(parameters: Mapping[str, Any]) -> float:
    """What a machine costs for each digit, in no unit: features, likenesses, planes.

    The shares were found by timing machines of different sizes.
    """
    landmarks = int(parameters.get("landmarks", 0))
    return 1 + landmarks * (0.7e-3 + 1.3e-6 * landmarks)
