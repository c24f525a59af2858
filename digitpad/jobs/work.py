"""Training by a plan, from its digits to its model. One protocol for every kind of model.

    work.events()  ->  work.model("name")  ->  calibrated(model, work)  ->  measured(model, work)

`digitpad.jobs.network_work` trains networks, `digitpad.jobs.classifier_work` all other models.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from digitpad import __version__
from digitpad.common.errors import DigitpadError, TrainingError
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import ATTRIBUTION, as_recorded
from digitpad.estimators.calibration import calibrate
from digitpad.evaluation.model_figures import mnist_figures
from digitpad.jobs.events import RunEvent
from digitpad.jobs.plan import TrainingPlan
from digitpad.library.model_file import Model
from digitpad.training.record import DataChoice, TrainingRecord


class Work(ABC):
    """A training and what it has learned so far.

    Attributes:
        plan: what is trained.
    """

    plan: TrainingPlan

    @property
    @abstractmethod
    def held_out(self) -> Dataset:
        """The validation set; may be empty."""

    @abstractmethod
    def events(self) -> Iterator[RunEvent]:
        """Train to the end. Raises `DigitpadError`, or `Interrupted` when cancelled."""

    @abstractmethod
    def model(self, name: str) -> Model:
        """The final model with the record of its training, without figures."""


def training_record(
    plan: TrainingPlan, data: str, count: int, *, start_knows_pen_ink: bool = False
) -> TrainingRecord:
    """What every model records about its training; nothing in it depends on the clock."""
    is_attributed = plan.settings.ink.has_pen_ink or start_knows_pen_ink
    return TrainingRecord(
        command=replace(plan, name="").command(),
        data=f"{data} + pen ink" if plan.settings.ink.has_pen_ink else data,
        count=count,
        digitpad=__version__,
        numpy=np.__version__,
        choice=None if plan.data == DataChoice() else plan.data,
        start=plan.start,
        attribution=ATTRIBUTION if is_attributed else "",
    )


def calibrated(model: Model, work: Work) -> Model:
    """The model of a work, calibrated.

    A model of digits is calibrated on pen ink of hands that no model is trained on, and on the
    validation set; any other on the validation set alone.

    Raises:
        DigitpadError: the pen ink cannot be read, or the model does not fit the digits.
        Interrupted: cancelled.
    """
    with _as_training_errors():
        pen_ink = as_recorded("validation") if work.plan.data.is_of_digits else None
        found = calibrate(model.classifier, work.held_out, pen_ink)
    return Model(model.description.changed(calibration=found), model.classifier)


def measured(model: Model, work: Work) -> Model:
    """The model of a work, with its accuracy and loss on MNIST's test set if it is of digits.

    Raises:
        DigitpadError: the test set cannot be read, or the model does not fit it.
    """
    if not work.plan.data.is_of_digits:
        return model
    with _as_training_errors():
        figures = mnist_figures(model.classifier)
    return Model(model.description.changed(measured=figures), model.classifier)


@contextlib.contextmanager
def _as_training_errors() -> Iterator[None]:
    """Raise what useless weights lead to as `TrainingError`."""
    try:
        yield
    except DigitpadError:
        raise
    except (ArithmeticError, LookupError, ValueError) as error:
        raise TrainingError("{error!r}", error=error) from error
