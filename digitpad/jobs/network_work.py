"""The training of a network: in epochs, with checkpoints, and with changes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.common.validation import build
from digitpad.data.mnist import Dataset
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.events import EpochMeasured, RunBegan, RunEvent
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_digits import load_digits, own_samples
from digitpad.jobs.plan_problems import check_start
from digitpad.jobs.work import Work, training_record
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, ModelDescription, load_model
from digitpad.nn.architectures import architecture
from digitpad.training.changes import Change, Changes
from digitpad.training.checkpoint import kept_samples, read_header, resume, save_checkpoint
from digitpad.training.events import EpochFinished
from digitpad.training.record import EpochRow
from digitpad.training.trainer import Trainer


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
    def begin(cls, plan: TrainingPlan, changes: Sequence[Change] = ()) -> Self:
        """Load the digits and make a network with its first weights. Raises `DigitpadError`.

        Args:
            plan: what to train.
            changes: of the settings, of an earlier run that is repeated.
        """
        samples = own_samples() if plan.data.samples else None
        start = _start(plan)
        trainer = Trainer(
            architecture(plan.model),
            plan.parameters,
            plan.settings,
            load_digits(plan, samples),
            start=start.classifier.tensors() if start else None,
        )
        trainer.changes.to_come = list(changes)
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
        """Epoch and step; epochs count from 1."""
        return self.trainer.state.epoch, self.trainer.state.sums.step

    @property
    def has_learned(self) -> bool:
        """Whether `stop_early` and `save` are possible."""
        return self.place > (1, 0)

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
        """The changes of the settings, made and to come."""
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
        """Make what is learned so far the final model."""
        epoch = self.trainer.stop_early()
        if epoch:
            yield epoch
            yield EpochMeasured(epoch.epoch, self.trainer.confusion())
        yield self.trainer.conclude()

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change settings from the next batch on. Raises `ParameterError`."""
        self.trainer.change(settings)

    def return_to_best(self) -> tuple[int, float] | None:
        """After a divergence, go back to the best epoch; returns it and the new learning rate."""
        if not self.trainer.return_to_best():
            return None
        return self.trainer.state.best_epoch, self.trainer.settings.learning_rate

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raises `OSError`."""
        extra = CheckpointExtra(self.plan, self.start_knows_pen_ink)
        save_checkpoint(path, self.trainer, asdict(extra), self.samples)

    def candidate(self, name: str) -> Model:
        """The model if training ended now, without a record and figures."""
        return network_model(self.plan, self.trainer.candidate(), name)

    def model(self, name: str) -> Model:
        """See `Work.model`."""
        trainer = self.trainer
        model = network_model(self.plan, trainer.network.tensors(), name)
        record = training_record(
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


def network_model(plan: TrainingPlan, tensors: dict[str, FloatArray], name: str) -> Model:
    """The model of a plan with these tensors, without a record, figures and calibration.

    Raises:
        NotFiniteError: a tensor holds NaN or infinity.
    """
    outputs = len(next(array for array in reversed(tensors.values()) if array.ndim == 1))
    parameters, non_digits = plan.complete_parameters(), plan.settings.ink.has_non_digits
    network = architecture(plan.model).network(parameters, classes=outputs)
    network.load_tensors(tensors)
    classes = np.arange(outputs - non_digits)
    description = ModelDescription(
        name=name,
        architecture=plan.model,
        parameters=parameters,
        classes=tuple(classes.tolist()),
        non_digits=non_digits,
    )
    classifier = NetworkClassifier.from_network(plan.model, parameters, network, classes=classes)
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


def _row(epoch: EpochFinished) -> EpochRow:
    """The row of an epoch in the record."""
    figures = ("epoch", "loss", "accuracy", "validation_loss", "validation_accuracy")
    row: EpochRow = itemgetter(*figures)(epoch.to_dict())
    return row
