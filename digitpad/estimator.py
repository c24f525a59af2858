"""scikit-learn's way of naming settings, without needing scikit-learn.

A classifier's constructor only stores what it is given. So its settings can be listed, changed and
copied from outside, which is all that grid search and pipelines ask for.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any, Self

import numpy as np

from digitpad.errors import DatasetError, DatasetTypeError, NotFittedError, ParameterError
from digitpad.types import AnyArray, FloatArray, IntArray

SIDE = 28


class Estimator:
    """Lists and sets the arguments of its own constructor."""

    @classmethod
    def _parameter_names(cls) -> list[str]:
        return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The constructor's arguments by name, as they are now."""
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **parameters: Any) -> Self:
        """Change some of the constructor's arguments.

        Raises:
            ParameterError: there is no argument of that name.
        """
        known = self._parameter_names()
        for name, value in parameters.items():
            if name not in known:
                raise ParameterError(
                    f"{type(self).__name__} has no parameter {name!r}; it has {', '.join(known)}"
                )
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn wants to know; only scikit-learn itself asks, so it is there."""
        from sklearn.utils import (  # noqa: PLC0415 - not needed to run digitpad
            ClassifierTags,
            InputTags,
            Tags,
            TargetTags,
        )

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(three_d_array=True),
        )

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({settings})"


def as_images(X: Any) -> FloatArray:
    """Digits as (N, 28, 28) float32, from (N, 28, 28), (N, 784) or one (28, 28); uint8 is scaled.

    Raises:
        DatasetError: the shape is another, or a value is NaN or infinite.
    """
    array: AnyArray = np.asarray(X)
    if array.shape == (SIDE, SIDE):
        array = array[None]
    if array.ndim == 2 and array.shape[1] == SIDE * SIDE:
        array = array.reshape(-1, SIDE, SIDE)
    if array.ndim != 3 or array.shape[1:] != (SIDE, SIDE):
        raise DatasetError(
            f"digits come as (N, 28, 28) or (N, 784), but these have shape {array.shape}"
        )
    if array.dtype == np.uint8:
        return np.multiply(array, np.float32(1 / 255), dtype=np.float32)
    if array.dtype.kind not in "fiub":
        raise DatasetError(f"digits are numbers, but these have type {array.dtype}")
    images: FloatArray = array.astype(np.float32, copy=False)
    if not np.isfinite(images.sum()) and not np.isfinite(images).all():
        raise DatasetError("digits must be finite numbers, but there are NaN or infinite values")
    return images


def as_rows(X: Any, expected: int | None = None, name: str = "this classifier") -> FloatArray:
    """Vectors as (N, length) float32, from (N, length) or images (N, height, width).

    Args:
        X: the vectors; bytes are taken as 0 to 255 and scaled to 0 to 1.
        expected: the length, where it is known.
        name: of the classifier, for the message.

    Raises:
        DatasetError: not such an array, empty, of another length, or not finite.
    """
    if hasattr(X, "tocsr"):
        raise DatasetError("sparse matrices are not supported; X.toarray() gives a dense array")
    array: AnyArray = np.asarray(X)
    if array.dtype.kind == "c":
        raise DatasetError("Complex data not supported; features are real numbers")
    if array.ndim == 3:
        array = array.reshape(len(array), -1)
    if array.ndim != 2:
        raise DatasetError(
            f"X has {array.ndim} dimensions, expected rows of features (N, length). Reshape your "
            "data with X.reshape(1, -1) if it is a single row"
        )
    count, length = array.shape
    if not count or not length:
        what = "sample" if not count else "feature"
        raise DatasetError(
            f"Found array with 0 {what}(s) (shape={array.shape}) while a minimum of 1 is required."
        )
    if expected is not None and length != expected:
        raise DatasetError(
            f"X has {length} features, but {name} is expecting {expected} features as input"
        )
    return _finite_floats(array)


def _finite_floats(array: AnyArray) -> FloatArray:
    if array.dtype == np.uint8:
        return np.multiply(array, np.float32(1 / 255), dtype=np.float32)
    if array.dtype.kind not in "fiubO":
        raise DatasetError(f"features are numbers, but these have type {array.dtype}")
    with np.errstate(over="ignore"):
        try:
            rows: FloatArray = array.astype(np.float32, order="C", copy=False)
        except TypeError as error:
            raise DatasetTypeError(f"features are numbers: {error}") from error
    if not np.isfinite(rows.sum()) and not np.isfinite(rows).all():
        raise DatasetError(
            "features must be finite, but there are NaN or infinite values (NaN, inf)"
        )
    return rows


def as_codes(y: Any, count: int) -> tuple[AnyArray, IntArray]:
    """The classes that occur, sorted, and which of them each of `count` labels is.

    Raises:
        DatasetError: the labels are not `count` names of at least two classes.
    """
    if y is None:
        raise DatasetError("fit requires y to be passed, but the target y is None")
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] == 1:
        _warn_about_column()
        labels = labels.ravel()
    if labels.shape != (count,):
        raise DatasetError(f"{count} digits need as many labels, not {labels.shape}")
    if labels.dtype.kind == "f":
        if not np.isfinite(labels).all():
            raise DatasetError("y must be finite, but there are NaN or infinite labels (NaN, inf)")
        if (labels != np.floor(labels)).any():
            raise DatasetError("Unknown label type: continuous numbers are no classes")
    classes, codes = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        raise DatasetError("learning needs digits of at least two classes, not of one class")
    return classes, codes.astype(np.int64)


def _warn_about_column() -> None:
    """In scikit-learn's own words and category where it is in use."""
    import warnings  # noqa: PLC0415

    module = sys.modules.get("sklearn.exceptions")
    category = module.DataConversionWarning if module else UserWarning
    warnings.warn(
        "A column-vector y was passed when a 1d array was expected", category, stacklevel=4
    )


def not_fitted() -> NotFittedError:
    """The error for a classifier that is asked too early.

    Where scikit-learn is in use, it is also an error of scikit-learn's own class of that name.
    """
    message = "this classifier has not been trained yet; call fit first"
    module = sys.modules.get("sklearn.exceptions")
    if module is None:
        return NotFittedError(message)
    both = type("NotFittedError", (NotFittedError, module.NotFittedError), {})
    error: NotFittedError = both(message)
    return error


class VectorClassifier(Estimator):
    """What all classifiers of plain vectors have in common.

    A subclass has `_logits(rows)`: (N, length) float32 in, (N, classes) float32 out.

    Attributes:
        classes_: the labels seen by `fit`, sorted.
        n_features_in_: the length of the vectors.
        temperature_: logits are divided by it before the softmax.
    """

    _estimator_type = "classifier"

    classes_: AnyArray
    n_features_in_: int
    temperature_: float

    def _logits(self, rows: FloatArray) -> FloatArray:
        raise NotImplementedError

    def _checked_rows(self, X: Any) -> FloatArray:
        if not hasattr(self, "classes_"):
            raise not_fitted()
        return as_rows(X, self.n_features_in_, type(self).__name__)

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes) float32; with two classes (N,), how much the second one leads."""
        logits = self._logits(self._checked_rows(X))
        return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes) float32; rows sum to 1."""
        logits = self._logits(self._checked_rows(X)) / np.float32(self.temperature_)
        exponentials: FloatArray = np.exp(logits - logits.max(axis=1, keepdims=True))
        exponentials /= exponentials.sum(axis=1, keepdims=True)
        return exponentials

    def judge(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and the probability (N,) that it is no digit, here always 0."""
        probabilities = self.predict_proba(X)
        return probabilities, np.zeros(len(probabilities), np.float32)

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each row, (N,)."""
        best = self._logits(self._checked_rows(X)).argmax(axis=1)
        chosen: AnyArray = self.classes_[best]
        return chosen

    def score(self, X: Any, y: Any) -> float:
        """The share of right answers."""
        return float(np.mean(self.predict(X) == np.asarray(y)))
