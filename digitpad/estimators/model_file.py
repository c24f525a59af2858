"""A model as a file: its weights as safetensors, and in the header what they are.

safetensors holds plain numbers and nothing that could run, tells the length of everything before
it comes, and can be opened by other programs. Before any weight is read, the header is checked
(`common.validation`) and compared with the kind of model it names: every tensor must be there, with
exactly the right shape. Networks have a `layout` in the header too, from which other programs can
rebuild them.

This module knows the format only. What a kind of model needs is passed in by the caller.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from safetensors.numpy import save

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import ModelFileError, NotFiniteError, ParameterError, Phrase
from digitpad.common.pixels import PIXELS
from digitpad.common.reading import parse_json
from digitpad.common.tensor_files import TensorFile, open_tensors
from digitpad.common.types import AnyArray, TensorShapes
from digitpad.common.validation import DescriptionError, build, shown
from digitpad.imaging.preprocess import PREPROCESSING_VERSION
from digitpad.nn.earlier_versions import (
    has_normalization,
    parameters_from_file,
    with_normalization,
    without_normalization,
)
from digitpad.nn.layer_list import layout_of
from digitpad.nn.network import Network
from digitpad.training.record import TrainingRecord

C = TypeVar("C")

FORMAT_VERSION = 3
"""Version 1 had no `layout`, and until version 2 a `cnn` had batch normalization."""

LEAST_TEMPERATURE = 1e-6
MAX_LABEL = 2**31 - 1
MAX_BYTES = 1 << 27
"""Forty times the largest model that ships with digitpad."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns a model's logits into probabilities and a decision "not a digit".

    Attributes:
        temperature: logits are divided by it before the softmax; 1 leaves them.
        non_digit_threshold: a drawing is no digit where the probability of that is above this.
        rejection_curve: rows of (threshold, share of digits rejected, share of non-digits
            accepted), each from 0 to 1; empty where it was not measured.
        calibrated: whether all this comes from data that the model was not trained on; None in
            files of earlier versions, which do not tell.
    """

    temperature: float = 1.0
    non_digit_threshold: float = 1.0
    rejection_curve: tuple[tuple[float, float, float], ...] = ()
    calibrated: bool | None = None

    def __post_init__(self) -> None:
        """Refuse values that cannot be used."""
        if not LEAST_TEMPERATURE <= self.temperature <= 1 / LEAST_TEMPERATURE:
            raise ParameterError(
                "calibration.temperature is {temperature}, expected a number above 0",
                temperature=self.temperature,
            )
        shares = [("non_digit_threshold", self.non_digit_threshold)]
        shares += [("rejection_curve", value) for row in self.rejection_curve for value in row]
        for name, value in shares:
            if not 0 <= value <= 1:
                raise ParameterError(
                    "calibration.{name} is {value}, expected a number from 0 to 1",
                    name=name,
                    value=value,
                )


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What a model file says about its weights.

    Attributes:
        name: for people; usually the file's name.
        architecture: a name from `digitpad.estimators.registry.MODELS`.
        parameters: of that kind of model, complete.
        classes: what the outputs stand for.
        preprocessing: the version of `digitpad.imaging.preprocess` that its training digits went
            through.
        training: the record of the run: settings, data, command, time.
        measured: figures such as `{"mnist_test_accuracy": 0.99}`.
        calibration: temperature and rejection.
        non_digits: whether there is one output more, for what is no digit.
        notes: the user's own words.
    """

    name: str
    architecture: str
    parameters: dict[str, Any]
    classes: tuple[int, ...] = tuple(range(10))
    preprocessing: int = PREPROCESSING_VERSION
    training: TrainingRecord = field(default_factory=TrainingRecord)
    measured: dict[str, float] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
    non_digits: bool = False
    notes: str = ""

    def __post_init__(self) -> None:
        """Refuse classes that cannot be told apart."""
        is_possible = all(abs(label) <= MAX_LABEL for label in self.classes)
        if len(set(self.classes)) < max(2, len(self.classes)) or not is_possible:
            raise ParameterError(
                "classes are {classes}, expected at least two different numbers",
                classes=shown(list(self.classes)),
            )

    @property
    def outputs(self) -> int:
        """How many logits the model has."""
        return len(self.classes) + self.non_digits

    @property
    def temperature(self) -> float:
        """What the logits are divided by."""
        return self.calibration.temperature

    @property
    def non_digit_threshold(self) -> float:
        """A drawing is no digit where the probability of that is above this."""
        return self.calibration.non_digit_threshold

    @property
    def is_calibrated(self) -> bool:
        """Whether probabilities and threshold come from data that it was not trained on."""
        calibration = self.calibration
        if calibration.calibrated is not None:
            return calibration.calibrated
        return calibration.temperature != 1 or bool(calibration.rejection_curve)

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "training": self.training.to_dict()}


def write_model(
    path: Path | str,
    description: ModelDescription,
    tensors: Mapping[str, AnyArray],
    network: Network | None = None,
    *,
    overwrite: bool = True,
) -> None:
    """Write a model, replacing the file whole or not at all.

    Args:
        path: of the file.
        description: what it says about the weights.
        tensors: all weights, by name.
        network: the classifier as a network, whose layout is written for other programs.
        overwrite: replace the file if it exists.

    Raises:
        ModelFileError: a tensor or a figure of the description is NaN or infinite, or its text
            cannot be read again.
        FileExistsError: `overwrite` is false, and the file exists.
        OSError: the file cannot be written.
    """
    check_finite(path, tensors)
    header = {"format_version": FORMAT_VERSION, **description.to_dict()}
    if network is not None:
        header["layout"] = layout_of(network, description.classes, tensors)
    try:
        text = json.dumps(header, sort_keys=True, allow_nan=False)
        json.dumps(header, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ModelFileError(
            "{path}: not saved, since its description holds text that is no valid text (UTF-8)",
            path=path,
        ) from error
    except ValueError as error:
        raise ModelFileError(
            "{path}: not saved, since a figure of its description is not finite", path=path
        ) from error
    contiguous = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
    write_atomically(path, save(contiguous, {"digitpad": text}), overwrite=overwrite)


def check_finite(path: Path | str, tensors: Mapping[str, AnyArray]) -> None:
    """Raise a `ModelFileError` that names the tensor if a value is NaN or infinite."""
    for name, tensor in tensors.items():
        if not np.isfinite(tensor).all():
            raise ModelFileError(
                "{path}: tensor {name} holds NaN or infinite values, which no model can answer "
                "with",
                path=path,
                name=name,
            )


def check_answers(path: Path | str, classifier: Any) -> None:
    """Raise a `ModelFileError` if weights that are finite overflow on the way to an answer.

    Args:
        path: of the file, for the message.
        classifier: a `digitpad.estimators.base.Classifier`.
    """
    count = getattr(classifier, "n_features_in_", PIXELS)
    pictures = np.random.default_rng(0).random((1, count), np.float32)
    try:
        classifier.predict_with_rejection(pictures)
    except NotFiniteError as error:
        raise ModelFileError(
            "{path}: its answer to a picture is not a finite number", path=path
        ) from error


def read_description(path: Path | str) -> ModelDescription:
    """Only the header of a model file. Raises `ModelFileError`."""
    with _opened(path) as file:
        return _description(file)


def check_shapes(
    path: Path | str, untrained: Callable[[ModelDescription], Any]
) -> tuple[ModelDescription, TensorShapes]:
    """The header, compared with the file's tensors; their values are not read.

    Args:
        path: of the file.
        untrained: gives the classifier of a description, a `digitpad.estimators.base.Classifier`.

    Raises:
        ModelFileError: the file is missing, damaged, of a newer digitpad, or does not fit.
    """
    with _opened(path) as file:
        description, _, shapes = _checked(file, untrained)
    return description, shapes


def read_model(path: Path | str, untrained: Callable[[ModelDescription], C]) -> C:
    """The classifier of a file, with all tensors, which are finite, and the header.

    Args:
        path: of the file.
        untrained: as for `check_shapes`.

    Raises:
        ModelFileError: the file is missing, damaged, of a newer digitpad, or does not fit.
    """
    with _opened(path) as file:
        description, classifier, _ = _checked(file, untrained)
        tensors = {name: file.read(name) for name in file.tensors}
    check_finite(path, tensors)
    if has_normalization(tensors):
        _check_variances(path, tensors)
        tensors = without_normalization(tensors)
        check_finite(path, tensors)
    classifier.load_tensors(tensors, np.array(description.classes), description.temperature)
    classifier.description_ = description
    found: C = classifier
    return found


def _check_variances(path: Path | str, tensors: Mapping[str, AnyArray]) -> None:
    for name, tensor in tensors.items():
        if name.endswith("variance") and (tensor < 0).any():
            raise ModelFileError(
                "{path}: tensor {name} holds {found:g}, expected variances of at least 0",
                path=path,
                name=name,
                found=tensor.min(),
            )


def _checked(
    file: TensorFile, untrained: Callable[[ModelDescription], Any]
) -> tuple[ModelDescription, Any, TensorShapes]:
    description = _description(file)
    try:
        classifier = untrained(description)
        shapes: TensorShapes = classifier.tensor_shapes(description.outputs)
    except ParameterError as error:
        raise ModelFileError("{path}: {error}", path=file.path, error=error) from error
    is_earlier = description.architecture == "cnn" and has_normalization(file.tensors)
    _check_shapes(file, with_normalization(shapes) if is_earlier else shapes)
    return description, classifier, shapes


@contextmanager
def _opened(path: Path | str) -> Iterator[TensorFile]:
    """The file, open; what is wrong with it is a `ModelFileError`."""
    try:
        with open_tensors(path, MAX_BYTES, Phrase("model file")) as file:
            yield file
    except FileNotFoundError as error:
        raise ModelFileError("{path}: there is no such model file", path=path) from error
    except DescriptionError as error:
        raise ModelFileError(error.template, **error.values) from error


def _description(file: TensorFile) -> ModelDescription:
    path, text = file.path, file.metadata.get("digitpad")
    if text is None:
        raise ModelFileError(
            "{path}: a safetensors file, but its header has no digitpad entry", path=path
        )
    header = parse_json(text, path)
    if not isinstance(header, dict) or type(header.get("format_version")) is not int:
        raise ModelFileError(
            "{path}: its header has no format_version, expected a whole number", path=path
        )
    if header["format_version"] > FORMAT_VERSION:
        raise ModelFileError(
            "{path}: format version {version} is newer than the {format_version} that "
            "this digitpad reads; a newer digitpad is needed",
            path=path,
            version=header["format_version"],
            format_version=FORMAT_VERSION,
        )
    # The layout is for other programs; here it follows from architecture and parameters.
    known = {k: v for k, v in header.items() if k not in ("format_version", "layout")}
    found = build(ModelDescription, known, path)
    return found.changed(parameters=parameters_from_file(found.architecture, found.parameters))


_TYPES: dict[type, str] = {np.float32: "F32", np.uint8: "U8"}
"""Names in safetensors of the number types that models hold."""


def _check_shapes(file: TensorFile, expected: TensorShapes) -> None:
    path, found = file.path, file.tensors
    if missing := sorted(set(expected) - set(found)):
        raise ModelFileError("{path}: tensor {missing} is missing", path=path, missing=missing[0])
    if surplus := sorted(set(found) - set(expected)):
        raise ModelFileError(
            "{path}: tensor {surplus} does not belong to the architecture",
            path=path,
            surplus=surplus[0][:60],
        )
    for name, (number, shape) in expected.items():
        entry = found[name]
        if entry.dtype != _TYPES[number] or entry.shape != shape:
            raise ModelFileError(
                "{path}: tensor {name} is {found_type} {found_shape}, expected {type} {shape}",
                path=path,
                name=name,
                found_type=entry.dtype,
                found_shape=entry.shape,
                type=_TYPES[number],
                shape=shape,
            )
