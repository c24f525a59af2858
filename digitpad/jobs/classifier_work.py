"""The training of a classifier that is fitted in one go: without epochs and checkpoints."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import asdict

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.pixels import as_floats
from digitpad.common.threads import cores
from digitpad.common.types import IntArray
from digitpad.data.augmentation import augment
from digitpad.data.mnist import Dataset
from digitpad.estimators.calibration import calibrate
from digitpad.jobs.events import EpochMeasured, RunBegan, RunEvent
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_digits import load_digits
from digitpad.jobs.plan_problems import check_start
from digitpad.jobs.work import Work, training_record
from digitpad.library.model_file import Model, ModelDescription
from digitpad.training.events import PreparingData
from digitpad.training.state import CONFUSION_COUNT, count_answers, hold_out

AUGMENTED_TOGETHER = 1024


class ClassifierWork(Work):
    """The training of a classifier that is fitted without epochs, and without checkpoints.

    Attributes:
        plan: what is trained.
        classifier: the one being fitted.
        digits: the training set; complete once `events` has augmented it.
    """

    def __init__(self, plan: TrainingPlan) -> None:
        if plan.start:
            check_start(plan)
        self.plan = plan
        self.classifier = plan.kind.classifier(plan.parameters)
        self.digits, self._validation = hold_out(
            load_digits(plan), plan.settings.validation, plan.settings.seed
        )

    @property
    def held_out(self) -> Dataset:
        """The validation set."""
        return self._validation

    def events(self) -> Iterator[RunEvent]:
        """See `Work.events`."""
        self.digits = yield from training_digits(self.plan, self.digits)
        yield RunBegan(self.plan.model, 0, len(self.digits), cores())
        yield from self.classifier.fit_steps(self.digits.images, self.digits.labels)
        if self.plan.settings.ink.has_non_digits:
            self.classifier.reject_last_class()
        yield EpochMeasured(1, self._confusion())

    def model(self, name: str) -> Model:
        """See `Work.model`."""
        plan, settings = self.plan, self.plan.settings
        parameters = plan.complete_parameters()
        if "landmarks" in parameters:
            landmarks = self.classifier.tensors().get("landmarks", ())
            parameters["landmarks"] = len(landmarks) or parameters["landmarks"]
        recorded = {
            "copies": plan.kind.copies,
            "augmentation": asdict(settings.augmentation),
            **asdict(settings.ink),
            "seed": settings.seed,
            "threads": cores(),
        }
        if settings.validation:
            recorded["validation"] = settings.validation
        record = training_record(plan, self.digits.name, len(self.digits))
        description = ModelDescription(
            name=name,
            architecture=plan.model,
            parameters=parameters,
            classes=tuple(int(label) for label in self.classifier.classes_),
            training=record.changed(settings=recorded),
            calibration=calibrate(self.classifier),
            non_digits=self.classifier.knows_non_digits,
        )
        return Model(description, self.classifier)

    def _confusion(self) -> IntArray:
        """The confusion matrix on the validation set, or on training digits without one."""
        digits = self._validation
        if not len(digits):
            first = self.digits.subset(np.arange(min(len(self.digits), CONFUSION_COUNT)))
            digits = first.of_classes(self.classifier.classes_)
        answers = self.classifier.predict(digits.images).astype(np.int64)
        return count_answers(digits.labels, answers, digits.classes)


def training_digits(plan: TrainingPlan, digits: Dataset) -> Generator[PreparingData, None, Dataset]:
    """The digits, augmented copies of them, and ink; returns all of them as one set."""
    settings = plan.settings
    digits = digits.repeated()
    images = [as_floats(digits.images)]
    labels = [digits.labels]
    generator = np.random.default_rng((settings.seed, 7))
    for _ in range(plan.kind.copies if settings.augmentation else 0):
        for start in range(0, len(digits), AUGMENTED_TOGETHER):
            check_cancelled()
            part = images[0][start : start + AUGMENTED_TOGETHER]
            images.append(augment(part, settings.augmentation, generator))
        labels.append(digits.labels)
    total = settings.ink.count
    for done, ink in settings.ink.draw(settings.seed):
        images.append(as_floats(ink.images))
        labels.append(ink.labels)
        yield PreparingData(done, total)
    return Dataset(
        np.concatenate(images), np.concatenate(labels), digits.name, classes=digits.classes
    )
