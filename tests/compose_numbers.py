"""Rows of MNIST digits as one picture, near each other, touching, or one over the other's edge.

For tests and measurements of reading numbers.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image

from digitpad.imaging.components import label_components


@dataclass(frozen=True)
class ComposedRow:
    """A row, (H, W) uint8 with ink 255, what it says, and whether any of its digits touch."""

    image: np.ndarray
    text: str
    touching: bool


def compose_row(
    images: np.ndarray,
    labels: np.ndarray,
    gaps: np.ndarray,
    random: np.random.Generator,
    margin: int = 4,
) -> ComposedRow:
    """Digits (N, 28, 28) side by side; `gaps` (N - 1,) in their pixels, below 0 for overlap.

    Each stands up to two pixels higher or lower, as in a hand's row.
    """
    digits = []
    for image in images:
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        digits.append(image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    width = sum(digit.shape[1] for digit in digits) + int(gaps.sum())
    canvas = np.zeros((24 + 2 * margin, width + 2 * margin), np.uint8)
    owners = []
    left = margin
    for digit, gap in zip(digits, [*gaps.tolist(), 0], strict=True):
        height, across = digit.shape
        top = margin + (24 - height) // 2 + int(random.integers(-2, 3))
        window = canvas[top : top + height, left : left + across]
        np.maximum(window, digit, out=window)
        mask = np.zeros(canvas.shape, bool)
        mask[top : top + height, left : left + across] = digit > 0
        owners.append(mask)
        left += across + gap
    labels_of_parts, _ = label_components(canvas > 0)
    parts = [set(np.unique(labels_of_parts[mask])) for mask in owners]
    touching = any(one & other for one, other in pairwise(parts))
    return ComposedRow(canvas, "".join(map(str, labels)), touching)


def compose_rows(
    images: np.ndarray,
    labels: np.ndarray,
    count: int,
    seed: int = 0,
    *,
    gaps: tuple[int, int] = (-2, 8),
    digits: tuple[int, int] = (2, 6),
) -> list[ComposedRow]:
    """Rows of some digits each, drawn at random, with gaps drawn from a range, both ends in."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(count):
        length = int(random.integers(digits[0], digits[1] + 1))
        chosen = random.integers(0, len(images), length)
        between = random.integers(gaps[0], gaps[1] + 1, length - 1)
        rows.append(compose_row(images[chosen], labels[chosen], between, random))
    return rows


def enlarged(row: ComposedRow, times: int) -> Image.Image:
    """Dark on light, as a picture of usual size."""
    picture = Image.fromarray(255 - row.image)
    size = (picture.width * times, picture.height * times)
    return picture.resize(size, Image.Resampling.BICUBIC)
