"""Training a network by a plan, from its digits to its model, with checkpoints on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from digitpad.architectures import architecture
from digitpad.checkpoint import kept_samples, read_header, resume, save_checkpoint
from digitpad.classifier import NetworkClassifier
from digitpad.data.mnist import Dataset
from digitpad.errors import ParameterError, TrainingError
from digitpad.library import find_model
from digitpad.modelfile import Model, load_model
from digitpad.runs.finish import finished_network
from digitpad.training import Trainer
from digitpad.training_changes import Change, Changes
from digitpad.training_events import Event
from digitpad.training_plan.digits import load_digits, own_samples
from digitpad.training_plan.plan import TrainingPlan
from digitpad.training_plan.problems import check_start
from digitpad.types import FloatArray


@dataclass(slots=True)
class NetworkWork:
    """A network on its way to become a model.

    Attributes:
        plan: what is to be done.
        trainer: does it.
        samples: the own samples it learns from, kept in each checkpoint.
        extra: whatever else a checkpoint is to remember.
    """

    plan: TrainingPlan
    trainer: Trainer
    samples: Dataset | None
    extra: dict[str, Any]

    @classmethod
    def begin(cls, plan: TrainingPlan) -> Self:
        """Load the digits and make a network with its first weights. Raises `DigitpadError`."""
        samples = own_samples() if plan.data.samples else None
        trainer = Trainer(
            architecture(plan.model),
            plan.parameters,
            plan.settings,
            load_digits(plan, samples),
            start=_starting_weights(plan),
        )
        return cls(plan, trainer, samples, {})

    @classmethod
    def go_on(cls, checkpoint: Path, changes: Sequence[Change] = ()) -> Self:
        """Take up a run where a checkpoint was written.

        Args:
            checkpoint: its file.
            changes: all that were made in the run, which may have got further than the checkpoint;
                those will be made again at the same places.

        Raises:
            DigitpadError: the checkpoint is damaged, or the digits are not the same any more.
        """
        extra = read_header(checkpoint)["extra"]
        try:
            plan = TrainingPlan.from_dict(extra["plan"])
        except (KeyError, ParameterError) as error:
            raise TrainingError(f"{checkpoint}: it does not tell its plan ({error})") from error
        samples = kept_samples(checkpoint)
        trainer = resume(checkpoint, load_digits(plan, samples))
        made = trainer.changes.made
        if len(changes) > len(made) and list(changes[: len(made)]) == made:
            trainer.changes = Changes(made, list(changes[len(made) :]))
        return cls(plan, trainer, samples, extra)

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and step."""
        return self.trainer.state.epoch, self.trainer.state.sums.step

    @property
    def has_learned(self) -> bool:
        """Whether there is anything to keep."""
        return self.place > (1, 0)

    def events(self) -> Iterator[Event]:
        """Train to the end."""
        return self.trainer.run()

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raises `OSError`."""
        extra = {**self.extra, "plan": self.plan.to_dict()}
        save_checkpoint(path, self.trainer, extra, self.samples)

    def model(self, name: str) -> Model:
        """Measure, calibrate and describe what is trained; takes some seconds."""
        return finished_network(self.trainer, self.plan, name)


def _starting_weights(plan: TrainingPlan) -> dict[str, FloatArray] | None:
    if not plan.start:
        return None
    check_start(plan)
    classifier = load_model(find_model(plan.start)).classifier
    assert isinstance(classifier, NetworkClassifier)  # noqa: S101 - `check_start` has looked
    return classifier.network_.tensors()
