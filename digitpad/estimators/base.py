"""What every classifier can do, whatever is inside.

    classifier.fit(X, y)                 learn                        (or fit_steps, with progress)
    classifier.predict(X)                answers (N,)
    classifier.predict_proba(X)          calibrated probabilities (N, classes)
    classifier.save("mine.safetensors")  and Classifier.load, to_onnx

Their parameters are those of an `Estimator`, their answers those of a `Predictor`. A subclass says
how it learns (`fit_steps`) and how it answers (`_logits`).
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import PIXELS
from digitpad.common.progress import FitProgress
from digitpad.common.types import AnyArray, FloatArray, IntArray, TensorShapes
from digitpad.common.user_folders import SUFFIX
from digitpad.common.validation import fill_in
from digitpad.estimators.inputs import (
    as_array,
    as_codes,
    as_labels,
    as_rows,
    as_weights,
    codes_among,
    feature_names,
    pixel_scale,
    scaled,
)
from digitpad.estimators.model_file import (
    Calibration,
    ModelDescription,
    check_answers,
    read_model,
    write_model,
)
from digitpad.estimators.predictor import Predictor
from digitpad.nn.network import Network
from digitpad.nn.onnx_export import export_onnx
from digitpad.training.events import EpochFinished, Event

SECONDS_BETWEEN_LINES = 0.5
"""The least time between two lines of `fit(..., verbose=True)`, except for epochs."""

SEEN = ("input_scale_", "n_features_in_", "feature_names_in_")
"""The attributes that `fit` sets from its input alone."""


class Classifier(Predictor):
    """Base of all classifiers: they learn, answer, and are kept in files."""

    _kinds: ClassVar[tuple[str, ...]] = ()
    """The names of the kinds of models, in files, that this class can be."""

    # Learning

    def fit(self, X: Any, y: Any, *, verbose: bool = False) -> Self:
        """Learn from labelled digits.

        Args:
            X: (N, height, width) or (N, length); see `digitpad.estimators.inputs` for pixels.
            y: (N,) labels, numbers or texts.
            verbose: print the progress.

        Raises:
            DatasetError: X or y cannot be learned from.
            ParameterError: an argument of the constructor cannot work.
            TrainingError: learning does not succeed.
        """
        self._run(self.fit_steps(X, y), verbose=verbose)
        return self

    @abstractmethod
    def fit_steps(self, X: Any, y: Any) -> Iterator[Event | FitProgress]:
        """`fit` as an iterator of progress events. Stop iterating to cancel."""

    def _run(self, steps: Iterable[Event | FitProgress], *, verbose: bool) -> None:
        last = 0.0
        for step in steps:
            text = progress_text(step) if verbose else ""
            now = time.monotonic()
            if text and (isinstance(step, EpochFinished) or now - last > SECONDS_BETWEEN_LINES):
                print(text)
                last = now

    def _input_to_fit(self, X: Any) -> tuple[FloatArray, dict[str, Any]]:
        """Checked and scaled X, its shape unchanged, and what to `_remember` after learning."""
        array = as_array(X)
        pictures_only = self._pictures_only()
        scale = pixel_scale(array, pictures_only=pictures_only)
        seen = {
            "input_scale_": scale,
            "n_features_in_": int(np.prod(array.shape[1:])),
            "feature_names_in_": feature_names(X),
        }
        return scaled(array, scale, pictures_only=pictures_only), seen

    def _remember(self, seen: Mapping[str, Any], **learned: Any) -> None:
        """Store what `fit` has seen and learned, all at once."""
        for outdated in ("description_", "temperature_", "is_calibrated_"):
            vars(self).pop(outdated, None)
        vars(self).update({**seen, **learned})
        if vars(self)["feature_names_in_"] is None:
            del self.feature_names_in_

    def _input_to_continue(
        self, X: Any, y: Any, classes: Any
    ) -> tuple[FloatArray, IntArray, AnyArray, dict[str, Any]]:
        """For `partial_fit`: checked X, which class each label is, the classes, what to remember.

        The first call decides the classes: those given, or where they are None, those in y.
        """
        if hasattr(self, "classes_"):
            inputs, known = self._input(X), self.classes_
            seen = {name: vars(self).get(name) for name in SEEN}
        else:
            inputs, seen = self._input_to_fit(X)
            labels = np.asarray(y if classes is None else classes)
            known, _ = as_codes(labels, len(labels))
        return inputs, codes_among(known, as_labels(y, len(inputs))), known, seen

    # Files

    @abstractmethod
    def tensors(self) -> dict[str, AnyArray]:
        """All weights, by name."""

    def tensor_shapes(self, outputs: int) -> TensorShapes:
        """Type and shape of each tensor of such a classifier of digits; nothing is allocated.

        Args:
            outputs: the classes, and one more where it knows non-digits.

        Raises:
            ParameterError: the parameters cannot work, or the class cannot be kept in a file.
        """
        raise self._not_kept()

    def _not_kept(self) -> ParameterError:
        return ParameterError(
            "{classifier} cannot be kept in a model file", classifier=type(self).__name__
        )

    def load_tensors(
        self, tensors: Mapping[str, AnyArray], classes: AnyArray, temperature: float
    ) -> Self:
        """Become the classifier of 28 x 28 pixels, 0 to 1, that gave these tensors.

        Args:
            tensors: by name, of the shapes that `tensor_shapes` says.
            classes: (classes,) the labels.
            temperature: see `temperature_`.
        """
        self.n_features_in_, self.input_scale_ = PIXELS, 1.0
        self.classes_, self.temperature_ = classes, temperature
        # What overflows here is found by the first answer.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            self._take_tensors(tensors)
        return self

    def _take_tensors(self, tensors: Mapping[str, AnyArray]) -> None:
        """The part of `load_tensors` that each class does in its own way."""
        raise self._not_kept()

    def save(self, path: Path | str) -> None:
        """Write a model file (safetensors), replacing it whole or not at all.

        Raises:
            ParameterError: the class, its input or its labels have no place in a model file.
            ModelFileError: a weight is NaN or infinite.
            OSError: the file cannot be written.
        """
        self._check_fitted()
        if not hasattr(self, "description_"):
            stored = {**self.get_params(), **self._file_parameters()}
            type(self)(**stored).tensor_shapes(self.outputs)  # raises where it cannot be kept
        check_answers(path, self)
        write_model(path, self.describe(Path(path).stem), self.tensors(), self.as_network())

    def describe(self, name: str) -> ModelDescription:
        """What a model file says about the classifier.

        Raises:
            ParameterError: its input is not 28 x 28 pixels, or its labels are no whole numbers.
        """
        if hasattr(self, "description_"):
            return self.description_
        self._check_fitted()
        if self.n_features_in_ != PIXELS or self.input_scale_ not in (1.0, 255.0):
            raise ParameterError(
                "a model of digits takes 28 x 28 pixels; this classifier was fitted on other "
                "input, {count} numbers each",
                count=self.n_features_in_,
            )
        if np.asarray(self.classes_).dtype.kind not in "iu":
            raise ParameterError(
                "a model of digits has whole numbers as classes, but these are {found}",
                found=", ".join(map(repr, self.classes_.tolist()[:3])),
            )
        return ModelDescription(
            name=name,
            architecture=self._kind(),
            parameters=self._file_parameters(),
            classes=tuple(int(label) for label in self.classes_),
            calibration=Calibration(
                float(self.temperature_),
                0.5 if self.knows_non_digits else 1.0,
                calibrated=self.is_calibrated_,
            ),
            non_digits=self.knows_non_digits,
        )

    def _kind(self) -> str:
        return self._kinds[0] if self._kinds else type(self).__name__

    def _file_parameters(self) -> dict[str, Any]:
        return self.get_params()

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read a model file that holds a classifier of this class.

        Raises:
            ModelFileError: it is missing, damaged, or of another class.
        """
        return read_model(path, cls._untrained)

    @classmethod
    def _untrained(cls, description: ModelDescription) -> Self:
        if description.architecture not in cls._kinds:
            raise ParameterError(
                "the model is of kind {found}, expected {expected}",
                found=description.architecture,
                expected=" or ".join(cls._kinds) or "none, as this class has no files",
            )
        return cls._of_kind(description)

    @classmethod
    def _of_kind(cls, description: ModelDescription) -> Self:
        """The classifier of a description, not yet trained."""
        fill_in(cls.__name__, dict.fromkeys(cls._parameter_names()), description.parameters)
        return cls(**description.parameters)

    def as_network(self) -> Network | None:
        """The classifier as a network of layers; None for one that is none."""
        return None

    def to_onnx(self, path: Path | str) -> None:
        """Write an ONNX file, which most other programs read. Needs the extra `onnx`.

        Raises:
            ParameterError: the classifier has no counterpart in ONNX.
            DigitpadError: the package `onnx` is not installed.
            OSError: the file cannot be written.
        """
        self._check_fitted()
        network = self.as_network()
        if network is None:
            raise ParameterError(
                "{name}: a vector machine cannot be written as ONNX, which has no counterpart to "
                "its features; {suffix}, .npz and CSV hold all its numbers",
                name=type(self).__name__,
                suffix=SUFFIX,
            )
        export_onnx(network, path, classes=self.classes_.tolist(), temperature=self.temperature_)


class WeightedClassifier(Classifier):
    """Base of the classifiers that can count some samples more than others."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None, *, verbose: bool = False) -> Self:
        """Learn from labelled digits.

        Args:
            X: (N, height, width) or (N, length); see `digitpad.estimators.inputs` for pixels.
            y: (N,) labels, numbers or texts.
            sample_weight: (N,) how much each sample counts, 0 or more; None for 1. A kernel's scale
                and the calibration treat all samples above 0 alike.
            verbose: print the progress.

        Raises:
            DatasetError: X or y cannot be learned from.
            ParameterError: an argument of the constructor cannot work.
            TrainingError: learning does not succeed.
        """
        self._run(self.fit_steps(X, y, sample_weight), verbose=verbose)
        return self

    @abstractmethod
    def fit_steps(self, X: Any, y: Any, sample_weight: Any = None) -> Iterator[FitProgress]:
        """`fit` as an iterator of progress events. Stop iterating to cancel."""

    def _rows(self, inputs: FloatArray) -> FloatArray:
        """What is learned from: (N, length)."""
        return as_rows(inputs)

    def _samples_to_fit(
        self, X: Any, y: Any, sample_weight: Any
    ) -> tuple[FloatArray, AnyArray, IntArray, FloatArray | None, dict[str, Any]]:
        """The samples whose weight is not 0.

        Returns:
            Rows, the classes that occur, which of them each sample is (N,), the weights (N,) or
            None where all are 1, and what to `_remember`.
        """
        inputs, seen = self._input_to_fit(X)
        rows = self._rows(inputs)
        labels, weights = as_labels(y, len(rows)), as_weights(sample_weight, len(rows))
        if weights is not None and not weights.all():
            counted = weights > 0
            rows, labels, weights = rows[counted], labels[counted], weights[counted]
        classes, codes = as_codes(labels, len(rows))
        return rows, classes, codes, weights, seen


def progress_text(step: Event | FitProgress) -> str:
    """One line about a step of learning; empty for steps not worth one."""
    if isinstance(step, FitProgress):
        count = f" {step.done}/{step.total}" if step.total else f" {step.done}"
        value = f", {step.value:.4g} of the start" if np.isfinite(step.value) else ""
        return f"{step.stage}{count}{value}"
    if isinstance(step, EpochFinished):
        validation = (
            f", validation accuracy {step.validation_accuracy:.2%}"
            if np.isfinite(step.validation_accuracy)
            else ""
        )
        return f"epoch {step.epoch}: loss {step.loss:.4f}, accuracy {step.accuracy:.2%}{validation}"
    return ""
