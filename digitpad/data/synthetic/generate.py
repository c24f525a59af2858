"""Labelled sets of synthetic ink, which goes through the same preprocessing as every drawing.

    GlyphVariant or non-digit  ->  WriterStyle  ->  Ink  ->  image (28, 28) uint8

`digitpad preview` draws sheets of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import SIDE
from digitpad.data.mnist import Dataset
from digitpad.data.stroke_variation import SYNTHETIC_STYLES, network_image
from digitpad.data.synthetic.digits import VARIANTS
from digitpad.data.synthetic.glyphs import GlyphVariant, Strokes
from digitpad.data.synthetic.non_digits import non_digit
from digitpad.ink.strokes import Ink

PART_SIZE = 500
"""How many drawings `draw` makes at a time."""


def synthetic_ink(variant: GlyphVariant, rng: np.random.Generator) -> Ink:
    """One digit in a random style."""
    return _in_random_style(variant.write, rng)


def draw(
    digits: int, non_digits: int, seed: int = 0, *, done: int = 0
) -> Iterator[tuple[int, Dataset]]:
    """Labelled synthetic drawings in parts of a few hundred, to show progress or stop early.

    Args:
        digits: how many digits; each class occurs equally often.
        non_digits: how many letters, signs and scribbles, labelled `NON_DIGIT`.
        seed: the same seed and counts give the same drawings.
        done: how many an earlier call has made, which was interrupted.

    Yields:
        How many are made so far, and the latest part: images (n, 28, 28) uint8.
    """
    classes = NON_DIGIT + (non_digits > 0)
    total = digits + non_digits
    for start in range(done, total, PART_SIZE):
        indices = range(start, min(start + PART_SIZE, total))
        rng = np.random.default_rng((seed, 4, start))
        images = np.empty((len(indices), SIDE, SIDE), np.uint8)
        labels = np.empty(len(indices), np.int64)
        for row, index in enumerate(indices):
            check_cancelled()
            labels[row] = index % 10 if index < digits else NON_DIGIT
            images[row] = network_image(_drawing(int(labels[row]), rng), rng)
        yield indices.stop, Dataset(images, labels, "synthetic ink", classes)


def synthetic_set(digits: int, non_digits: int = 0, seed: int = 0) -> Dataset:
    """All drawings of `draw` as one set."""
    parts = [part for _, part in draw(digits, non_digits, seed)]
    images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    return Dataset(images, labels, "synthetic ink", NON_DIGIT + (non_digits > 0))


def _drawing(label: int, rng: np.random.Generator) -> Ink:
    if label == NON_DIGIT:
        return _in_random_style(non_digit, rng)
    variants = [variant for variant in VARIANTS if variant.digit == label]
    shares = np.array([variant.share for variant in variants])
    return synthetic_ink(variants[rng.choice(len(variants), p=shares / shares.sum())], rng)


def _in_random_style(
    write: Callable[[np.random.Generator], Strokes], rng: np.random.Generator
) -> Ink:
    # The style is drawn before the strokes: the order decides which drawings a seed gives.
    style = SYNTHETIC_STYLES.style(rng)
    return style.write(write(rng), rng)
