"""The named models that are no networks: the one place that says what `svm-hog` is.

Each is a classifier that learns in one go, with the digits that suit it and a few settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, Self

from digitpad.baselines import SoftmaxRegression
from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.svm import SVM, FitProgress
from digitpad.types import AnyArray, FloatArray

TensorShapes = dict[str, tuple[type, tuple[int, ...]]]


class Storable(Protocol):
    """A classifier that learns step by step and can be kept in a file."""

    classes_: AnyArray
    temperature_: float

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from labelled digits."""

    def fit_steps(self, X: Any, y: Any) -> Iterator[FitProgress]:
        """`fit`, telling how far it is."""

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The constructor's arguments by name."""

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes), before calibration."""

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes)."""

    def judge(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and the probability (N,) that it is no digit."""

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each, (N,)."""

    def tensors(self) -> dict[str, AnyArray]:
        """All weights and parameters, by name."""

    def tensor_shapes(self, classes: int) -> TensorShapes:
        """Type and shape of each tensor, once fitted to so many classes."""

    def load_tensors(
        self, tensors: dict[str, AnyArray], classes: AnyArray, temperature: float
    ) -> Self:
        """Become the classifier that gave these tensors."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of classifier that is no network.

    Attributes:
        name: as on the command line and in model files.
        summary: one sentence for people.
        parameters: what can be changed, with the usual values.
        build: makes the classifier, not yet trained, from such parameters.
        copies: how many varied copies of each digit are learned from besides the digit itself.
        augmentation: how the copies are varied.
        synthetic: how many digits of synthetic ink are learned from as well.
    """

    name: str
    summary: str
    parameters: Mapping[str, Any]
    build: Callable[..., Storable]
    copies: int = 0
    augmentation: Augmentation | None = None
    synthetic: int = 0

    def complete(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with the usual values filled in; unknown names are refused."""
        unknown = sorted(set(parameters) - set(self.parameters))
        if unknown:
            known = ", ".join(self.parameters)
            raise ParameterError(
                f"{self.name} has no parameter {unknown[0]!r}; its parameters are {known}"
            )
        for name, value in parameters.items():
            usual = self.parameters[name]
            fits = isinstance(value, bool) == isinstance(usual, bool) and (
                isinstance(value, type(usual))
                or (isinstance(usual, float) and isinstance(value, int))
            )
            if not fits:
                raise ParameterError(
                    f"{self.name}: {name} is a {type(usual).__name__} such as {usual!r}, "
                    f"not {value!r}"
                )
        return {**self.parameters, **parameters}

    def classifier(self, parameters: Mapping[str, Any] | None = None) -> Storable:
        """A classifier that has learned nothing yet."""
        return self.build(**self.complete(parameters or {}))


def _svm(**parameters: Any) -> Mapping[str, Any]:
    return MappingProxyType({**SVM().get_params(), **parameters})


_SLIGHTLY = Augmentation(rotation=7.5, scale=0.08, shear=0.1, shift=0.5, elastic=0.5)

_ALL = (
    Machine(
        name="svm-hog",
        summary="Support vector machine on directions of edges, compared with landmark digits.",
        parameters=_svm(
            features="smooth-hog", deskew=True, components=200, landmarks=3000, C=5.0, gamma=0.7
        ),
        build=SVM,
        copies=1,
        augmentation=_SLIGHTLY,
        synthetic=20_000,
    ),
    Machine(
        name="svm-fourier",
        summary="Support vector machine on the waves that make up a picture, and their strengths.",
        parameters=_svm(
            features="waves+fourier",
            deskew=True,
            components=100,
            landmarks=2000,
            C=5.0,
            gamma=0.7,
        ),
        build=SVM,
        synthetic=20_000,
    ),
    Machine(
        name="softmax",
        summary="Softmax regression: every pixel votes for every digit, and nothing else.",
        parameters=MappingProxyType(SoftmaxRegression().get_params()),
        build=SoftmaxRegression,
    ),
)

MACHINES: Mapping[str, Machine] = MappingProxyType({machine.name: machine for machine in _ALL})
