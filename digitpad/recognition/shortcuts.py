"""Functions for short programs: recognize a drawing, load a model or MNIST in one line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from digitpad.common.types import ByteArray, IntArray
from digitpad.data import mnist
from digitpad.estimators.base import Classifier
from digitpad.library import model_file
from digitpad.library.catalog import find_model
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer


def recognize(
    drawing: Any, model: str | Path | Classifier | Recognizer | None = None
) -> Recognition | None:
    """Recognize one digit.

    Args:
        drawing: a path to a picture or an ink file, a PIL picture, `digitpad.Ink`, an array
            (height, width) with bright ink on dark, or strokes, each a list of points (x, y) with
            x to the right and y down.
        model: a model's name, a model file, a fitted classifier or a `digitpad.Recognizer`; None
            for the default model.

    Returns:
        The answer, or None where nothing is drawn.

    Raises:
        ImageError, InkError: the drawing cannot be read.
        ModelFileError: there is no such model, or its file is damaged.

    Examples:
        >>> import digitpad
        >>> stroke = [(50, 20), (50, 120), (49, 220)]
        >>> digitpad.recognize([stroke]).digit
        1
    """
    if isinstance(model, Classifier):
        return Recognizer(model).recognize(drawing)
    if isinstance(model, Recognizer):
        return model.recognize(drawing)
    path = find_model(model)
    return _recognizer(path, path.stat().st_mtime_ns).recognize(drawing)


@lru_cache(maxsize=4)
def _recognizer(path: Path, _changed: int) -> Recognizer:
    """The recognizer of a file, kept until the file changes."""
    return Recognizer.load(path)


def load_model(model: str | Path | None = None) -> Classifier:
    """A fitted classifier by a bundled or own model's name, or from a model file.

    Args:
        model: None for the default model.

    Raises:
        ModelFileError: there is no such model, or its file is damaged.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> digitpad.load_model("mlp").predict(X[:3])
        array([7, 2, 1])
    """
    return model_file.load_model(find_model(model)).classifier


def save_model(classifier: Classifier, path: Path | str) -> None:
    """Write a fitted classifier of 28 x 28 pixels to a model file.

    Args:
        classifier: of a class that has files: networks, `SVM` and `SoftmaxRegression`.
        path: usually ending in `.safetensors`; the file is replaced whole or not at all.

    Raises:
        ParameterError: the class, its input or its labels have no place in a model file.
        ModelFileError: a weight is NaN or infinite.
        OSError: the file cannot be written.

    Examples:
        >>> import digitpad, pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "mine.safetensors")
        >>> digitpad.save_model(digitpad.load_model("softmax"), path)
        >>> digitpad.SoftmaxRegression.load(path)
        SoftmaxRegression()
    """
    classifier.save(path)


def load_mnist(part: Literal["train", "test"] = "train") -> tuple[ByteArray, IntArray]:
    """The bundled MNIST digits and their labels.

    Args:
        part: `train`, 60,000 digits, or `test`, 10,000 digits of other writers.

    Returns:
        X, (N, 28, 28) uint8, ink 255 on 0, and y, (N,) int64.

    Raises:
        DatasetError: a bundled file is missing or damaged.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> X.shape, y[:3]
        ((10000, 28, 28), array([7, 2, 1]))
    """
    digits = mnist.load_mnist(part)
    # The set itself is shared, and cannot be written to.
    return cast("ByteArray", digits.images.copy()), digits.labels.copy()
