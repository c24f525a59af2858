"""From habits and hands to a labelled set, through the same preprocessing as every drawing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.curves import Curve
from digitpad.data.synthetic.digits import HABITS
from digitpad.data.synthetic.habit import Habit
from digitpad.data.synthetic.hand import Hand
from digitpad.data.synthetic.symbols import non_digit
from digitpad.ink import PEN_FRACTION, Ink, Stroke, rasterize_fitted
from digitpad.interruption import breathe
from digitpad.preprocess import preprocess
from digitpad.types import ByteArray

NON_DIGIT = 10
"""The label of what is no digit, one past the digits."""

PART = 500
"""Drawings at a time."""

PAD = 200.0
"""Pad units a character is high."""


def synthetic_ink(habit: Habit, generator: np.random.Generator) -> Ink:
    """One digit of a habit, in a random hand."""
    return as_ink(Hand.random(generator).write(habit.write(generator), generator))


def as_ink(curves: list[Curve]) -> Ink:
    """Strokes on the pad."""
    return Ink(tuple(Stroke.of(curve * PAD) for curve in curves))


def draw(
    digits: int, non_digits: int, seed: int = 0, *, done: int = 0
) -> Iterator[tuple[int, Dataset]]:
    """Labelled synthetic drawings in parts of a few hundred, so that one can watch or stop.

    Args:
        digits: how many digits; each class comes equally often.
        non_digits: how many letters, signs and scribbles, labelled `NON_DIGIT`.
        seed: the same seed and counts give the same drawings.
        done: how many there are already, from an earlier call that was interrupted.

    Yields:
        How many there are so far, and the latest part: images (n, 28, 28) uint8.
    """
    classes = NON_DIGIT + (non_digits > 0)
    total = digits + non_digits
    for start in range(done, total, PART):
        places = range(start, min(start + PART, total))
        generator = np.random.default_rng((seed, 4, start))
        images = np.empty((len(places), 28, 28), np.uint8)
        labels = np.empty(len(places), np.int64)
        for index, place in enumerate(places):
            breathe()
            labels[index] = place % 10 if place < digits else NON_DIGIT
            ink = _drawing(int(labels[index]), generator)
            images[index] = network_image(ink, generator)
        yield places.stop, Dataset(images, labels, "synthetic ink", classes)


def synthetic_set(digits: int, non_digits: int = 0, seed: int = 0) -> Dataset:
    """All of `draw` at once."""
    parts = [part for _, part in draw(digits, non_digits, seed)]
    images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    return Dataset(images, labels, "synthetic ink", NON_DIGIT + (non_digits > 0))


def _drawing(label: int, generator: np.random.Generator) -> Ink:
    if label == NON_DIGIT:
        return as_ink(Hand.random(generator).write(non_digit(generator), generator))
    habits = [habit for habit in HABITS if habit.digit == label]
    shares = np.array([habit.share for habit in habits])
    return synthetic_ink(habits[generator.choice(len(habits), p=shares / shares.sum())], generator)


def network_image(ink: Ink, generator: np.random.Generator) -> ByteArray:
    """What the network would see of it, (28, 28) uint8; the pen is a little thinner or thicker."""
    pen = PEN_FRACTION * float(np.exp(generator.normal(0, 0.15)))
    image = preprocess(rasterize_fitted(ink, pen_fraction=pen), clean=True)
    assert image is not None  # noqa: S101 - a character always has ink
    return (image * 255 + 0.5).astype(np.uint8)
