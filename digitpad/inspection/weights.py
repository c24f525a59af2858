"""What was learned, as pictures and figures.

mlp       a hidden unit's 784 weights     -> a picture of 28 x 28
cnn       a filter's kernel               -> a picture of 3 x 3 for each channel
softmax   a class's 784 weights           -> a plane of 28 x 28
svm       a landmark, a digit of the training set that others are compared with
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.baselines import SoftmaxRegression
from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.errors import ParameterError
from digitpad.inspection.activations import inspectable, layer_index
from digitpad.nn.layers import Conv2D, Dense
from digitpad.nn.network import Network
from digitpad.svm import SVM
from digitpad.types import AnyArray, FloatArray, IntArray

SHOWN_LANDMARKS = 200
NO_DIGIT = "no digit"


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
    """How much each thing below the outputs speaks for each of them.

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


def tensors(classifier: Classifier) -> dict[str, AnyArray]:
    """All weights by name, as they are when recognizing: a network's are the folded ones."""
    network = inspectable(classifier)
    return dict(classifier.tensors() if network is None else network.tensors())


def output_names(classifier: Classifier) -> tuple[str, ...]:
    """What each of the model's outputs stands for."""
    names = tuple(str(label) for label in classifier.classes_)
    if isinstance(classifier, NetworkClassifier) and classifier.network_.classes > len(names):
        names += (NO_DIGIT,)
    return names


def first_layer_pictures(classifier: Classifier) -> Gallery | None:
    """What the model weighs pixels with, or None where that is no picture.

    For a kernel machine, the landmarks that count most.
    """
    network = inspectable(classifier)
    if network is not None:
        return _of_first_layer(network)
    if isinstance(classifier, SVM) and classifier.kernel == "rbf":
        return landmarks(classifier)
    planes = pixel_planes(classifier)
    if planes is None:
        return None
    names = output_names(classifier)
    return Gallery(
        "planes",
        planes.T.reshape(-1, 28, 28),
        tuple(f"Digit {name}" for name in names),
        np.arange(len(names)),
        "Every pixel votes for a digit with this weight: one picture for each digit.",
    )


def no_pictures_because(classifier: Classifier) -> str:
    """Why `first_layer_pictures` is None, in a sentence; empty where it is not."""
    if first_layer_pictures(classifier) is not None:
        return ""
    return (
        "This model weighs features such as edges or waves, not pixels, so that its weights are "
        "no pictures."
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


def landmarks(machine: SVM, most: int = SHOWN_LANDMARKS) -> Gallery | None:
    """The landmarks with the largest weights, as pictures; None where rows are no pictures."""
    kept = machine.landmarks_
    if kept[0].size != 784:
        return None
    weight = np.linalg.norm(machine.weights_, axis=1)
    which = np.argsort(-weight, kind="stable")[:most].astype(np.int64)
    scale = np.float32(1 / 255) if kept.dtype == np.uint8 else np.float32(1)
    planes = machine.weights_[which]
    names = output_names(machine) if planes.shape[1] > 1 else None
    titles = [f"Landmark {number}" for number in which]
    if names:
        titles = [
            f"{title}: for {names[int(row.argmax())]}"
            for title, row in zip(titles, planes, strict=True)
        ]
    return Gallery(
        "landmarks",
        kept[which].reshape(-1, 28, 28).astype(np.float32) * scale,
        tuple(titles),
        which,
        "Training digits that every drawing is compared with; those with the largest weights "
        "first, each with the digit it speaks for most.",
    )


def pixel_planes(classifier: Classifier) -> FloatArray | None:
    """(784, classes): the weight of each pixel for each class of a linear model, or None."""
    if isinstance(classifier, SoftmaxRegression):
        weights: FloatArray = classifier.weights_
        return weights if len(weights) == 784 else None
    if not isinstance(classifier, SVM) or classifier.kernel != "linear":
        return None
    # With deskewing, every drawing is sheared by its own angle before it is weighed.
    if classifier.features not in (None, "pixels") or classifier.deskew:
        return None
    weights = classifier.weights_
    if classifier.directions_ is not None:
        weights = classifier.directions_ @ weights
    if weights.shape[1] == 1:
        weights = np.concatenate([-weights, weights], axis=1)
    return weights if len(weights) == 784 else None


def filters(network: Network, layer: int | str) -> FloatArray:
    """A convolution's kernels: (filters, channels, kernel height, kernel width).

    Raises:
        ParameterError: there is no such layer, or it is no convolution.
    """
    index = layer_index(network, layer)
    found = network.layers[index]
    if not isinstance(found, Conv2D):
        raise ParameterError(f"{network.names[index]} is no convolution, so it has no filters")
    return np.ascontiguousarray(found.parameters["weight"].transpose(3, 2, 0, 1))


def filter_gallery(network: Network, layer: int | str, channel: int | None = None) -> Gallery:
    """Each filter as a picture: its kernel for one input channel, or the mean over all."""
    kernels = filters(network, layer)
    name = network.names[layer_index(network, layer)]
    channels = kernels.shape[1]
    if channel is not None and not 0 <= channel < channels:
        raise ParameterError(f"{name} has {channels} input channels, so no channel {channel}")
    pictures = kernels.mean(axis=1) if channel is None else kernels[:, channel]
    seen = f"the mean over its {channels} input channels" if channels > 1 else "its kernel"
    if channel is not None:
        seen = f"its kernel for input channel {channel}"
    return Gallery(
        "filters",
        np.ascontiguousarray(pictures),
        tuple(f"Filter {number}" for number in range(len(kernels))),
        np.arange(len(kernels)),
        f"Every filter of {name}, {seen}: it answers most where the picture looks like this.",
    )


def output_weights(classifier: Classifier) -> OutputWeights | None:
    """What the outputs are added up from; None where there is no such layer."""
    names = output_names(classifier)
    network = inspectable(classifier)
    if network is not None:
        last = network.layers[-1]
        if not isinstance(last, Dense):
            return None
        weight, bias = last.parameters["weight"], last.parameters["bias"]
        return OutputWeights(f"{network.names[-1]}.weight", weight, bias, "unit", names)
    if isinstance(classifier, SoftmaxRegression):
        return OutputWeights("weight", classifier.weights_, classifier.biases_, "pixel", names)
    if isinstance(classifier, SVM):
        units = "landmark" if classifier.kernel == "rbf" else "feature"
        if classifier.weights_.shape[1] == 1:
            names = names[1:]
        return OutputWeights("planes.weight", classifier.weights_, classifier.biases_, units, names)
    return None
