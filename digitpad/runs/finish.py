"""From what was trained to a model with its description: the same for window and command line.

    trained network or machine  ->  measured, calibrated, described  ->  Model

Nothing in the description depends on the clock, so the same run gives the same file.
"""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from digitpad import __version__
from digitpad.calibration import calibrate
from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.evaluation import evaluate
from digitpad.machines import MACHINES, Storable
from digitpad.modelfile import Model, ModelDescription
from digitpad.threads import cores
from digitpad.training import Trainer
from digitpad.training_plan.choice import DataChoice
from digitpad.training_plan.plan import TrainingPlan


def finished_network(trainer: Trainer, plan: TrainingPlan, name: str) -> Model:
    """The model that a trainer's network has become."""
    classifier = NetworkClassifier.from_network(
        plan.model, trainer.parameters, trainer.network, classes=np.arange(trainer.classes)
    )
    description = ModelDescription(
        name=name,
        architecture=plan.model,
        parameters=trainer.parameters,
        classes=tuple(range(trainer.classes)),
        non_digits=trainer.planned.non_digits > 0,
        training={
            **_record(plan, trainer.train.name, trainer.image_count),
            "settings": {**trainer.planned.to_dict(), "threads": trainer.settings.thread_count},
            **_course(trainer),
        },
        measured=_measured(classifier, plan.data),
        calibration=calibrate(classifier) if plan.data.is_of_digits else {},
    )
    return Model(description, classifier)


def finished_machine(classifier: Storable, plan: TrainingPlan, digits: Dataset, name: str) -> Model:
    """The model that a fitted machine is, given the digits it learned from."""
    kind = MACHINES[plan.model]
    parameters = plan.complete_parameters()
    if "landmarks" in parameters:
        landmarks = classifier.tensors().get("landmarks", ())
        parameters["landmarks"] = len(landmarks) or parameters["landmarks"]
    settings = {
        "copies": kind.copies,
        "augmentation": asdict(plan.settings.augmentation),
        "synthetic": plan.settings.synthetic,
        "seed": plan.settings.seed,
        "threads": cores(),
    }
    if plan.settings.validation:
        settings["validation"] = plan.settings.validation
    description = ModelDescription(
        name=name,
        architecture=plan.model,
        parameters=parameters,
        classes=tuple(int(label) for label in classifier.classes_),
        training={**_record(plan, digits.name, len(digits)), "settings": settings},
        measured=_measured(classifier, plan.data),
        calibration={"temperature": classifier.temperature_},
    )
    return Model(description, classifier)


def _record(plan: TrainingPlan, data: str, count: int) -> dict[str, Any]:
    """What every model tells about its run; data and start only where they are not the usual."""
    record: dict[str, Any] = {
        "command": replace(plan, name="").command(),
        "data": data,
        "count": count,
        "digitpad": __version__,
        "numpy": np.__version__,
    }
    if plan.data != DataChoice():
        record["choice"] = asdict(plan.data)
    if plan.start:
        record["start"] = plan.start
    return record


def _course(trainer: Trainer) -> dict[str, Any]:
    """How the run went; changes and an early end only where there were any."""
    figures = ("epoch", "loss", "accuracy", "validation_loss", "validation_accuracy")
    course: dict[str, Any] = {
        "chosen_epoch": trainer.state.best_epoch,
        "history": [
            [_without_nan(getattr(epoch, figure)) for figure in figures]
            for epoch in trainer.state.history
        ],
    }
    if trainer.changes.made:
        course["changes"] = [change.to_dict() for change in trainer.changes.made]
    if trainer.stopped_at:
        course["stopped_at"] = list(trainer.stopped_at)
    return course


def _without_nan(value: float) -> float | None:
    """JSON has no NaN."""
    return None if math.isnan(value) else value


def _measured(classifier: Classifier, data: DataChoice) -> dict[str, float]:
    if not data.is_of_digits:
        return {}
    result = evaluate(classifier, load_mnist("test"))
    return {"mnist_test_accuracy": result.accuracy, "mnist_test_loss": result.loss}
