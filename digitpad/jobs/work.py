"""Training by a plan, from its digits to its model. One protocol for every kind of model.

begin(plan)  ->  work.events()  ->  work.model("name")
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from digitpad import __version__
from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import DigitpadError, ParameterError, TrainingError
from digitpad.common.pixels import as_floats
from digitpad.common.threads import cores
from digitpad.common.types import FloatArray, IntArray
from digitpad.common.validation import build
from digitpad.data.augmentation import augment
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import ATTRIBUTION, as_recorded
from digitpad.estimators.calibration import calibrate
from digitpad.estimators.network import NetworkClassifier
from digitpad.evaluation.model_figures import mnist_figures
from digitpad.jobs.events import (
    EpochMeasured,
    LiveTensors,
    RunBegan,
    RunEvent,
    WeightsShown,
)
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_digits import load_digits, own_samples
from digitpad.jobs.plan_problems import check_start
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, ModelDescription, load_model
from digitpad.nn.architectures import architecture
from digitpad.training.changes import Change, Changes
from digitpad.training.checkpoint import kept_samples, read_header, resume, save_checkpoint
from digitpad.training.events import EpochFinished, PreparingData
from digitpad.training.record import DataChoice, EpochRow, TrainingRecord
from digitpad.training.state import CONFUSION_COUNT, copies, count_answers, hold_out
from digitpad.training.trainer import Trainer

AUGMENTED_TOGETHER = 1024


class Work:
    """A training and what it has learned so far. By default it cannot be changed or resumed.

    Attributes:
        plan: what is trained.
    """

    plan: TrainingPlan

    @property
    def held_out(self) -> Dataset:
        """The validation set; may be empty."""
        raise NotImplementedError

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and step; epochs count from 1."""
        return 1, 0

    @property
    def has_learned(self) -> bool:
        """Whether `stop_early` and `save` are possible."""
        return self.place > (1, 0)

    @property
    def is_concluded(self) -> bool:
        """Whether the model is final."""
        return False

    @property
    def epochs(self) -> int:
        """Planned in all."""
        return 0

    def events(self) -> Iterator[RunEvent]:
        """Train to the end. Raises `DigitpadError`, or `Interrupted` when cancelled."""
        raise NotImplementedError

    def stop_early(self) -> Iterator[RunEvent]:
        """Make what is learned so far the final model."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raises `OSError`."""
        raise NotImplementedError

    def model(self, name: str) -> Model:
        """The final model with the record of its training, without figures."""
        raise NotImplementedError

    def candidate(self, name: str) -> Model:
        """The model if training ended now, without a record and figures."""
        raise NotImplementedError

    @property
    def changes(self) -> list[Change]:
        """The changes of the settings, made and to come."""
        return []

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change settings from the next batch on. Raises `ParameterError`."""
        raise ParameterError(
            "{model} learns in one go; nothing can be changed", model=self.plan.model
        )

    def return_to_best(self) -> tuple[int, float] | None:
        """After a divergence, go back to the best epoch; returns it and the new learning rate."""
        return None

    def first_weights(self) -> Iterator[WeightsShown]:
        """The weights of the first layer, if there are layers."""
        return iter(())

    def live_tensors(self) -> Iterator[LiveTensors]:
        """Copies of the candidate's tensors, if there are any before the end."""
        return iter(())


def begin(plan: TrainingPlan, changes: Sequence[Change] = ()) -> Work:
    """Load the digits and prepare the model.

    Args:
        plan: what to train.
        changes: of the settings, of an earlier run that is repeated.

    Raises:
        DigitpadError: the digits or the model of the plan cannot be used.
    """
    if not plan.kind.trains_in_epochs:
        return ClassifierWork(plan)
    work = NetworkWork.begin(plan)
    work.trainer.changes.to_come = list(changes)
    return work


class NetworkWork(Work):
    """The training of a network.

    Attributes:
        plan: what is trained.
        trainer: trains it.
        samples: the own samples it learns from, stored in each checkpoint.
        start_knows_pen_ink: whether the model that it began with was trained on pen ink.
    """

    def __init__(
        self,
        plan: TrainingPlan,
        trainer: Trainer,
        samples: Dataset | None,
        *,
        start_knows_pen_ink: bool = False,
    ) -> None:
        self.plan = plan
        self.trainer = trainer
        self.samples = samples
        self.start_knows_pen_ink = start_knows_pen_ink

    @classmethod
    def begin(cls, plan: TrainingPlan) -> Self:
        """Load the digits and make a network with its first weights. Raises `DigitpadError`."""
        samples = own_samples() if plan.data.samples else None
        start = _start(plan)
        trainer = Trainer(
            architecture(plan.model),
            plan.parameters,
            plan.settings,
            load_digits(plan, samples),
            start=start.classifier.tensors() if start else None,
        )
        known = start is not None and bool(start.description.training.attribution)
        return cls(plan, trainer, samples, start_knows_pen_ink=known)

    @classmethod
    def resume(cls, checkpoint: Path, changes: Sequence[Change] = ()) -> Self:
        """Continue a run from a checkpoint.

        Args:
            checkpoint: its file.
            changes: all that were made in the run, which may have got further than the checkpoint;
                those will be made again at the same steps.

        Raises:
            DigitpadError: the checkpoint is damaged, or the digits have changed.
        """
        extra = checkpoint_extra(checkpoint)
        plan = extra.plan
        samples = kept_samples(checkpoint)
        trainer = resume(checkpoint, load_digits(plan, samples))
        made = trainer.changes.made
        if len(changes) > len(made) and list(changes[: len(made)]) == made:
            trainer.changes = Changes(made, list(changes[len(made) :]))
        return cls(plan, trainer, samples, start_knows_pen_ink=extra.start_knows_pen_ink)

    @property
    def held_out(self) -> Dataset:
        """The validation set."""
        return self.trainer.validation

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and step."""
        return self.trainer.state.epoch, self.trainer.state.sums.step

    @property
    def is_concluded(self) -> bool:
        """Whether the network holds the final model."""
        return self.trainer.is_concluded

    @property
    def epochs(self) -> int:
        """Planned in all."""
        return self.trainer.settings.epochs

    @property
    def changes(self) -> list[Change]:
        """Made and to come."""
        return self.trainer.changes.everything()

    def events(self) -> Iterator[RunEvent]:
        """See `Work.events`."""
        trainer = self.trainer
        yield RunBegan(
            self.plan.model,
            trainer.network.vector.size,
            trainer.image_count,
            trainer.settings.thread_count,
            trainer.settings.epochs,
            trainer.steps_per_epoch,
            *self.place,
        )
        for event in trainer.run():
            yield event
            if isinstance(event, EpochFinished):
                yield EpochMeasured(event.epoch, trainer.confusion())

    def stop_early(self) -> Iterator[RunEvent]:
        """See `Work.stop_early`."""
        epoch = self.trainer.stop_early()
        if epoch:
            yield epoch
            yield EpochMeasured(epoch.epoch, self.trainer.confusion())
        yield self.trainer.conclude()

    def change(self, settings: Mapping[str, Any]) -> None:
        """See `Work.change`."""
        self.trainer.change(settings)

    def return_to_best(self) -> tuple[int, float] | None:
        """See `Work.return_to_best`."""
        if not self.trainer.return_to_best():
            return None
        return self.trainer.state.best_epoch, self.trainer.settings.learning_rate

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raises `OSError`."""
        extra = CheckpointExtra(self.plan, self.start_knows_pen_ink)
        save_checkpoint(path, self.trainer, asdict(extra), self.samples)

    def first_weights(self) -> Iterator[WeightsShown]:
        """See `Work.first_weights`."""
        yield WeightsShown.of(self.trainer.network)

    def live_tensors(self) -> Iterator[LiveTensors]:
        """See `Work.live_tensors`."""
        yield LiveTensors(copies(self.trainer.candidate()))

    def candidate(self, name: str) -> Model:
        """See `Work.candidate`."""
        return self._model(name, self.trainer.candidate())

    def model(self, name: str) -> Model:
        """See `Work.model`."""
        trainer = self.trainer
        model = self._model(name, trainer.network.tensors())
        record = _record(
            self.plan,
            trainer.train.name,
            trainer.image_count,
            start_knows_pen_ink=self.start_knows_pen_ink,
        )
        training = record.changed(
            settings={**trainer.planned.to_dict(), "threads": trainer.settings.thread_count},
            chosen_epoch=trainer.state.best_epoch,
            history=tuple(map(_row, trainer.state.history)),
            changes=tuple(trainer.changes.made),
            stopped_at=trainer.stopped_at,
        )
        return Model(model.description.changed(training=training), model.classifier)

    def _model(self, name: str, tensors: dict[str, FloatArray]) -> Model:
        trainer = self.trainer
        description = ModelDescription(
            name=name,
            architecture=self.plan.model,
            parameters=trainer.parameters,
            classes=tuple(range(trainer.classes)),
            non_digits=trainer.planned.ink.has_non_digits,
        )
        network = trainer.architecture.plan(trainer.parameters, classes=description.outputs)
        network.initialize(np.random.default_rng(0)).load_tensors(tensors)
        classifier = NetworkClassifier.from_network(
            self.plan.model, trainer.parameters, network, classes=np.arange(trainer.classes)
        )
        return Model(description, classifier)


@dataclass(frozen=True, slots=True)
class CheckpointExtra:
    """What a job adds to the checkpoint of its trainer.

    Attributes:
        plan: what is trained.
        start_knows_pen_ink: whether the model that it began with was trained on pen ink.
        out, keep_epochs: as in `SaveOptions`, by an earlier version.
    """

    plan: TrainingPlan
    start_knows_pen_ink: bool = False
    out: str = ""
    keep_epochs: bool = False


def checkpoint_extra(checkpoint: Path) -> CheckpointExtra:
    """What a job added to a checkpoint. Raises `TrainingError` or `DescriptionError`."""
    return build(CheckpointExtra, read_header(checkpoint).extra, checkpoint, "extra")


def _start(plan: TrainingPlan) -> Model | None:
    """The model that training begins with, if any."""
    if not plan.start:
        return None
    check_start(plan)
    return load_model(find_model(plan.start))


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
        record = _record(plan, self.digits.name, len(self.digits))
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


def _record(
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


def _row(epoch: EpochFinished) -> EpochRow:
    """The row of an epoch in the record."""
    values = epoch.to_dict()
    figures = ("epoch", "loss", "accuracy", "validation_loss", "validation_accuracy")
    number, loss, accuracy, *validation = (values[figure] for figure in figures)
    return number, loss, accuracy, validation[0], validation[1]


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
