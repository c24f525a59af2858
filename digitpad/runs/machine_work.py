"""Fitting a machine by a plan: it learns in one go, so there is nothing to go on from later."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.data.augment import augment
from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.generate import draw
from digitpad.errors import ParameterError
from digitpad.interruption import breathe
from digitpad.machines import MACHINES, Storable
from digitpad.modelfile import Model
from digitpad.nn.parallel import as_network_input
from digitpad.progress import FitProgress
from digitpad.runs.finish import finished_machine
from digitpad.training_events import PreparingData
from digitpad.training_plan.digits import load_digits
from digitpad.training_plan.plan import TrainingPlan
from digitpad.training_state import CONFUSION_COUNT, count_answers, hold_out
from digitpad.types import IntArray

TOGETHER = 1024
"""So many digits are varied at a time."""


@dataclass(slots=True)
class MachineWork:
    """A machine on its way to become a model.

    Attributes:
        plan: what is to be done.
        classifier: the machine.
        digits: what it learns from; all of it once `events` has got that far.
        validation: what it does not see.
    """

    plan: TrainingPlan
    classifier: Storable
    digits: Dataset
    validation: Dataset

    @classmethod
    def begin(cls, plan: TrainingPlan) -> Self:
        """Load the digits. Raises `DigitpadError`."""
        if plan.start:
            raise ParameterError(f"{plan.model} learns in one go; it cannot start from a model")
        classifier = MACHINES[plan.model].classifier(plan.parameters)
        digits, validation = hold_out(
            load_digits(plan), plan.settings.validation, plan.settings.seed
        )
        return cls(plan, classifier, digits, validation)

    def events(self) -> Iterator[PreparingData | FitProgress]:
        """Vary and draw digits, then learn. Raises `DigitpadError`."""
        self.digits = yield from training_digits(self.plan, self.digits)
        yield from self.classifier.fit_steps(self.digits.images, self.digits.labels)

    def confusion(self) -> IntArray:
        """What is taken for what, (classes, classes) int64, truth in rows."""
        digits = self.validation
        if not len(digits):
            digits = self.digits.subset(np.arange(min(len(self.digits), CONFUSION_COUNT)))
        answers = self.classifier.predict(digits.images).astype(np.int64)
        return count_answers(digits.labels, answers, digits.classes)

    def model(self, name: str) -> Model:
        """Measure and describe what is trained."""
        return finished_machine(self.classifier, self.plan, self.digits, name)


def training_digits(plan: TrainingPlan, digits: Dataset) -> Generator[PreparingData, None, Dataset]:
    """The digits, varied copies of them, and synthetic ink, one after the other."""
    settings = plan.settings
    digits = digits.repeated()
    pictures = [as_network_input(digits.images)]
    labels = [digits.labels]
    generator = np.random.default_rng((settings.seed, 7))
    for _ in range(MACHINES[plan.model].copies if settings.augmentation else 0):
        for start in range(0, len(digits), TOGETHER):
            breathe()
            part = pictures[0][start : start + TOGETHER]
            pictures.append(augment(part, settings.augmentation, generator))
        labels.append(digits.labels)
    for done, ink in draw(settings.synthetic, 0, settings.seed):
        pictures.append(as_network_input(ink.images))
        labels.append(ink.labels)
        yield PreparingData(done, settings.synthetic)
    return Dataset(
        np.concatenate(pictures), np.concatenate(labels), digits.name, classes=digits.classes
    )
