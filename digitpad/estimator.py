"""scikit-learn's way of naming settings, without needing scikit-learn.

A classifier's constructor only stores what it is given. So its settings can be listed, changed and
copied from outside, which is all that grid search and pipelines ask for.
"""

from __future__ import annotations

import inspect
from typing import Any, Self

import numpy as np

from digitpad.errors import DatasetError, ParameterError
from digitpad.types import AnyArray, FloatArray

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
