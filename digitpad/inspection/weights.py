"""Weights as pictures and matrices.

mlp       a hidden unit's 784 weights     -> a picture of 28 x 28
cnn       a filter's kernel               -> a picture of 3 x 3 for each channel
softmax   a class's 784 weights           -> a plane of 28 x 28
svm       a landmark, a digit of the training set that others are compared with
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray, IntArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.inspection.activations import layer_index
from digitpad.nn.layer_list import output_names as names_of_outputs
from digitpad.nn.layers import Conv2D, Dense
from digitpad.nn.network import Network

SHOWN_LANDMARKS = 200
NO_PICTURES = (
    "This model weighs features such as edges or waves, not pixels, so that its weights are no "
    "pictures."
)
"""Why a classifier has no pictures among its `parts`."""


@dataclass(frozen=True, slots=True, eq=False)
class Gallery:
    """Pictures that belong together.

    Attributes:
        kind: "units", "filters", "planes" or "landmarks".
        pictures: (n, height, width) float32; weights are signed, landmarks lie between 0 and 1.
        titles: one each, such as "Unit 7".
        numbers: (n,) int64, the unit, filter, class or landmark that each shows.
        note: one sentence on what one sees.
    """

    kind: str
    pictures: FloatArray
    titles: tuple[str, ...]
    numbers: IntArray
    note: str

    @property
    def is_signed(self) -> bool:
        """Whether the pictures are weights, around zero."""
        return self.kind != "landmarks"

    def chosen(self, which: IntArray) -> Gallery:
        """Some of the pictures, in the order given."""
        titles = tuple(self.titles[i] for i in which)
        return Gallery(self.kind, self.pictures[which], titles, self.numbers[which], self.note)


@dataclass(frozen=True, slots=True, eq=False)
class OutputWeights:
    """The weights of the last layer: how much each of its inputs adds to each output.

    Attributes:
        tensor: the weights' name.
        weight: (units, outputs) float32.
        bias: (outputs,) float32.
        units: what the rows are, such as "unit", "landmark" or "pixel".
        outputs: names of the columns, such as "0" ... "9" and "no digit".
    """

    tensor: str
    weight: FloatArray
    bias: FloatArray
    units: str
    outputs: tuple[str, ...]


def output_names(classifier: Classifier) -> tuple[str, ...]:
    """What each of the model's outputs stands for."""
    return tuple(names_of_outputs(list(classifier.classes_), classifier.outputs))


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What can be looked at inside a classifier; None for what it has not.

    Attributes:
        pictures: the weights of the first layer, or the landmarks with the largest weights.
        outputs: the weights of the last layer.
        features: (N, 28, 28) -> (N, columns), what the classifier compares digits by.
    """

    pictures: Gallery | None = None
    outputs: OutputWeights | None = None
    features: Callable[[FloatArray], FloatArray] | None = None


@singledispatch
def parts(classifier: Classifier) -> Parts:  # noqa: ARG001 - decides which one is called
    """The parts of a classifier; nothing for a kind that is not registered here."""
    return Parts()


@parts.register
def _(classifier: NetworkClassifier) -> Parts:
    network = classifier.network_
    last = network.layers[-1]
    if not isinstance(last, Dense):
        return Parts(_of_first_layer(network))
    weight, bias = last.parameters["weight"], last.parameters["bias"]
    names = output_names(classifier)
    outputs = OutputWeights(f"{network.names[-1]}.weight", weight, bias, "unit", names)
    return Parts(_of_first_layer(network), outputs)


@parts.register
def _(classifier: SoftmaxRegression) -> Parts:
    names, weights = output_names(classifier), classifier.weights_
    outputs = OutputWeights("weight", weights, classifier.biases_, "pixel", names)
    return Parts(_planes(weights, names), outputs)


@parts.register
def _(classifier: SVM) -> Parts:
    names, weights = output_names(classifier), classifier.weights_
    is_single = weights.shape[1] == 1
    shown = names[1:] if is_single else names
    features = classifier.coordinates if classifier.features is not None else None
    if classifier.kernel == "rbf":
        outputs = OutputWeights("planes.weight", weights, classifier.biases_, "landmark", shown)
        return Parts(_landmarks(classifier, names), outputs, features)
    outputs = OutputWeights("planes.weight", weights, classifier.biases_, "feature", shown)
    # With deskewing, every drawing is sheared by its own angle before it is weighed.
    if classifier.features not in (None, "pixels") or classifier.deskew:
        return Parts(None, outputs, features)
    if classifier.directions_ is not None:
        weights = classifier.directions_ @ weights
    if is_single:
        weights = np.concatenate([-weights, weights], axis=1)
    return Parts(_planes(weights, names), outputs, features)


def _planes(weights: FloatArray, names: Sequence[str]) -> Gallery | None:
    """(784, classes), the weight of each pixel for each class; other weights are no pictures."""
    if len(weights) != 784:
        return None
    return Gallery(
        "planes",
        weights.T.reshape(-1, 28, 28),
        tuple(f"Digit {name}" for name in names),
        np.arange(len(names)),
        "The weights of the pixels in the sum for a digit: one picture for each digit.",
    )


def _of_first_layer(network: Network) -> Gallery | None:
    for layer, name, shape in zip(network.layers, network.names, network.shapes, strict=False):
        if isinstance(layer, Conv2D):
            return filter_gallery(network, name)
        if isinstance(layer, Dense):
            return _unit_gallery(layer, name, network.input_shape) if shape == (784,) else None
    return None


def _unit_gallery(layer: Dense, name: str, image_shape: tuple[int, ...]) -> Gallery:
    pictures = np.ascontiguousarray(layer.parameters["weight"].T).reshape(-1, *image_shape)
    return Gallery(
        "units",
        pictures,
        tuple(f"Unit {unit}" for unit in range(len(pictures))),
        np.arange(len(pictures)),
        f"What each unit of {name} looks for: ink on positive weights drives it up, ink on "
        "negative weights drives it down.",
    )


def _landmarks(svm: SVM, names: Sequence[str]) -> Gallery | None:
    """The landmarks with the largest weights, as pictures; None where rows are no pictures."""
    if svm.landmarks_[0].size != 784:
        return None
    weight = np.linalg.norm(svm.weights_, axis=1)
    which = np.argsort(-weight, kind="stable")[:SHOWN_LANDMARKS].astype(np.int64)
    titles = [f"Landmark {number}" for number in which]
    if svm.weights_.shape[1] > 1:
        best = svm.weights_[which].argmax(axis=1)
        titles = [f"{title}: for {names[i]}" for title, i in zip(titles, best, strict=True)]
    return Gallery(
        "landmarks",
        as_floats(svm.landmarks_[which].reshape(-1, 28, 28)),
        tuple(titles),
        which,
        "Training digits that every drawing is compared with; those with the largest weights "
        "first, each with the digit it supports most.",
    )


def filters(network: Network, layer: int | str) -> FloatArray:
    """A convolution's kernels: (filters, channels, kernel height, kernel width).

    Raises:
        ParameterError: there is no such layer, or it is no convolution.
    """
    index = layer_index(network, layer)
    found = network.layers[index]
    if not isinstance(found, Conv2D):
        raise ParameterError(
            "{name} is no convolution, so it has no filters", name=network.names[index]
        )
    return np.ascontiguousarray(found.parameters["weight"].transpose(3, 2, 0, 1))


def filter_gallery(network: Network, layer: str) -> Gallery:
    """Each filter as a picture: the mean of its kernels over all input channels."""
    kernels = filters(network, layer)
    count, channels = kernels.shape[:2]
    seen = f"the mean over its {channels} input channels" if channels > 1 else "its kernel"
    return Gallery(
        "filters",
        kernels.mean(axis=1),
        tuple(f"Filter {number}" for number in range(count)),
        np.arange(count),
        f"Every filter of {layer}, {seen}: it answers most where the picture looks like this.",
    )
