"""What classifiers take: pictures or rows of features, labels, and weights; all checked here.

X is (N, height, width) or (N, length): a NumPy array, a pandas DataFrame, or nested lists.

The rule for pixels, the same for every classifier:

    uint8                                           0 to 255: divided by 255
    pictures from 0 to 1                            taken as they are
    pictures of whole numbers up to 255, or of
    fractions up to 255, most of the ink above 2    0 to 255: divided by 255
    8 x 8 pictures of whole numbers up to 16        0 to 16, as in scikit-learn: divided by 16;
                                                    larger pictures with so few values are refused
    anything else                                   refused by classifiers that only take pictures;
                                                    others take the numbers as they are

Pictures are three-dimensional input, or rows whose length is the square of 8 or more, without
negative values. `fit` decides and keeps the decision as `input_scale_`. When predicting, every
classifier of pixels still tells 0 to 1 and 0 to 255 apart, so that fitting on one scale and
predicting on the other gives the same answers.
"""

from __future__ import annotations

import math
import sys
import warnings
from typing import Any

import numpy as np

from digitpad.common.errors import DatasetError, DatasetTypeError
from digitpad.common.pixels import SIDE, as_floats
from digitpad.common.types import AnyArray, FloatArray, IntArray

SMALLEST_SIDE = 8
TOLERANCE = 0.01
"""Pixels from 0 to 1 may lie outside by this much, as after resizing."""

CLEARLY_ABOVE_ONE = 2.0
"""Fractions whose median, without zeros, lies above this are no pixels from 0 to 1."""


def as_array(X: Any, expected: int | None = None, name: str = "this classifier") -> AnyArray:
    """Pictures (N, height, width) or rows (N, length), finite numbers of any numeric type.

    Args:
        X: the input; a single picture (28, 28) becomes (1, 28, 28).
        expected: how many numbers a picture or row has, where it is known.
        name: of the classifier, for the message.

    Raises:
        DatasetError: not such an array, empty, of another length, or not finite.
    """
    if hasattr(X, "tocsr"):
        raise DatasetError("sparse matrices are not supported; X.toarray() gives a dense array")
    array: AnyArray = np.asarray(X)
    if array.dtype.kind == "c":
        raise DatasetError("Complex data not supported; features are real numbers")
    if array.shape == (SIDE, SIDE) and expected in (None, SIDE * SIDE):
        array = array[None]
    if array.ndim not in (2, 3):
        raise DatasetError(
            "X has {ndim} dimensions, expected pictures (N, height, width) or rows (N, length). "
            "Reshape your data with X.reshape(1, -1) if it is a single row",
            ndim=array.ndim,
        )
    length = math.prod(array.shape[1:])
    if not len(array) or not length:
        raise DatasetError(
            "Found array with 0 {what}(s) (shape={shape}) while a minimum of 1 is required.",
            what="feature" if len(array) else "sample",
            shape=array.shape,
        )
    if expected is not None and length != expected:
        raise DatasetError(
            "X has {length} features, but {name} is expecting {expected} features as input "
            "(found shape {shape})",
            shape=array.shape,
            length=length,
            name=name,
            expected=expected,
        )
    return _finite(array)


def _finite(array: AnyArray) -> AnyArray:
    if array.dtype == object:
        try:
            array = array.astype(np.float64)
        except TypeError as error:
            raise DatasetTypeError("features are numbers: {error}", error=error) from error
        except ValueError as error:
            raise DatasetError("features are numbers: {error}", error=error) from error
    if array.dtype.kind not in "fiub":
        raise DatasetError("features are numbers, but these have type {dtype}", dtype=array.dtype)
    if array.dtype.kind == "f":
        with np.errstate(over="ignore", invalid="ignore"):
            array = array.astype(np.float32, order="C", copy=False)
            if not np.isfinite(array.sum()) and not np.isfinite(array).all():
                raise DatasetError(
                    "features must be finite, but there are NaN or infinite values (NaN, inf)"
                )
    return array


def pixel_scale(array: AnyArray, *, pictures_only: bool = False) -> float | None:
    """What numbers like these are divided by to lie between 0 and 1; None for no pixels at all.

    Args:
        array: from `as_array`.
        pictures_only: whether the classifier cannot work with anything else than pictures.

    Raises:
        DatasetError: a classifier of pictures gets numbers that cannot be pixels.
    """
    if array.dtype == np.uint8:
        return 1.0 if is_of_pictures(array) else 255.0
    if not is_of_pictures(array):
        return None
    low, high = float(array.min()), float(array.max())
    if low >= -TOLERANCE and high <= 1 + TOLERANCE:
        return 1.0
    whole = array.dtype.kind != "f" or bool((array == np.floor(array)).all())
    if low >= 0 and high <= 255 and (whole or np.median(array[array > 0]) > CLEARLY_ABOVE_ONE):
        if high > 16 or not whole:
            return 255.0
        if math.prod(array.shape[1:]) == SMALLEST_SIDE**2:
            return 16.0
    if pictures_only:
        raise DatasetError(
            "pixels are uint8 from 0 to 255 or floats from 0 to 1, but these lie between {low:g} "
            "and {high:g}",
            low=low,
            high=high,
        )
    return None


def is_of_pictures(array: AnyArray) -> bool:
    """Whether an array from `as_array` has the shape of pictures."""
    return array.ndim == 3 or square_side(array.shape[1]) is not None


def square_side(length: int) -> int | None:
    """The side of square pictures with this many pixels, from 8 x 8 on; None if there are none."""
    side = math.isqrt(length)
    return side if side >= SMALLEST_SIDE and side * side == length else None


def scaled(array: AnyArray, scale: float | None, *, pictures_only: bool = False) -> FloatArray:
    """The numbers as a classifier works with them, float32; the shape stays.

    Args:
        array: from `as_array`.
        scale: what `fit` decided by `pixel_scale`. At 1, pixels from 0 to 255 are told apart and
            divided by 255. At any other scale, floats from 0 to 1 are told apart and taken as they
            are: at 0 to 255, not even a faint digit has only pixels up to 1.
        pictures_only: as for `pixel_scale`.

    Raises:
        DatasetError: as `pixel_scale`.
    """
    if array.dtype == np.uint8 and scale is not None:
        return as_floats(array)
    if scale == 1.0:
        scale = pixel_scale(array, pictures_only=pictures_only)
    elif scale is not None and array.dtype.kind == "f" and 0 <= array.min() <= array.max() <= 1:
        scale = 1.0
    floats: FloatArray = array.astype(np.float32, copy=False)
    return floats if scale in (None, 1.0) else floats * np.float32(1 / scale)


def as_rows(inputs: FloatArray) -> FloatArray:
    """Pictures (N, height, width) as rows (N, length); rows stay."""
    return inputs.reshape(len(inputs), -1)


def as_codes(y: Any, count: int) -> tuple[AnyArray, IntArray]:
    """The classes that occur, sorted, and which of them each of `count` labels is.

    Raises:
        DatasetError: the labels are not `count` names of at least two classes.
    """
    labels = as_labels(y, count)
    classes, codes = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        raise DatasetError("learning needs digits of at least two classes, not of one class")
    return classes, codes.astype(np.int64)


def codes_among(classes: AnyArray, labels: AnyArray) -> IntArray:
    """Which of the classes, sorted, each label is, (N,) int64.

    Raises:
        DatasetError: a label is none of them.
    """
    places = np.minimum(np.searchsorted(classes, labels), len(classes) - 1)
    strangers = np.flatnonzero(classes[places] != labels)
    if len(strangers):
        raise DatasetError(
            "label {label} is not among the classes {classes}",
            label=labels[strangers[0]],
            classes=", ".join(map(str, classes)),
        )
    return places.astype(np.int64)


def as_labels(y: Any, count: int) -> AnyArray:
    """Labels (N,), numbers or texts.

    Raises:
        DatasetError: they are not `count` names of classes.
    """
    if y is None:
        raise DatasetError("fit requires y to be passed, but the target y is None")
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] == 1:
        _warn_about_column()
        labels = labels.ravel()
    if labels.shape != (count,):
        raise DatasetError(
            "{count} digits need as many labels, not {shape}", count=count, shape=labels.shape
        )
    if labels.dtype.kind == "f":
        if not np.isfinite(labels).all():
            raise DatasetError("y must be finite, but there are NaN or infinite labels (NaN, inf)")
        if (labels != np.floor(labels)).any():
            raise DatasetError("Unknown label type: continuous numbers are no classes")
    return labels


def _warn_about_column() -> None:
    """In scikit-learn's own words and category where it is in use."""
    module = sys.modules.get("sklearn.exceptions")
    category = module.DataConversionWarning if module else UserWarning
    warnings.warn(
        "A column-vector y was passed when a 1d array was expected", category, stacklevel=5
    )


def as_weights(sample_weight: Any, count: int) -> FloatArray | None:
    """How much each of `count` samples counts, (N,) float32; None where all count alike.

    Raises:
        DatasetError: not `count` finite numbers of 0 or more, one of them above 0.
    """
    if sample_weight is None:
        return None
    weights = np.asarray(sample_weight, np.float32)
    if weights.ndim == 0:
        weights = np.full(count, weights)
    if weights.ndim != 1 or len(weights) != count:
        raise DatasetError(
            "sample_weight has shape {shape}, expected ({count},): Sample weights must be 1D",
            shape=weights.shape,
            count=count,
        )
    if not np.isfinite(weights).all() or weights.min() < 0 or not weights.any():
        raise DatasetError(
            "sample weights are finite, 0 or more, and at least one weight is non-zero"
        )
    return weights


def feature_names(X: Any) -> AnyArray | None:
    """A DataFrame's column names, or None for other input.

    Raises:
        DatasetTypeError: some names are texts and some are not.
    """
    columns = getattr(X, "columns", None)
    if columns is None or callable(columns):
        return None
    names = np.asarray(columns, dtype=object)
    texts = sum(isinstance(name, str) for name in names)
    if texts and texts < len(names):
        raise DatasetTypeError(
            "Feature names are only supported if all input features have string names, but your "
            "input has names of several types"
        )
    return names if texts else None


def check_feature_names(X: Any, fitted: AnyArray | None, name: str) -> None:
    """Compare the columns with those seen by `fit`, in scikit-learn's words.

    Raises:
        DatasetError: there are other names, or they stand in another order.
    """
    found = feature_names(X)
    if found is None and fitted is None:
        return
    if fitted is None:
        warnings.warn(
            f"X has feature names, but {name} was fitted without feature names", stacklevel=4
        )
        return
    if found is None:
        warnings.warn(
            f"X does not have valid feature names, but {name} was fitted with feature names",
            stacklevel=4,
        )
        return
    if len(found) == len(fitted) and (found == fitted).all():
        return
    unseen, missing = sorted(set(found) - set(fitted)), sorted(set(fitted) - set(found))
    lines = ["The feature names should match those that were passed during fit."]
    if unseen:
        lines += ["Feature names unseen at fit time:", *_first_few(unseen)]
    if missing:
        lines += ["Feature names seen at fit time, yet now missing:", *_first_few(missing)]
    if not unseen and not missing:
        lines += ["Feature names must be in the same order as they were in fit."]
    raise DatasetError("{message}", message="\n".join(lines) + "\n")


def _first_few(names: list[str]) -> list[str]:
    shown = [f"- {name}" for name in names[:5]]
    return [*shown, "- ..."] if len(names) > 5 else shown
