"""The ways to view a model's weights: the most informative ones first, then every tensor.

    mlp      units of dense1, output, tensors        softmax   planes, tensors
    cnn      filters of conv1 ... conv3, output      svm       landmarks, output, tensors

A view converts its tensor to pictures or to one plane, so differences of two models' tensors can
be viewed in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication

from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.estimators.base import Classifier
from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.inspector.model_steps import Step, steps_of
from digitpad.gui.wording import shape_text
from digitpad.inspection.tensors import as_plane
from digitpad.inspection.weights import parts

translate = QCoreApplication.translate

PICTURE_SIDES = (84, 184)
"""The usual side of a picture, and the largest one if there are few pictures."""

Kind = Literal["units", "filters", "planes", "landmarks", "output", "tensor"]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Pictures for a `DigitList`.

    Attributes:
        values: (n, height, width) float32.
        numbers: (n,) int64, of their units, filters, classes or landmarks.
        scale: the numbers of the first and the last colour.
        is_signed: whether the colours are diverging.
    """

    values: FloatArray
    numbers: IntArray
    scale: Scale
    is_signed: bool = True


@dataclass(frozen=True, slots=True)
class WeightView:
    """One view.

    Attributes:
        name: of its step, or the tensor's.
        title: the text in the list.
        kind: what is shown.
        tensor: the name of its tensor.
        step: the step, for the views of steps.
    """

    name: str
    title: str
    kind: Kind
    tensor: str
    step: Step | None = None

    @property
    def is_gallery(self) -> bool:
        """Whether it shows many pictures rather than one plane."""
        return self.kind not in {"output", "tensor"}


def views_of(classifier: Classifier, named: dict[str, AnyArray]) -> list[WeightView]:
    """All views of a model and its tensors."""
    found = [
        view
        for step in steps_of(classifier)
        if (view := _view_of_step(step, classifier, named)) is not None
    ]
    singles = [
        WeightView(name, f"{name}   {shape_text(array.shape)}", "tensor", name)
        for name, array in named.items()
    ]
    return [*found, *singles]


def _view_of_step(
    step: Step, classifier: Classifier, named: dict[str, AnyArray]
) -> WeightView | None:
    tensor, title = f"{step.name}.weight", step.title
    kind: Kind
    if step.kind == "conv":
        kind, title = "filters", translate("WeightViews", "{step}: {count} filters")
    elif step.kind == "dense" and step.input_shape == (784,):
        kind, title = "units", translate("WeightViews", "{step}: {count} units")
    elif step.kind == "landmarks":
        kind, tensor = "landmarks", "landmarks"
    elif step.kind == "output":
        known = [name for name in (tensor, "planes.weight", "weight") if name in named]
        if not known:
            return None
        tensor, pictures = known[0], parts(classifier).pictures
        kind, title = "output", translate("WeightViews", "Output weights")
        # Of pixels, the weights are pictures; else they are one plane, units x classes.
        if pictures is not None and pictures.kind == "planes":
            kind, title = "planes", translate("WeightViews", "One plane per digit")
    else:
        return None
    title = title.format(step=step.title, count=step.shape[-1])
    return WeightView(step.name, title, kind, tensor, step)


def explanation_of(view: WeightView) -> str:
    """One sentence on what the view shows."""
    texts = {
        "units": translate(
            "WeightViews",
            "Input weights of each hidden unit: ink on orange increases its "
            "value, ink on blue decreases it.",
        ),
        "filters": translate(
            "WeightViews",
            "Each picture is one filter: its output is largest where the input "
            "is high on orange and low on blue.",
        ),
        "planes": translate(
            "WeightViews",
            "One picture per digit: ink on orange supports it, ink on blue opposes it.",
        ),
        "landmarks": translate(
            "WeightViews",
            "Landmarks: the training digits that each drawing is compared with, "
            "largest weight first.",
        ),
        "output": translate(
            "WeightViews",
            "Each column is a unit, each row an output: orange is a positive, "
            "blue a negative weight.",
        ),
        "tensor": translate(
            "WeightViews",
            "All values of this tensor: orange is positive, blue negative.",
        ),
    }
    return texts[view.kind]


def pictures_of(
    view: WeightView, tensor: AnyArray, classifier: Classifier, channel: int | None
) -> Pictures:
    """The pictures of a gallery.

    Args:
        view: a view with pictures.
        tensor: the values, or their differences from a reference.
        classifier: the model of the tensor.
        channel: for filters, the input channel; None for the mean over all.
    """
    if view.kind == "landmarks":
        gallery = parts(classifier).pictures
        assert gallery is not None  # noqa: S101 - a view of landmarks implies landmarks
        return Pictures(gallery.pictures, gallery.numbers, Scale(0.0, 1.0), is_signed=False)
    if view.kind == "filters":
        values = filter_pictures(tensor, channel)
    else:
        values = _as_images(_planes(tensor, classifier) if view.kind == "planes" else tensor)
    return Pictures(values, np.arange(len(values)), Scale.around_zero(values))


def title_of(view: WeightView, number: int, names: Sequence[str]) -> str:
    """The title of a picture; `names` are those of the classes."""
    texts = {
        "landmarks": translate("WeightViews", "Landmark {number}"),
        "filters": translate("WeightViews", "Filter {number}"),
        "units": translate("WeightViews", "Unit {number}"),
    }
    return texts[view.kind].format(number=number) if view.kind in texts else names[number]


def _planes(tensor: AnyArray, classifier: Classifier) -> AnyArray:
    """The planes in pixels; a linear model behind a PCA has weights of its components."""
    if len(tensor) == 784:
        return tensor
    gallery = parts(classifier).pictures
    assert gallery is not None  # noqa: S101 - a view of planes implies planes
    return gallery.pictures.reshape(len(gallery.pictures), -1).T


def _as_images(weights: AnyArray) -> FloatArray:
    """Reshape (784, n) to (n, 28, 28)."""
    return np.ascontiguousarray(weights.T, np.float32).reshape(-1, 28, 28)


def filter_pictures(tensor: AnyArray, channel: int | None) -> FloatArray:
    """Convert (height, width, channels, n) to (n, height, width)."""
    kernels = tensor.mean(axis=2) if channel is None else tensor[:, :, channel]
    return np.ascontiguousarray(kernels.transpose(2, 0, 1), np.float32)


def plane_of(view: WeightView, tensor: AnyArray) -> FloatArray:
    """The plane of a view that is no gallery."""
    if view.kind == "output":
        return np.ascontiguousarray(tensor.T, np.float32)
    return as_plane(tensor)
