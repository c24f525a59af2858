"""A model as the steps that a drawing goes through, each with what there is to say about it.

    picture 28 x 28  >  convolution 26 x 26 x 32  >  ...  >  output 10

A bend (ReLU, tanh) changes every number by itself, so it belongs to the step before it; flattening
only lays numbers in a row, so it is no step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np
from PySide6.QtCore import QCoreApplication

from digitpad.baselines import SoftmaxRegression
from digitpad.classifier import Classifier
from digitpad.gui.inspector.tiles import folded_vector
from digitpad.inspection.activations import (
    BENDS,
    LayerView,
    Observed,
    Place,
    inspectable,
    layers,
    receptive_field,
)
from digitpad.nn.layers import Shape
from digitpad.nn.network import Network
from digitpad.svm import SVM
from digitpad.types import FloatArray

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: the layer's name, such as `conv1`, or a machine's part, such as `landmarks`.
        kind: of the layer, `output` for the last, or the machine's part.
        title: for people.
        shape: of what comes out.
        parameters: how many numbers were learned.
        weights: shapes of the learned tensors, weight first.
        bend: `relu`, `tanh`, `sigmoid` or nothing.
        taken: shape of what goes in.
        window: side of the patch that it looks at, 0 where that is everything.
        layer: the layer's place in the folded network, if it is one.
        last: the place of the layer whose output the step puts out, behind the bend.
        seen: the pixels of the drawing that a place in the middle depends on.
    """

    name: str
    kind: str
    title: str
    shape: Shape
    parameters: int = 0
    weights: tuple[Shape, ...] = ()
    bend: str = ""
    taken: Shape = ()
    window: int = 0
    layer: int | None = None
    last: int | None = None
    seen: Place | None = None

    @property
    def multiplications(self) -> int:
        """How many products of an input and a weight it takes for one drawing."""
        if not self.weights or self.kind == "features":
            return 0
        places = prod(self.shape[:-1]) if len(self.shape) == 3 else 1
        return places * prod(self.weights[0])


def steps_of(classifier: Classifier) -> list[Step]:
    """All steps from the picture to the outputs."""
    network = inspectable(classifier)
    if network is not None:
        return network_steps(network)
    if isinstance(classifier, SVM):
        return [_picture(), *_machine_steps(classifier)]
    if isinstance(classifier, SoftmaxRegression):
        return [_picture(), _planes(classifier.weights_, classifier.biases_)]
    return [_picture()]


def network_steps(network: Network) -> list[Step]:
    """The steps of a folded network."""
    views = layers(network)
    steps = [] if views[0].kind == "input" else [_picture()]
    for view in views:
        if view.kind in BENDS and steps:
            steps[-1] = _bent(steps[-1], view)
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
        taken=network.shapes[view.index],
        window=window,
        layer=view.index,
        last=view.index,
        seen=receptive_field(network, view.index, rows, columns),
    )


def _bent(step: Step, view: LayerView) -> Step:
    return replace(step, bend=view.kind, last=view.index)


def layer_title(view: LayerView) -> str:
    """A layer's title in the language shown, such as "Convolution 2"."""
    number = view.title.rsplit(" ", 1)[-1]
    kind = "output" if view.title == "Output" else view.kind
    return f"{_title(kind)} {number}" if number.isdigit() else _title(kind)


def _title(kind: str) -> str:
    titles = {
        "input": translate("ModelSteps", "Picture"),
        "conv": translate("ModelSteps", "Convolution"),
        "maxpool": translate("ModelSteps", "Pooling"),
        "flatten": translate("ModelSteps", "In a row"),
        "dense": translate("ModelSteps", "Dense"),
        "output": translate("ModelSteps", "Output"),
        "features": translate("ModelSteps", "Features"),
        "directions": translate("ModelSteps", "Main directions"),
        "landmarks": translate("ModelSteps", "Landmarks"),
        "relu": "ReLU",
        "tanh": "Tanh",
        "sigmoid": "Sigmoid",
    }
    return titles.get(kind, kind)


def _picture() -> Step:
    return Step("input", "input", _title("input"), (28, 28, 1), seen=Place(14, 14, 1, 1))


def _planes(weights: FloatArray, biases: FloatArray) -> Step:
    return Step(
        "output",
        "output",
        _title("output"),
        (len(biases),),
        weights.size + biases.size,
        (weights.shape, biases.shape),
        taken=(len(weights),),
    )


def _machine_steps(machine: SVM) -> list[Step]:
    steps = []
    length = 784 if machine.mean_ is None else len(machine.mean_)
    if machine.features is not None:
        steps.append(Step("features", "features", _title("features"), (length,), taken=(28, 28, 1)))
    if machine.directions_ is not None:
        kept = machine.directions_.shape
        steps.append(
            Step(
                "directions",
                "directions",
                _title("directions"),
                (kept[1],),
                prod(kept),
                (kept,),
                taken=(kept[0],),
            )
        )
        length = kept[1]
    if machine.kernel == "rbf":
        count = len(machine.landmarks_)
        shape = machine.landmarks_.shape
        steps.append(
            Step(
                "landmarks",
                "landmarks",
                _title("landmarks"),
                (count,),
                prod(shape),
                ((length, count),),
                taken=(length,),
            )
        )
    return [*steps, _planes(machine.weights_, machine.biases_)]


def face(step: Step, observed: Observed) -> FloatArray | None:
    """What a step makes of the drawing as one small picture: a stack's liveliest, a vector folded.

    None where the step is no layer of what was observed.
    """
    if step.kind == "input":
        return observed.image
    if step.last is None:
        return None
    output = observed[step.last]
    if output.ndim == 3:
        liveliest = int(np.abs(output).sum(axis=(0, 1)).argmax())
        return output[:, :, liveliest]
    return folded_vector(output)
