"""How far a digit can be changed before it is misread: rotation, shift, size, thickness, noise.

    digits -> changed a little more each time -> accuracy        a curve for each kind of change

The images that the model sees are changed, after preprocessing. A drawing's own size and position
matter less, since preprocessing normalizes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from digitpad.common.errors import Cancelled, DatasetError, ParameterError
from digitpad.common.pixels import SIDE, as_floats
from digitpad.common.progress import Report
from digitpad.common.types import AnyArray, FloatArray
from digitpad.data.augmentation import warp
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.evaluation.metrics import Stop

COUNT = 1000
"""Digits that are enough to measure an accuracy to within about a percent."""

CENTRE = 14.0
"""The pixel of a digit's centre of mass, which rotating and resizing leave in place."""

_DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(frozen=True, slots=True)
class Change:
    """A way to change digits: its unit, the values tried, and the one that changes nothing."""

    unit: str
    values: tuple[float, ...]
    unchanged: float


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Accuracy against how much was changed.

    Attributes:
        change: one of `CHANGES`.
        accuracies: (k,) float32, one for each of the change's values.
    """

    change: str
    accuracies: FloatArray

    @property
    def values(self) -> FloatArray:
        """(k,) float32, ascending."""
        return np.array(CHANGES[self.change].values, np.float32)

    @property
    def unchanged(self) -> float:
        """The value at which nothing is changed."""
        return CHANGES[self.change].unchanged


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "rotation": Change("degrees", tuple(range(-60, 61, 10)), 0.0),
        "shift": Change("pixels", tuple(range(7)), 0.0),
        "size": Change("times", (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4), 1.0),
        "stroke thickness": Change("pixels a side", (-1, -0.5, 0, 0.5, 1, 1.5, 2), 0.0),
        "noise": Change("standard deviation", (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 0.0),
    }
)


def robustness(
    classifier: Classifier,
    digits: Dataset,
    *,
    count: int = COUNT,
    progress: Report | None = None,
    cancelled: Stop | None = None,
) -> dict[str, Curve]:
    """One curve for each of `CHANGES`.

    Args:
        classifier: any.
        digits: a labelled set.
        count: how many of them, spread evenly over the set.
        progress: called after every value.
        cancelled: asked before every value.

    Raises:
        Cancelled: `cancelled` returned True.
        DatasetError: there are no digits.
    """
    if not len(digits):
        raise DatasetError("{name}: there are no digits to change", name=digits.name)
    which = np.linspace(0, len(digits) - 1, min(count, len(digits))).astype(np.int64)
    images, labels = as_floats(digits.images[which]), digits.labels[which]
    total, done = sum(len(change.values) for change in CHANGES.values()), 0
    curves = {}
    for name, change in CHANGES.items():
        accuracies: list[float] = []
        for value in change.values:
            if cancelled is not None and cancelled():
                raise Cancelled("stopped after {done} of {total} changes", done=done, total=total)
            answers = classifier.predict(changed(images, name, value))
            accuracies.append(float(np.mean(answers == labels)))
            done += 1
            if progress is not None:
                progress(done, total)
        curves[name] = Curve(name, np.array(accuracies, np.float32))
    return curves


def changed(images: FloatArray, change: str, value: float, seed: int = 0) -> FloatArray:
    """Digits (N, 28, 28) float32 changed by a value of one of `CHANGES`.

    Shifts go right, left, down and up in turn from one digit to the next.

    Raises:
        ParameterError: there is no such change.
    """
    if change not in CHANGES:
        raise ParameterError(
            "change {change!r} is not known; there are {changes}",
            change=change,
            changes=", ".join(CHANGES),
        )
    if value == CHANGES[change].unchanged:
        return images.copy()
    if change == "rotation":
        angle = np.deg2rad(value)
        cosine, sine = np.cos(angle), np.sin(angle)
        return _mapped(images, np.array([[cosine, sine], [-sine, cosine]]))
    if change == "size":
        return _mapped(images, np.eye(2) / value)
    if change == "shift":
        moved = np.empty_like(images)
        for turn, (x, y) in enumerate(_DIRECTIONS):
            mine = slice(turn, None, len(_DIRECTIONS))
            moved[mine] = _mapped(images[mine], np.eye(2), (x * value, y * value))
        return moved
    if change == "stroke thickness":
        return _thickened(images, value)
    noise = np.random.default_rng(seed).standard_normal(images.shape, np.float32)
    return np.clip(images + noise * np.float32(value), 0, 1)


def _mapped(
    images: FloatArray, source: AnyArray, shift: tuple[float, float] = (0.0, 0.0)
) -> FloatArray:
    """The pixel at (x, y) from the centre takes its ink from source @ (x, y) - shift."""
    y, x = np.mgrid[:SIDE, :SIDE].reshape(2, -1) - CENTRE
    from_x, from_y = source @ np.stack([x, y]) + CENTRE - np.array(shift)[:, None]
    places = [np.tile(at.astype(np.float32), (len(images), 1)) for at in (from_x, from_y)]
    return warp(images, *places)


def _thickened(images: FloatArray, pixels: float) -> FloatArray:
    """Dilate (or erode) by whole pixels, and blend for the rest."""
    extreme = np.maximum if pixels > 0 else np.minimum
    left = abs(pixels)
    while left > 0:
        padded = np.pad(images, ((0, 0), (1, 1), (1, 1)), mode="edge")
        grown = images
        for y, x in ((0, 1), (2, 1), (1, 0), (1, 2)):
            grown = extreme(grown, padded[:, y : y + SIDE, x : x + SIDE])
        images = images + np.float32(min(left, 1)) * (grown - images)
        left -= 1
    return images
