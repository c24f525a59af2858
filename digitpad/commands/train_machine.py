"""The part of `digitpad train` for models that learn in one go: `svm-hog`, `softmax`, ..."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from rich.console import Console

from digitpad import __version__
from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import Dataset, load_idx_pair, load_mnist
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.errors import ParameterError
from digitpad.evaluation import evaluate
from digitpad.machines import Machine, Storable
from digitpad.modelfile import Model, ModelDescription, save_model
from digitpad.nn.parallel import as_network_input
from digitpad.threads import cores

INTERRUPTED = 130
TOGETHER = 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be trained, on what, and where it goes.

    Attributes:
        kind: which machine.
        parameters: of it, complete.
        out: the model's file.
        idx: images and labels instead of MNIST; then no synthetic ink is added.
        seed: of the copies and the synthetic ink.
        synthetic: digits of synthetic ink.
        augmentation: of the copies.
    """

    kind: Machine
    parameters: dict[str, Any]
    out: Path
    idx: list[Path] | None = None
    seed: int = 0
    synthetic: int | None = None
    augmentation: Augmentation | None = None

    def with_changes(self, given: Mapping[str, Any]) -> Self:
        """With settings from the command line; those that only networks have are refused."""
        inner = {f.name for f in fields(Augmentation)}
        for name in given:
            if name not in inner | {"seed", "synthetic"}:
                raise ParameterError(
                    f"{self.kind.name} has no setting {name.replace('_', '-')!r}; its parameters "
                    f"are given with --set: {', '.join(self.kind.parameters)}"
                )
        varied = self.augmentation or self.kind.augmentation or Augmentation()
        changes = {name: value for name, value in given.items() if name in inner}
        return replace(
            self,
            seed=given.get("seed", self.seed),
            synthetic=given.get("synthetic", self.synthetic),
            augmentation=replace(varied, **changes),
        )

    @property
    def drawn(self) -> int:
        """How many digits of synthetic ink there are among the training digits."""
        usual = 0 if self.idx else self.kind.synthetic
        return usual if self.synthetic is None else self.synthetic


def run(plan: Plan, command: str, stopped: Callable[[], bool], *, quiet: bool) -> int:
    """Train to the end, or until `stopped`; then nothing is saved."""
    console = Console(quiet=quiet)
    given = load_idx_pair(plan.idx[0], plan.idx[1]) if plan.idx else load_mnist("train")
    digits = training_digits(plan, given)
    console.print(f"Training {plan.kind.name} on {len(digits):,} images, {cores()} threads")
    classifier = plan.kind.classifier(plan.parameters)
    with console.status("") as status:
        for event in classifier.fit_steps(digits.images, digits.labels):
            left = f", {event.value:.2g} of the way left" if np.isfinite(event.value) else ""
            status.update(f"{event.stage}: step {event.done}{left}")
            if stopped():
                Console().print("Stopped. Nothing is kept; this kind of model learns in one go.")
                return INTERRUPTED
    description = _describe(plan, command, classifier, given.name, len(digits))
    save_model(plan.out, Model(description, classifier))
    for name, value in description.measured.items():
        console.print(f"{name.replace('_', ' ')}: {value:.4f}", highlight=False)
    print(f"Saved as {plan.out}")
    return 0


def training_digits(plan: Plan, digits: Dataset) -> Dataset:
    """The digits, varied copies of them, and synthetic ink, one after the other."""
    pictures = [as_network_input(digits.images)]
    labels = [digits.labels]
    generator = np.random.default_rng((plan.seed, 7))
    for _ in range(plan.kind.copies if plan.augmentation else 0):
        for start in range(0, len(digits), TOGETHER):
            part = pictures[0][start : start + TOGETHER]
            pictures.append(augment(part, plan.augmentation or Augmentation(), generator))
        labels.append(digits.labels)
    if plan.drawn:
        ink = synthetic_set(plan.drawn, 0, seed=plan.seed)
        pictures.append(as_network_input(ink.images))
        labels.append(ink.labels)
    return Dataset(
        np.concatenate(pictures), np.concatenate(labels), digits.name, classes=digits.classes
    )


def _describe(
    plan: Plan, command: str, classifier: Storable, data: str, count: int
) -> ModelDescription:
    """Nothing in it depends on the clock, so the same run gives the same file."""
    parameters = dict(plan.parameters)
    if "landmarks" in parameters:
        landmarks = classifier.tensors().get("landmarks", ())
        parameters["landmarks"] = len(landmarks) or parameters["landmarks"]
    measured = {}
    if not plan.idx:
        result = evaluate(classifier, load_mnist("test"))
        measured = {"mnist_test_accuracy": result.accuracy, "mnist_test_loss": result.loss}
    return ModelDescription(
        name=plan.out.stem,
        architecture=plan.kind.name,
        parameters=parameters,
        classes=tuple(int(label) for label in classifier.classes_),
        training={
            "command": command,
            "data": data,
            "count": count,
            "settings": {
                "copies": plan.kind.copies,
                "augmentation": asdict(plan.augmentation or Augmentation()),
                "synthetic": plan.drawn,
                "seed": plan.seed,
                "threads": cores(),
            },
            "digitpad": __version__,
            "numpy": np.__version__,
        },
        measured=measured,
        calibration={"temperature": classifier.temperature_},
    )
