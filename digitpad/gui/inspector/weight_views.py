"""The ways to look at a model's weights, the telling ones first and then every tensor by itself.

    mlp      units of dense1, output, tensors        softmax   planes, tensors
    cnn      filters of conv1 ... conv4, output      svm       landmarks, output, tensors

A view turns its tensor into pictures or a plane; so the difference of two models' tensors can be
looked at in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication

from digitpad.classifier import Classifier
from digitpad.gui.colour_maps import Scale
from digitpad.gui.inspector.model_steps import Step, steps_of
from digitpad.gui.inspector.picture_gallery import Pictures
from digitpad.gui.inspector.wording import shape_text
from digitpad.inspection.tensors import as_plane
from digitpad.inspection.weights import first_layer_pictures, output_names, tensors
from digitpad.types import AnyArray, FloatArray

translate = QCoreApplication.translate

Kind = Literal["units", "filters", "planes", "landmarks", "output", "tensor"]


@dataclass(frozen=True, slots=True)
class WeightView:
    """One way to look.

    Attributes:
        name: of the step it belongs to, or the tensor's.
        title: for the list.
        kind: what is shown.
        tensor: the name of the tensor that is looked at.
        step: the step, for the views of steps.
    """

    name: str
    title: str
    kind: Kind
    tensor: str
    step: Step | None = None

    @property
    def is_gallery(self) -> bool:
        """Whether it is many pictures rather than one plane."""
        return self.kind not in {"output", "tensor"}


def views_of(classifier: Classifier) -> list[WeightView]:
    """All views of a model."""
    named = tensors(classifier)
    found = [
        view
        for step in steps_of(classifier)
        if (view := _view_of_step(step, classifier)) is not None
    ]
    singles = [
        WeightView(name, f"{name}   {shape_text(array.shape)}", "tensor", name)
        for name, array in named.items()
    ]
    return [*found, *singles]


def _view_of_step(step: Step, classifier: Classifier) -> WeightView | None:
    named = tensors(classifier)
    weight = f"{step.name}.weight"
    if step.kind == "conv":
        title = translate("WeightViews", "{step}: {count} filters").format(
            step=step.title, count=step.shape[-1]
        )
        return WeightView(step.name, title, "filters", weight, step)
    if step.kind == "dense" and step.taken == (784,):
        title = translate("WeightViews", "{step}: {count} units").format(
            step=step.title, count=step.shape[-1]
        )
        return WeightView(step.name, title, "units", weight, step)
    if step.kind == "landmarks":
        return WeightView(step.name, step.title, "landmarks", "landmarks", step)
    if step.kind == "output":
        return _output_view(step, classifier, weight, named)
    return None


def _output_view(
    step: Step, classifier: Classifier, weight: str, named: dict[str, AnyArray]
) -> WeightView | None:
    """The outputs as planes where they weigh pixels, as units x classes elsewhere."""
    tensor = next((name for name in (weight, "planes.weight", "weight") if name in named), "")
    if not tensor:
        return None
    pictures = first_layer_pictures(classifier)
    if pictures is not None and pictures.kind == "planes":
        return WeightView(
            step.name, translate("WeightViews", "One plane a digit"), "planes", tensor, step
        )
    return WeightView(
        step.name, translate("WeightViews", "Output: who speaks for whom"), "output", tensor, step
    )


def explanation_of(view: WeightView) -> str:
    """One sentence on what one sees."""
    texts = {
        "units": translate(
            "WeightViews",
            "Each picture is what one hidden unit looks for: ink on orange drives it up, ink on "
            "blue drives it down.",
        ),
        "filters": translate(
            "WeightViews",
            "Each picture is one filter: it answers most where the picture before it is bright on "
            "orange and dark on blue.",
        ),
        "planes": translate(
            "WeightViews",
            "One picture for each digit: ink on orange speaks for it, ink on blue against it.",
        ),
        "landmarks": translate(
            "WeightViews",
            "Training digits that every drawing is compared with; those that count most come "
            "first.",
        ),
        "output": translate(
            "WeightViews",
            "Each column is a unit, each row an output: orange speaks for it, blue against it.",
        ),
        "tensor": translate(
            "WeightViews",
            "Every number of this tensor as the model uses it: orange above zero, blue below.",
        ),
    }
    return texts[view.kind]


def pictures_of(
    view: WeightView, tensor: AnyArray, classifier: Classifier, channel: int | None
) -> Pictures:
    """The pictures of a gallery.

    Args:
        view: which is one of pictures.
        tensor: the numbers, or how they differ from others.
        classifier: whose they are.
        channel: for filters, which of the channels before it; None for the mean over all.
    """
    if view.kind == "landmarks":
        gallery = first_layer_pictures(classifier)
        assert gallery is not None  # noqa: S101 - a view of landmarks is made only where there are
        titles = [
            translate("WeightViews", "Landmark {number}").format(number=number)
            for number in gallery.numbers
        ]
        return Pictures(gallery.pictures, titles, Scale(0.0, 1.0), is_signed=False)
    if view.kind == "filters":
        values = filter_pictures(tensor, channel)
        titles = _numbered(translate("WeightViews", "Filter {number}"), len(values))
    elif view.kind == "planes":
        values = _as_images(_planes(tensor, classifier))
        titles = [f"{name}" for name in output_names(classifier)]
    else:
        values = _as_images(tensor)
        titles = _numbered(translate("WeightViews", "Unit {number}"), len(values))
    return Pictures(values, titles, Scale.around_zero(values))


def _planes(tensor: AnyArray, classifier: Classifier) -> AnyArray:
    """A linear machine behind main directions weighs those; its pictures are of pixels."""
    if len(tensor) == 784:
        return tensor
    gallery = first_layer_pictures(classifier)
    assert gallery is not None  # noqa: S101 - the view was made because there are such
    return gallery.pictures.reshape(len(gallery.pictures), -1).T


def _numbered(text: str, count: int) -> list[str]:
    return [text.format(number=number) for number in range(count)]


def _as_images(weights: AnyArray) -> FloatArray:
    """(784, n) as (n, 28, 28)."""
    return np.ascontiguousarray(weights.T, np.float32).reshape(-1, 28, 28)


def filter_pictures(tensor: AnyArray, channel: int | None) -> FloatArray:
    """(height, width, channels, n) as (n, height, width)."""
    kernels = tensor.mean(axis=2) if channel is None else tensor[:, :, channel]
    return np.ascontiguousarray(kernels.transpose(2, 0, 1), np.float32)


def plane_of(view: WeightView, tensor: AnyArray) -> FloatArray:
    """The plane of a view that is no gallery."""
    if view.kind == "output":
        return np.ascontiguousarray(tensor.T, np.float32)
    return as_plane(tensor)
