"""A model after every epoch of a run, so that one can see later how it learned.

They lie in the run's folder while it goes on, and move to where the inspector finds them when the
run's model is kept.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from digitpad.architectures import architecture
from digitpad.classifier import NetworkClassifier
from digitpad.inspection.through_time import snapshot_path
from digitpad.modelfile import Model, ModelDescription, save_model
from digitpad.training import Trainer
from digitpad.training_plan.plan import TrainingPlan


def save_snapshot(folder: Path, trainer: Trainer, plan: TrainingPlan, epoch: int) -> None:
    """Write what would become the model if the run ended now. Raises `OSError`."""
    non_digits = trainer.planned.non_digits > 0
    description = ModelDescription(
        name=f"epoch {epoch}",
        architecture=plan.model,
        parameters=trainer.parameters,
        classes=tuple(range(trainer.classes)),
        non_digits=non_digits,
    )
    network = architecture(plan.model).plan(trainer.parameters, classes=description.outputs)
    network.initialize(np.random.default_rng(0)).load_tensors(trainer.candidate())
    classifier = NetworkClassifier.from_network(
        plan.model, trainer.parameters, network, classes=np.array(description.classes)
    )
    save_model(snapshot_path(folder, epoch), Model(description, classifier))
