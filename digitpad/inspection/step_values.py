"""The steps of classifiers without layers: what each puts out, and how a number is computed.

    image -> upright -> features -> principal components -> kernel to landmarks -> output
    (28, 28)              HOG         (features - mean)       exp(-|a - b|^2)     distances to
                                       x directions                              the hyperplanes

A vector machine has those of the steps that it uses, softmax regression the last one alone, other
classifiers none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.svm import SVM
from digitpad.features import extract
from digitpad.features.deskew import deskew
from digitpad.features.hog import SmoothHOG, smooth_histograms
from digitpad.inspection.activations import Observed, Place, observe
from digitpad.inspection.arithmetic import Arithmetic
from digitpad.nn.network import Network
from digitpad.svm.kernel import rbf_kernel

RECIPE = SmoothHOG()
"""The settings of the feature `smooth-hog`."""


@dataclass(frozen=True, eq=False)
class StepValues:
    """Every step's output for one image: `values[index]`, the logits last.

    Attributes:
        classifier: the one that was looked at.
        image: (28, 28) float32.
        names: of the steps: some of deskewed, features, directions, landmarks; output.
        outputs: one array a step: (28, 28, 1) of `deskewed`, else (units,).
    """

    classifier: Classifier
    image: FloatArray
    names: tuple[str, ...]
    outputs: tuple[FloatArray, ...]

    def __getitem__(self, index: int) -> FloatArray:
        return self.outputs[index]

    def input_of(self, index: int) -> FloatArray:
        """What a step took in, as a vector: the output of the one before it, or the image."""
        return (self.outputs[index - 1] if index else self.image).reshape(-1)

    @cached_property
    def histograms(self) -> FloatArray:
        """(cells, cells, directions) float32, what `smooth-hog` features are made of."""
        image = self.input_of(self.names.index("features")).reshape(28, 28, 1)
        return smooth_histograms(image, RECIPE.orientations, RECIPE.sharpness, RECIPE.cell)[..., 0]


ObservedModel = Observed | StepValues
"""What was put out by a network's layers, or by the steps of another classifier."""


def observe_model(
    classifier: Classifier, network: Network | None, image: FloatArray
) -> ObservedModel:
    """The outputs of all layers or steps for one image (28, 28).

    Args:
        classifier: of the model.
        network: its `inspectable` network; None if it has no layers.
        image: the model's input.
    """
    return step_values(classifier, image) if network is None else observe(network, image)


def step_values(classifier: Classifier, image: FloatArray) -> StepValues:
    """Pass one image (28, 28) through a classifier."""
    found: dict[str, FloatArray] = {}
    if isinstance(classifier, SVM):
        found = _before_the_planes(classifier, image)
    if isinstance(classifier, SVM | SoftmaxRegression):
        found["output"] = classifier.logits(image[None])[0]
    return StepValues(classifier, image, tuple(found), tuple(found.values()))


def _before_the_planes(svm: SVM, image: FloatArray) -> dict[str, FloatArray]:
    found, images = {}, image[None]
    if svm.deskew:
        images = deskew(images)
        found["deskewed"] = images[0, :, :, None]
    columns = images.reshape(1, -1)
    if svm.features is not None:
        columns = extract(images, svm.features)
        found["features"] = columns[0]
    if svm.mean_ is not None and svm.directions_ is not None:
        columns = (columns - svm.mean_) @ svm.directions_
        found["directions"] = columns[0]
    if svm.kernel == "rbf":
        found["landmarks"] = rbf_kernel(columns, svm.landmark_coordinates)[0]
    return found


def step_arithmetic(values: StepValues, index: int, unit: int) -> Arithmetic | None:
    """How `values[index][unit]` was computed; None for what is no sum of products.

    The products of a landmark are the squared differences to it: the value is the exponential of
    minus their sum. The kernel of a HOG feature is one over the length of its block.
    """
    kind = values.names[index]
    if kind == "deskewed":
        return None
    total = float(values[index][unit])
    terms = _terms_of_output(values, unit) if kind == "output" else _terms(values, index, unit)
    if terms is None:
        return None
    patch, kernel, bias = terms
    products = (patch - kernel) ** 2 if kind == "landmarks" else patch * kernel
    return Arithmetic(kind, patch, kernel, products, bias, total)


_Terms = tuple[FloatArray, FloatArray, float]
"""Inputs, what they are multiplied by, and the bias."""


def _terms_of_output(values: StepValues, unit: int) -> _Terms | None:
    classifier = values.classifier
    if not isinstance(classifier, SVM | SoftmaxRegression):
        return None
    # One plane parts two classes: the first one's logit is always 0.
    plane = unit - (values[-1].size - len(classifier.biases_))
    if plane < 0:
        return None
    bias = float(classifier.biases_[plane])
    return values.input_of(len(values.names) - 1), classifier.weights_[:, plane], bias


def _terms(values: StepValues, index: int, unit: int) -> _Terms | None:
    kind, taken, classifier = values.names[index], values.input_of(index), values.classifier
    if not isinstance(classifier, SVM):
        return None
    if kind == "landmarks":
        return taken, classifier.landmark_coordinates[unit], 0.0
    mean, directions = classifier.mean_, classifier.directions_
    if kind == "directions" and mean is not None and directions is not None:
        return taken - mean, directions[:, unit], 0.0
    feature = hog_feature(values, unit) if kind == "features" else None
    if feature is None:
        return None
    return feature.block, np.full_like(feature.block, feature.scale), 0.0


@dataclass(frozen=True, slots=True, eq=False)
class HogFeature:
    """What a HOG feature measures.

    Attributes:
        image: (28, 28) float32, the image whose gradients are counted, which may be deskewed.
        place: the pixels that count, those in the middle most.
        angle: of the gradient in degrees, clockwise from the right.
        block: (cells, directions) float32, the histograms of its block's cells.
        scale: one over the length of the block, by which its histograms are multiplied.
    """

    image: FloatArray
    place: Place
    angle: int
    block: FloatArray
    scale: np.float32


def hog_feature(values: StepValues, unit: int) -> HogFeature | None:
    """What a feature of a vector machine measures; None where features are not `smooth-hog`."""
    classifier = values.classifier
    if not (isinstance(classifier, SVM) and classifier.features == "smooth-hog"):
        return None
    side, directions, cell = RECIPE.blocks.side, RECIPE.orientations, RECIPE.cell
    image = values.input_of(values.names.index("features")).reshape(28, 28)
    at = RECIPE.position(unit)
    block = values.histograms[at.row : at.row + side, at.column : at.column + side]
    block = block.reshape(-1, directions)
    scale = np.float32(1 / np.sqrt((block**2).sum() + RECIPE.blocks.epsilon**2))
    top, left = (
        round(14 + (number - (RECIPE.cells - 1) / 2) * cell) - cell
        for number in (at.row + at.cell_row, at.column + at.cell_column)
    )
    rows, columns = ((max(first, 0), min(first + 2 * cell, 28)) for first in (top, left))
    place = Place(rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0])
    return HogFeature(image, place, 360 * at.direction // directions, block, scale)


def landmark_picture(values: StepValues, unit: int) -> FloatArray | None:
    """A landmark of a vector machine, (28, 28) float32; None where it is no picture."""
    classifier = values.classifier
    if not isinstance(classifier, SVM) or classifier.landmarks_[unit].size != 784:
        return None
    landmark = classifier.landmarks_[unit].reshape(28, 28)
    return as_floats(landmark) if landmark.dtype == np.uint8 else landmark
