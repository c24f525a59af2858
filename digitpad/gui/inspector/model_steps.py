"""A model as a sequence of steps from the picture to the outputs, and what they do in words.

    picture 28 x 28  >  convolution 24 x 24 x 32  >  ...  >  output 10

An activation function (ReLU, tanh) belongs to the step before it; flattening is no step, since it
changes no number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np
from PySide6.QtCore import QCoreApplication

from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.svm import SVM
from digitpad.features import length as feature_count
from digitpad.gui.charts.colour_maps import folded_vector
from digitpad.gui.wording import shape_text
from digitpad.inspection.activations import (
    NONLINEARITIES,
    LayerView,
    Place,
    inspectable,
    layers,
    receptive_field,
)
from digitpad.inspection.step_values import ObservedModel
from digitpad.nn.layers import Shape
from digitpad.nn.network import Network

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: the layer's name, such as `conv1`, or a part of a vector machine, such as `landmarks`.
        kind: of the layer, `output` for the last, or the part of the vector machine.
        title: in the current language.
        shape: of the output.
        parameters: the number of parameters.
        weights: shapes of the parameters, the weight first.
        activation: `relu`, `tanh`, `sigmoid` or "".
        input_shape: of the input.
        window: side of a unit's input patch, 0 if a unit depends on the whole input.
        layer: index of the layer in the network without dropout, if it is one.
        last: index of the layer with the step's output, after the activation function; of a model
            without layers, the index of its `StepValues`.
        seen: the receptive field of a unit in the middle, in pixels of the drawing.
    """

    name: str
    kind: str
    title: str
    shape: Shape
    parameters: int = 0
    weights: tuple[Shape, ...] = ()
    activation: str = ""
    input_shape: Shape = ()
    window: int = 0
    layer: int | None = None
    last: int | None = None
    seen: Place | None = None

    @property
    def multiplications(self) -> int:
        """The number of multiplications for one drawing."""
        if not self.weights or self.kind == "features":
            return 0
        places = prod(self.shape[:-1]) if len(self.shape) == 3 else 1
        return places * prod(self.weights[0])


def steps_of(classifier: Classifier) -> list[Step]:
    """All steps from the picture to the outputs."""
    network = inspectable(classifier)
    if network is not None:
        return network_steps(network)
    found: list[Step] = []
    if isinstance(classifier, SVM):
        found = _vector_machine_steps(classifier)
    elif isinstance(classifier, SoftmaxRegression):
        found = [_planes(classifier)]
    return [_picture(), *(replace(step, last=place) for place, step in enumerate(found))]


def network_steps(network: Network) -> list[Step]:
    """The steps of a network."""
    views = layers(network)
    steps = [] if views[0].kind == "input" else [_picture()]
    for view in views:
        if view.kind in NONLINEARITIES and steps:
            steps[-1] = replace(steps[-1], activation=view.kind, last=view.index)
        elif view.kind != "flatten":
            steps.append(_step(network, view))
    return steps


def _step(network: Network, view: LayerView) -> Step:
    layer = network.layers[view.index]
    rows, columns = (view.shape[0] // 2, view.shape[1] // 2) if view.is_spatial else (0, 0)
    is_output = view.index == len(network.layers) - 1
    window = getattr(layer, "kernel", (getattr(layer, "size", 0),))[0]
    return Step(
        view.name,
        "output" if is_output else view.kind,
        layer_title(view),
        view.shape,
        view.parameter_count,
        tuple(array.shape for array in layer.parameters.values()),
        input_shape=network.shapes[view.index],
        window=window,
        layer=view.index,
        last=view.index,
        seen=receptive_field(network, view.index, rows, columns),
    )


def layer_title(view: LayerView) -> str:
    """A layer's title in the current language, such as "Convolution 2"."""
    number = view.title.rsplit(" ", 1)[-1]
    kind = "output" if view.title == "Output" else view.kind
    return f"{_title(kind)} {number}" if number.isdigit() else _title(kind)


def _title(kind: str) -> str:
    titles = {
        "input": translate("ModelSteps", "Picture"),
        "conv": translate("ModelSteps", "Convolution"),
        "maxpool": translate("ModelSteps", "Pooling"),
        "flatten": translate("ModelSteps", "Flatten"),
        "dense": translate("ModelSteps", "Dense"),
        "output": translate("ModelSteps", "Output"),
        "deskewed": translate("ModelSteps", "Deskewing"),
        "features": translate("ModelSteps", "Features"),
        "directions": translate("ModelSteps", "Principal components"),
        "landmarks": translate("ModelSteps", "Landmarks"),
        "relu": "ReLU",
        "tanh": "Tanh",
        "sigmoid": "Sigmoid",
    }
    return titles.get(kind, kind)


def _picture() -> Step:
    return replace(_part("input", (28, 28, 1)), seen=Place(14, 14, 1, 1))


def _part(kind: str, shape: Shape, input_shape: Shape = (), *weights: Shape) -> Step:
    """A step that is no layer."""
    count = sum(map(prod, weights))
    return Step(kind, kind, _title(kind), shape, count, weights, input_shape=input_shape)


def _planes(classifier: SVM | SoftmaxRegression) -> Step:
    weights, biases = classifier.weights_, classifier.biases_
    shape = (classifier.outputs,)  # one plane parts two classes
    return _part("output", shape, (len(weights),), weights.shape, biases.shape)


def _vector_machine_steps(svm: SVM) -> list[Step]:
    steps, image = [], (28, 28, 1)
    length = 784 if svm.features is None else feature_count(svm.features)
    if svm.deskew:
        steps.append(_part("deskewed", image, image))
    if svm.features is not None:
        steps.append(_part("features", (length,), image))
    if svm.directions_ is not None:
        kept = svm.directions_.shape
        steps.append(_part("directions", (kept[1],), (kept[0],), kept))
        length = kept[1]
    if svm.kernel == "rbf":
        count = len(svm.landmarks_)
        step = _part("landmarks", (count,), (length,), (length, count))
        steps.append(replace(step, parameters=svm.landmarks_.size))
    return [*steps, _planes(svm)]


def thumbnail(step: Step, observed: ObservedModel) -> FloatArray:
    """The output of a step as one small picture: the most active map, or a reshaped vector."""
    if step.last is None or step.kind == "input":
        return observed.image
    output = observed[step.last]
    if output.ndim == 3:
        liveliest = int(np.abs(output).sum(axis=(0, 1)).argmax())
        return output[:, :, liveliest]
    return folded_vector(output)


def heading(step: Step) -> str:
    """The title, and the layer's name if tensors are named by it."""
    return f"{step.title}  ({step.name})" if step.layer is not None else step.title


def what_it_does(step: Step) -> str:
    """One or two sentences on what the step does."""
    text = _first_sentence(step)
    return f"{text} {_activation_text(step)}".strip()


def _first_sentence(step: Step) -> str:
    count, inputs = step.shape[-1], step.input_shape[-1] if step.input_shape else 0
    texts = {
        "input": translate(
            "StepTexts",
            "The drawing as 28 × 28 values from 0 (paper) to 1 (ink). This is "
            "the input of the model.",
        ),
        "conv": translate(
            "StepTexts",
            "Each of the {count} filters computes a weighted sum of {window} × "
            "{window} pixels at each position of the {taken} input feature maps. "
            "The result is one feature map per filter.",
        ),
        "maxpool": translate(
            "StepTexts",
            "Keeps the maximum of each {window} × {window} pixels. The feature "
            "maps become smaller and less sensitive to small shifts.",
        ),
        "dense": translate(
            "StepTexts", "Each of the {count} units computes a weighted sum of all {taken} inputs."
        ),
        "output": translate(
            "StepTexts",
            "Each of the {count} outputs computes a weighted sum of all {taken} "
            "inputs (the logits). Softmax turns the logits into probabilities; "
            "the largest is the answer.",
        ),
        "deskewed": translate(
            "StepTexts",
            "Removes the slant of the drawing. This step has no learned parameters.",
        ),
        "features": translate(
            "StepTexts",
            "Computes {count} features of the drawing, such as its edge "
            "directions. This step has no learned parameters.",
        ),
        "directions": translate(
            "StepTexts",
            "Projects the features onto the {count} principal components with "
            "the largest variance.",
        ),
        "landmarks": translate(
            "StepTexts",
            "Computes the similarity of the drawing to {count} training digits "
            "(landmarks): 1 for identical, towards 0 for different digits.",
        ),
    }
    if step.kind == "conv" and inputs == 1:
        texts["conv"] = translate(
            "StepTexts",
            "Each of the {count} filters computes a weighted sum of {window} × "
            "{window} pixels at each position of the drawing. The result is one "
            "feature map per filter.",
        )
    if step.kind == "output" and step.weights[0][-1] < count:
        texts["output"] = translate(
            "StepTexts",
            "The logit of the first class is 0, that of the second a weighted sum of all "
            "{taken} inputs. Softmax turns the logits into probabilities; the larger is the "
            "answer.",
        )
    text = texts.get(step.kind, "")
    return text.format(count=f"{count:,}", window=step.window, taken=f"{inputs:,}")


def _activation_text(step: Step) -> str:
    texts = {
        "relu": translate("StepTexts", "ReLU then sets negative values to zero."),
        "tanh": translate("StepTexts", "Tanh then maps every sum to a value between −1 and 1."),
        "sigmoid": translate(
            "StepTexts", "The sigmoid then maps every sum to a value between 0 and 1."
        ),
    }
    return texts.get(step.activation, "")


def parameters_text(step: Step) -> str:
    """The number of parameters as a sum: `18,496  =  3 × 3 × 32 × 64 + 64`."""
    if not step.parameters:
        return translate("StepTexts", "none")
    if step.kind == "landmarks":
        count, side = step.shape[0], "28 × 28"
        return f"{step.parameters:,}  =  {count:,} × {side}"
    parts = " + ".join(shape_text(shape) for shape in step.weights)
    return f"{step.parameters:,}  =  {parts}"


def receptive_field_text(step: Step) -> str:
    """The receptive field in words."""
    if step.seen is None or (step.seen.height, step.seen.width) == (28, 28):
        return translate("StepTexts", "the whole drawing")
    if step.seen.height == step.seen.width == 1:
        return translate("StepTexts", "one pixel")
    size = f"{step.seen.height} × {step.seen.width}"
    return translate("StepTexts", "{size} pixels per position").format(size=size)
