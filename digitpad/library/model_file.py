"""A model: a classifier together with what its file says about it; loading and saving both.

The file itself is `digitpad.estimators.model_file`; which kinds of models there are is in
`digitpad.estimators.registry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

from digitpad.common.types import TensorShapes
from digitpad.estimators.base import Classifier
from digitpad.estimators.model_file import (
    FORMAT_VERSION,
    MAX_BYTES,
    Calibration,
    ModelDescription,
    check_answers,
    check_finite,
    check_shapes,
    read_description,
    read_model,
    write_model,
)
from digitpad.estimators.registry import model_kind

__all__ = [
    "FORMAT_VERSION",
    "MAX_BYTES",
    "Calibration",
    "Model",
    "ModelDescription",
    "check_finite",
    "check_model",
    "load_model",
    "parameter_count",
    "read_description",
    "save_model",
]


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier together with its description."""

    description: ModelDescription
    classifier: Classifier


def save_model(path: Path | str, model: Model, *, overwrite: bool = True) -> None:
    """Write a model, replacing the file whole or not at all.

    Raises:
        ModelFileError: a weight, a figure or the answer to a picture is NaN or infinite.
        FileExistsError: `overwrite` is false, and the file exists.
        OSError: the file cannot be written.
    """
    classifier = model.classifier
    tensors = classifier.tensors()
    check_finite(path, tensors)
    check_answers(path, classifier)
    write_model(path, model.description, tensors, classifier.as_network(), overwrite=overwrite)


def load_model(path: Path | str) -> Model:
    """Read a model file and check it against its own description.

    Raises:
        ModelFileError: the file is missing, damaged, of a newer digitpad, or does not fit.
    """
    classifier = read_model(path, _untrained)
    check_answers(path, classifier)
    return Model(classifier.description_, classifier)


def check_model(path: Path | str) -> tuple[ModelDescription, TensorShapes]:
    """All that `load_model` checks except the values of the tensors, in a millisecond.

    Raises:
        ModelFileError: as `load_model` does.
    """
    return check_shapes(path, _untrained)


def parameter_count(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """The size of all tensors together.

    Args:
        shapes: of the tensors, by their names.
    """
    return sum(prod(shape) for shape in shapes.values())


def _untrained(description: ModelDescription) -> Classifier:
    return model_kind(description.architecture).classifier(description.parameters)
