"""How far a digit can be changed before it is misread: turned, moved, resized, thickened, soiled.

    digits -> changed a little more each time -> accuracy        a curve for each kind of change

What is changed is what the model sees, behind preprocessing, which takes away most of what a
drawing's size and place could do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.errors import Cancelled, DatasetError, ParameterError
from digitpad.inspection.mistakes import Progress, Stop
from digitpad.nn.parallel import as_network_input
from digitpad.types import AnyArray, FloatArray

COUNT = 1000
"""So many digits tell an accuracy to within about a percent."""

CENTRE = 14.0
"""The pixel at which a digit's centre of mass lies, which turning and resizing leave in place."""

_DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(frozen=True, slots=True)
class Change:
    """A way to change digits: what its values are measured in, and which are tried."""

    unit: str
    values: tuple[float, ...]
    unchanged: float


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Accuracy against how much was changed.

    Attributes:
        change: one of `CHANGES`.
        unit: what the values are measured in.
        values: (k,) float32, ascending.
        accuracies: (k,) float32.
        unchanged: the value at which nothing is changed.
    """

    change: str
    unit: str
    values: FloatArray
    accuracies: FloatArray
    unchanged: float


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
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> dict[str, Curve]:
    """One curve for each of `CHANGES`.

    Args:
        classifier: any.
        digits: a labelled set.
        count: so many of them, spread evenly over the set.
        progress: told after every value tried.
        cancelled: asked before it.

    Raises:
        Cancelled: `cancelled` said so.
        DatasetError: there are no digits.
    """
    if not len(digits):
        raise DatasetError(f"{digits.name}: there are no digits to change")
    which = np.linspace(0, len(digits) - 1, min(count, len(digits))).astype(np.int64)
    images, labels = as_network_input(digits.images[which]), digits.labels[which]
    total, done = sum(len(change.values) for change in CHANGES.values()), 0
    curves = {}
    for name, change in CHANGES.items():
        accuracies = []
        for value in change.values:
            if cancelled is not None and cancelled():
                raise Cancelled(f"stopped after {done} of {total} changes")
            answers = classifier.judge(changed(images, name, value))[0].argmax(axis=1)
            accuracies.append(float(np.mean(answers == labels)))
            done += 1
            if progress is not None:
                progress(done, total)
        curves[name] = Curve(
            name,
            change.unit,
            np.array(change.values, np.float32),
            np.array(accuracies, np.float32),
            change.unchanged,
        )
    return curves


def changed(images: FloatArray, change: str, value: float, seed: int = 0) -> FloatArray:
    """Digits (N, 28, 28) float32 changed by a value of one of `CHANGES`.

    A shift goes right, left, down and up in turns, one digit after the other.

    Raises:
        ParameterError: there is no such change.
    """
    if change not in CHANGES:
        raise ParameterError(f"change {change!r} is not known; there are {', '.join(CHANGES)}")
    if value == CHANGES[change].unchanged:
        return images.copy()
    if change == "rotation":
        angle = np.deg2rad(value)
        cosine, sine = np.cos(angle), np.sin(angle)
        return _moved(images, np.array([[cosine, sine], [-sine, cosine]]))
    if change == "size":
        return _moved(images, np.eye(2) / value)
    if change == "shift":
        return _shifted(images, value)
    if change == "stroke thickness":
        return _thickened(images, value)
    noise = np.random.default_rng(seed).standard_normal(images.shape, np.float32)
    return np.clip(images + noise * np.float32(value), 0, 1)


def _shifted(images: FloatArray, pixels: float) -> FloatArray:
    moved = np.empty_like(images)
    for turn, (x, y) in enumerate(_DIRECTIONS):
        mine = slice(turn, None, len(_DIRECTIONS))
        moved[mine] = _moved(images[mine], np.eye(2), (x * pixels, y * pixels))
    return moved


def _moved(
    images: FloatArray, source: AnyArray, shift: tuple[float, float] = (0.0, 0.0)
) -> FloatArray:
    """Each pixel at (x, y) from the centre takes its ink from source @ (x, y) - shift there.

    That is mostly between four pixels, and outside of the picture there is no ink.
    """
    height, width = images.shape[1:]
    y, x = np.mgrid[:height, :width].reshape(2, -1) - CENTRE
    from_x = source[0, 0] * x + source[0, 1] * y + CENTRE - shift[0]
    from_y = source[1, 0] * x + source[1, 1] * y + CENTRE - shift[1]
    outside = height * width
    flat = np.pad(images.reshape(len(images), height * width), ((0, 0), (0, 1)))
    moved = np.zeros((len(images), outside), np.float32)
    left, top = np.floor(from_x).astype(int), np.floor(from_y).astype(int)
    for row, down in ((top, 1 - (from_y - top)), (top + 1, from_y - top)):
        for column, across in ((left, 1 - (from_x - left)), (left + 1, from_x - left)):
            inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
            place = np.where(inside, row * width + column, outside)
            moved += flat[:, place] * (down * across).astype(np.float32)
    return moved.reshape(images.shape)


def _thickened(images: FloatArray, pixels: float) -> FloatArray:
    """Whole pixels by taking the darkest (or lightest) neighbour, the rest by blending."""
    extreme = np.maximum if pixels > 0 else np.minimum
    left = abs(pixels)
    while left > 0:
        grown = images.copy()
        for target, source in (
            (np.s_[:, 1:], np.s_[:, :-1]),
            (np.s_[:, :-1], np.s_[:, 1:]),
            (np.s_[:, :, 1:], np.s_[:, :, :-1]),
            (np.s_[:, :, :-1], np.s_[:, :, 1:]),
        ):
            grown[target] = extreme(grown[target], images[source])
        images = images + np.float32(min(left, 1)) * (grown - images)
        left -= 1
    return images
