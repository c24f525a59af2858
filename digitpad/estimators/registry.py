"""The kinds of models that there are, by name: networks and all others alike.

    model_kind("svm-hog").classifier({"C": 2.0}).fit(X, y)

This is the one place that says what `cnn` or `svm-hog` is: which classifier with which parameters,
what it can do, and the digits and settings that suit it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.types import TensorShapes
from digitpad.common.validation import fill_in, look_up
from digitpad.estimators.base import Classifier
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.nn.architectures import ARCHITECTURES, Architecture, architecture
from digitpad.training.settings import DEFAULT_SETTINGS, SLIGHTLY_VARIED, TrainingSettings


@dataclass(frozen=True, slots=True)
class ModelKind:
    """A kind of model.

    Attributes:
        name: as on the command line and in model files.
        summary: one sentence for people.
        usual: a classifier with the usual parameters that has learned nothing.
        parameters: what can be changed, with the usual values.
        settings: the training settings that suit it. Of a kind that does not train in epochs, only
            augmentation, ink, validation and seed count.
        copies: how many varied copies of each digit are learned from besides the digit itself;
            only of kinds that learn in one go.
    """

    name: str
    summary: str
    usual: Classifier
    parameters: Mapping[str, Any]
    settings: TrainingSettings
    copies: int = 0

    @property
    def trains_in_epochs(self) -> bool:
        """Whether it learns epoch by epoch and can start from weights; else it learns in one go."""
        return isinstance(self.usual, NetworkClassifier)

    def complete(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with the usual values filled in.

        Raises:
            ParameterError: a name is unknown, or a value is of another type.
        """
        if self.trains_in_epochs:
            return architecture(self.name).complete(parameters)
        complete = fill_in(self.name, self.parameters, parameters)
        _check_types(self.name, complete, self.parameters)
        return complete

    def classifier(self, parameters: Mapping[str, Any] | None = None) -> Classifier:
        """A classifier that has learned nothing yet.

        Raises:
            ParameterError: a parameter is unknown or of another type.
        """
        return copy.copy(self.usual).set_params(**self.complete(parameters or {}))

    def tensor_shapes(self, parameters: Mapping[str, Any], outputs: int = 10) -> TensorShapes:
        """Type and shape of each tensor of such a model; nothing is allocated.

        Raises:
            ParameterError: the parameters cannot work.
        """
        return self.classifier(parameters).tensor_shapes(outputs)


def _check_types(name: str, parameters: Mapping[str, Any], usual: Mapping[str, Any]) -> None:
    """Refuse values of other types than the usual ones; None is possible for text only."""
    for parameter, value in parameters.items():
        expected = type(usual[parameter])
        fits = type(value) is expected or (expected is float and type(value) is int)
        if not fits and not (expected is str and value is None):
            raise ParameterError(
                "{kind}: {parameter} is a {expected} such as {usual!r}, not {value!r}",
                kind=name,
                parameter=parameter,
                expected=expected.__name__,
                usual=usual[parameter],
                value=value,
            )


def _network(kind: Architecture) -> ModelKind:
    usual, settings = NetworkClassifier(kind.name), DEFAULT_SETTINGS[kind.name]
    return ModelKind(kind.name, kind.summary, usual, kind.parameters, settings)


def _in_one_go(
    name: str, summary: str, usual: Classifier, settings: TrainingSettings, copies: int = 0
) -> ModelKind:
    parameters = MappingProxyType(usual.get_params())
    return ModelKind(name, summary, usual, parameters, settings, copies)


_SOME_INK = TrainingSettings(synthetic=10_000, non_digits=4_000, pen_digits=3, pen_letters=1)
"""Fewer renderings than networks learn from: the kernel with all images is kept in memory."""

_ALL = (
    *map(_network, ARCHITECTURES.values()),
    _in_one_go(
        "svm-hog",
        "Support vector machine on directions of edges, compared with landmark digits.",
        SVM(features="smooth-hog", deskew=True, components=200, landmarks=3000, C=5.0, gamma=0.7),
        _SOME_INK.with_changes({"augmentation": SLIGHTLY_VARIED}),
        copies=1,
    ),
    _in_one_go(
        "svm-fourier",
        "Support vector machine on the waves that make up a picture, and their strengths.",
        SVM(features="waves+fourier", deskew=True, components=100, C=5.0, gamma=0.7),
        _SOME_INK,
    ),
    _in_one_go(
        "softmax",
        "Softmax regression: a weighted sum of the pixels for each digit.",
        SoftmaxRegression(),
        TrainingSettings(),
    ),
)

MODELS: Mapping[str, ModelKind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind of model by its name."""


def model_kind(name: str) -> ModelKind:
    """A kind of model by its name.

    Raises:
        ParameterError: there is no such kind; the message lists the names.
    """
    return look_up(MODELS, name, Phrase("model"))
