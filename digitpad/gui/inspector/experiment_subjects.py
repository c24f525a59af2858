"""What can be experimented with in a model: units to switch off, and weights to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from digitpad.gui.inspector.model_steps import Step, steps_of
from digitpad.gui.inspector.wording import shape_text
from digitpad.inspection.edited_copy import LANDMARKS, PIXELS
from digitpad.inspection.experiments import Experiment
from digitpad.nn.layers import Shape

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Subject:
    """One entry of the list.

    Attributes:
        kind: whether units are switched off in a gallery, pixels in a picture, or weights changed.
        name: the layer's or the tensor's.
        title: for the list.
        step: the layer as a step, for units of a network.
    """

    kind: Literal["units", "pixels", "weights"]
    name: str
    title: str
    step: Step | None = None


def subjects_of(experiment: Experiment) -> list[Subject]:
    """All of them, units first."""
    steps = {step.name: step for step in steps_of(experiment.original.classifier)}
    units = [_units(name, count, steps.get(name)) for name, count in experiment.layers().items()]
    weights = [
        Subject("weights", name, f"{name}   {shape_text(tensor.shape)}")
        for name, tensor in experiment.tensors().items()
    ]
    return [*units, *weights]


def _units(name: str, count: int, step: Step | None) -> Subject:
    if name == PIXELS:
        return Subject("pixels", name, translate("ExperimentSubjects", "Switch off pixels"))
    if name == LANDMARKS or step is None:
        return Subject("units", name, translate("ExperimentSubjects", "Switch off landmarks"))
    text = translate("ExperimentSubjects", "Switch off units of {layer} ({count})")
    if step.kind == "conv":
        text = translate("ExperimentSubjects", "Switch off filters of {layer} ({count})")
    return Subject("units", name, text.format(layer=step.title, count=count), step)


def layer_titles(experiment: Experiment) -> dict[str, str]:
    """By the name of what can be switched off: what it is called."""
    titles = {step.name: step.title for step in steps_of(experiment.original.classifier)}
    titles[PIXELS] = translate("ExperimentSubjects", "Pixels")
    return titles


def explanation_of(subject: Subject) -> str:
    """One sentence on what one can do here."""
    texts = {
        "units": translate(
            "ExperimentSubjects",
            "Click a picture to switch that unit off or on again, and see what the answer makes "
            "of it; the model on disk stays as it is.",
        ),
        "pixels": translate(
            "ExperimentSubjects",
            "Click a pixel to make the model blind for it, or see it again; the model on disk "
            "stays as it is.",
        ),
        "weights": translate(
            "ExperimentSubjects",
            "Click a number and change it below, and see what the answer makes of it; the model "
            "on disk stays as it is.",
        ),
    }
    return texts[subject.kind]


def index_in_tensor(shape: Shape, row: int, column: int) -> tuple[int, ...]:
    """Which number of a tensor a cell of `digitpad.inspection.tensors.as_plane` shows."""
    if len(shape) == 4:
        height, width, _, _ = shape
        return (row % height, column % width, row // height, column // width)
    return (column,) if len(shape) == 1 else (row, column)
